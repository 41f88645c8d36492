import { figure, type MeasureMetric, undefinedFigure } from './metric.ts';

/** The mean number of characters of an answer. */
export const meanLength: MeasureMetric = {
  id: 'mean_length',
  title: 'Mean length',
  family: 'generative',
  definition: 'The mean number of characters of an answer.',
  formula: 'Σ characters / answers',
  source: 'authors’ definition',
  bounds: [0, null],
  unit: 'value',
  better: 'neither',
  undefinedWhen: 'no row has an answer',
  tasks: ['text'],
  slices: ['all', 'group'],
  version: 1,
  over: 'measure',
  measure: 'length',
  compute: ({ n, sum }) => (n === 0 ? undefinedFigure(0, 'no row has an answer') : figure(sum / n, n)),
};
