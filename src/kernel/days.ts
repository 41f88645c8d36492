import { z } from 'zod';
import { msg } from './language.ts';

const DAY = 86_400_000;

/** The day that lies some days after another, or before it when the number is negative. Days are YYYY-MM-DD. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}

/** How many days lie between two days; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / DAY);
}

/** The same day some months later, or the last day of a shorter month. @returns `YYYY-MM-DD` */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/**
 * A day as people mean one: a slip of the keyboard such as 0202 or 22026 is refused. Columns hold it as `YYYY-MM-DD`.
 */
export const plausibleDay = z.iso
  .date(msg('Use a day such as 2026-11-30'))
  .refine((day) => day >= '1970-01-01', msg('This day lies before 1970'))
  .refine((day) => day < '2200-01-01', msg('This day lies after 2199'));
