import { macro, rowsOf } from './matrix.ts';
import { figure, type MatrixMetric, undefinedFigure } from './metric.ts';

/** The mean precision of the classes. */
export const macroPrecision: MatrixMetric = {
  id: 'macro_precision',
  title: 'Macro precision',
  family: 'performance',
  definition: 'The plain mean of the precision of each class that was predicted at least once.',
  formula: 'mean_k TP_k / predicted_k',
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
    const value = macro(matrix, ({ both, predicted }) => (predicted === 0 ? null : both / predicted));
    return value === null ? undefinedFigure(0, 'no labelled row') : figure(value, rowsOf(matrix));
  },
};
