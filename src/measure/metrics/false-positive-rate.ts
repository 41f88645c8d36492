import { type ConfusionMetric, share } from './metric.ts';

/** The share of negative rows that were predicted positive. */
export const falsePositiveRate: ConfusionMetric = {
  id: 'false_positive_rate',
  title: 'False positive rate',
  family: 'performance',
  definition: 'Of the rows that are negative, the share predicted positive.',
  formula: 'FP / (FP + TN)',
  source: 'Fawcett, An introduction to ROC analysis, Pattern Recognition Letters 27 (2006) 861–874',
  bounds: [0, 1],
  unit: 'share',
  better: 'lower',
  undefinedWhen: 'no labelled row is negative',
  tasks: ['binary'],
  slices: ['all', 'group'],
  version: 1,
  over: 'confusion',
  compute: ({ fp, tn }) => share(fp, fp + tn, 'no labelled row is negative'),
};
