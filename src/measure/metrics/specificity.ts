import { type ConfusionMetric, share } from './metric.ts';

/** The share of negative rows that were predicted negative. */
export const specificity: ConfusionMetric = {
  id: 'specificity',
  title: 'Specificity',
  family: 'performance',
  definition: 'Of the rows that are negative, the share predicted negative (true negative rate).',
  formula: 'TN / (TN + FP)',
  source: 'Fawcett, An introduction to ROC analysis, Pattern Recognition Letters 27 (2006) 861–874',
  bounds: [0, 1],
  unit: 'share',
  better: 'higher',
  undefinedWhen: 'no labelled row is negative',
  tasks: ['binary', 'multiclass'],
  slices: ['all', 'group', 'class'],
  version: 1,
  over: 'confusion',
  compute: ({ tn, fp }) => share(tn, tn + fp, 'no labelled row is negative'),
};
