import { type ConfusionMetric, figure, undefinedFigure } from './metric.ts';

/** The correlation of prediction and label. */
export const matthewsCorrelation: ConfusionMetric = {
  id: 'matthews_correlation',
  title: 'Matthews correlation',
  family: 'performance',
  definition: 'The correlation between predicted and true class; it uses all four counts.',
  formula: '(TP TN − FP FN) / √((TP + FP)(TP + FN)(TN + FP)(TN + FN))',
  source: 'Matthews, Biochimica et Biophysica Acta 405 (1975) 442–451',
  bounds: [-1, 1],
  unit: 'score',
  better: 'higher',
  undefinedWhen: 'a class occurs never, or always, among predictions or labels',
  tasks: ['binary'],
  slices: ['all', 'group'],
  version: 1,
  over: 'confusion',
  compute: ({ tp, fp, fn, tn }) => {
    const n = tp + fp + fn + tn;
    const spread = Math.sqrt(tp + fp) * Math.sqrt(tp + fn) * Math.sqrt(tn + fp) * Math.sqrt(tn + fn);
    return spread === 0
      ? undefinedFigure(n, 'only one class occurs among predictions or labels')
      : figure((tp * tn - fp * fn) / spread, n);
  },
};
