import { figure, type ScoreMetric, undefinedFigure } from './metric.ts';
import { NO_PROBABILITY } from './probability.ts';
import { reliability } from './reliability.ts';

/** How far mean scores are from observed shares, over ten bins. */
export const expectedCalibrationError: ScoreMetric = {
  id: 'expected_calibration_error',
  title: 'Expected calibration error',
  family: 'calibration',
  definition:
    'Over ten score bins of equal width, the distance between mean score and share of positive rows, weighted by the rows in each bin.',
  formula: 'Σ_b n_b/n · |mean score_b − positive_b / n_b|',
  source:
    'Naeini, Cooper, Hauskrecht, Obtaining well calibrated probabilities using Bayesian binning, AAAI 2015',
  bounds: [0, 1],
  unit: 'score',
  better: 'lower',
  undefinedWhen: 'no labelled row has a score, or scores are no probabilities',
  tasks: ['binary'],
  slices: ['all', 'group'],
  version: 1,
  over: 'scores',
  compute: ({ low, high, bins, positives, negatives }) => {
    const n = positives + negatives;
    if (low !== 0 || high !== 1) return undefinedFigure(n, NO_PROBABILITY);
    if (n === 0) return undefinedFigure(n, 'no labelled row has a score');
    const off = reliability(bins).reduce((sum, { score, positive }) => sum + Math.abs(score - positive), 0);
    return figure(off / n, n);
  },
};
