import { figure, type RegressionMetric, undefinedFigure } from './metric.ts';

/** The root of the mean squared error. */
export const rootMeanSquaredError: RegressionMetric = {
  id: 'root_mean_squared_error',
  title: 'Root mean squared error',
  family: 'performance',
  definition: 'The root of the mean squared difference of prediction and label; large errors weigh more.',
  formula: '√(Σ (ŷ − y)² / n)',
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
  compute: ({ square, labelled }) =>
    labelled === 0 ? undefinedFigure(0, 'no labelled row') : figure(Math.sqrt(square / labelled), labelled),
};
