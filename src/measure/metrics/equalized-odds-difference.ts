import { falsePositiveRate } from './false-positive-rate.ts';
import { figure, type GroupsMetric, undefinedFigure } from './metric.ts';
import { recall } from './recall.ts';
import { difference, TOO_FEW } from './spread.ts';

/** The larger of the ranges of true and false positive rates. */
export const equalizedOddsDifference: GroupsMetric = {
  id: 'equalized_odds_difference',
  title: 'Equalized odds difference',
  family: 'fairness',
  definition: 'The larger of the equal opportunity difference and the false positive rate difference.',
  formula: 'max(max TPR − min TPR, max FPR − min FPR)',
  source:
    'Hardt, Price, Srebro, Equality of opportunity in supervised learning, NeurIPS 2016; Fairlearn user guide, common fairness metrics',
  bounds: [0, 1],
  unit: 'difference',
  better: 'near-zero',
  undefinedWhen: 'either rate is defined in fewer than two groups',
  tasks: ['binary'],
  slices: ['by'],
  version: 1,
  over: 'groups',
  compute: (groups, basis) => {
    const [tpr, fpr] = [difference(recall, groups, basis), difference(falsePositiveRate, groups, basis)];
    return tpr.value === null || fpr.value === null
      ? undefinedFigure(tpr.n + fpr.n, TOO_FEW)
      : figure(Math.max(tpr.value, fpr.value), tpr.n + fpr.n);
  },
};
