import { expect, test } from 'vitest';
import type { Series } from '../result-contract.ts';
import { at, blocksOf, scaleOf } from './parts-geometry.ts';

const FROM = '2026-01-05T00:00:00.000Z';
const series = (slice: string, value: number | null, lo: number | null, hi: number | null): Series => ({
  metric: 'selection_rate',
  slice,
  thresholds: [],
  points: [
    {
      resultId: 'mrs_1',
      resultHash: 'a'.repeat(64),
      windowFrom: FROM,
      windowTo: '2026-01-12T00:00:00.000Z',
      modelVersion: null,
      complete: true,
      live: true,
      figure: { value, lo, hi, boundKind: 'bootstrap', n: 10, definitionVersion: 1 },
    },
  ],
});

test('parts stand in blocks of the same attributes; the whole is in none', () => {
  const blocks = blocksOf(
    [
      series('all', 0.4, 0.3, 0.5),
      series('group:gender=woman', 0.4, 0.3, 0.5),
      series('group:gender=man&age=old', 0.2, 0.1, 0.3),
      series('group:gender=diverse', null, null, null),
    ],
    FROM,
  );
  expect(blocks.map(({ title, rows }) => [title, rows.length])).toEqual([
    ['gender', 2],
    ['gender × age', 1],
  ]);
  expect(blocksOf([series('group:gender=woman', 0.4, 0.3, 0.5)], '2026-02-02T00:00:00.000Z')).toEqual([]);
});

test('bars begin at zero, also where values lie below it', () => {
  const rows = (value: number, lo: number, hi: number) => [
    { slice: 'all', figure: series('all', value, lo, hi).points[0]!.figure! },
  ];
  expect(scaleOf(rows(0.4, 0.3, 0.5))).toEqual({ min: 0, max: 0.5 });
  const both = scaleOf(rows(-0.1, -0.2, 0.2));
  expect(at(both, 0)).toBe(0.5);
  expect(scaleOf([])).toEqual({ min: 0, max: 1 });
});
