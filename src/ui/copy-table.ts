import { neutralise } from '#kernel/formulas.ts';

/** Rows of text as tab-separated lines for a spreadsheet; a cell that it would run as a formula is made text (CWE-1236). */
export function tableText(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(cell).join('\t')).join('\n');
}

function cell(text: string): string {
  return neutralise(text.replace(/\s+/g, ' ').trim());
}
