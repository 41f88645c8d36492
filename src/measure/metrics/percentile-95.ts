import type { HistogramMetric } from './metric.ts';
import { quantile } from './quantile.ts';

/** The value that 95 % of the rows do not exceed. */
export const percentile95: HistogramMetric = {
  id: 'percentile_95',
  title: '95th percentile',
  family: 'quality',
  definition:
    'The value that 95 % of the rows do not exceed, from the bins of the profile: the exact one lies between the bounds.',
  formula: 'min { x : G(x) ≥ 0.95 }',
  source:
    'Hyndman, Fan, Sample quantiles in statistical packages, The American Statistician 50 (1996) 361–365 (definition 1)',
  bounds: [null, null],
  unit: 'value',
  better: 'neither',
  undefinedWhen: 'no value in the window, or no reference',
  tasks: ['binary', 'multiclass', 'regression', 'text'],
  slices: ['column'],
  version: 1,
  over: 'histogram',
  compute: (histogram) => quantile(histogram, 0.95),
};
