import { type ConfusionMetric, share } from './metric.ts';

/** The share of positive rows that were predicted negative. */
export const falseNegativeRate: ConfusionMetric = {
  id: 'false_negative_rate',
  title: 'False negative rate',
  family: 'performance',
  definition: 'Of the rows that are positive, the share predicted negative.',
  formula: 'FN / (FN + TP)',
  source: 'Fawcett, An introduction to ROC analysis, Pattern Recognition Letters 27 (2006) 861–874',
  bounds: [0, 1],
  unit: 'share',
  better: 'lower',
  undefinedWhen: 'no labelled row is positive',
  tasks: ['binary'],
  slices: ['all', 'group'],
  version: 1,
  over: 'confusion',
  compute: ({ fn, tp }) => share(fn, fn + tp, 'no labelled row is positive'),
};
