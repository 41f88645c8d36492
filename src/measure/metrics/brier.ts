import { figure, type ScoreMetric, undefinedFigure } from './metric.ts';
import { NO_PROBABILITY } from './probability.ts';

/** The mean squared distance of the score from what came true. */
export const brier: ScoreMetric = {
  id: 'brier',
  title: 'Brier score',
  family: 'calibration',
  definition:
    'The mean squared difference between the score, read as a probability, and the outcome (1 or 0).',
  formula: 'Σ (s − y)² / n',
  source:
    'Brier, Verification of forecasts expressed in terms of probability, Monthly Weather Review 78 (1950) 1–3',
  bounds: [0, 1],
  unit: 'score',
  better: 'lower',
  undefinedWhen: 'no labelled row has a score, or scores are no probabilities',
  tasks: ['binary'],
  slices: ['all', 'group'],
  version: 1,
  over: 'scores',
  compute: ({ low, high, positives, negatives, square, scoreOfPositives }) => {
    const n = positives + negatives;
    if (low !== 0 || high !== 1) return undefinedFigure(n, NO_PROBABILITY);
    return n === 0
      ? undefinedFigure(n, 'no labelled row has a score')
      : figure((square - 2 * scoreOfPositives + positives) / n, n);
  },
};
