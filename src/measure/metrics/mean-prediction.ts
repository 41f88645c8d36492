import { figure, type RegressionMetric, undefinedFigure } from './metric.ts';

/** The mean of all predictions, labelled or not. */
export const meanPrediction: RegressionMetric = {
  id: 'mean_prediction',
  title: 'Mean prediction',
  family: 'performance',
  definition: 'The mean of all predictions, whether a label has come or not.',
  formula: 'Σ ŷ / n',
  source: 'Agarwal, Dudík, Wu, Fair regression, ICML 2019 (statistical parity of regressions)',
  bounds: [null, null],
  unit: 'value',
  better: 'neither',
  undefinedWhen: 'no row has a prediction',
  tasks: ['regression'],
  slices: ['all', 'group'],
  version: 1,
  over: 'regression',
  compute: ({ prediction, predicted }) =>
    predicted === 0
      ? undefinedFigure(0, 'no row has a prediction')
      : figure(prediction / predicted, predicted),
};
