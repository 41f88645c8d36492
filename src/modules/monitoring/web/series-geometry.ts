import { t } from '#kernel/language.ts';
import { metricCatalog } from '#measure/metric-catalog.ts';
import type { Series } from '../result-contract.ts';

const SIZES = {
  wide: { width: 720, height: 230, left: 56, right: 132, top: 22, bottom: 34, days: 6 },
  small: { width: 400, height: 180, left: 52, right: 62, top: 22, bottom: 30, days: 3 },
} as const;
export type Size = keyof typeof SIZES;
const LABEL = 15;

/** How a point stands to the thresholds of its series. */
export type Place = 'outside' | 'inside';

/** Everything of the chart of one figure over windows that is not colour. */
export function lineOf(series: Series, size: Size = 'wide') {
  const { width, height, left, right, top, bottom, days } = SIZES[size];
  const { points, thresholds } = series;
  const scale = rangeOf(series);
  const y = (value: number) =>
    height - bottom - ((height - top - bottom) * (value - scale.min)) / (scale.max - scale.min);
  const step = (width - left - right) / Math.max(1, points.length);
  const x = (i: number) => left + step * (i + 0.5);
  const known = points.flatMap((point, i) =>
    point.figure?.value === null || point.figure === null ? [] : [{ i, point, value: point.figure.value! }],
  );
  const limits = thresholds.filter((each) => !each.seasonal);
  const last = known.at(-1);
  const labels = apart([
    ...limits.map((each) => ({
      key: each.id,
      kind: 'limit' as const,
      y: y(each.value),
      text: t('limit {short}', { short: short(each.value) }),
    })),
    ...(last ? [{ key: 'last', kind: 'last' as const, y: y(last.value), text: '' }] : []),
  ]);
  return {
    ...SIZES[size],
    step,
    ticks: ticksOf(scale).map((value) => ({ value, y: y(value) })),
    dots: known.map(({ i, point, value }) => ({
      key: point.resultId,
      i,
      x: x(i),
      y: y(value),
      place: placeOf(series, point.figure!),
    })),
    /** Stretches of the line without a hole: a window without a figure breaks it. */
    lines: stretches(known.map((each) => each.i)).map((run) =>
      run.map((i) => `${x(i)},${y(points[i]!.figure!.value!)}`).join(' '),
    ),
    bands: stretches(
      known
        .filter(({ point }) => point.figure!.lo !== null && point.figure!.hi !== null)
        .map((each) => each.i),
    ).map((run) => bandOf(run, points, { x, y, half: step / 2 })),
    limits: limits.map((each) => ({ ...each, y: y(each.value) })),
    /** Windows on which the thresholds were tried before they were switched on. */
    before: beforeOf(points, left, step),
    versions: points.flatMap(({ modelVersion }, i) =>
      i > 0 && modelVersion !== null && modelVersion !== points[i - 1]!.modelVersion
        ? [{ modelVersion, x: left + step * i }]
        : [],
    ),
    missing: points.flatMap((point, i) => ((point.figure?.value ?? null) === null ? [{ i, x: x(i) }] : [])),
    dates: daysShown(points.length, days).map((i) => ({ i, x: x(i) })),
    labels,
    last: last ?? null,
  };
}

type Point = Series['points'][number];
type Figure = NonNullable<Point['figure']>;

/** Outside when any threshold that looks at the figure would be crossed by it alone. */
export function placeOf(series: Pick<Series, 'thresholds'>, figure: Figure): Place {
  const crossed = series.thresholds.some(({ on, op, value, seasonal }) => {
    const seen = on === 'ci_low' ? figure.lo : on === 'ci_high' ? figure.hi : figure.value;
    if (seasonal || seen === null) return false;
    if (op === '<') return seen < value;
    if (op === '<=') return seen <= value;
    return op === '>' ? seen > value : seen >= value;
  });
  return crossed ? 'outside' : 'inside';
}

/** From the lowest to the highest thing that is drawn, with air, never past what the metric can be. */
function rangeOf({ metric, points, thresholds }: Series) {
  const values = [
    ...points.flatMap(({ figure }) => [figure?.value, figure?.lo, figure?.hi]),
    ...thresholds.filter((each) => !each.seasonal).map((each) => each.value),
  ].filter((value) => value !== null && value !== undefined);
  if (values.length === 0) return { min: 0, max: 1 };
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const air = (high - low || Math.abs(high) || 1) * 0.12;
  const [floor, ceiling] = metricCatalog.get(metric)?.bounds ?? [null, null];
  const min = floor === null ? low - air : Math.max(floor, low - air);
  const max = ceiling === null ? high + air : Math.min(ceiling, high + air);
  return max > min ? { min, max } : { min: min - 0.5, max: max + 0.5 };
}

/** Three to six round values. */
function ticksOf({ min, max }: { readonly min: number; readonly max: number }): readonly number[] {
  const raw = (max - min) / 4;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= raw) ?? raw;
  const first = Math.ceil(min / step);
  const count = Math.floor(max / step + 1e-9) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

function bandOf(
  run: readonly number[],
  points: readonly Point[],
  place: { readonly x: (i: number) => number; readonly y: (value: number) => number; readonly half: number },
): string {
  const { x, y, half } = place;
  const at = (i: number, end: 'lo' | 'hi') => `${x(i)},${y(points[i]!.figure![end]!)}`;
  if (run.length > 1)
    return [...run.map((i) => at(i, 'hi')), ...run.toReversed().map((i) => at(i, 'lo'))].join(' ');
  const [i] = run as [number];
  const [hi, lo] = [y(points[i]!.figure!.hi!), y(points[i]!.figure!.lo!)];
  const wide = Math.min(6, half);
  return `${x(i) - wide},${hi} ${x(i) + wide},${hi} ${x(i) + wide},${lo} ${x(i) - wide},${lo}`;
}

function beforeOf(points: readonly Point[], left: number, step: number) {
  const count = points.findIndex((point) => point.live);
  const tried = count < 0 ? 0 : count;
  return tried === 0 ? null : { x: left, width: step * tried, count: tried };
}

/** Runs of numbers that follow each other. */
function stretches(numbers: readonly number[]): readonly (readonly number[])[] {
  const runs: number[][] = [];
  for (const each of numbers) {
    const run = runs.at(-1);
    if (run && run.at(-1) === each - 1) run.push(each);
    else runs.push([each]);
  }
  return runs;
}

/** Only so many windows have a place to be written; the last is always one of them. */
function daysShown(count: number, most: number): readonly number[] {
  const every = Math.max(1, Math.ceil(count / most));
  return Array.from({ length: count }, (_, i) => i).filter((i) => (count - 1 - i) % every === 0);
}

type Label = {
  readonly key: string;
  readonly kind: 'limit' | 'last';
  readonly y: number;
  readonly text: string;
};

/** Moves labels so far apart that each can be read. */
function apart(labels: readonly Label[]): readonly Label[] {
  const sorted = labels.toSorted((a, b) => b.y - a.y);
  const moved: Label[] = [];
  for (const label of sorted)
    moved.push({ ...label, y: Math.min(label.y, (moved.at(-1)?.y ?? Number.POSITIVE_INFINITY) - LABEL) });
  return moved;
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
