import { daysBetween } from '#kernel/days.ts';

/**
 * A day as people say it: "in 12 days", "yesterday", and beyond two months the date itself.
 * @param day YYYY-MM-DD, or a time that begins with it
 * @param today YYYY-MM-DD
 */
export function dayWords(day: string, today: string, locale?: string): string {
  const days = daysBetween(today, day);
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  if (days > 0 && days < 60) return `in ${days} days`;
  if (days < 0 && days > -60) return `${-days} days ago`;
  return longDay(day, locale);
}

/** A day in the long form of the reader. A day has no time zone: it is the same day everywhere. */
export function longDay(day: string, locale?: string): string {
  return new Date(`${day.slice(0, 10)}T00:00:00Z`).toLocaleDateString(locale, {
    dateStyle: 'medium',
    timeZone: 'UTC',
  });
}
