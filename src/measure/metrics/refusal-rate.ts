import { type MeasureMetric, share } from './metric.ts';

/** The share of answers that hold a phrase of refusal. */
export const refusalRate: MeasureMetric = {
  id: 'refusal_rate',
  title: 'Refusals',
  family: 'generative',
  definition:
    'The share of answers that hold one of the phrases by which assistants decline. It sees the wording, not the intent, and only the languages of the list.',
  formula: 'answers with a phrase / answers',
  source: 'Röttger et al., XSTest, NAACL 2024, which matches refusals by phrase among other ways',
  bounds: [0, 1],
  unit: 'share',
  better: 'neither',
  undefinedWhen: 'no row has an answer',
  tasks: ['text'],
  slices: ['all', 'group'],
  version: 1,
  over: 'measure',
  measure: 'refusal',
  compute: ({ n, sum }) => share(Math.round(sum), n, 'no row has an answer'),
};
