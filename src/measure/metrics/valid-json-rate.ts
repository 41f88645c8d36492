import { type MeasureMetric, share } from './metric.ts';

/** The share of answers that are JSON. */
export const validJsonRate: MeasureMetric = {
  id: 'valid_json_rate',
  title: 'Valid JSON',
  family: 'generative',
  definition: 'The share of answers that are, as a whole, valid JSON.',
  formula: 'answers that parse / answers',
  source: 'RFC 8259',
  bounds: [0, 1],
  unit: 'share',
  better: 'higher',
  undefinedWhen: 'no row has an answer',
  tasks: ['text'],
  slices: ['all', 'group'],
  version: 1,
  over: 'measure',
  measure: 'json',
  compute: ({ n, sum }) => share(Math.round(sum), n, 'no row has an answer'),
};
