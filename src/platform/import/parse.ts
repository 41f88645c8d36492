import { readFile, stat } from 'node:fs/promises';
import Papa from 'papaparse';
import { AppError } from '#kernel/errors.ts';

/** A table out of a file: names of the columns as they stand, and every cell as text. */
export type Sheet = {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly encoding: string;
};

const MAX_BYTES = 64 * 1024 * 1024;
const MAX_ROWS = 100_000;
const MAX_COLUMNS = 500;
const MAX_CELL = 32_767;
/** How much larger a spreadsheet may be unpacked than packed before it is taken for a trap. */
const MAX_UNPACKED = 256 * 1024 * 1024;

/**
 * Reads a CSV or XLSX file.
 * @throws AppError `too-large`, `unsupported-media`, `invalid-input`, each saying what would be right
 */
export async function parseSheet(path: string): Promise<Sheet> {
  const { size } = await stat(path);
  if (size > MAX_BYTES)
    throw new AppError(
      'too-large',
      `The file has ${Math.round(size / 1_048_576)} MB; ${MAX_BYTES / 1_048_576} MB is the limit.`,
      { next: 'Split it into several files.' },
    );
  const bytes = await readFile(path);
  const sheet =
    bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004' ? await parseXlsx(bytes) : parseCsv(bytes);
  return checked(sheet);
}

/** Names that occur twice get a number, so that a mapping can point at each. */
function uniqueColumns(names: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return names.map((name, i) => {
    const clean = name.trim() || `Column ${i + 1}`;
    const n = (seen.get(clean) ?? 0) + 1;
    seen.set(clean, n);
    return n === 1 ? clean : `${clean} (${n})`;
  });
}

function parseCsv(bytes: Buffer): Sheet {
  const { text, encoding } = decode(bytes);
  if (text.includes('\u0000'))
    throw new AppError('unsupported-media', 'The file holds null characters; it is no table.', {
      next: 'Export it again as CSV (UTF-8) or XLSX.',
    });
  const parsed = Papa.parse<string[]>(text, { skipEmptyLines: 'greedy' });
  const fatal = parsed.errors.find((error) => error.type === 'Quotes');
  if (fatal)
    throw new AppError('invalid-input', `A quotation mark is not closed near row ${(fatal.row ?? 0) + 1}.`, {
      problems: [{ path: `row ${(fatal.row ?? 0) + 1}`, message: fatal.message }],
      next: 'Mend that row, or export the file again.',
    });
  const [columns = [], ...rows] = parsed.data;
  return { columns, rows, encoding };
}

/** Byte-order marks decide; else strict UTF-8; else Windows-1252, which every byte string is. */
function decode(bytes: Buffer): { readonly text: string; readonly encoding: string } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'UTF-16' };
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'UTF-16' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'Windows-1252' };
  }
}

async function parseXlsx(bytes: Buffer): Promise<Sheet> {
  if (unpackedSize(bytes) > MAX_UNPACKED)
    throw new AppError('too-large', 'The spreadsheet unpacks to more than 256 MB.', {
      next: 'Save only the sheet you need, or export it as CSV.',
    });
  const { default: readXlsxFile } = await import('read-excel-file/node');
  const sheets = await readXlsxFile(bytes).catch(() => {
    throw new AppError('unsupported-media', 'The file is a zip archive, but no readable spreadsheet.', {
      next: 'Save it as XLSX again, or export it as CSV.',
    });
  });
  const data = ((sheets as unknown as { data: unknown[][] }[])[0]?.data ?? []).map((row) =>
    row.map(cellText),
  );
  const [columns = [], ...rows] = data;
  return { columns, rows: rows.filter((row) => row.some((cell) => cell !== '')), encoding: 'XLSX' };
}

/** The sizes that the archive's own directory claims, added up: read before anything is unpacked. */
function unpackedSize(zip: Buffer): number {
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  if (end < 0) return 0;
  let at = zip.readUInt32LE(end + 16);
  let total = 0;
  while (at + 46 <= zip.length && zip.readUInt32LE(at) === 0x02014b50) {
    total += zip.readUInt32LE(at + 24);
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return total;
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
}

function checked(sheet: Sheet): Sheet {
  if (sheet.columns.length === 0)
    throw new AppError('invalid-input', 'The file is empty.', {
      next: 'The first row must hold the names of the columns.',
    });
  if (sheet.columns.length > MAX_COLUMNS)
    throw new AppError(
      'too-large',
      `The file has ${sheet.columns.length} columns; ${MAX_COLUMNS} is the limit.`,
    );
  if (sheet.rows.length > MAX_ROWS)
    throw new AppError('too-large', `The file has ${sheet.rows.length} rows; ${MAX_ROWS} is the limit.`, {
      next: 'Split it into several files.',
    });
  const long = sheet.rows.findIndex((row) => row.some((cell) => cell.length > MAX_CELL));
  if (long >= 0)
    throw new AppError('too-large', `A cell in row ${long + 2} has more than ${MAX_CELL} characters.`);
  return { ...sheet, columns: uniqueColumns(sheet.columns) };
}
