import { figure, type RegressionMetric, undefinedFigure } from './metric.ts';

/** The share of the variance of the label that the prediction explains. */
export const rSquared: RegressionMetric = {
  id: 'r_squared',
  title: 'Coefficient of determination',
  family: 'performance',
  definition:
    'One minus the squared errors over the squared distances of the label from its mean. Below 0 the mean would have been the better prediction.',
  formula: '1 − Σ (ŷ − y)² / Σ (y − ȳ)²',
  source: 'Kvålseth, Cautionary note about R², The American Statistician 39 (1985) 279–285',
  bounds: [null, 1],
  unit: 'score',
  better: 'higher',
  undefinedWhen: 'no labelled row, or all labels are equal',
  tasks: ['regression'],
  slices: ['all', 'group'],
  version: 1,
  over: 'regression',
  compute: ({ square, label, labelSquare, labelled }) => {
    if (labelled === 0) return undefinedFigure(0, 'no labelled row');
    const spread = labelSquare - (label * label) / labelled;
    return spread <= 1e-12 * labelSquare
      ? undefinedFigure(labelled, 'the label has one value only')
      : figure(1 - square / spread, labelled);
  },
};
