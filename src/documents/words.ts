import { t, writtenDay } from '#kernel/language.ts';

/** When something was done and by whom, as documents say it. */
export function dayBy(day: string, name: string): string {
  return t('{day} by {name}', { day: writtenDay(day), name });
}

/** A file name without what some systems forbid in one. */
export function fileName(words: string, extension: string): string {
  return `${words
    .replace(/[/\\:*?"<>|\p{Cc}]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()}.${extension}`;
}
