import { total } from '../counted.ts';

export const ONE_VALUE = 'there is one value only';

/** Pearson's statistic of a table of two rows; columns that are empty in both are left out. n is 0 when a row is empty. */
export function chiSquareOf(reference: readonly number[], current: readonly number[]) {
  const [a, b] = [total(reference), total(current)];
  if (a === 0 || b === 0) return { statistic: 0, n: 0, kinds: 0 };
  let statistic = 0;
  let kinds = 0;
  for (const [i, x] of reference.entries()) {
    const column = x + current[i]!;
    if (column === 0) continue;
    kinds += 1;
    const expected = [(column * a) / (a + b), (column * b) / (a + b)] as const;
    statistic += (x - expected[0]) ** 2 / expected[0] + (current[i]! - expected[1]) ** 2 / expected[1];
  }
  return { statistic, n: a + b, kinds };
}
