import { figure, type ScoreMetric, undefinedFigure } from './metric.ts';
import { NO_PROBABILITY } from './probability.ts';

/** Mean score minus share of positive rows. */
export const calibrationBias: ScoreMetric = {
  id: 'calibration_bias',
  title: 'Calibration in the large',
  family: 'calibration',
  definition:
    'The mean score minus the share of positive rows: above 0 the system expects too much, below 0 too little.',
  formula: 'mean s − mean y',
  source:
    'Van Calster et al., Calibration: the Achilles heel of predictive analytics, BMC Medicine 17 (2019) 230',
  bounds: [-1, 1],
  unit: 'difference',
  better: 'near-zero',
  undefinedWhen: 'no labelled row has a score, or scores are no probabilities',
  tasks: ['binary'],
  slices: ['all', 'group'],
  version: 1,
  over: 'scores',
  compute: ({ low, high, positives, negatives, score }) => {
    const n = positives + negatives;
    if (low !== 0 || high !== 1) return undefinedFigure(n, NO_PROBABILITY);
    return n === 0 ? undefinedFigure(n, 'no labelled row has a score') : figure((score - positives) / n, n);
  },
};
