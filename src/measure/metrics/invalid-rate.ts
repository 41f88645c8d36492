import { type CompletenessMetric, share } from './metric.ts';

/** The share of values that are no finite number. */
export const invalidRate: CompletenessMetric = {
  id: 'invalid_rate',
  title: 'Invalid',
  family: 'quality',
  definition: 'Of the values that are there, the share that is no number, NaN or infinite.',
  formula: 'invalid / (rows − missing)',
  source: 'Breck et al., Data validation for machine learning, MLSys 2019; ISO/IEC 25012, completeness',
  bounds: [0, 1],
  unit: 'share',
  better: 'lower',
  undefinedWhen: 'no value in the window',
  tasks: ['binary', 'multiclass', 'regression', 'text'],
  slices: ['column'],
  version: 1,
  over: 'completeness',
  columns: 'numeric',
  compute: ({ invalid, missing, n }) => share(invalid, n - missing, 'no value in the window'),
};
