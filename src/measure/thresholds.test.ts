import { describe, expect, test } from 'vitest';
import type { MetricResult } from './result.ts';
import type { Threshold } from './spec.ts';
import { thresholdSchema as schema } from './spec-fields.ts';
import { breachesOf, dryRun, judge } from './thresholds.ts';

const DAY = 86_400_000;
const day = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * DAY).toISOString();

const metric = (value: number | null, more: Partial<MetricResult> = {}): MetricResult => ({
  id: 'accuracy',
  slice: 'all',
  value,
  lo: value === null ? null : value - 0.05,
  hi: value === null ? null : value + 0.05,
  boundKind: 'wilson',
  n: 1000,
  definitionVersion: 1,
  ...more,
});
const windows = (values: readonly (number | null)[], at: (i: number) => number = (i) => i) =>
  values.map((value, i) => ({
    window: { from: day(at(i)), to: day(at(i) + 1), complete: true },
    metrics: [metric(value)],
  }));
const limit = (more: Record<string, unknown> = {}): Threshold =>
  schema.parse({ id: 't', metric: 'accuracy', op: '<', value: 0.8, ...more });
const state = (threshold: Threshold, values: readonly (number | null)[], at?: (i: number) => number) =>
  judge([threshold], windows(values, at))[0]?.state;

describe('one threshold over one window', () => {
  test.each([
    ['a value on the right side is inside', {}, 0.9, 'inside'],
    ['a value beyond is a breach', {}, 0.79, 'breach'],
    ['the limit itself is inside for <', {}, 0.8, 'inside'],
    ['and beyond for <=', { op: '<=' }, 0.8, 'breach'],
    ['the upper end decides for ci_high: 0.79 may still be 0.84', { on: 'ci_high' }, 0.79, 'inside'],
    ['and is beyond when even it is', { on: 'ci_high' }, 0.74, 'breach'],
    ['the lower end decides for ci_low', { on: 'ci_low' }, 0.82, 'breach'],
    ['too few rows are not judged', { min_n: 1001 }, 0.1, 'too-few'],
    ['no value is not judged', {}, null, 'no-value'],
  ])('%s', (_, more, value, expected) => {
    expect(state(limit(more), [value])).toBe(expected);
  });

  test('without an interval a threshold on its end is not judged', () => {
    const bare = [{ ...windows([0.1])[0]!, metrics: [metric(0.1, { lo: null, hi: null })] }];
    expect(judge([limit({ on: 'ci_high' })], bare)[0]?.state).toBe('no-interval');
  });

  test('speaks only of the slices it names', () => {
    const window = {
      ...windows([0.1])[0]!,
      metrics: [
        metric(0.1),
        metric(0.2, { slice: 'group:race=A' }),
        metric(0.3, { slice: 'group:race=A&sex=M' }),
        metric(0.4, { slice: 'column:age' }),
      ],
    };
    const seen = (more: Record<string, unknown>) =>
      judge([limit(more)], [window]).map(({ observed }) => observed);
    expect(seen({})).toEqual([0.1]);
    expect(seen({ group: 'race' })).toEqual([0.2]);
    expect(seen({ group: 'race & sex' })).toEqual([0.3]);
    expect(seen({ column: 'age' })).toEqual([0.4]);
    expect(seen({ column: '*' })).toEqual([0.4]);
    expect(seen({ column: 'income' })).toEqual([]);
  });
});

describe('windows in a row', () => {
  const three = limit({ for: 3 });

  test('fewer than needed is outside, enough is a breach', () => {
    expect(state(three, [0.7, 0.7])).toBe('outside');
    expect(state(three, [0.7, 0.7, 0.7])).toBe('breach');
  });

  test('a window inside, without a value or missing starts the row anew', () => {
    expect(state(three, [0.7, 0.9, 0.7, 0.7])).toBe('outside');
    expect(state(three, [0.7, null, 0.7, 0.7])).toBe('outside');
    expect(state(three, [0.7, 0.7, 0.7], (i) => (i === 2 ? 3 : i))).toBe('outside');
  });

  test('figures of another definition do not count towards the row', () => {
    const all = windows([0.7, 0.7]);
    const older = [{ ...all[0]!, metrics: [metric(0.7, { definitionVersion: 2 })] }, all[1]!];
    expect(judge([limit({ for: 2 })], older)[0]?.state).toBe('outside');
  });
});

describe('a season', () => {
  const weekly = limit({ op: '<', value: -0.1, season: { every: 7, over: 2 } });
  const week = [0.5, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9];

  test('compares with the median of the same place of earlier seasons', () => {
    expect(state(weekly, [...week, ...week, 0.5])).toBe('inside');
    expect(state(weekly, [...week, ...week, 0.5, 0.5])).toBe('breach');
    expect(judge([weekly], windows([...week, ...week, 0.3]))[0]?.observed).toBeCloseTo(-0.2, 12);
  });

  test('says so when there is none yet', () => {
    expect(state(weekly, week)).toBe('no-season');
  });
});

test('a breach carries what was compared, with what, and how often', () => {
  const threshold = limit({ for: 2, severity: 'high' });
  expect(breachesOf([threshold], judge([threshold], windows([0.7, 0.6])))).toEqual([
    {
      threshold: 't',
      metric: 'accuracy',
      slice: 'all',
      severity: 'high',
      op: '<',
      on: 'value',
      observed: 0.6,
      limit: 0.8,
      n: 1000,
      inARow: 2,
      needed: 2,
    },
  ]);
});

test('a dry run says how often a threshold would have fired, and when', () => {
  const threshold = limit({ for: 2 });
  expect(dryRun([threshold], windows([0.9, 0.7, 0.7, null, 0.7]))).toEqual([
    { threshold: 't', windows: 5, judged: 4, outside: 3, fired: [day(2)] },
  ]);
});
