import { quotient } from './against-reference.ts';
import type { PairMetric } from './metric.ts';
import { selectionRate } from './selection-rate.ts';

/** How often a group is selected, over how often the reference group is. */
export const selectionRateRatio: PairMetric = {
  id: 'selection_rate_ratio',
  title: 'Selection rate against the reference group',
  family: 'fairness',
  definition: 'The selection rate of a group divided by that of the reference group (disparate impact).',
  formula: 'P(ŷ=1 | g) / P(ŷ=1 | reference)',
  source: 'Feldman et al., Certifying and removing disparate impact, KDD 2015; 29 CFR 1607.4 D',
  bounds: [0, null],
  unit: 'ratio',
  better: 'near-one',
  undefinedWhen: 'the rate is undefined in one of the two groups, or 0 in the reference group',
  convention: {
    text: 'Below 0.8 is called evidence of adverse impact (four-fifths rule)',
    source: '29 CFR 1607.4 D: a rule of thumb of US enforcement agencies, no limit of EU law',
  },
  tasks: ['binary'],
  slices: ['group'],
  version: 1,
  over: 'pair',
  compute: (group, reference) => quotient(selectionRate, group, reference),
};
