import type { GroupsMetric } from './metric.ts';
import { selectionRate } from './selection-rate.ts';
import { difference } from './spread.ts';

/** The range of selection rates over the groups. */
export const demographicParityDifference: GroupsMetric = {
  id: 'demographic_parity_difference',
  title: 'Demographic parity difference',
  family: 'fairness',
  definition: 'The highest selection rate of a group minus the lowest one.',
  formula: 'max P(ŷ=1 | g) − min P(ŷ=1 | g)',
  source:
    'Fairlearn user guide, common fairness metrics; Dwork et al., Fairness through awareness, ITCS 2012',
  bounds: [0, 1],
  unit: 'difference',
  better: 'near-zero',
  undefinedWhen: 'fewer than two groups have the rate',
  tasks: ['binary'],
  slices: ['by'],
  version: 1,
  over: 'groups',
  compute: (groups, basis) => difference(selectionRate, groups, basis),
};
