import fc from 'fast-check';
import readXlsxFile from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { neutralise, restore } from '#kernel/formulas.ts';
import { zipEntry } from '#test/testkit/zip.ts';
import { fromCsv, toCsv } from './csv.ts';
import { render } from './render.ts';
import { type DocumentTree, formats } from './tree.ts';

const HOSTILE = [
  '#let x = 1',
  '$ x^2 $',
  'a\\b',
  '`code`',
  '<script>alert(1)</script>',
  ']]>',
  '"quoted"',
  '=HYPERLINK("http://x")',
  '+1',
  '@SUM(1)',
  'שלום עולם',
  '数据',
  '🧭',
  'null\u0000byte',
  'bell\u0007',
  '| pipe |',
  '*bold* _it_',
  '#strong[x]',
  '@ref',
  '//comment',
  '{a}',
  '&amp;',
  'lone\ud800half',
];

function tree(cells: readonly string[], rows = 1): DocumentTree {
  return {
    title: 'Statement of Applicability',
    organisation: 'Nordlicht & Söhne',
    language: 'en',
    createdAt: '2026-11-24T09:00:00.000Z',
    landscape: true,
    checkpoint: 'openaims.invalid/x/1\n12\nabc=\n\n— openaims.invalid/x/1 AAAA',
    sections: [
      { kind: 'heading', level: 1, text: 'Controls' },
      { kind: 'paragraph', text: cells.join(' ') || 'None' },
      { kind: 'list', items: cells },
      { kind: 'keyValues', entries: [{ key: 'Scope', value: cells[0] ?? '' }] },
      {
        kind: 'table',
        title: 'Lines',
        columns: [
          { key: 'a', title: 'Control', width: 1 },
          { key: 'b', title: 'Because', width: 3 },
        ],
        rows: Array.from({ length: rows }, (_, i) => ({
          a: `A.${i}`,
          b: cells[i % Math.max(1, cells.length)] ?? '',
        })),
      },
    ],
  };
}

describe('every format takes any text', () => {
  test.each(formats)('%s with text that would be markup', async (format) => {
    const { bytes } = await render(tree(HOSTILE, HOSTILE.length), format);
    expect(bytes.byteLength).toBeGreaterThan(500);
  });

  test.each(formats)(
    '%s with an empty table and with 2,000 rows',
    async (format) => {
      expect((await render(tree(['x'], 0), format)).bytes.byteLength).toBeGreaterThan(200);
      expect((await render(tree(['x'.repeat(300)], 2000), format)).bytes.byteLength).toBeGreaterThan(5000);
    },
    60_000,
  );

  test('a PDF names its standard, its language and its structure', async () => {
    const { bytes } = await render(tree(['x']), 'pdf');
    const text = Buffer.from(bytes).toString('latin1');
    expect(text).toContain('%PDF-1.7');
    expect(text).toContain('/StructTreeRoot');
    expect(text).toMatch(/\/Lang\s*\(en/);
    expect(text).toContain('pdfuaid');
  });

  test('whatever stands in a cell, the PDF is set', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { minLength: 1, maxLength: 5 }),
        async (cells) => {
          expect((await render(tree(cells, cells.length), 'pdf')).bytes.byteLength).toBeGreaterThan(1000);
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);
});

describe('what was written can be read', () => {
  test('a spreadsheet gives the cells back, formulas as text', async () => {
    const { bytes } = await render(tree(['=1+1', 'plain'], 2), 'xlsx');
    const sheets = (await readXlsxFile(Buffer.from(bytes))) as unknown as { data: unknown[][] }[];
    expect(sheets[1]!.data).toEqual([
      ['Control', 'Because'],
      ['A.0', "'=1+1"],
      ['A.1', 'plain'],
    ]);
  });

  test('a word file holds the text once, as text, and repeats the table head', async () => {
    const { bytes } = await render(tree(['<script>']), 'docx');
    const xml = zipEntry(Buffer.from(bytes), 'word/document.xml');
    expect(xml).toContain('&lt;script&gt;');
    expect(xml).not.toContain('<script>');
    expect(xml).toContain('w:tblHeader');
  });

  test('a page holds no markup from a cell', async () => {
    const { bytes } = await render(tree(['<img src=x onerror=alert(1)>', '" onload="x']), 'html');
    const page = Buffer.from(bytes).toString();
    expect(page).not.toContain('<img');
    expect(page).not.toMatch(/https?:\/\//);
  });
});

test('any cell survives the way through a spreadsheet file', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.array(
          fc.string().filter((text) => !text.includes('\u0000')),
          { minLength: 2, maxLength: 2 },
        ),
        { minLength: 1, maxLength: 4 },
      ),
      (rows) => {
        fc.pre(rows.every((row) => row.some((cell) => cell !== '')));
        expect(fromCsv(toCsv(['a', 'b'], rows)).rows).toEqual(rows);
      },
    ),
  );
});

test('nothing that a spreadsheet would run stays in front, and restoring is exact', () => {
  fc.assert(
    fc.property(fc.string(), (cell) => {
      expect(neutralise(cell)).not.toMatch(/^[=+\-@\t\r]/);
      expect(restore(neutralise(cell))).toBe(cell);
    }),
  );
});
