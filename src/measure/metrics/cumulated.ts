import type { Histogram } from '../counted.ts';
import { total } from '../counted.ts';

/** The shares of reference (f) and window (g) up to each edge, and at last 1; null when one of them is empty. */
export function cumulated({ reference, current }: Histogram) {
  const [m, n] = [total(reference), total(current)];
  if (m === 0 || n === 0) return null;
  return { f: runningShares(reference, m), g: runningShares(current, n), n };
}

function runningShares(counts: readonly number[], n: number): readonly number[] {
  let sum = 0;
  return counts.map((count) => {
    sum += count;
    return sum / n;
  });
}
