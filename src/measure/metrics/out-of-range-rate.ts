import { total } from '../counted.ts';
import { type HistogramMetric, share } from './metric.ts';

/** The share of values far outside the range of the reference. */
export const outOfRangeRate: HistogramMetric = {
  id: 'out_of_range_rate',
  title: 'Out of range',
  family: 'drift',
  definition:
    'The share of values that lie further outside the range of the reference than a quarter of its width.',
  formula: 'beyond the outermost edges / values',
  source: 'Breck et al., Data validation for machine learning, MLSys 2019',
  bounds: [0, 1],
  unit: 'share',
  better: 'lower',
  undefinedWhen: 'no value in the window, or no reference',
  tasks: ['binary', 'multiclass', 'regression', 'text'],
  slices: ['column'],
  version: 1,
  over: 'histogram',
  compute: ({ current }) => share(current[0]! + current.at(-1)!, total(current), 'no value in the window'),
};
