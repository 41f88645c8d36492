import type { GroupsMetric } from './metric.ts';
import { precision } from './precision.ts';
import { difference } from './spread.ts';

/** The range of precisions over the groups. */
export const predictiveParityDifference: GroupsMetric = {
  id: 'predictive_parity_difference',
  title: 'Predictive parity difference',
  family: 'fairness',
  definition: 'The highest precision of a group minus the lowest one.',
  formula: 'max P(y=1 | ŷ=1, g) − min P(y=1 | ŷ=1, g)',
  source: 'Chouldechova, Fair prediction with disparate impact, Big Data 5 (2017) 153–163',
  bounds: [0, 1],
  unit: 'difference',
  better: 'near-zero',
  undefinedWhen: 'fewer than two groups have the rate',
  tasks: ['binary'],
  slices: ['by'],
  version: 1,
  over: 'groups',
  compute: (groups, basis) => difference(precision, groups, basis),
};
