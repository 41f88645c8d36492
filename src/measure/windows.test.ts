import { describe, expect, test } from 'vitest';
import { namedSpan, windowAfter, windowAt, windowsBetween } from './windows.ts';

const of = (
  size: 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year',
  time_zone = 'UTC',
  lateness = 'P0D',
) => ({
  size,
  time_zone,
  lateness,
});

describe('the window of an instant', () => {
  test.each([
    [
      'hour',
      'Asia/Kolkata',
      '2026-11-27T10:45:00.000Z',
      '2026-11-27T10:30:00.000Z',
      '2026-11-27T11:30:00.000Z',
    ],
    ['day', 'UTC', '2026-11-27T10:45:00.000Z', '2026-11-27T00:00:00.000Z', '2026-11-28T00:00:00.000Z'],
    [
      'day',
      'Europe/Berlin',
      '2026-03-29T10:00:00.000Z',
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ],
    [
      'day',
      'Europe/Berlin',
      '2026-10-25T10:00:00.000Z',
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
    ],
    [
      'day',
      'America/Santiago',
      '2026-09-06T10:00:00.000Z',
      '2026-09-06T04:00:00.000Z',
      '2026-09-07T03:00:00.000Z',
    ],
    ['week', 'UTC', '2026-11-29T23:59:59.999Z', '2026-11-23T00:00:00.000Z', '2026-11-30T00:00:00.000Z'],
    [
      'month',
      'America/New_York',
      '2026-03-01T04:59:59.000Z',
      '2026-02-01T05:00:00.000Z',
      '2026-03-01T05:00:00.000Z',
    ],
    ['quarter', 'UTC', '2026-11-29T00:00:00.000Z', '2026-10-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
    ['year', 'UTC', '2024-02-29T00:00:00.000Z', '2024-01-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z'],
  ] as const)('%s in %s at %s', (size, zone, at, from, to) => {
    expect(windowAt(of(size, zone), at)).toEqual({ from, to, closes: to });
  });

  test('closes when lateness is over', () => {
    expect(windowAt(of('day', 'UTC', 'P3DT6H'), '2026-11-27T10:45:00.000Z').closes).toBe(
      '2026-12-01T06:00:00.000Z',
    );
  });
});

test.each([
  'UTC',
  'Europe/Berlin',
  'America/Santiago',
  'Africa/Cairo',
  'Australia/Lord_Howe',
  'Pacific/Apia',
])('two years of days in %s follow each other without gap or overlap', (zone) => {
  const days = windowsBetween(of('day', zone), '2011-01-01T12:00:00.000Z', '2012-12-31T12:00:00.000Z');
  expect(days.length).toBeGreaterThanOrEqual(730);
  for (const [i, each] of days.entries()) {
    expect(each.from < each.to).toBe(true);
    if (i > 0) expect(each.from).toBe(days[i - 1]!.to);
  }
});

test('the window after one begins where it ends', () => {
  const windowing = of('month', 'Europe/Berlin');
  const march = windowAt(windowing, '2026-03-15T00:00:00.000Z');
  expect(windowAfter(windowing, march).from).toBe(march.to);
});

test('a lateness of days, hours and minutes is added up', () => {
  const { to, closes } = windowAt(of('hour', 'UTC', 'P1DT2H3M'), '2026-11-27T10:45:00.000Z');
  expect(Date.parse(closes) - Date.parse(to)).toBe(((24 + 2) * 60 + 3) * 60_000);
});

test.each([
  ['2026-10-05', 'UTC', '2026-10-05T00:00:00.000Z', '2026-10-06T00:00:00.000Z'],
  ['2026-10', 'Europe/Berlin', '2026-09-30T22:00:00.000Z', '2026-10-31T23:00:00.000Z'],
  ['2026-10-05/2026-10-11', 'UTC', '2026-10-05T00:00:00.000Z', '2026-10-12T00:00:00.000Z'],
  [
    '2026-10-05T06:00:00Z/2026-10-05T08:00:00+01:00',
    'UTC',
    '2026-10-05T06:00:00.000Z',
    '2026-10-05T07:00:00.000Z',
  ],
])('%s in %s is the time it names', (text, zone, from, to) => {
  expect(namedSpan(text, zone)).toEqual({ from, to });
});

test.each(['2026-02-30', 'yesterday', '2026-10-05/2026-10-01', '2026-10-05T06:00:00Z', '1/2/3'])(
  '%s names no time',
  (text) => {
    expect(namedSpan(text, 'UTC')).toBeNull();
  },
);
