import { addDays, addMonths } from '#kernel/days.ts';
import { msg, t } from '#kernel/language.ts';

export const units = ['day', 'week', 'month', 'year'] as const;

/** How often something falls due: every so many units, counted from the first day. */
export type Rule = {
  readonly every: number;
  readonly unit: (typeof units)[number];
  readonly startsOn: string;
};

/**
 * The day on which the rule falls due for the n-th time, the first being 0. It is always counted from the first day,
 * so that the 31st comes back after a short month. @returns YYYY-MM-DD
 */
export function dayOf({ every, unit, startsOn }: Rule, n: number): string {
  switch (unit) {
    case 'day':
      return addDays(startsOn, every * n);
    case 'week':
      return addDays(startsOn, 7 * every * n);
    case 'month':
      return addMonths(startsOn, every * n);
    case 'year':
      return addMonths(startsOn, 12 * every * n);
  }
}

/** The days of the rule after one day (or from its first day on) and up to another, at most `limit`, in order. */
export function daysOf(
  rule: Rule,
  span: { readonly after: string | null; readonly until: string; readonly limit: number },
): readonly string[] {
  const days: string[] = [];
  for (let n = firstAfter(rule, span.after); days.length < span.limit; n += 1) {
    const day = dayOf(rule, n);
    if (day > span.until) break;
    days.push(day);
  }
  return days;
}

/** The first day of the rule after a given one. */
export function nextDay(rule: Rule, after: string): string {
  return dayOf(rule, firstAfter(rule, after));
}

/** The fewest days that lie between two times: the lead time must be shorter. */
export function shortestPeriod({ every, unit }: Pick<Rule, 'every' | 'unit'>): number {
  return every * { day: 1, week: 7, month: 28, year: 365 }[unit];
}

const EVERY = {
  day: msg('every {every, plural, one {day} other {# days}}'),
  week: msg('every {every, plural, one {week} other {# weeks}}'),
  month: msg('every {every, plural, one {month} other {# months}}'),
  year: msg('every {every, plural, one {year} other {# years}}'),
} as const;

/** "every 3 months", "every year" */
export function ruleWords({ every, unit }: Pick<Rule, 'every' | 'unit'>): string {
  return t(EVERY[unit], { every });
}

/** Skips what lies certainly before, so that a rule of many years is not counted from its beginning. */
function firstAfter(rule: Rule, after: string | null): number {
  if (after === null || after < rule.startsOn) return 0;
  const longest = rule.every * { day: 1, week: 7, month: 31, year: 366 }[rule.unit];
  const passed = (Date.parse(after) - Date.parse(rule.startsOn)) / 86_400_000;
  let n = Math.max(0, Math.floor(passed / longest) - 1);
  while (dayOf(rule, n) <= after) n += 1;
  return n;
}
