import type { GroupsMetric } from './metric.ts';
import { recall } from './recall.ts';
import { difference } from './spread.ts';

/** The range of true positive rates over the groups. */
export const equalOpportunityDifference: GroupsMetric = {
  id: 'equal_opportunity_difference',
  title: 'Equal opportunity difference',
  family: 'fairness',
  definition: 'The highest true positive rate of a group minus the lowest one.',
  formula: 'max P(ŷ=1 | y=1, g) − min P(ŷ=1 | y=1, g)',
  source: 'Hardt, Price, Srebro, Equality of opportunity in supervised learning, NeurIPS 2016',
  bounds: [0, 1],
  unit: 'difference',
  better: 'near-zero',
  undefinedWhen: 'fewer than two groups have the rate',
  tasks: ['binary'],
  slices: ['by'],
  version: 1,
  over: 'groups',
  compute: (groups, basis) => difference(recall, groups, basis),
};
