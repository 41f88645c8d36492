import type { Confusion } from '../confusion.ts';
import { type Basis, type ConfusionMetric, type Figure, figure, undefinedFigure } from './metric.ts';

/**
 * The largest minus the smallest value of a rate over the groups in which it is defined.
 * Over many small groups the range grows by chance alone, so read it with its interval.
 */
export function difference(rate: ConfusionMetric, groups: readonly Confusion[], basis?: Basis): Figure {
  const { values, n } = rates(rate, groups, basis);
  return values.length < 2
    ? undefinedFigure(n, TOO_FEW)
    : figure(Math.max(...values) - Math.min(...values), n);
}

/** The smallest over the largest value of a rate; undefined when the rate is 0 in every group. */
export function ratio(rate: ConfusionMetric, groups: readonly Confusion[], basis?: Basis): Figure {
  const { values, n } = rates(rate, groups, basis);
  if (values.length < 2) return undefinedFigure(n, TOO_FEW);
  const highest = Math.max(...values);
  return highest === 0
    ? undefinedFigure(n, 'the rate is 0 in every group')
    : figure(Math.min(...values) / highest, n);
}

/** The values of a rate where it is defined, and the rows they stand on. */
export function rates(rate: ConfusionMetric, groups: readonly Confusion[], basis?: Basis) {
  const figures = groups
    .map((group, i) => ({ ...rate.compute(group), rows: basis ? rate.compute(basis.observed[i]!).n : 1 }))
    .filter(({ value, rows }) => value !== null && rows >= (basis?.least ?? 1));
  return { values: figures.map(({ value }) => value!), n: figures.reduce((sum, each) => sum + each.n, 0) };
}

export const TOO_FEW = 'fewer than two groups have this rate';
