import { describe, expect, test } from 'vitest';
import type { ShownActivity } from '../contract.ts';
import { arrowsOf, daysIn, linesOf, monthsOf, ROW, xOf } from './gantt-layout.ts';

const activity = (id: string, phase: number, start: string, end: string, after: string[] = []) =>
  ({
    id,
    phase,
    kind: 'activity',
    start,
    end,
    after: after.map((one) => ({ id: one, lag: 0 })),
    critical: true,
    slack: 0,
  }) as unknown as ShownActivity;
const scale = { from: '2026-01-05', days: 100, left: 300, width: 1300 };

describe('the chart of the plan', () => {
  test('lists phases with their activities in the order of time', () => {
    const lines = linesOf([
      activity('b', 1, '2026-01-10', '2026-01-12'),
      activity('c', 2, '2026-01-20', '2026-01-21'),
      activity('a', 1, '2026-01-05', '2026-01-09'),
    ]);
    expect(lines.map((line) => (line.kind === 'phase' ? line.phase : line.activity.id))).toEqual([
      1,
      'a',
      'b',
      2,
      'c',
    ]);
    expect(lines[1]!.y - lines[0]!.y).toBe(ROW);
  });

  test('draws a day as wide as any other, and reads pixels back as days', () => {
    expect(xOf(scale, '2026-01-05')).toBe(300);
    expect(xOf(scale, '2026-01-15')).toBe(400);
    expect(xOf(scale, '2026-01-15', 1)).toBe(410);
    expect([daysIn(scale, 34), daysIn(scale, -16), daysIn(scale, 4)]).toEqual([3, -2, 0]);
  });

  test('marks the months that begin within it', () => {
    expect(monthsOf(scale).map((each) => each.day)).toEqual(['2026-02-01', '2026-03-01', '2026-04-01']);
  });

  test('leads from the end of one bar to the start of the other, and leaves out what is not shown', () => {
    const [arrow, ...rest] = arrowsOf(
      linesOf([
        activity('a', 1, '2026-01-05', '2026-01-09'),
        activity('b', 1, '2026-01-10', '2026-01-12', ['a', 'gone']),
      ]),
      scale,
    );
    expect(rest).toEqual([]);
    expect(arrow).toMatchObject({ critical: true, path: expect.stringMatching(/^M350 .* H350$/) });
  });
});
