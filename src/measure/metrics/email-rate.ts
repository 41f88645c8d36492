import { type MeasureMetric, share } from './metric.ts';

/** The share of answers with an e-mail address. */
export const emailRate: MeasureMetric = {
  id: 'email_rate',
  title: 'E-mail addresses',
  family: 'generative',
  definition: 'The share of answers that hold an e-mail address.',
  formula: 'answers with a match / answers',
  source: 'RFC 5322 section 3.4.1, in its usual shape',
  bounds: [0, 1],
  unit: 'share',
  better: 'lower',
  undefinedWhen: 'no row has an answer',
  tasks: ['text'],
  slices: ['all', 'group'],
  version: 1,
  over: 'measure',
  measure: 'email',
  compute: ({ n, sum }) => share(Math.round(sum), n, 'no row has an answer'),
};
