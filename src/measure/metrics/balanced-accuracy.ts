import { type ConfusionMetric, figure, undefinedFigure } from './metric.ts';

/** The mean of the true positive and the true negative rate. */
export const balancedAccuracy: ConfusionMetric = {
  id: 'balanced_accuracy',
  title: 'Balanced accuracy',
  family: 'performance',
  definition: 'The mean of recall and specificity: accuracy as if both classes were equally frequent.',
  formula: '(TP / (TP + FN) + TN / (TN + FP)) / 2',
  source: 'Brodersen et al., The balanced accuracy and its posterior distribution, ICPR 2010, 3121–3124',
  bounds: [0, 1],
  unit: 'score',
  better: 'higher',
  undefinedWhen: 'one of the two classes does not occur among the labels',
  tasks: ['binary'],
  slices: ['all', 'group'],
  version: 1,
  over: 'confusion',
  compute: ({ tp, fp, fn, tn }) =>
    tp + fn === 0 || tn + fp === 0
      ? undefinedFigure(tp + fp + fn + tn, 'only one class occurs among the labels')
      : figure((tp / (tp + fn) + tn / (tn + fp)) / 2, tp + fp + fn + tn),
};
