import { margins, rowsOf } from './matrix.ts';
import { figure, type MatrixMetric, undefinedFigure } from './metric.ts';

/** Agreement beyond chance of two who classify. */
export const cohenKappa: MatrixMetric = {
  id: 'cohen_kappa',
  title: 'Cohen’s kappa',
  family: 'performance',
  definition:
    'How far prediction and label (or, for answers, judge and person) agree beyond what their frequencies alone would give.',
  formula: '(p_o − p_e) / (1 − p_e)',
  source:
    'Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20 (1960) 37–46',
  bounds: [-1, 1],
  unit: 'score',
  better: 'higher',
  undefinedWhen: 'no row has both, or both always give one and the same class',
  convention: {
    text: '0.61 to 0.80 is called substantial, above that almost perfect',
    source: 'Landis, Koch, Biometrics 33 (1977) 159–174, who call the divisions arbitrary',
  },
  tasks: ['binary', 'multiclass', 'text'],
  slices: ['all', 'group'],
  version: 1,
  over: 'matrix',
  compute: (matrix) => {
    const n = rowsOf(matrix);
    if (n === 0) return undefinedFigure(0, 'no row has both classifications');
    const all = margins(matrix);
    const observed = all.reduce((sum, { both }) => sum + both, 0) / n;
    const expected = all.reduce((sum, { actual, predicted }) => sum + (actual / n) * (predicted / n), 0);
    return 1 - expected < 1e-15
      ? undefinedFigure(n, 'both give one and the same class to every row')
      : figure((observed - expected) / (1 - expected), n);
  },
};
