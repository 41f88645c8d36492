import { writeSlice } from '../slice.ts';
import type { Reported, ReportedFigure } from './figure.ts';
import { type Json, number, object } from './json.ts';

/**
 * The summary of a whylogs profile as JSON: that of version 1 (`profile.view().to_pandas().to_json(orient="index")`,
 * with names such as `counts/n`) and that of version 0 (`columns.<name>.counters`). Minima and maxima stay behind.
 */
export function readWhylogs(report: Json): Reported {
  const columns = Object.entries(object(report.columns ?? report));
  const figures = columns.flatMap(([column, summary]) => {
    const each = object(summary);
    return 'counts/n' in each ? newer(column, each) : older(column, each);
  });
  const counts = figures.flatMap(({ n }) => n ?? []);
  return { rows: counts.length > 0 ? Math.max(...counts) : null, figures };
}

function newer(column: string, each: Json): readonly ReportedFigure[] {
  const n = number(each['counts/n']) ?? 0;
  const missing = number(each['counts/null']) ?? 0;
  const invalid = (number(each['counts/nan']) ?? 0) + (number(each['counts/inf']) ?? 0);
  return figuresOf(column, {
    n,
    missing,
    invalid: 'counts/nan' in each ? invalid : null,
    median: number(each['distribution/median']) ?? number(each['distribution/q_50']),
    high: number(each['distribution/q_95']),
    mean: number(each['distribution/mean']),
  });
}

function older(column: string, each: Json): readonly ReportedFigure[] {
  const counters = object(each.counters);
  const n = number(counters.count);
  if (n === null) return [];
  const numbers = object(each.numberSummary);
  const missing = number(counters.nullCount) ?? number(object(counters.nullCount).value) ?? 0;
  return figuresOf(column, {
    n,
    missing,
    invalid: null,
    median: null,
    high: null,
    mean: number(numbers.mean),
  });
}

function figuresOf(
  column: string,
  found: Readonly<Record<'n' | 'missing', number>> &
    Readonly<Record<'invalid' | 'median' | 'high' | 'mean', number | null>>,
): readonly ReportedFigure[] {
  const { n, missing } = found;
  const slice = writeSlice({ kind: 'column', column });
  const present = n - missing;
  const one = (id: string, value: number | null, rows: number) =>
    value === null ? [] : [{ id, slice, value, n: rows }];
  return [
    ...one('missing_rate', n > 0 ? missing / n : null, n),
    ...one('invalid_rate', found.invalid !== null && present > 0 ? found.invalid / present : null, present),
    ...one('median', found.median, present),
    ...one('percentile_95', found.high, present),
    ...one('whylogs.mean', found.mean, present),
  ];
}
