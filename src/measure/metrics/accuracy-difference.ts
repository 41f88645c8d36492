import { accuracy } from './accuracy.ts';
import type { GroupsMetric } from './metric.ts';
import { difference } from './spread.ts';

/** The range of accuracies over the groups. */
export const accuracyDifference: GroupsMetric = {
  id: 'accuracy_difference',
  title: 'Accuracy difference',
  family: 'fairness',
  definition: 'The highest accuracy of a group minus the lowest one.',
  formula: 'max P(ŷ=y | g) − min P(ŷ=y | g)',
  source: 'Fairlearn user guide, common fairness metrics',
  bounds: [0, 1],
  unit: 'difference',
  better: 'near-zero',
  undefinedWhen: 'fewer than two groups have the rate',
  tasks: ['binary', 'multiclass'],
  slices: ['by'],
  version: 1,
  over: 'groups',
  compute: (groups, basis) => difference(accuracy, groups, basis),
};
