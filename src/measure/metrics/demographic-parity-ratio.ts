import type { GroupsMetric } from './metric.ts';
import { selectionRate } from './selection-rate.ts';
import { ratio } from './spread.ts';

/** The lowest selection rate over the highest. */
export const demographicParityRatio: GroupsMetric = {
  id: 'demographic_parity_ratio',
  title: 'Demographic parity ratio',
  family: 'fairness',
  definition: 'The lowest selection rate of a group divided by the highest one (adverse impact ratio).',
  formula: 'min P(ŷ=1 | g) / max P(ŷ=1 | g)',
  source: 'Fairlearn user guide, common fairness metrics; 29 CFR 1607.4 D',
  bounds: [0, 1],
  unit: 'ratio',
  better: 'near-one',
  undefinedWhen: 'fewer than two groups have the rate, or it is 0 in all of them',
  convention: {
    text: 'Below 0.8 is called evidence of adverse impact (four-fifths rule)',
    source: '29 CFR 1607.4 D: a rule of thumb of US enforcement agencies, no limit of EU law',
  },
  tasks: ['binary'],
  slices: ['by'],
  version: 1,
  over: 'groups',
  compute: (groups, basis) => ratio(selectionRate, groups, basis),
};
