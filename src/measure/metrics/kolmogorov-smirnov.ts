import { total } from '../counted.ts';
import { cumulated } from './cumulated.ts';
import { type HistogramMetric, undefinedFigure } from './metric.ts';
import { NOTHING } from './shares.ts';

/** The largest distance of two cumulated shares. */
export const kolmogorovSmirnov: HistogramMetric = {
  id: 'kolmogorov_smirnov',
  title: 'Kolmogorov–Smirnov distance',
  family: 'drift',
  definition:
    'The largest distance between the cumulated shares of reference and window, taken at the edges of the bins. Between edges it could be larger by what a bin holds, so the exact value of these rows lies between the bounds.',
  formula: 'max |F(x) − G(x)|',
  source:
    'Kolmogorov, Giornale dell’Istituto Italiano degli Attuari 4 (1933) 83–91; Smirnov, Annals of Mathematical Statistics 19 (1948) 279–281',
  bounds: [0, 1],
  unit: 'score',
  better: 'lower',
  undefinedWhen: 'no value in the reference or in the window',
  tasks: ['binary', 'multiclass', 'regression', 'text'],
  slices: ['column'],
  version: 1,
  over: 'histogram',
  compute: (histogram) => {
    const shares = cumulated(histogram);
    if (shares === null) return undefinedFigure(total(histogram.current), NOTHING);
    const { f, g, n } = shares;
    let lo = 0;
    let hi = 0;
    for (let i = 0; i < f.length; i += 1) {
      const [fa, ga] = i === 0 ? [0, 0] : [f[i - 1]!, g[i - 1]!];
      lo = Math.max(lo, Math.abs(f[i]! - g[i]!));
      hi = Math.max(hi, f[i]! - ga, g[i]! - fa);
    }
    return { value: lo, lo, hi: Math.max(lo, hi), n };
  },
};
