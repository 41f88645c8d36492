import { type MeasureMetric, share } from './metric.ts';

/** The share of answers with the number of a payment card. */
export const cardNumberRate: MeasureMetric = {
  id: 'card_number_rate',
  title: 'Card numbers',
  family: 'generative',
  definition:
    'The share of answers that hold 13 to 19 digits which pass the check of card numbers. One in ten random numbers passes it too.',
  formula: 'answers with a match / answers',
  source: 'ISO/IEC 7812-1 annex B (Luhn)',
  bounds: [0, 1],
  unit: 'share',
  better: 'lower',
  undefinedWhen: 'no row has an answer',
  tasks: ['text'],
  slices: ['all', 'group'],
  version: 1,
  over: 'measure',
  measure: 'card',
  compute: ({ n, sum }) => share(Math.round(sum), n, 'no row has an answer'),
};
