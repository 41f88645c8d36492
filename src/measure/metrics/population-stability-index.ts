import { total } from '../counted.ts';
import { figure, type SharesMetric, undefinedFigure } from './metric.ts';
import { flooredShares, NOTHING } from './shares.ts';

/** How far shares moved from the reference. */
export const populationStabilityIndex: SharesMetric = {
  id: 'population_stability_index',
  title: 'Population stability index',
  family: 'drift',
  definition:
    'How far the shares of ten bins of equal frequency in the reference (for categories: of its values) have moved. An empty bin counts as a share of 0.0001. For n rows and B bins chance alone gives about (B − 1)(1/n + 1/m).',
  formula: 'Σ (p − q) ln(p / q)',
  source:
    'Siddiqi, Credit Risk Scorecards, Wiley 2006; Yurdakul, Naranjo, Statistical properties of the population stability index, Journal of Risk Model Validation 14 (2020)',
  bounds: [0, null],
  unit: 'score',
  better: 'lower',
  undefinedWhen: 'no value in the reference or in the window',
  convention: {
    text: '0.1 is called a moderate change, 0.25 a major one',
    source: 'Siddiqi 2006: a convention of credit scoring',
  },
  tasks: ['binary', 'multiclass', 'regression', 'text'],
  slices: ['column'],
  version: 1,
  over: 'shares',
  columns: 'both',
  compute: (reference, current) => {
    const n = total(current);
    if (n === 0 || total(reference) === 0) return undefinedFigure(n, NOTHING);
    const [p, q] = [flooredShares(current), flooredShares(reference)];
    return figure(total(p.map((share, i) => (share - q[i]!) * Math.log(share / q[i]!))), n);
  },
};
