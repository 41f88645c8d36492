import type { Tone } from '#kernel/lifecycle.ts';
import { metricCatalog } from '#measure/metric-catalog.ts';
import { readSlice, sliceTitle } from '#measure/slice.ts';
import type { Field } from '#ui/fields.tsx';
import { figureText } from '../figure-text.ts';

/** The fields of a monitor that people type: what, how, when, by whom, evaluated when (9.1). */
export const FIELDS: readonly Field[] = [
  { key: 'title', label: 'Title', kind: 'text', required: true },
  {
    key: 'purpose',
    label: 'What it is for',
    kind: 'long',
    help: 'The harm, duty or objective that the figures speak of.',
  },
  {
    key: 'method',
    label: 'How it is measured',
    kind: 'long',
    help: 'What the spec does not say: sampling, who gives the labels, how sure they are.',
  },
  { key: 'measuredBy', label: 'Who measures', kind: 'person' },
  { key: 'ownerId', label: 'Who evaluates', kind: 'person' },
  { key: 'evaluateEveryDays', label: 'Evaluated every (days)', kind: 'number', required: true },
  {
    key: 'loggedEvents',
    label: 'Which events the log records',
    kind: 'long',
    help: 'A.6.2.8; Articles 12 and 26(6) of the AI Act for high-risk systems.',
  },
  { key: 'logKeptDays', label: 'Log is kept (days)', kind: 'number' },
];

export const SEVERITIES: Readonly<Record<string, { readonly label: string; readonly tone: Tone }>> = {
  high: { label: 'Grave', tone: 'bad' },
  medium: { label: 'Medium', tone: 'warning' },
  low: { label: 'Light', tone: 'neutral' },
};

export const CONCLUSIONS = {
  'as-intended': 'Works as intended',
  watch: 'Watch more closely',
  act: 'Something must be done',
} as const;

export const OPS = { '<': 'below', '<=': 'at or below', '>': 'above', '>=': 'at or above' } as const;
export const ENDS = {
  value: 'the value',
  ci_low: 'the lower end of its interval',
  ci_high: 'the upper end of its interval',
} as const;

/** The name of a metric; its id where the catalogue does not know it. */
export function metricTitle(id: string): string {
  return metricCatalog.get(id)?.title ?? id;
}

/** The interval of a figure, or nothing. */
export function intervalText(metric: string, lo: number | null, hi: number | null): string {
  return lo === null || hi === null ? '' : `${figureText(metric, lo)} to ${figureText(metric, hi)}`;
}

/** A window as days, or as hours when it is shorter than a day. */
export function windowText(from: string, to: string, timeZone = 'UTC'): string {
  if (to.startsWith('9999')) return 'Everything';
  const hours = (Date.parse(to) - Date.parse(from)) / 3_600_000;
  if (hours <= 2)
    return new Date(from).toLocaleString('en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'short' });
  const first = dayOf(from, timeZone);
  // The end belongs to the next window: the last day is the one before it.
  const last = dayOf(new Date(Date.parse(to) - 1).toISOString(), timeZone);
  return first === last ? first : `${first} – ${last}`;
}

function dayOf(instant: string, timeZone: string): string {
  return new Date(instant).toLocaleDateString('en-GB', {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
}

/** The part of the data in words: "All rows", "diploma: elsewhere". */
export { sliceTitle };

/** The last part of a slice's name, for a row below its attribute. */
export function partTitle(slice: string): string {
  const read = readSlice(slice);
  if (read?.kind === 'group') return read.values.join(', ');
  if (read?.kind === 'column') return read.column;
  if (read?.kind === 'class') return read.value;
  return sliceTitle(slice);
}

/** Why a group shows no figure, short enough for a chart; the whole sentence stands in the table. */
export function withheldText(reason: string | undefined): string {
  if (reason === undefined) return 'no value';
  if (reason.includes('smallest cell')) return 'withheld: too small';
  return reason.includes('subtracting') ? 'withheld with a smaller one' : reason;
}

/** The first characters of a hash, enough to tell two apart. */
export function shortHash(hash: string): string {
  return hash.slice(0, 12);
}
