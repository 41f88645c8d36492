import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';

const inflate = promisify(inflateRaw);
/** How large a spreadsheet may be unpacked before it is taken for a trap. */
const MAX_UNPACKED = 128 * 1024 * 1024;

type Limits = { readonly rows: number; readonly columns: number };
type Entry = {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
};

/** Does it begin like a zip archive, which every XLSX file is? */
export function isZip(bytes: Buffer): boolean {
  return bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004';
}

/**
 * The first sheet as text, cell by cell; formulas give the value that was saved with them and are never evaluated.
 * Sizes and the place of every cell are checked before the reader gets the file: one cell in the last row and column
 * would make it fill memory with empty ones.
 * @throws AppError `too-large`, `unsupported-media`
 */
export async function readSpreadsheet(bytes: Buffer, limits: Limits): Promise<string[][]> {
  await refuseTraps(bytes, limits);
  const { default: readXlsxFile } = await import('read-excel-file/node');
  const sheets = await readXlsxFile(bytes, { trim: false } as never).catch(() => {
    throw unreadable();
  });
  const rows = (sheets as unknown as { data: unknown[][] }[])[0]?.data ?? [];
  return rows.map((row) => row.map(cellText));
}

async function refuseTraps(bytes: Buffer, limits: Limits): Promise<void> {
  const entries = entriesOf(bytes);
  let left = MAX_UNPACKED - entries.reduce((sum, entry) => sum + entry.unpacked, 0);
  if (left < 0) throw tooLarge();
  left = MAX_UNPACKED;
  for (const entry of entries) {
    const content = await unpack(bytes, entry, left);
    left -= content.length;
    if (/^xl\/worksheets\/[^/]*\.xml$/i.test(entry.name)) refuseFarCells(content.toString('latin1'), limits);
  }
}

/** The archive's own directory. What it claims is checked again when each part is unpacked. */
function entriesOf(zip: Buffer): Entry[] {
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  if (end < 0 || end + 22 > zip.length) throw unreadable();
  const entries: Entry[] = [];
  let at = zip.readUInt32LE(end + 16);
  while (at + 46 <= zip.length && zip.readUInt32LE(at) === 0x02014b50) {
    const nameLength = zip.readUInt16LE(at + 28);
    entries.push({
      name: zip.toString('utf8', at + 46, at + 46 + nameLength),
      method: zip.readUInt16LE(at + 10),
      packed: zip.readUInt32LE(at + 20),
      unpacked: zip.readUInt32LE(at + 24),
      offset: zip.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  if (entries.length === 0) throw unreadable();
  return entries;
}

/** The directory may lie about sizes: unpacking stops at what is left of the limit. */
async function unpack(zip: Buffer, entry: Entry, left: number): Promise<Buffer> {
  const { offset, packed, method } = entry;
  if (offset + 30 > zip.length || zip.readUInt32LE(offset) !== 0x04034b50) throw unreadable();
  const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
  const content = zip.subarray(start, start + packed);
  if (method === 0) return content;
  if (method !== 8) throw unreadable();
  return inflate(content, { maxOutputLength: Math.max(1, left) }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : unreadable();
  });
}

// A tag ends before the next one begins, so that a text of nothing but beginnings is read once.
const CELL = /<(?:\w{1,40}:)?c\s(?:[^<>]*?\s)?r\s{0,20}=\s{0,20}["']([^"']*)["']/g;

function refuseFarCells(xml: string, limits: Limits): void {
  for (const [, reference] of xml.matchAll(CELL)) {
    const [, letters, digits] = /^([A-Z]{1,3})(\d{1,7})$/.exec(reference!) ?? [];
    if (!letters) throw unreadable();
    const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
    if (column > limits.columns || Number(digits) > limits.rows)
      throw new AppError(
        'too-large',
        t('The cell {reference} is beyond {columns} columns or {rows} rows.', {
          reference,
          columns: limits.columns,
          rows: limits.rows - 1,
        }),
        { next: t('Delete what is not part of the table, or export only the table as CSV.') },
      );
  }
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
}

const unreadable = () =>
  new AppError('unsupported-media', t('The file is a zip archive, but no readable spreadsheet.'), {
    next: t('Save it as XLSX again, or export it as CSV.'),
  });
const tooLarge = () =>
  new AppError('too-large', t('The spreadsheet unpacks to more than 128 MB.'), {
    next: t('Save only the sheet you need, or export it as CSV.'),
  });
