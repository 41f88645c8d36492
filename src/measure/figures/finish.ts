import { bootstrapInterval, wilson } from '../intervals.ts';
import type { Figure, Metric } from '../metrics/metric.ts';
import type { MetricResult } from '../result.ts';
import type { Spec } from '../spec.ts';

/** The figures of one metric over everything it applies to. Counts are put together once, for all metrics. */
export type FiguresOf = (metric: Metric) => readonly MetricResult[];

/**
 * A figure as it is reported: with its interval, rounded to twelve digits, and without a value where it would stand on
 * fewer rows than the smallest cell.
 * @param redraw gives the value for resampled counts; without it a figure that is no plain share has no interval
 */
export function finish(
  spec: Spec,
  { metric, slice, figure }: { readonly metric: Metric; readonly slice: string; readonly figure: Figure },
  redraw?: () => readonly (number | null)[],
): MetricResult {
  const base = { id: metric.id, slice, definitionVersion: metric.version, boundKind: 'none' as const };
  const { value, n, reason } = figure;
  if (n > 0 && n < spec.smallest_cell)
    return { ...base, value: null, lo: null, hi: null, n: 0, reason: tooFew(spec) };
  if (value === null) return { ...base, value: null, lo: null, hi: null, n, reason: reason ?? 'undefined' };
  const plain = { ...base, value: tidy(value), lo: null, hi: null, n, ...(reason && { reason }) };
  if (figure.lo !== undefined || figure.hi !== undefined)
    return { ...plain, lo: tidyOrNull(figure.lo), hi: tidyOrNull(figure.hi), boundKind: 'guaranteed' };
  if (figure.share) {
    const { lo, hi } = wilson(...figure.share, spec.intervals.level);
    return { ...plain, lo: tidy(lo), hi: tidy(hi), boundKind: 'wilson' };
  }
  if (!redraw || spec.intervals.replicates === 0) return plain;
  const interval = bootstrapInterval(value, redraw(), spec.intervals.level);
  return interval
    ? { ...plain, lo: tidy(interval.lo), hi: tidy(interval.hi), boundKind: 'bootstrap' }
    : { ...plain, reason: reason ?? 'no interval: resampled rows give no value, or always the same one' };
}

/** The place of a group that is not shown, with the reason. */
export function hiddenResult(
  spec: Spec,
  { id, version }: Metric,
  { slice, small }: { readonly slice: string; readonly small: boolean },
): MetricResult {
  const reason = small
    ? tooFew(spec)
    : 'not shown, since a smaller group could be found by subtracting this one from the total';
  return {
    id,
    slice,
    value: null,
    lo: null,
    hi: null,
    boundKind: 'none',
    n: 0,
    definitionVersion: version,
    reason,
  };
}

/** Why a figure of a small group has no value. */
function tooFew(spec: Spec): string {
  return `fewer than ${spec.smallest_cell} rows, which is the smallest cell: how many is not shown`;
}

/** Twelve digits: what lies beyond is noise of the last operation and would differ between machines. */
function tidy(value: number): number {
  const rounded = Number(value.toPrecision(12));
  return rounded === 0 ? 0 : rounded;
}

function tidyOrNull(value: number | null | undefined): number | null {
  return value === null || value === undefined ? null : tidy(value);
}
