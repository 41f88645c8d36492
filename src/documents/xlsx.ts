import writeExcelFile, { type SheetData } from 'write-excel-file/node';
import { neutralise } from './formulas.ts';
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
            { value: 'Checkpoint', fontWeight: 'bold' as const },
            { value: cell(tree.checkpoint), wrap: true },
          ],
        ]
      : []),
  ];
  const sheets = [
    { data: cover, sheet: 'Cover', columns: [{ width: 30 }, { width: 90 }] },
    ...tables.map((table, i) => ({
      sheet: sheetName(table.title, i),
      columns: table.columns.map((column) => ({ width: Math.max(10, column.width * 2) })),
      stickyRowsCount: 1,
      data: [
        table.columns.map((column) => ({ value: cell(column.title), fontWeight: 'bold' as const })),
        ...table.rows.map((row) =>
          table.columns.map((column) => ({
            value: cell(row[column.key] ?? ''),
            type: String,
            wrap: true,
            alignVertical: 'top' as const,
          })),
        ),
      ] as SheetData,
    })),
  ];
  const file = writeExcelFile(sheets as never) as unknown as { toBuffer: () => Promise<Buffer> };
  return new Uint8Array(await file.toBuffer());
}

function cell(text: string): string {
  return neutralise(printable(text)).slice(0, MAX_CELL);
}

/** At most 31 characters, none of those that a sheet name may not hold, and unique. */
function sheetName(title: string, index: number): string {
  return `${index + 1} ${title.replace(/[[\]:*?/\\']/g, ' ')}`.slice(0, 31);
}
