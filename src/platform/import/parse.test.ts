import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppError } from '#kernel/errors.ts';
import { forReader, inEnglishFor } from '../language/in-language.ts';
import { parseSheet } from './parse.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aims-sheet-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(bytes: string | Buffer) {
  const path = join(folder, 'file');
  await writeFile(path, bytes);
  return parseSheet(path);
}

describe('the encoding of a CSV file', () => {
  test.each([
    ['UTF-8', Buffer.from('Name\ncafé\n')],
    ['UTF-8', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('Name\ncafé\n')])],
    ['Windows-1252', Buffer.from('Name\ncaf\u00e9\n', 'latin1')],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Name\ncafé\n', 'utf16le')])],
  ])('%s is found', async (encoding, bytes) => {
    expect(await read(bytes)).toEqual({ columns: ['Name'], rows: [['café']], encoding });
  });

  test('curly quotes of Windows-1252 are letters, not controls', async () => {
    const bytes = Buffer.concat([Buffer.from('Name\n'), Buffer.from([0x93, 0x61, 0x94, 0x0a])]);
    expect((await read(bytes)).rows).toEqual([['“a”']]);
  });
});

describe('a table', () => {
  test('keeps a formula as the text it is', async () => {
    expect((await read('Name\n"=cmd|\' /C calc\'!A0"\n')).rows).toEqual([["=cmd|' /C calc'!A0"]]);
  });

  test('tells columns of the same name, and of none, apart', async () => {
    expect((await read('A,A,,A\n1,2,3,4\n')).columns).toEqual(['A', 'A (2)', 'Column 3', 'A (3)']);
  });
});

describe('a spreadsheet', () => {
  test('is read as text, a formula as the value saved with it', async () => {
    const sheet = book(
      `<row r="1">${text('A1', 'Name')}${text('B1', 'Cost')}</row><row r="2">${text('A2', 'x')}<c r="B2"><f>1+1</f><v>2</v></c></row>`,
    );
    expect(await read(zip(sheet))).toEqual({
      columns: ['Name', 'Cost'],
      rows: [['x', '2']],
      encoding: 'XLSX',
    });
  });

  const name = `<row r="1">${text('A1', 'Name')}</row>`;
  const far = (cell: string, row: number) => zip(book(`${name}<row r="${row}">${text(cell, 'x')}</row>`));
  const badOffset = zip(book(name));
  badOffset.writeUInt32LE(0xffffffff, badOffset.length - 6);
  const huge = `${name}${`<row r="2">${text('A2', 'x'.repeat(2000))}</row>`.repeat(80_000)}`;

  test.each([
    ['one cell in the last row and column', () => far('XFD1048576', 1_048_576), 'too-large'],
    ['a cell in the last row', () => far('A1048576', 1_048_576), 'too-large'],
    ['a cell whose place is written as entities', () => far('&#88;FD1', 1), 'unsupported-media'],
    ['more inside than it may hold', () => zip(book(huge)), 'too-large'],
    ['more inside than its directory says', () => zip(book(huge), { claimed: 10 }), 'too-large'],
    ['a directory that points nowhere', () => badOffset, 'unsupported-media'],
    [
      'an end without a directory',
      () => Buffer.from('PK\u0003\u0004PK\u0005\u0006', 'latin1'),
      'unsupported-media',
    ],
  ])('with %s is refused, and the process lives', async (_what, make, code) => {
    await expect(read(make())).rejects.toMatchObject({ code });
  });
});

function text(cell: string, value: string): string {
  return `<c r="${cell}" t="inlineStr"><is><t>${value}</t></is></c>`;
}

function book(rows: string): Readonly<Record<string, string>> {
  const namespace = 'http://schemas.openxmlformats.org';
  return {
    '[Content_Types].xml': `<Types xmlns="${namespace}/package/2006/content-types"/>`,
    'xl/workbook.xml': `<workbook xmlns="${namespace}/spreadsheetml/2006/main" xmlns:r="${namespace}/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${namespace}/package/2006/relationships"><Relationship Id="rId1" Type="${namespace}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${namespace}/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`,
  };
}

/** A zip archive; `claimed` is the unpacked size that it lies about. */
function zip(files: Readonly<Record<string, string>>, lie: { readonly claimed?: number } = {}): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [path, content] of Object.entries(files)) {
    const raw = Buffer.from(content);
    const packed = deflateRawSync(raw);
    const file = Buffer.from(path);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    common(local, 4, { raw, packed, file, claimed: lie.claimed });
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    common(entry, 6, { raw, packed, file, claimed: lie.claimed });
    entry.writeUInt32LE(at, 42);
    parts.push(local, file, packed);
    directory.push(entry, file);
    at += 30 + file.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, listed, end]);
}

type Part = {
  readonly raw: Buffer;
  readonly packed: Buffer;
  readonly file: Buffer;
  readonly claimed: number | undefined;
};

/** The fields that a file's own header and its line in the directory share. */
function common(header: Buffer, at: number, { raw, packed, file, claimed }: Part): void {
  header.writeUInt16LE(20, at);
  header.writeUInt16LE(8, at + 4);
  header.writeUInt32LE(crc32(raw), at + 10);
  header.writeUInt32LE(packed.length, at + 14);
  header.writeUInt32LE(claimed ?? raw.length, at + 18);
  header.writeUInt16LE(file.length, at + 22);
}

test('a file that keeps its reader busy is given up after its time', async () => {
  const path = join(folder, 'slow.csv');
  await writeFile(path, `Name\n${'x\n'.repeat(64_000)}`);
  await expect(parseSheet(path, 1)).rejects.toMatchObject({ code: 'too-large' });
});

test.each([
  ['at once', 'x'],
  ['in a thread', 'x'.repeat(70_000)],
])('what is wrong with a file that is read %s is said in the language of who sent it', async (_how, cell) => {
  const said = await inEnglishFor('de', async () => {
    const error = (await read(`Name\n"${cell}`).catch((thrown: unknown) => thrown)) as AppError;
    return [error.message, forReader(error.message), forReader(error.extra.next)];
  });
  expect(said).toEqual([
    expect.stringMatching(/^A quotation mark is not closed near row \d\.$/),
    expect.stringMatching(/^Nahe Zeile \d ist ein Anführungszeichen nicht geschlossen\.$/),
    'Berichtigen Sie diese Zeile oder exportieren Sie die Datei erneut.',
  ]);
});

test('a sheet of nothing but beginnings of cells is looked through once', async () => {
  const started = performance.now();
  await expect(read(zip({ 'xl/worksheets/sheet1.xml': '<c '.repeat(2_000_000) }))).rejects.toMatchObject({
    code: 'unsupported-media',
  });
  expect(performance.now() - started).toBeLessThan(10_000);
});
