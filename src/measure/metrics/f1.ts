import { type ConfusionMetric, figure, undefinedFigure } from './metric.ts';

/** The harmonic mean of precision and recall. */
export const f1: ConfusionMetric = {
  id: 'f1',
  title: 'F1 score',
  family: 'performance',
  definition: 'The harmonic mean of precision and recall. It says nothing of true negatives.',
  formula: '2 TP / (2 TP + FP + FN)',
  source:
    'van Rijsbergen, Information Retrieval, 2nd ed., Butterworths 1979; Fawcett, An introduction to ROC analysis, Pattern Recognition Letters 27 (2006) 861–874',
  bounds: [0, 1],
  unit: 'score',
  better: 'higher',
  undefinedWhen: 'no labelled row is positive or predicted positive',
  tasks: ['binary', 'multiclass'],
  slices: ['all', 'group', 'class'],
  version: 1,
  over: 'confusion',
  compute: ({ tp, fp, fn, tn }) =>
    2 * tp + fp + fn === 0
      ? undefinedFigure(tn, 'no labelled row is positive or predicted positive')
      : figure((2 * tp) / (2 * tp + fp + fn), tp + fp + fn + tn),
};
