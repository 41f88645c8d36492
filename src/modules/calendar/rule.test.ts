import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '#kernel/days.ts';
import { dayOf, daysOf, nextDay, type Rule, ruleWords, shortestPeriod, units } from './rule.ts';

const rules: fc.Arbitrary<Rule> = fc.record({
  every: fc.integer({ min: 1, max: 24 }),
  unit: fc.constantFrom(...units),
  startsOn: fc.integer({ min: 0, max: 3000 }).map((n) => addDays('2020-01-01', n)),
});

describe('a rule', () => {
  test('that begins on the 31st comes back to it after short months', () => {
    const rule: Rule = { every: 1, unit: 'month', startsOn: '2026-12-31' };
    expect(daysOf(rule, { after: null, until: '2027-06-01', limit: 9 })).toEqual([
      '2026-12-31',
      '2027-01-31',
      '2027-02-28',
      '2027-03-31',
      '2027-04-30',
      '2027-05-31',
    ]);
  });

  test('of every year keeps the leap day for leap years', () => {
    const rule: Rule = { every: 1, unit: 'year', startsOn: '2028-02-29' };
    expect([1, 2, 3, 4].map((n) => dayOf(rule, n))).toEqual([
      '2029-02-28',
      '2030-02-28',
      '2031-02-28',
      '2032-02-29',
    ]);
  });

  test('reads as people say it', () => {
    expect([ruleWords({ every: 1, unit: 'year' }), ruleWords({ every: 3, unit: 'month' })]).toEqual([
      'every year',
      'every 3 months',
    ]);
  });

  test('gives the same days from any day on as when counted from the beginning', () => {
    fc.assert(
      fc.property(rules, fc.integer({ min: 0, max: 2000 }), (rule, ahead) => {
        const after = addDays(rule.startsOn, ahead);
        const until = addDays(after, 800);
        const whole = daysOf(rule, { after: null, until, limit: 100_000 }).filter((day) => day > after);
        expect(daysOf(rule, { after, until, limit: 100_000 })).toEqual(whole);
        if (whole[0]) expect(nextDay(rule, after)).toBe(whole[0]);
      }),
    );
  });

  test('never lets two due days lie closer than its shortest period', () => {
    fc.assert(
      fc.property(rules, fc.integer({ min: 0, max: 60 }), (rule, n) => {
        const gap = (Date.parse(dayOf(rule, n + 1)) - Date.parse(dayOf(rule, n))) / 86_400_000;
        expect(gap).toBeGreaterThanOrEqual(shortestPeriod(rule));
      }),
    );
  });
});
