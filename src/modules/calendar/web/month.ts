import { addDays, addMonths } from '#kernel/days.ts';

/** The weeks that a month touches, each from Monday to Sunday. @param month YYYY-MM */
export function weeksOf(month: string): readonly (readonly string[])[] {
  const first = `${month}-01`;
  const last = addDays(addMonths(first, 1), -1);
  const weeks: string[][] = [];
  for (let monday = addDays(first, -weekdayOf(first)); monday <= last; monday = addDays(monday, 7))
    weeks.push([0, 1, 2, 3, 4, 5, 6].map((n) => addDays(monday, n)));
  return weeks;
}

/** A month before or after another. @param month YYYY-MM */
export function monthBeside(month: string, by: number): string {
  return addMonths(`${month}-01`, by).slice(0, 7);
}

/** Where the focus goes from a day by a key, or null when the key means nothing here. */
export function dayByKey(day: string, key: string): string | null {
  switch (key) {
    case 'ArrowLeft':
      return addDays(day, -1);
    case 'ArrowRight':
      return addDays(day, 1);
    case 'ArrowUp':
      return addDays(day, -7);
    case 'ArrowDown':
      return addDays(day, 7);
    case 'Home':
      return addDays(day, -weekdayOf(day));
    case 'End':
      return addDays(day, 6 - weekdayOf(day));
    case 'PageUp':
      return addMonths(day, -1);
    case 'PageDown':
      return addMonths(day, 1);
    default:
      return null;
  }
}

/** 0 is Monday. */
function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}
