import { total } from '../counted.ts';
import { figure, type SharesMetric, undefinedFigure } from './metric.ts';
import { NOTHING } from './shares.ts';

/** The distance of two distributions, from 0 to 1. */
export const jensenShannonDistance: SharesMetric = {
  id: 'jensen_shannon_distance',
  title: 'Jensen–Shannon distance',
  family: 'drift',
  definition:
    'The root of the Jensen–Shannon divergence to base 2, over the same bins or values as the population stability index: 0 for equal shares, 1 for none in common.',
  formula: '√(½ Σ p log₂(p/m) + ½ Σ q log₂(q/m)),  m = (p + q)/2',
  source:
    'Lin, Divergence measures based on the Shannon entropy, IEEE Transactions on Information Theory 37 (1991) 145–151; Endres, Schindelin, same journal 49 (2003) 1858–1860',
  bounds: [0, 1],
  unit: 'score',
  better: 'lower',
  undefinedWhen: 'no value in the reference or in the window',
  convention: {
    text: 'Above 0.1 is called drift',
    source: 'Evidently documentation, data drift algorithm: a default of that library',
  },
  tasks: ['binary', 'multiclass', 'regression', 'text'],
  slices: ['column'],
  version: 1,
  over: 'shares',
  columns: 'both',
  compute: (reference, current) => {
    const [n, m] = [total(current), total(reference)];
    if (n === 0 || m === 0) return undefinedFigure(n, NOTHING);
    const part = (share: number, middle: number) => (share === 0 ? 0 : share * Math.log2(share / middle));
    const divergence = current.map((count, i) => {
      const [p, q] = [count / n, reference[i]! / m];
      return part(p, (p + q) / 2) + part(q, (p + q) / 2);
    });
    return figure(Math.sqrt(Math.min(1, Math.max(0, total(divergence) / 2))), n);
  },
};
