/**
 * How a cell begins that some spreadsheet runs: the signs themselves, their full-width twins, and white space that is
 * dropped before them. An apostrophe is one too, so that `restore` gives back exactly what was there (CWE-1236).
 */
const RUNS = /^[=+\-@\t\r\n'\uff1d\uff0b\uff0d\uff20]/;
const MADE_TEXT = /^'[=+\-@\t\r\n'\uff1d\uff0b\uff0d\uff20]/;

/** A cell that a spreadsheet would run is made text by an apostrophe. */
export function neutralise(cell: string): string {
  return RUNS.test(cell) ? `'${cell}` : cell;
}

/** The inverse of `neutralise`. */
export function restore(cell: string): string {
  return MADE_TEXT.test(cell) ? cell.slice(1) : cell;
}
