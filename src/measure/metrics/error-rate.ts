import { type MeasureMetric, share } from './metric.ts';

/** The share of calls that failed. */
export const errorRate: MeasureMetric = {
  id: 'error_rate',
  title: 'Errors',
  family: 'generative',
  definition: 'The share of rows whose column of errors says that the call failed.',
  formula: 'rows with an error / rows',
  source: 'OpenTelemetry semantic conventions, error.type',
  bounds: [0, 1],
  unit: 'share',
  better: 'lower',
  undefinedWhen: 'the window has no rows',
  tasks: ['text'],
  slices: ['all', 'group'],
  version: 1,
  over: 'measure',
  measure: 'error',
  compute: ({ n, sum }) => share(Math.round(sum), n, 'the window has no rows'),
};
