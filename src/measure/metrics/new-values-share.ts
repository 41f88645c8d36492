import { type CategoriesMetric, share, undefinedFigure } from './metric.ts';

/** The share of rows with a value that the reference did not have. */
export const newValuesShare: CategoriesMetric = {
  id: 'new_values_share',
  title: 'New values',
  family: 'drift',
  definition: 'The share of rows whose value did not occur in the reference.',
  formula: 'rows with a value that is not in the reference / rows with a value',
  source: 'Breck et al., Data validation for machine learning, MLSys 2019',
  bounds: [0, 1],
  unit: 'share',
  better: 'lower',
  undefinedWhen:
    'no value in the window, or the reference has values that are too many or too rare to be kept',
  tasks: ['binary', 'multiclass', 'regression', 'text'],
  slices: ['column'],
  version: 1,
  over: 'categories',
  compute: ({ other, present, complete }) =>
    complete
      ? share(other, present, 'no value in the window')
      : undefinedFigure(
          present,
          'the reference has more values than are kept: see `top_values` and `smallest_cell`',
        ),
};
