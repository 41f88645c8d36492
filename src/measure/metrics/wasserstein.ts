import { total } from '../counted.ts';
import { cumulated } from './cumulated.ts';
import { meanDistance } from './mean-distance.ts';
import { type HistogramMetric, undefinedFigure } from './metric.ts';
import { NOTHING } from './shares.ts';

/** How far values moved, in standard deviations of the reference. */
export const wasserstein: HistogramMetric = {
  id: 'wasserstein',
  title: 'Wasserstein distance',
  family: 'drift',
  definition:
    'How far values have to be moved on average to turn the reference into the window (earth mover’s distance), in standard deviations of the reference. Inside a bin values count as spread evenly; the exact value of these rows lies between the bounds.',
  formula: '∫ |F(x) − G(x)| dx / σ',
  source:
    'Vaserstein, Problems of Information Transmission 5 (1969) 47–52; Vallender, Theory of Probability and its Applications 18 (1974) 784–786',
  bounds: [0, null],
  unit: 'score',
  better: 'lower',
  undefinedWhen: 'no value in the reference or in the window, or the reference has one value only',
  convention: {
    text: 'Above 0.1 is called drift',
    source: 'Evidently documentation, data drift algorithm: a default of that library',
  },
  tasks: ['binary', 'multiclass', 'regression', 'text'],
  slices: ['column'],
  version: 1,
  over: 'histogram',
  compute: (histogram) => {
    const { edges, deviation, current, reference } = histogram;
    const shares = cumulated(histogram);
    if (shares === null) return undefinedFigure(total(current), NOTHING);
    if (deviation === null) return undefinedFigure(shares.n, 'the reference has one value only');
    const { f, g, n } = shares;
    let [value, lo, hi] = [0, 0, 0];
    for (let i = 1; i < edges.length; i += 1) {
      const width = edges[i]! - edges[i - 1]!;
      const [fa, fb, ga, gb] = [f[i - 1]!, f[i]!, g[i - 1]!, g[i]!];
      value += width * meanDistance(fa - ga, fb - gb);
      lo += width * Math.max(0, fa - gb, ga - fb);
      hi += width * Math.max(fb - ga, gb - fa);
    }
    const beyond = current[0]! + current.at(-1)! + reference[0]! + reference.at(-1)! > 0;
    return {
      value: value / deviation,
      lo: lo / deviation,
      hi: beyond ? null : hi / deviation,
      n,
      ...(beyond && { reason: 'some values lie beyond the outermost edges: the distance may be larger' }),
    };
  },
};
