import writeExcelFile, { type SheetData } from 'write-excel-file/node';
import { neutralise } from '#kernel/formulas.ts';
import { t } from '#kernel/language.ts';
import { type DocumentTree, printable } from './tree.ts';

/** A cell holds 32,767 characters at most. */
const MAX_CELL = 32_767;

/** The tables of a document as sheets, behind a cover with its facts. Every cell is text; formulas are neutralised. */
export async function toXlsx(tree: DocumentTree): Promise<Uint8Array> {
  const tables = tree.sections.filter((each) => each.kind === 'table');
  const facts = tree.sections.filter((each) => each.kind === 'keyValues').flatMap((each) => each.entries);
  const cover: SheetData = [
    [{ value: cell(tree.title), fontWeight: 'bold', fontSize: 14 }],
    [{ value: cell(tree.organisation) }],
    ...facts.map(({ key, value }) => [
      { value: cell(key), fontWeight: 'bold' as const },
      { value: cell(value), wrap: true },
    ]),
    ...(tree.checkpoint
      ? [
          [
            { value: t('Checkpoint'), fontWeight: 'bold' as const },
            { value: cell(tree.checkpoint), wrap: true },
          ],
        ]
      : []),
  ];
  const sheets = [
    { data: cover, sheet: t('Cover'), columns: [{ width: 30 }, { width: 90 }] },
    ...tables.map((table, i) => ({
      sheet: sheetName(table.title, i),
      columns: table.columns.map((column) => ({ width: Math.max(10, column.width * 2) })),
      stickyRowsCount: 1,
      data: [
        table.columns.map((column) => ({ value: cell(column.title), fontWeight: 'bold' as const })),
        ...table.rows.map((row) => table.columns.map((column) => textCell(row[column.key] ?? ''))),
      ] as SheetData,
    })),
  ];
  const file = writeExcelFile(sheets as never) as unknown as { toBuffer: () => Promise<Buffer> };
  return new Uint8Array(await file.toBuffer());
}

/** One bare table as the first and only sheet, so that it can be brought in again. Every cell is text. */
export async function sheetToXlsx(
  title: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): Promise<Uint8Array> {
  const data = [
    columns.map((column) => ({ value: cell(column), fontWeight: 'bold' as const })),
    ...rows.map((row) => row.map(textCell)),
  ] as SheetData;
  const file = writeExcelFile([
    { data, sheet: sheetName(title, 0).slice(2), stickyRowsCount: 1 },
  ] as never) as unknown as { toBuffer: () => Promise<Buffer> };
  return new Uint8Array(await file.toBuffer());
}

/** A cell of text, or none: an empty one of its own is no valid cell to some readers. */
function textCell(text: string) {
  const value = cell(text);
  return value === '' ? null : { value, type: String, wrap: true, alignVertical: 'top' as const };
}

function cell(text: string): string {
  return escaped(neutralise(printable(text)).slice(0, MAX_CELL));
}

/**
 * A text as the format keeps it: what looks like one of its escapes stays what it is (ECMA-376 part 1, 22.9.2.19), and
 * what the writer would lose is escaped: a word that every JavaScript object has, such as "constructor", the sign for
 * an unreadable character, and the characters that stand for none.
 */
function escaped(text: string): string {
  const kept = text
    .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
    .replace(/[\p{Noncharacter_Code_Point}\ufffd]/gu, (lost) => lost.split('').map(escapeOf).join(''));
  return kept in {} ? escapeOf(kept) + kept.slice(1) : kept;
}

/** The escape of the first UTF-16 unit. */
function escapeOf(text: string): string {
  return `_x${text.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}_`;
}

/** At most 31 characters, none of those that a sheet name may not hold, and unique. */
function sheetName(title: string, index: number): string {
  return `${index + 1} ${title.replace(/[[\]:*?/\\']/g, ' ')}`.slice(0, 31);
}
