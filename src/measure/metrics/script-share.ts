import { figure, type MeasureMetric, undefinedFigure } from './metric.ts';

/** The mean share of letters in the expected script. */
export const scriptShare: MeasureMetric = {
  id: 'script_share',
  title: 'Expected script',
  family: 'generative',
  definition:
    'The mean, over the answers with letters, of the share of letters that are of the expected script.',
  formula: 'mean (letters of the script / letters)',
  source: 'Unicode Standard Annex 24 (script property)',
  bounds: [0, 1],
  unit: 'share',
  better: 'higher',
  undefinedWhen: 'no answer has letters',
  tasks: ['text'],
  slices: ['all', 'group'],
  version: 1,
  over: 'measure',
  measure: 'script',
  compute: ({ n, sum }) => (n === 0 ? undefinedFigure(0, 'no answer has letters') : figure(sum / n, n)),
};
