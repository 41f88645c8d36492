import { type CompletenessMetric, share } from './metric.ts';

/** The share of rows without a value. */
export const missingRate: CompletenessMetric = {
  id: 'missing_rate',
  title: 'Missing',
  family: 'quality',
  definition: 'The share of rows that have no value in this column.',
  formula: 'missing / rows',
  source: 'Breck et al., Data validation for machine learning, MLSys 2019; ISO/IEC 25012, completeness',
  bounds: [0, 1],
  unit: 'share',
  better: 'lower',
  undefinedWhen: 'the window has no rows',
  tasks: ['binary', 'multiclass', 'regression', 'text'],
  slices: ['column'],
  version: 1,
  over: 'completeness',
  columns: 'both',
  compute: ({ missing, n }) => share(missing, n, 'the window has no rows'),
};
