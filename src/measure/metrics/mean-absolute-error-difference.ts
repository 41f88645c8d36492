import { meanAbsoluteError } from './mean-absolute-error.ts';
import { figure, type RegressionGroupsMetric, undefinedFigure } from './metric.ts';
import { TOO_FEW } from './spread.ts';

/** The range of mean absolute errors over the groups. */
export const meanAbsoluteErrorDifference: RegressionGroupsMetric = {
  id: 'mean_absolute_error_difference',
  title: 'Mean absolute error difference',
  family: 'fairness',
  definition: 'The highest mean absolute error of a group minus the lowest one (bounded group loss).',
  formula: 'max mean|ŷ − y| − min mean|ŷ − y|',
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
    const found = groups
      .map((group) => meanAbsoluteError.compute(group))
      .filter(({ value }) => value !== null);
    const n = found.reduce((sum, each) => sum + each.n, 0);
    const values = found.map(({ value }) => value!);
    return values.length < 2
      ? undefinedFigure(n, TOO_FEW)
      : figure(Math.max(...values) - Math.min(...values), n);
  },
};
