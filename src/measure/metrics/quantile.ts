import type { Histogram } from '../counted.ts';
import { total } from '../counted.ts';
import { type Figure, undefinedFigure } from './metric.ts';

/** A quantile of the window from its bins: evenly spread inside one, with the ends of the bin as bounds. */
export function quantile({ edges, current }: Histogram, share: number): Figure {
  const n = total(current);
  if (n === 0) return undefinedFigure(0, 'no value in the window');
  const rank = Math.ceil(share * n);
  let before = 0;
  let bin = 0;
  while (before + current[bin]! < rank) {
    before += current[bin]!;
    bin += 1;
  }
  const [lo, hi] = [edges[bin - 1] ?? null, edges[bin] ?? null];
  if (lo === null || hi === null)
    return { value: lo ?? hi, lo, hi, n, reason: 'it lies beyond the outermost edge of the reference' };
  return { value: lo + ((rank - before) / current[bin]!) * (hi - lo), lo, hi, n };
}
