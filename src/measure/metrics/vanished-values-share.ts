import { type CategoriesMetric, figure, undefinedFigure } from './metric.ts';

/** The share of the reference whose values do not occur any more. */
export const vanishedValuesShare: CategoriesMetric = {
  id: 'vanished_values_share',
  title: 'Vanished values',
  family: 'drift',
  definition:
    'The share of rows of the reference whose value does not occur in the window. In a small window rare values are missing by chance.',
  formula:
    'rows of the reference with a listed value that is not in the window / rows of the reference with a value',
  source: 'Breck et al., Data validation for machine learning, MLSys 2019',
  bounds: [0, 1],
  unit: 'share',
  better: 'lower',
  undefinedWhen: 'no value in the reference or in the window',
  tasks: ['binary', 'multiclass', 'regression', 'text'],
  slices: ['column'],
  version: 1,
  over: 'categories',
  compute: ({ reference, referencePresent, current, present }) => {
    if (present === 0) return undefinedFigure(0, 'no value in the window');
    if (referencePresent === 0) return undefinedFigure(present, 'no value in the reference');
    const gone = Object.entries(reference).filter(([value]) => (current[value] ?? 0) === 0);
    return figure(gone.reduce((sum, [, n]) => sum + n, 0) / referencePresent, present);
  },
};
