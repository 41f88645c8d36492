import { macro, rowsOf } from './matrix.ts';
import { figure, type MatrixMetric, undefinedFigure } from './metric.ts';

/** The mean recall of the classes. */
export const macroRecall: MatrixMetric = {
  id: 'macro_recall',
  title: 'Macro recall',
  family: 'performance',
  definition:
    'The plain mean of the recall of each class that occurs among the labels (balanced accuracy of several classes).',
  formula: 'mean_k TP_k / actual_k',
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
    const value = macro(matrix, ({ both, actual }) => (actual === 0 ? null : both / actual));
    return value === null ? undefinedFigure(0, 'no labelled row') : figure(value, rowsOf(matrix));
  },
};
