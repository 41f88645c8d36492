import { falsePositiveRate } from './false-positive-rate.ts';
import type { GroupsMetric } from './metric.ts';
import { difference } from './spread.ts';

/** The range of false positive rates over the groups. */
export const falsePositiveRateDifference: GroupsMetric = {
  id: 'false_positive_rate_difference',
  title: 'False positive rate difference',
  family: 'fairness',
  definition: 'The highest false positive rate of a group minus the lowest one (predictive equality).',
  formula: 'max P(ŷ=1 | y=0, g) − min P(ŷ=1 | y=0, g)',
  source: 'Chouldechova, Fair prediction with disparate impact, Big Data 5 (2017) 153–163',
  bounds: [0, 1],
  unit: 'difference',
  better: 'near-zero',
  undefinedWhen: 'fewer than two groups have the rate',
  tasks: ['binary'],
  slices: ['by'],
  version: 1,
  over: 'groups',
  compute: (groups, basis) => difference(falsePositiveRate, groups, basis),
};
