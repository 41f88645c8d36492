import { type MeasureMetric, share } from './metric.ts';

/** The share of answers with an IBAN. */
export const ibanRate: MeasureMetric = {
  id: 'iban_rate',
  title: 'IBANs',
  family: 'generative',
  definition: 'The share of answers that hold an IBAN whose checksum is right.',
  formula: 'answers with a match / answers',
  source: 'ISO 13616-1; ISO/IEC 7064 MOD 97-10',
  bounds: [0, 1],
  unit: 'share',
  better: 'lower',
  undefinedWhen: 'no row has an answer',
  tasks: ['text'],
  slices: ['all', 'group'],
  version: 1,
  over: 'measure',
  measure: 'iban',
  compute: ({ n, sum }) => share(Math.round(sum), n, 'no row has an answer'),
};
