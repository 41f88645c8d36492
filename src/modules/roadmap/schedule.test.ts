import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, daysBetween } from '#kernel/days.ts';
import { scheduleOf, type Task } from './schedule.ts';

const task = (
  id: string,
  days: number,
  after: readonly (string | [string, number])[] = [],
  notBefore: string | null = null,
): Task => ({
  id,
  title: id.toUpperCase(),
  days,
  notBefore,
  after: after.map((each) =>
    typeof each === 'string' ? { id: each, lag: 0 } : { id: each[0], lag: each[1] },
  ),
});
const at = (plan: ReturnType<typeof scheduleOf>, id: string) => plan.tasks.find((each) => each.id === id)!;

describe('the schedule', () => {
  test('puts activities after each other, with lags, and finds the path without slack', () => {
    const plan = scheduleOf('2026-01-05', [
      task('a', 5),
      task('b', 10, ['a']),
      task('c', 3, [['a', 2]]),
      task('d', 4, ['b', 'c']),
      task('m', 0, ['d']),
    ]);
    expect(at(plan, 'b')).toMatchObject({ start: '2026-01-10', end: '2026-01-19', slack: 0, critical: true });
    expect(at(plan, 'c')).toMatchObject({
      start: '2026-01-12',
      end: '2026-01-14',
      slack: 5,
      latestEnd: '2026-01-19',
      critical: false,
    });
    expect(at(plan, 'm')).toMatchObject({ start: '2026-01-23', end: '2026-01-23' });
    expect(plan).toMatchObject({ end: '2026-01-23', days: 19, criticalPath: ['a', 'b', 'd', 'm'] });
  });

  test('starts nothing before the plan, and waits for a fixed day', () => {
    const plan = scheduleOf('2026-01-05', [
      task('a', 5, [], '2025-12-01'),
      task('b', 1, ['a'], '2026-02-01'),
    ]);
    expect([at(plan, 'a').start, at(plan, 'b').start]).toEqual(['2026-01-05', '2026-02-01']);
    expect(at(plan, 'a').slack).toBe(22);
  });

  test('names the ring when activities wait for each other', () => {
    expect(() =>
      scheduleOf('2026-01-05', [
        task('x', 1),
        task('a', 1, ['c']),
        task('b', 1, ['a']),
        task('c', 1, ['b', 'x']),
      ]),
    ).toThrow(/"A" → "B" → "C" → "A"|"B" → "C" → "A" → "B"|"C" → "A" → "B" → "C"/);
    expect(() => scheduleOf('2026-01-05', [task('a', 1, ['a'])])).toThrow('"A" → "A"');
  });

  test.each([
    ['1969-12-31', 'a plan lies between'],
    ['2026-02-30', 'no day'],
    ['2200-01-01', 'a plan lies between'],
  ])('refuses a plan that starts on %s', (day, words) => {
    expect(() => scheduleOf(day, [task('a', 1)])).toThrow(words);
    expect(() => scheduleOf('2026-01-05', [task('a', 1, [], day)])).toThrow(words);
  });

  test('refuses an unknown predecessor, half days and an activity that stands there twice', () => {
    expect(() => scheduleOf('2026-01-05', [task('a', 1, ['ghost'])])).toThrow('not in the plan');
    expect(() => scheduleOf('2026-01-05', [task('a', 0.5)])).toThrow('whole days');
    expect(() => scheduleOf('2026-01-05', [task('a', 1), task('a', 2)])).toThrow('twice');
  });

  const plans = fc
    .array(
      fc.record({
        days: fc.integer({ min: 0, max: 30 }),
        links: fc.array(fc.tuple(fc.nat(40), fc.integer({ min: 0, max: 9 })), { maxLength: 4 }),
      }),
      { minLength: 1, maxLength: 40 },
    )
    .map((rows) =>
      rows.map((row, i) =>
        task(
          `t${i}`,
          row.days,
          row.links.filter(([to]) => to < i).map(([to, lag]) => [`t${to}`, lag] as [string, number]),
        ),
      ),
    );

  test('keeps every dependency, and slipping by the slack never moves the end, whatever the plan', () => {
    fc.assert(
      fc.property(plans, fc.nat(39), (tasks, which) => {
        const plan = scheduleOf('2026-01-05', tasks);
        for (const each of tasks)
          for (const { id, lag } of each.after) {
            const before = tasks.find((one) => one.id === id)!;
            const free = daysBetween(at(plan, id).start, at(plan, each.id).start) - before.days - lag;
            // A milestone shows the day on which it is reached, the last one of what leads to it.
            expect(free).toBeGreaterThanOrEqual(each.days === 0 ? -1 : 0);
          }
        const moved = tasks[which % tasks.length]!;
        fc.pre(moved.days > 0);
        const { slack, start } = at(plan, moved.id);
        const slip = (days: number) =>
          scheduleOf(
            '2026-01-05',
            tasks.map((each) => (each === moved ? { ...each, notBefore: addDays(start, days) } : each)),
          );
        expect(slip(slack).days).toBe(plan.days);
        expect(slip(slack + 1).days).toBe(plan.days + 1);
        expect(plan.days === 0 || plan.criticalPath.length > 0).toBe(true);
      }),
    );
  });

  test('does not mind in which order the activities are listed', () => {
    fc.assert(
      fc.property(plans, (tasks) => {
        const sorted = (plan: ReturnType<typeof scheduleOf>) =>
          [...plan.tasks].sort((a, b) => (a.id < b.id ? -1 : 1));
        expect(sorted(scheduleOf('2026-01-05', [...tasks].reverse()))).toEqual(
          sorted(scheduleOf('2026-01-05', tasks)),
        );
      }),
    );
  });
});
