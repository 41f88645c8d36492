import { meanPrediction } from './mean-prediction.ts';
import { figure, type RegressionGroupsMetric, undefinedFigure } from './metric.ts';
import { TOO_FEW } from './spread.ts';

/** The range of mean predictions over the groups. */
export const meanPredictionDifference: RegressionGroupsMetric = {
  id: 'mean_prediction_difference',
  title: 'Mean prediction difference',
  family: 'fairness',
  definition: 'The highest mean prediction of a group minus the lowest one.',
  formula: 'max mean(ŷ | g) − min mean(ŷ | g)',
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
    const found = groups.map((group) => meanPrediction.compute(group)).filter(({ value }) => value !== null);
    const n = found.reduce((sum, each) => sum + each.n, 0);
    const values = found.map(({ value }) => value!);
    return values.length < 2
      ? undefinedFigure(n, TOO_FEW)
      : figure(Math.max(...values) - Math.min(...values), n);
  },
};
