import { figure, type MeasureMetric, undefinedFigure } from './metric.ts';

/** The mean of the users’ feedback. */
export const meanFeedback: MeasureMetric = {
  id: 'mean_feedback',
  title: 'Mean feedback',
  family: 'generative',
  definition: 'The mean of the feedback that users gave, in its own unit (1 and 0, or 1 and −1).',
  formula: 'Σ feedback / rows with feedback',
  source: 'authors’ definition',
  bounds: [null, null],
  unit: 'value',
  better: 'higher',
  undefinedWhen: 'no row has feedback',
  tasks: ['text'],
  slices: ['all', 'group'],
  version: 1,
  over: 'measure',
  measure: 'feedback',
  compute: ({ n, sum }) => (n === 0 ? undefinedFigure(0, 'no row has feedback') : figure(sum / n, n)),
};
