import { total } from '../counted.ts';
import { chiSquareOf, ONE_VALUE } from './chi-square-of.ts';
import { figure, type SharesMetric, undefinedFigure } from './metric.ts';
import { NOTHING } from './shares.ts';

/** Pearson’s statistic of two samples of categories. */
export const chiSquare: SharesMetric = {
  id: 'chi_square',
  title: 'Chi-square statistic',
  family: 'drift',
  definition:
    'Pearson’s chi-square statistic of the table of values in the reference and in the window, rows with other values included. It grows with the number of rows, so no limit on it makes sense: use Cramér’s V.',
  formula: 'Σ (observed − expected)² / expected',
  source:
    'Pearson, Philosophical Magazine 50 (1900) 157–175; Cramér, Mathematical Methods of Statistics, 1946, section 30.6',
  bounds: [0, null],
  unit: 'value',
  better: 'neither',
  undefinedWhen: 'no value in the reference or in the window, or fewer than two values',
  tasks: ['binary', 'multiclass', 'regression', 'text'],
  slices: ['column'],
  version: 1,
  over: 'shares',
  columns: 'categorical',
  compute: (reference, current) => {
    const { statistic, n, kinds } = chiSquareOf(reference, current);
    if (n === 0) return undefinedFigure(total(current), NOTHING);
    return kinds < 2 ? undefinedFigure(total(current), ONE_VALUE) : figure(statistic, total(current));
  },
};
