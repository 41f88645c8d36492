import { daysBetween } from '#kernel/days.ts';
import { dayText, locales } from '#kernel/language.ts';

/**
 * A day as people say it: "in 12 days", "yesterday", and beyond two months the date itself.
 * @param day YYYY-MM-DD, or a time that begins with it
 * @param today YYYY-MM-DD
 */
export function dayWords(day: string, today: string): string {
  const days = daysBetween(today, day);
  if (Math.abs(days) >= 60) return dayText(day);
  return new Intl.RelativeTimeFormat(locales(), {
    numeric: days > -2 && days < 2 ? 'auto' : 'always',
  }).format(days, 'day');
}

/** A day in the long form of the reader. A day has no time zone: it is the same day everywhere. */
export function longDay(day: string): string {
  return dayText(day);
}
