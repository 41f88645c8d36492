import { calibrationBias } from './calibration-bias.ts';
import { figure, type ScoreGroupsMetric, undefinedFigure } from './metric.ts';
import { TOO_FEW } from './spread.ts';

/** The range of calibration in the large over the groups. */
export const calibrationDifference: ScoreGroupsMetric = {
  id: 'calibration_difference',
  title: 'Calibration difference',
  family: 'fairness',
  definition:
    'The highest minus the lowest calibration in the large over the groups: whether a score means the same for each of them.',
  formula: 'max (mean s − mean y | g) − min (mean s − mean y | g)',
  source: 'Pleiss et al., On fairness and calibration, NeurIPS 2017',
  bounds: [0, 2],
  unit: 'difference',
  better: 'near-zero',
  undefinedWhen: 'fewer than two groups have labelled rows with a score',
  tasks: ['binary'],
  slices: ['by'],
  version: 1,
  over: 'score-groups',
  compute: (groups) => {
    const found = groups.map((group) => calibrationBias.compute(group)).filter(({ value }) => value !== null);
    const n = found.reduce((sum, each) => sum + each.n, 0);
    const values = found.map(({ value }) => value!);
    return values.length < 2
      ? undefinedFigure(n, TOO_FEW)
      : figure(Math.max(...values) - Math.min(...values), n);
  },
};
