import { figure, type MeasureMetric, undefinedFigure } from './metric.ts';

/** The mean share of an answer’s words that occur in what was retrieved. */
export const contextOverlap: MeasureMetric = {
  id: 'context_overlap',
  title: 'Overlap with the context',
  family: 'generative',
  definition:
    'The mean share of distinct words of four letters and more in the answer that also occur in the retrieved context. A proxy for being grounded: paraphrases score low, copied errors high.',
  formula: 'mean |words(answer) ∩ words(context)| / |words(answer)|',
  source: 'Lin, ROUGE, ACL 2004 workshop (unigram overlap)',
  bounds: [0, 1],
  unit: 'share',
  better: 'higher',
  undefinedWhen: 'no answer has such words',
  tasks: ['text'],
  slices: ['all', 'group'],
  version: 1,
  over: 'measure',
  measure: 'overlap',
  compute: ({ n, sum }) => (n === 0 ? undefinedFigure(0, 'no answer has such words') : figure(sum / n, n)),
};
