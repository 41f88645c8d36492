import { type ConfusionMetric, share } from './metric.ts';

/** The share of rows predicted positive that were positive. */
export const precision: ConfusionMetric = {
  id: 'precision',
  title: 'Precision',
  family: 'performance',
  definition:
    'Of the labelled rows predicted positive, the share that is positive (positive predictive value).',
  formula: 'TP / (TP + FP)',
  source: 'Fawcett, An introduction to ROC analysis, Pattern Recognition Letters 27 (2006) 861–874',
  bounds: [0, 1],
  unit: 'share',
  better: 'higher',
  undefinedWhen: 'no labelled row was predicted positive',
  tasks: ['binary', 'multiclass'],
  slices: ['all', 'group', 'class'],
  version: 1,
  over: 'confusion',
  compute: ({ tp, fp }) => share(tp, tp + fp, 'no labelled row was predicted positive'),
};
