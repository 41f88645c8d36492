import Papa from 'papaparse';
import { neutralise, restore } from '#kernel/formulas.ts';

/** Rows as CSV (RFC 4180, UTF-8 with a byte-order mark, which spreadsheets need), formulas neutralised. */
export function toCsv(columns: readonly string[], rows: readonly (readonly string[])[]): Uint8Array {
  const text = Papa.unparse(
    { fields: columns.map(neutralise), data: rows.map((row) => row.map(neutralise)) },
    { newline: '\r\n' },
  );
  return Buffer.from(`\u{feff}${text}\r\n`, 'utf8');
}

/** Reads what `toCsv` wrote: the columns and the cells as they were. */
export function fromCsv(bytes: Uint8Array): {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
} {
  const text = new TextDecoder('utf-8').decode(bytes);
  const [columns = [], ...rows] = Papa.parse<string[]>(text, { skipEmptyLines: true }).data;
  return { columns: columns.map(restore), rows: rows.map((row) => row.map(restore)) };
}
