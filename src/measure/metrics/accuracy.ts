import { type ConfusionMetric, share } from './metric.ts';

/** The share of labelled rows whose prediction was right. */
export const accuracy: ConfusionMetric = {
  id: 'accuracy',
  title: 'Accuracy',
  family: 'performance',
  definition:
    'The share of labelled rows whose predicted class is the true one. It hides how errors are spread when one class is rare.',
  formula: '(TP + TN) / (TP + FP + FN + TN)',
  source: 'Fawcett, An introduction to ROC analysis, Pattern Recognition Letters 27 (2006) 861–874',
  bounds: [0, 1],
  unit: 'share',
  better: 'higher',
  undefinedWhen: 'no row has both a prediction and a label',
  tasks: ['binary', 'multiclass'],
  slices: ['all', 'group'],
  version: 1,
  over: 'confusion',
  compute: ({ tp, fp, fn, tn }) => share(tp + tn, tp + fp + fn + tn, 'no labelled row'),
};
