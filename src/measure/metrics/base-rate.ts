import { type ConfusionMetric, share } from './metric.ts';

/** The share of labelled rows that are positive. */
export const baseRate: ConfusionMetric = {
  id: 'base_rate',
  title: 'Base rate',
  family: 'performance',
  definition: 'The share of labelled rows that are positive (prevalence).',
  formula: '(TP + FN) / (TP + FP + FN + TN)',
  source: 'Fawcett, An introduction to ROC analysis, Pattern Recognition Letters 27 (2006) 861–874',
  bounds: [0, 1],
  unit: 'share',
  better: 'neither',
  undefinedWhen: 'no row has both a prediction and a label',
  tasks: ['binary'],
  slices: ['all', 'group'],
  version: 1,
  over: 'confusion',
  compute: ({ tp, fp, fn, tn }) => share(tp + fn, tp + fp + fn + tn, 'no labelled row'),
};
