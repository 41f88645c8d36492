import { macro, rowsOf } from './matrix.ts';
import { figure, type MatrixMetric, undefinedFigure } from './metric.ts';

/** The mean F1 of the classes. */
export const macroF1: MatrixMetric = {
  id: 'macro_f1',
  title: 'Macro F1',
  family: 'performance',
  definition: 'The plain mean of the F1 of each class that was predicted or occurs.',
  formula: 'mean_k 2 TP_k / (predicted_k + actual_k)',
  source:
    'Sokolova, Lapalme, A systematic analysis of performance measures for classification tasks, Information Processing and Management 45 (2009) 427–437',
  bounds: [0, 1],
  unit: 'score',
  better: 'higher',
  undefinedWhen: 'no row has both a prediction and a label',
  tasks: ['multiclass'],
  slices: ['all', 'group'],
  version: 1,
  over: 'matrix',
  compute: (matrix) => {
    const value = macro(matrix, ({ both, predicted, actual }) =>
      predicted + actual === 0 ? null : (2 * both) / (predicted + actual),
    );
    return value === null ? undefinedFigure(0, 'no labelled row') : figure(value, rowsOf(matrix));
  },
};
