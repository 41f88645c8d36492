import { expect, test } from 'vitest';
import { barsOf, STACK, type TrendPoint, trendCsv } from './trend-bars.ts';

const none = { complete: 0, partial: 0, missing: 0, 'no-occurrence': 0, 'cannot-judge': 0, excluded: 0 };
const point = (id: string, day: string, complete: number, missing: number): TrendPoint => ({
  id,
  day,
  totals: { subclauses: { ...none, complete }, controls: { ...none, missing } },
  openGaps: missing,
});
const POINTS = [point('a', '2026-11-01', 2, 8), point('b', '2026-11-02', 7, 3)];

test('bars begin at zero, are as high as their counts and stand on each other', () => {
  const { bars, lines } = barsOf(POINTS, 'all');
  const zero = lines.find((line) => line.value === 0)!.y;
  const [complete, missing] = bars.filter((bar) => bar.key.startsWith('a '));
  expect(complete!.y + complete!.height).toBeCloseTo(zero);
  expect(missing!.y + missing!.height).toBeCloseTo(complete!.y);
  expect(missing!.height / complete!.height).toBeCloseTo(4);
});

test('a part shows only its own requirements', () => {
  expect(barsOf(POINTS, 'controls').bars.map((bar) => bar.verdict)).toEqual(['missing', 'missing']);
  expect(barsOf(POINTS, 'subclauses').bars.map((bar) => bar.count)).toEqual([2, 7]);
});

test('labels beside the last bar never cover each other and stay inside', () => {
  const all = Object.fromEntries(STACK.map((verdict) => [verdict, 1])) as TrendPoint['totals']['controls'];
  const one = { ...point('c', '2026-11-03', 0, 0), totals: { subclauses: all, controls: all } };
  const tight = { ...one, totals: { subclauses: { ...all, 'cannot-judge': 200 }, controls: all } };
  for (const each of [one, tight]) {
    const { labels, height } = barsOf([each], 'all');
    expect(labels).toHaveLength(STACK.length);
    for (const [i, { y }] of labels.entries()) {
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(height);
      if (i > 0) expect(labels[i - 1]!.y - y).toBeGreaterThanOrEqual(16.9);
    }
  }
});

test('a year of records writes at most eight days, the last among them, none twice', () => {
  const year = Array.from({ length: 365 }, (_, i) => point(`p${i}`, `day ${Math.floor(i / 2)}`, 1, 1));
  const days = barsOf(year, 'all').days.map((each) => each.day);
  expect(days.length).toBeLessThanOrEqual(8);
  expect(days.at(-1)).toBe('day 182');
  expect(new Set(days).size).toBe(days.length);
});

test('the same figures as a table', () => {
  expect(trendCsv(POINTS, 'all').split('\r\n')).toEqual([
    'Day,Records complete,Records partly there,Records missing,No occurrence yet,Cannot be judged,Excluded,Open gaps',
    '2026-11-01,2,0,8,0,0,0,8',
    '2026-11-02,7,0,3,0,0,0,3',
    '',
  ]);
});

test('nothing kept draws nothing', () => {
  expect(barsOf([], 'all')).toMatchObject({ bars: [], labels: [], days: [] });
});
