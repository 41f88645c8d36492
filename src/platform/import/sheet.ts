import { readFile, stat } from 'node:fs/promises';
import Papa from 'papaparse';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { isZip, readSpreadsheet } from './xlsx.ts';

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

/**
 * Reads a CSV or XLSX file.
 * @throws AppError `too-large`, `unsupported-media`, `invalid-input`, each saying what would be right
 */
export async function readSheet(path: string): Promise<Sheet> {
  const { size } = await stat(path);
  if (size > MAX_BYTES)
    throw new AppError(
      'too-large',
      t('The file has {size} MB; {max_bytes} MB is the limit.', {
        size: Math.round(size / 1_048_576),
        max_bytes: MAX_BYTES / 1_048_576,
      }),
      { next: t('Split it into several files.') },
    );
  const bytes = await readFile(path);
  return checked(isZip(bytes) ? await parseXlsx(bytes) : parseCsv(bytes));
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
    throw new AppError('unsupported-media', t('The file holds null characters; it is no table.'), {
      next: t('Export it again as CSV (UTF-8) or XLSX.'),
    });
  const parsed = Papa.parse<string[]>(text, { skipEmptyLines: 'greedy' });
  const fatal = parsed.errors.find((error) => error.type === 'Quotes');
  if (fatal)
    throw new AppError(
      'invalid-input',
      t('A quotation mark is not closed near row {row}.', { row: (fatal.row ?? 0) + 1 }),
      {
        problems: [{ path: `row ${(fatal.row ?? 0) + 1}`, message: fatal.message }],
        next: t('Mend that row, or export the file again.'),
      },
    );
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
  const [columns = [], ...rows] = await readSpreadsheet(bytes, { rows: MAX_ROWS + 1, columns: MAX_COLUMNS });
  return { columns, rows: rows.filter((row) => row.some((cell) => cell !== '')), encoding: 'XLSX' };
}

function checked(sheet: Sheet): Sheet {
  if (sheet.columns.length === 0)
    throw new AppError('invalid-input', t('The file is empty.'), {
      next: t('The first row must hold the names of the columns.'),
    });
  if (sheet.columns.length > MAX_COLUMNS)
    throw new AppError(
      'too-large',
      t('The file has {columns} columns; {max_columns} is the limit.', {
        columns: sheet.columns.length,
        max_columns: MAX_COLUMNS,
      }),
    );
  if (sheet.rows.length > MAX_ROWS)
    throw new AppError(
      'too-large',
      t('The file has {rows} rows; {max_rows} is the limit.', {
        rows: sheet.rows.length,
        max_rows: MAX_ROWS,
      }),
      {
        next: t('Split it into several files.'),
      },
    );
  const long = sheet.rows.findIndex((row) => row.some((cell) => cell.length > MAX_CELL));
  if (long >= 0)
    throw new AppError(
      'too-large',
      t('A cell in row {long} has more than {max_cell} characters.', { long: long + 2, max_cell: MAX_CELL }),
    );
  return { ...sheet, columns: uniqueColumns(sheet.columns) };
}
