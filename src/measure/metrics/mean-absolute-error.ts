import { figure, type RegressionMetric, undefinedFigure } from './metric.ts';

/** The mean distance of the prediction from the label. */
export const meanAbsoluteError: RegressionMetric = {
  id: 'mean_absolute_error',
  title: 'Mean absolute error',
  family: 'performance',
  definition: 'The mean distance of the prediction from the label, in the unit of the column.',
  formula: 'Σ |ŷ − y| / n',
  source:
    'Willmott, Matsuura, Advantages of the mean absolute error over the root mean square error, Climate Research 30 (2005) 79–82',
  bounds: [0, null],
  unit: 'value',
  better: 'lower',
  undefinedWhen: 'no row has both a prediction and a label',
  tasks: ['regression'],
  slices: ['all', 'group'],
  version: 1,
  over: 'regression',
  compute: ({ absolute, labelled }) =>
    labelled === 0 ? undefinedFigure(0, 'no labelled row') : figure(absolute / labelled, labelled),
};
