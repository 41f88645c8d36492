import { type CompletenessMetric, figure, undefinedFigure } from './metric.ts';

/** How far the share of missing values moved from the reference. */
export const missingRateChange: CompletenessMetric = {
  id: 'missing_rate_change',
  title: 'Change of missing',
  family: 'drift',
  definition: 'The share of rows without a value minus that of the reference.',
  formula: 'missing rate − missing rate of the reference',
  source: 'Breck et al., Data validation for machine learning, MLSys 2019; ISO/IEC 25012, completeness',
  bounds: [-1, 1],
  unit: 'difference',
  better: 'near-zero',
  undefinedWhen: 'the window has no rows, or there is no reference',
  tasks: ['binary', 'multiclass', 'regression', 'text'],
  slices: ['column'],
  version: 1,
  over: 'completeness',
  columns: 'both',
  compute: ({ missing, n, referenceMissing }) => {
    if (n === 0) return undefinedFigure(0, 'the window has no rows');
    if (referenceMissing === null) return undefinedFigure(n, 'there is no reference');
    return figure(missing / n - referenceMissing, n);
  },
};
