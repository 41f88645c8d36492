import { total } from '../counted.ts';

/** A bin that is empty counts as this share where a logarithm is taken. */
const FLOOR = 1e-4;

/** Counts as shares of their total; those of 0 are set to `FLOOR`. */
export function flooredShares(counts: readonly number[]): readonly number[] {
  const n = total(counts);
  return counts.map((each) => (each === 0 ? FLOOR : each / n));
}

export const NOTHING = 'no value in the reference or in the window';
