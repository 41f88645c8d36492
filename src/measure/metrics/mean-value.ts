import { figure, type MeasureMetric, undefinedFigure } from './metric.ts';

/** The mean of a measure of answers. */
export const meanValue: MeasureMetric = {
  id: 'mean_value',
  title: 'Mean',
  family: 'generative',
  definition:
    'The mean of a numeric or boolean column of the section `text`: latency, tokens, cost, or the score of an evaluation.',
  formula: 'Σ x / n',
  source: 'OpenTelemetry semantic conventions for generative AI, gen_ai.evaluation.result',
  bounds: [null, null],
  unit: 'value',
  better: 'neither',
  undefinedWhen: 'no row has a value',
  tasks: ['text'],
  slices: ['column'],
  version: 1,
  over: 'measure',
  measure: 'column',
  compute: ({ n, sum }) => (n === 0 ? undefinedFigure(0, 'no row has a value') : figure(sum / n, n)),
};
