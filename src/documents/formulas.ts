/**
 * A cell that a spreadsheet would run is made text by an apostrophe; so is one that begins with an apostrophe, so
 * that `restore` gives back exactly what was there (CWE-1236).
 */
export function neutralise(cell: string): string {
  return /^[=+\-@\t\r']/.test(cell) ? `'${cell}` : cell;
}

/** The inverse of `neutralise`. */
export function restore(cell: string): string {
  return /^'[=+\-@\t\r']/.test(cell) ? cell.slice(1) : cell;
}
