import type { Confusion } from '../confusion.ts';
import { type ConfusionMetric, type Figure, figure, undefinedFigure } from './metric.ts';

/** The rate of a group minus that of the reference group; n is that of the smaller one. */
export function gap(rate: ConfusionMetric, group: Confusion, reference: Confusion): Figure {
  const [own, theirs] = [rate.compute(group), rate.compute(reference)];
  return own.value === null || theirs.value === null
    ? undefinedFigure(own.n, own.reason ?? `in the reference group ${theirs.reason}`)
    : figure(own.value - theirs.value, Math.min(own.n, theirs.n));
}

/** The rate of a group over that of the reference group; n is that of the smaller one. */
export function quotient(rate: ConfusionMetric, group: Confusion, reference: Confusion): Figure {
  const [own, theirs] = [rate.compute(group), rate.compute(reference)];
  if (own.value === null || theirs.value === null)
    return undefinedFigure(own.n, own.reason ?? `in the reference group ${theirs.reason}`);
  return theirs.value === 0
    ? undefinedFigure(own.n, 'the rate of the reference group is 0')
    : figure(own.value / theirs.value, Math.min(own.n, theirs.n));
}
