import { falsePositiveRate } from './false-positive-rate.ts';
import { figure, type GroupsMetric, undefinedFigure } from './metric.ts';
import { recall } from './recall.ts';
import { ratio, TOO_FEW } from './spread.ts';

/** The smaller of the ratios of true and false positive rates. */
export const equalizedOddsRatio: GroupsMetric = {
  id: 'equalized_odds_ratio',
  title: 'Equalized odds ratio',
  family: 'fairness',
  definition:
    'The smaller of two ratios of lowest to highest rate: that of true positive rates and that of false positive rates.',
  formula: 'min(min TPR / max TPR, min FPR / max FPR)',
  source:
    'Hardt, Price, Srebro, Equality of opportunity in supervised learning, NeurIPS 2016; Fairlearn user guide, common fairness metrics',
  bounds: [0, 1],
  unit: 'ratio',
  better: 'near-one',
  undefinedWhen: 'either rate is defined in fewer than two groups, or is 0 in all of them',
  tasks: ['binary'],
  slices: ['by'],
  version: 1,
  over: 'groups',
  compute: (groups, basis) => {
    const [tpr, fpr] = [ratio(recall, groups, basis), ratio(falsePositiveRate, groups, basis)];
    if (tpr.value === null || fpr.value === null)
      return undefinedFigure(tpr.n + fpr.n, tpr.reason ?? fpr.reason ?? TOO_FEW);
    return figure(Math.min(tpr.value, fpr.value), tpr.n + fpr.n);
  },
};
