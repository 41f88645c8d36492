import { type MeasureMetric, share } from './metric.ts';

/** The share of answers in the expected language, by function words. */
export const languageRate: MeasureMetric = {
  id: 'language_rate',
  title: 'Expected language',
  family: 'generative',
  definition:
    'The share of answers of eight words and more in which no other known language has more function words than the expected one. A proxy.',
  formula: 'answers in the language / answers of eight words and more',
  source: 'Grefenstette, Comparing two language identification schemes, JADT 1995 (small words)',
  bounds: [0, 1],
  unit: 'share',
  better: 'higher',
  undefinedWhen: 'no answer has eight words',
  tasks: ['text'],
  slices: ['all', 'group'],
  version: 1,
  over: 'measure',
  measure: 'language',
  compute: ({ n, sum }) => share(Math.round(sum), n, 'no answer has eight words'),
};
