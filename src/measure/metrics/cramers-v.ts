import { total } from '../counted.ts';
import { chiSquareOf, ONE_VALUE } from './chi-square-of.ts';
import { figure, type SharesMetric, undefinedFigure } from './metric.ts';
import { NOTHING } from './shares.ts';

/** The size of the change that chi-square tests, from 0 to 1. */
export const cramersV: SharesMetric = {
  id: 'cramers_v',
  title: 'Cramér’s V',
  family: 'drift',
  definition:
    'The chi-square statistic freed from the number of rows: 0 when reference and window have the same shares, 1 when they have no value in common.',
  formula: '√(χ² / n)',
  source: 'Cramér, Mathematical Methods of Statistics, Princeton 1946, section 21.9',
  bounds: [0, 1],
  unit: 'score',
  better: 'lower',
  undefinedWhen: 'no value in the reference or in the window, or fewer than two values',
  convention: {
    text: '0.1 small, 0.3 medium, 0.5 large',
    source: 'Cohen, Statistical Power Analysis, 2nd ed. 1988, chapter 7',
  },
  tasks: ['binary', 'multiclass', 'regression', 'text'],
  slices: ['column'],
  version: 1,
  over: 'shares',
  columns: 'categorical',
  compute: (reference, current) => {
    const { statistic, n, kinds } = chiSquareOf(reference, current);
    if (n === 0) return undefinedFigure(total(current), NOTHING);
    return kinds < 2
      ? undefinedFigure(total(current), ONE_VALUE)
      : figure(Math.sqrt(statistic / n), total(current));
  },
};
