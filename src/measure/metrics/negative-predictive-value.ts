import { type ConfusionMetric, share } from './metric.ts';

/** The share of rows predicted negative that were negative. */
export const negativePredictiveValue: ConfusionMetric = {
  id: 'negative_predictive_value',
  title: 'Negative predictive value',
  family: 'performance',
  definition: 'Of the labelled rows predicted negative, the share that is negative.',
  formula: 'TN / (TN + FN)',
  source: 'Fawcett, An introduction to ROC analysis, Pattern Recognition Letters 27 (2006) 861–874',
  bounds: [0, 1],
  unit: 'share',
  better: 'higher',
  undefinedWhen: 'no labelled row was predicted negative',
  tasks: ['binary'],
  slices: ['all', 'group'],
  version: 1,
  over: 'confusion',
  compute: ({ tn, fn }) => share(tn, tn + fn, 'no labelled row was predicted negative'),
};
