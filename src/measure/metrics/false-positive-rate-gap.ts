import { gap } from './against-reference.ts';
import { falsePositiveRate } from './false-positive-rate.ts';
import type { PairMetric } from './metric.ts';

/** The false positive rate of a group minus that of the reference group. */
export const falsePositiveRateGap: PairMetric = {
  id: 'false_positive_rate_gap',
  title: 'False positive rate against the reference group',
  family: 'fairness',
  definition: 'The false positive rate of a group minus that of the reference group.',
  formula: 'FPR(g) − FPR(reference)',
  source: 'Hardt, Price, Srebro, Equality of opportunity in supervised learning, NeurIPS 2016',
  bounds: [-1, 1],
  unit: 'difference',
  better: 'near-zero',
  undefinedWhen: 'the rate is undefined in one of the two groups',
  tasks: ['binary'],
  slices: ['group'],
  version: 1,
  over: 'pair',
  compute: (group, reference) => gap(falsePositiveRate, group, reference),
};
