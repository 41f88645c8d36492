import { falseNegativeRate } from './false-negative-rate.ts';
import type { GroupsMetric } from './metric.ts';
import { difference } from './spread.ts';

/** The range of false negative rates over the groups. */
export const falseNegativeRateDifference: GroupsMetric = {
  id: 'false_negative_rate_difference',
  title: 'False negative rate difference',
  family: 'fairness',
  definition: 'The highest false negative rate of a group minus the lowest one.',
  formula: 'max P(ŷ=0 | y=1, g) − min P(ŷ=0 | y=1, g)',
  source: 'Chouldechova, Fair prediction with disparate impact, Big Data 5 (2017) 153–163',
  bounds: [0, 1],
  unit: 'difference',
  better: 'near-zero',
  undefinedWhen: 'fewer than two groups have the rate',
  tasks: ['binary'],
  slices: ['by'],
  version: 1,
  over: 'groups',
  compute: (groups, basis) => difference(falseNegativeRate, groups, basis),
};
