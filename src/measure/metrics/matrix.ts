import type { Matrix } from '../counted.ts';
import { total } from '../counted.ts';

/** How many rows are of class i, predicted as class i, and both. */
export function margins({ classes, counts }: Matrix) {
  return classes.map((_, i) => ({
    actual: total(counts[i]!),
    predicted: total(counts.map((row) => row[i]!)),
    both: counts[i]![i]!,
  }));
}

export function rowsOf({ counts }: Matrix): number {
  return counts.reduce((sum, row) => sum + total(row), 0);
}

/** The mean of a rate over the classes in which it is defined; null when there is none. */
export function macro(
  matrix: Matrix,
  rate: (margin: ReturnType<typeof margins>[number]) => number | null,
): number | null {
  const values = margins(matrix)
    .map(rate)
    .filter((value) => value !== null);
  return values.length === 0 ? null : total(values) / values.length;
}
