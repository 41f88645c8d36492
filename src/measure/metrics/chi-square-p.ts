import { total } from '../counted.ts';
import { upperGamma } from '../upper-gamma.ts';
import { chiSquareOf, ONE_VALUE } from './chi-square-of.ts';
import { figure, type SharesMetric, undefinedFigure } from './metric.ts';
import { NOTHING } from './shares.ts';

/** Reference and window together. */
const MOST_ROWS = 10_000;

/** The probability of such a statistic if nothing had changed. */
export const chiSquareP: SharesMetric = {
  id: 'chi_square_p',
  title: 'Chi-square p-value',
  family: 'drift',
  definition:
    'The probability of a chi-square statistic at least as large if reference and window were drawn alike. Given for at most 10,000 rows together: above that the smallest change is significant and says nothing.',
  formula: 'Q((k − 1)/2, χ²/2)',
  source: 'Pearson 1900; NIST Digital Library of Mathematical Functions 8.2.4',
  bounds: [0, 1],
  unit: 'score',
  better: 'neither',
  undefinedWhen: 'more than 10,000 rows, fewer than two values, or an expected count below 5',
  tasks: ['binary', 'multiclass', 'regression', 'text'],
  slices: ['column'],
  version: 1,
  over: 'shares',
  columns: 'categorical',
  compute: (reference, current) => {
    const { statistic, n, kinds } = chiSquareOf(reference, current);
    const rows = total(current);
    if (n === 0) return undefinedFigure(rows, NOTHING);
    if (kinds < 2) return undefinedFigure(rows, ONE_VALUE);
    if (n > MOST_ROWS)
      return undefinedFigure(rows, 'more than 10,000 rows: see Cramér’s V for the size of the change');
    const smaller = Math.min(total(reference), rows) / n;
    const least = Math.min(...reference.map((x, i) => x + current[i]!).filter((column) => column > 0));
    if (least * smaller < 5) return undefinedFigure(rows, 'an expected count is below 5');
    return figure(upperGamma((kinds - 1) / 2, statistic / 2), rows);
  },
};
