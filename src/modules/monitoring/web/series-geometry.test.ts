import { describe, expect, test } from 'vitest';
import type { Series } from '../result-contract.ts';
import { lineOf, placeOf } from './series-geometry.ts';

const point = (
  i: number,
  value: number | null,
  more: Partial<Series['points'][number]> = {},
): Series['points'][number] => ({
  resultId: `mrs_${i}`,
  resultHash: 'a'.repeat(64),
  windowFrom: `2026-01-${String(i + 1).padStart(2, '0')}T00:00:00.000Z`,
  windowTo: `2026-01-${String(i + 2).padStart(2, '0')}T00:00:00.000Z`,
  modelVersion: '1',
  complete: true,
  live: true,
  figure: {
    value,
    lo: value === null ? null : value - 0.05,
    hi: value === null ? null : value + 0.05,
    boundKind: value === null ? 'none' : 'bootstrap',
    n: 100,
    definitionVersion: 1,
  },
  ...more,
});
const limit = { id: 'floor', op: '<', value: 0.8, on: 'value', severity: 'high', seasonal: false } as const;
const series = (points: Series['points'], thresholds: Series['thresholds'] = [limit]): Series => ({
  metric: 'accuracy',
  slice: 'all',
  thresholds,
  points,
});

describe('the chart of a figure', () => {
  test('breaks its line where a window has no figure, and says which', () => {
    const { lines, bands, missing } = lineOf(
      series([point(0, 0.9), point(1, 0.91), point(2, null), point(3, 0.9)]),
    );
    expect(lines.map((line) => line.split(' ').length)).toEqual([2, 1]);
    expect(bands).toHaveLength(2);
    expect(missing.map((each) => each.i)).toEqual([2]);
  });

  test('holds value, interval and limit, and never leaves what the metric can be', () => {
    const { ticks, limits, dots, height, bottom, top } = lineOf(series([point(0, 0.99), point(1, 0.97)]));
    for (const { y } of [...ticks, ...limits, ...dots]) {
      expect(y).toBeGreaterThanOrEqual(top - 0.01);
      expect(y).toBeLessThanOrEqual(height - bottom + 0.01);
    }
    expect(Math.max(...ticks.map((each) => each.value))).toBeLessThanOrEqual(1);
  });

  test('marks what is outside by the end of the interval that the threshold looks at', () => {
    const upper = { ...limit, on: 'ci_high' } as const;
    expect(placeOf(series([], [limit]), point(0, 0.78).figure!)).toBe('outside');
    expect(placeOf(series([], [upper]), point(0, 0.78).figure!)).toBe('inside');
    expect(placeOf(series([], [{ ...limit, seasonal: true }]), point(0, 0.1).figure!)).toBe('inside');
  });

  test('shades the windows on which thresholds were tried, and draws where the model changed', () => {
    const { before, versions } = lineOf(
      series([
        point(0, 0.9, { live: false }),
        point(1, 0.9, { live: false }),
        point(2, 0.9, { modelVersion: '2' }),
      ]),
    );
    expect(before).toMatchObject({ count: 2 });
    expect(versions).toEqual([expect.objectContaining({ modelVersion: '2' })]);
  });

  test('keeps its labels apart, and draws with no point at all', () => {
    const { labels } = lineOf(series([point(0, 0.8)]));
    expect(Math.abs(labels[0]!.y - labels[1]!.y)).toBeGreaterThanOrEqual(15);
    expect(lineOf(series([])).lines).toEqual([]);
  });
});
