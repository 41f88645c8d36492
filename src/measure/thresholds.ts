import type { Breach, MetricResult, Result } from './result.ts';
import { readSlice } from './slice.ts';
import { type Threshold, thresholdId } from './spec.ts';

/** What a threshold looks at in a window: the parts of a result that are needed, so that stored ones fit too. */
export type JudgedWindow = Pick<Result, 'window' | 'metrics'>;

/** How one threshold stands over one figure of one window. */
export type Judgement = {
  readonly threshold: string;
  readonly metric: string;
  readonly slice: string;
  /**
   * `inside`; `outside` the limit, but not yet often enough in a row; `breach`; or why it was not judged: too few rows,
   * no value, no interval, no season to compare with.
   */
  readonly state: 'inside' | 'outside' | 'breach' | 'too-few' | 'no-value' | 'no-interval' | 'no-season';
  readonly observed: number | null;
  readonly n: number;
  readonly inARow: number;
};

/**
 * Judges the last of some windows by each threshold. Pure.
 * @param windows in rising order of time, without gaps that matter: a window that did not come breaks a row
 * @returns one judgement for each threshold and each figure it speaks of
 */
export function judge(
  thresholds: readonly Threshold[],
  windows: readonly JudgedWindow[],
): readonly Judgement[] {
  const at = windows.length - 1;
  if (at < 0) return [];
  return thresholds.flatMap((threshold) =>
    windows[at]!.metrics.filter((metric) => speaksOf(threshold, metric)).map((metric) =>
      judgeOne(threshold, metric, windows),
    ),
  );
}

/** The breaches among the judgements of `judge`, in the form that results carry. */
export function breachesOf(
  thresholds: readonly Threshold[],
  judgements: readonly Judgement[],
): readonly Breach[] {
  const byId = new Map(thresholds.map((each) => [thresholdId(each), each]));
  return judgements.flatMap((each) => {
    const threshold = byId.get(each.threshold);
    if (each.state !== 'breach' || each.observed === null || !threshold) return [];
    const { severity, op, on, value } = threshold;
    const { observed, n, inARow, metric, slice } = each;
    return [
      {
        threshold: each.threshold,
        metric,
        slice,
        severity,
        op,
        on,
        observed,
        limit: value,
        n,
        inARow,
        needed: threshold.for,
      },
    ];
  });
}

/**
 * How often each threshold would have fired over past windows, before it is switched on.
 * @returns per threshold the windows that were judged, those outside, and those that would have been breaches
 */
export function dryRun(
  thresholds: readonly Threshold[],
  windows: readonly JudgedWindow[],
): readonly {
  readonly threshold: string;
  readonly windows: number;
  readonly judged: number;
  readonly outside: number;
  readonly fired: readonly string[];
}[] {
  const perWindow = windows.map((_, i) => judge(thresholds, windows.slice(0, i + 1)));
  return thresholds.map((threshold) => {
    const id = thresholdId(threshold);
    const states = perWindow.map((all) =>
      all.filter((each) => each.threshold === id).map((each) => each.state),
    );
    const has = (i: number, ...wanted: Judgement['state'][]) =>
      states[i]!.some((state) => wanted.includes(state));
    const indexes = windows.map((_, i) => i);
    return {
      threshold: id,
      windows: windows.length,
      judged: indexes.filter((i) => has(i, 'inside', 'outside', 'breach')).length,
      outside: indexes.filter((i) => has(i, 'outside', 'breach')).length,
      fired: indexes.filter((i) => has(i, 'breach')).map((i) => windows[i]!.window.from),
    };
  });
}

/** Whether a threshold looks at this figure: same metric, and the slices that its group or column names. */
export function speaksOf(threshold: Threshold, metric: MetricResult): boolean {
  if (threshold.metric !== metric.id) return false;
  const slice = readSlice(metric.slice);
  if (slice === null) return false;
  if (slice.kind === 'column') return threshold.column === '*' || threshold.column === slice.column;
  if (threshold.column !== undefined) return false;
  if (slice.kind === 'all' || slice.kind === 'class') return threshold.group === undefined;
  return threshold.group === slice.attributes.join(' & ');
}

function judgeOne(threshold: Threshold, metric: MetricResult, windows: readonly JudgedWindow[]): Judgement {
  const base = { threshold: thresholdId(threshold), metric: metric.id, slice: metric.slice, n: metric.n };
  const seen = observe(threshold, metric, windows);
  if (typeof seen === 'string') return { ...base, state: seen, observed: null, inARow: 0 };
  if (!beyond(threshold, seen)) return { ...base, state: 'inside', observed: seen, inARow: 0 };
  let inARow = 1;
  for (let at = windows.length - 1; at > 0 && follows(windows[at - 1]!, windows[at]!); at -= 1) {
    const earlier = figureOf(windows[at - 1]!, metric);
    const before = earlier && observe(threshold, earlier, windows.slice(0, at));
    if (typeof before !== 'number' || !beyond(threshold, before)) break;
    inARow += 1;
  }
  return { ...base, state: inARow >= threshold.for ? 'breach' : 'outside', observed: seen, inARow };
}

/** The number that is compared, or why there is none. */
function observe(
  threshold: Threshold,
  metric: MetricResult,
  windows: readonly JudgedWindow[],
): number | 'too-few' | 'no-value' | 'no-interval' | 'no-season' {
  if (metric.n < threshold.min_n) return 'too-few';
  if (metric.value === null) return 'no-value';
  const end = threshold.on === 'ci_low' ? metric.lo : threshold.on === 'ci_high' ? metric.hi : metric.value;
  if (end === null) return 'no-interval';
  if (!threshold.season) return end;
  const usual = seasonal(threshold.season, metric, windows);
  if (usual === null) return 'no-season';
  if (threshold.season.change === 'difference') return end - usual;
  return usual === 0 ? 'no-season' : end / usual;
}

/** The median of the same figure in the same place of earlier seasons; null when none of them has it. */
function seasonal(
  season: NonNullable<Threshold['season']>,
  metric: MetricResult,
  windows: readonly JudgedWindow[],
): number | null {
  const values: number[] = [];
  for (let i = 1; i <= season.over; i += 1) {
    const window = windows[windows.length - 1 - i * season.every];
    const value = window ? (figureOf(window, metric)?.value ?? null) : null;
    if (value !== null) values.push(value);
  }
  if (values.length === 0) return null;
  values.sort((a, b) => a - b);
  const middle = values.length >> 1;
  return values.length % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2;
}

/** The same metric of the same definition and slice in another window. */
function figureOf(window: JudgedWindow, metric: MetricResult): MetricResult | undefined {
  return window.metrics.find(
    ({ id, slice, definitionVersion }) =>
      id === metric.id && slice === metric.slice && definitionVersion === metric.definitionVersion,
  );
}

function beyond({ op, value }: Threshold, observed: number): boolean {
  if (op === '<') return observed < value;
  if (op === '<=') return observed <= value;
  return op === '>' ? observed > value : observed >= value;
}

/** A gap between two windows breaks a row: nobody knows what was in it. */
function follows(before: JudgedWindow, after: JudgedWindow): boolean {
  return before.window.to === after.window.from;
}
