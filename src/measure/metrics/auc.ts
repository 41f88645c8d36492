import { type ScoreMetric, undefinedFigure } from './metric.ts';

/** The probability that a positive row scores higher than a negative one. */
export const auc: ScoreMetric = {
  id: 'auc',
  title: 'Area under the ROC curve',
  family: 'performance',
  definition:
    'The probability that a positive row has a higher score than a negative one, equal scores counting half. From bins of scores: pairs inside one bin could go either way, so the exact value of these rows lies between the two bounds.',
  formula: '(Σ pairs in different bins won + ½ Σ pairs in one bin) / (positives · negatives)',
  source: 'Hanley, McNeil, The meaning and use of the area under a ROC curve, Radiology 143 (1982) 29–36',
  bounds: [0, 1],
  unit: 'score',
  better: 'higher',
  undefinedWhen: 'one of the two classes does not occur among labelled rows with a score',
  tasks: ['binary'],
  slices: ['all', 'group'],
  version: 1,
  over: 'scores',
  compute: ({ bins, positives, negatives }) => {
    const n = positives + negatives;
    if (positives === 0 || negatives === 0)
      return undefinedFigure(n, 'labelled rows with a score are not of both classes');
    let below = 0;
    let won = 0;
    let tied = 0;
    for (const { positive, negative } of bins) {
      won += positive * below;
      tied += positive * negative;
      below += negative;
    }
    const pairs = positives * negatives;
    return { value: (won + tied / 2) / pairs, lo: won / pairs, hi: (won + tied) / pairs, n };
  },
};
