import { meanError } from './mean-error.ts';
import { figure, type RegressionGroupsMetric, undefinedFigure } from './metric.ts';
import { TOO_FEW } from './spread.ts';

/** The range of mean errors over the groups. */
export const meanErrorDifference: RegressionGroupsMetric = {
  id: 'mean_error_difference',
  title: 'Mean error difference',
  family: 'fairness',
  definition:
    'The highest mean error of a group minus the lowest one: whether one group is over- and another underestimated.',
  formula: 'max mean(ŷ − y | g) − min mean(ŷ − y | g)',
  source: 'Agarwal, Dudík, Wu, Fair regression, ICML 2019; Fairlearn user guide, common fairness metrics',
  bounds: [0, null],
  unit: 'value',
  better: 'near-zero',
  undefinedWhen: 'fewer than two groups have the mean',
  tasks: ['regression'],
  slices: ['by'],
  version: 1,
  over: 'regression-groups',
  compute: (groups) => {
    const found = groups.map((group) => meanError.compute(group)).filter(({ value }) => value !== null);
    const n = found.reduce((sum, each) => sum + each.n, 0);
    const values = found.map(({ value }) => value!);
    return values.length < 2
      ? undefinedFigure(n, TOO_FEW)
      : figure(Math.max(...values) - Math.min(...values), n);
  },
};
