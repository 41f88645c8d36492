import { gap } from './against-reference.ts';
import type { PairMetric } from './metric.ts';
import { recall } from './recall.ts';

/** The true positive rate of a group minus that of the reference group. */
export const truePositiveRateGap: PairMetric = {
  id: 'true_positive_rate_gap',
  title: 'True positive rate against the reference group',
  family: 'fairness',
  definition: 'The true positive rate of a group minus that of the reference group.',
  formula: 'TPR(g) − TPR(reference)',
  source: 'Hardt, Price, Srebro, Equality of opportunity in supervised learning, NeurIPS 2016',
  bounds: [-1, 1],
  unit: 'difference',
  better: 'near-zero',
  undefinedWhen: 'the rate is undefined in one of the two groups',
  tasks: ['binary'],
  slices: ['group'],
  version: 1,
  over: 'pair',
  compute: (group, reference) => gap(recall, group, reference),
};
