import { type ConfusionMetric, share } from './metric.ts';

/** The share of positive rows that were predicted positive. */
export const recall: ConfusionMetric = {
  id: 'recall',
  title: 'Recall',
  family: 'performance',
  definition:
    'Of the rows that are positive, the share predicted positive (true positive rate, sensitivity).',
  formula: 'TP / (TP + FN)',
  source: 'Fawcett, An introduction to ROC analysis, Pattern Recognition Letters 27 (2006) 861–874',
  bounds: [0, 1],
  unit: 'share',
  better: 'higher',
  undefinedWhen: 'no labelled row is positive',
  tasks: ['binary', 'multiclass'],
  slices: ['all', 'group', 'class'],
  version: 1,
  over: 'confusion',
  compute: ({ tp, fn }) => share(tp, tp + fn, 'no labelled row is positive'),
};
