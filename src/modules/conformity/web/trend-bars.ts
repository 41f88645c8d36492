import { t } from '#kernel/language.ts';
import { type Verdict, verdicts } from '#kernel/verdict.ts';
import type { Totals } from '../contract.ts';

export type TrendPoint = {
  readonly id: string;
  readonly day: string;
  readonly totals: Totals;
  readonly openGaps: number;
};
export type Part = 'all' | 'subclauses' | 'controls';

/** From the bottom of a bar to its top: what is there first, what is missing above, what is unknown last. */
export const STACK: readonly Verdict[] = [
  'complete',
  'partial',
  'missing',
  'no-occurrence',
  'cannot-judge',
  'excluded',
];

/** How many requirements of a part came out as a verdict. */
export function countOf(point: TrendPoint, verdict: Verdict, part: Part): number {
  const { subclauses, controls } = point.totals;
  return (part === 'controls' ? 0 : subclauses[verdict]) + (part === 'subclauses' ? 0 : controls[verdict]);
}

const SIZE = { width: 960, height: 300, left: 40, right: 250, top: 12, bottom: 34 } as const;
const LABEL = 17;

/** Everything of the chart that is not colour: bars from zero, lines, days and a label beside the last bar. */
export function barsOf(points: readonly TrendPoint[], part: Part) {
  const { width, height, left, right, top, bottom } = SIZE;
  const total = Math.max(1, ...points.map((point) => sum(STACK.map((each) => countOf(point, each, part)))));
  const y = (value: number) => height - bottom - ((height - top - bottom) * value) / total;
  const band = (width - left - right) / Math.max(1, points.length);
  const wide = Math.max(1, Math.min(56, band * 0.7));
  const x = (i: number) => left + band * i + (band - wide) / 2;
  const bars = points.flatMap((point, i) => {
    let below = 0;
    return STACK.flatMap((verdict) => {
      const count = countOf(point, verdict, part);
      if (count === 0) return [];
      const bar = { key: `${point.id} ${verdict}`, verdict, count, day: point.day };
      const place = { x: x(i), y: y(below + count), width: wide, height: y(below) - y(below + count) };
      below += count;
      return [{ ...bar, ...place }];
    });
  });
  const last = points.at(-1);
  const ends = last ? bars.filter((bar) => bar.key.startsWith(`${last.id} `)) : [];
  return {
    ...SIZE,
    bars,
    lines: steps(total).map((value) => ({ value, y: y(value) })),
    days: daysShown(points).map((i) => ({ day: points[i]!.day, x: x(i) + wide / 2 })),
    labels: apart(ends.map((bar) => bar.y + bar.height / 2)).map((at, i) => ({
      verdict: ends[i]!.verdict,
      text: `${verdicts[ends[i]!.verdict].mark} ${t(verdicts[ends[i]!.verdict].label)}: ${ends[i]!.count}`,
      x: left + band * (points.length - 1) + (band + wide) / 2 + 10,
      y: at,
    })),
  };
}

/** The chart as a table for spreadsheets: a row for each record. */
export function trendCsv(points: readonly TrendPoint[], part: Part): string {
  const rows = points.map((point) => [
    point.day,
    ...STACK.map((each) => countOf(point, each, part)),
    point.openGaps,
  ]);
  const head = [t('Day'), ...STACK.map((each) => verdicts[each].label), t('Open gaps')];
  return `${[head, ...rows].map((row) => row.join(',')).join('\r\n')}\r\n`;
}

/** Zero, and whole steps up to the whole. */
function steps(total: number): readonly number[] {
  const step = [1, 2, 5, 10, 20, 50, 100].find((each) => total / each <= 5) ?? Math.ceil(total / 5);
  return Array.from({ length: Math.floor(total / step) + 1 }, (_, i) => i * step);
}

/** At most seven days have a place to be written; the last is always one of them, and no day is written twice. */
function daysShown(points: readonly TrendPoint[]): readonly number[] {
  const every = Math.max(1, Math.ceil(points.length / 7));
  const chosen = points.map((_, i) => i).filter((i) => (points.length - 1 - i) % every === 0);
  return chosen.filter((i, n) => points[i]!.day !== points[chosen[n + 1] ?? -1]?.day);
}

/** Moves labels so far apart that each can be read; they come from the bottom to the top. */
function apart(places: readonly number[]): readonly number[] {
  const moved: number[] = [];
  for (const place of places) moved.push(Math.min(place, (moved.at(-1) ?? Number.POSITIVE_INFINITY) - LABEL));
  const over = Math.max(0, SIZE.top - (moved.at(-1) ?? SIZE.top));
  return moved.map((place) => place + over);
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
