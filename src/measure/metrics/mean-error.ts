import { figure, type RegressionMetric, undefinedFigure } from './metric.ts';

/** The mean of prediction minus label. */
export const meanError: RegressionMetric = {
  id: 'mean_error',
  title: 'Mean error',
  family: 'performance',
  definition: 'The mean of prediction minus label: above 0 predictions are too high, below 0 too low.',
  formula: 'Σ (ŷ − y) / n',
  source:
    'Willmott, Matsuura, Advantages of the mean absolute error over the root mean square error, Climate Research 30 (2005) 79–82',
  bounds: [null, null],
  unit: 'value',
  better: 'near-zero',
  undefinedWhen: 'no row has both a prediction and a label',
  tasks: ['regression'],
  slices: ['all', 'group'],
  version: 1,
  over: 'regression',
  compute: ({ error, labelled }) =>
    labelled === 0 ? undefinedFigure(0, 'no labelled row') : figure(error / labelled, labelled),
};
