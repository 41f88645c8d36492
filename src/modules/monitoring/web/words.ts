import { msg, t, timeText } from '#kernel/language.ts';
import type { Tone } from '#kernel/lifecycle.ts';
import { metricCatalog } from '#measure/metric-catalog.ts';
import { readSlice, sliceTitle } from '#measure/slice.ts';
import type { Field } from '#ui/fields.tsx';
import { figureText } from '../figure-text.ts';

/** The fields of a monitor that people type: what, how, when, by whom, evaluated when (9.1). */
export const FIELDS: readonly Field[] = [
  { key: 'title', label: msg('Title'), kind: 'text', required: true },
  {
    key: 'purpose',
    label: msg('What it is for'),
    kind: 'long',
    help: msg('The harm, duty or objective that the figures speak of.'),
  },
  {
    key: 'method',
    label: msg('How it is measured'),
    kind: 'long',
    help: msg('What the spec does not say: sampling, who gives the labels, how sure they are.'),
  },
  { key: 'measuredBy', label: msg('Who measures'), kind: 'person' },
  { key: 'ownerId', label: msg('Who evaluates'), kind: 'person' },
  { key: 'evaluateEveryDays', label: msg('Evaluated every (days)'), kind: 'number', required: true },
  {
    key: 'loggedEvents',
    label: msg('Which events the log records'),
    kind: 'long',
    help: msg('A.6.2.8; Articles 12 and 26(6) of the AI Act for high-risk systems.'),
  },
  { key: 'logKeptDays', label: msg('Log is kept (days)'), kind: 'number' },
];

export const SEVERITIES: Readonly<Record<string, { readonly label: string; readonly tone: Tone }>> = {
  high: { label: msg('Grave'), tone: 'bad' },
  medium: { label: msg('Medium'), tone: 'warning' },
  low: { label: msg('Light'), tone: 'neutral' },
};

export const CONCLUSIONS = {
  'as-intended': msg('Works as intended'),
  watch: msg('Watch more closely'),
  act: msg('Something must be done'),
} as const;

export const OPS = {
  '<': 'below',
  '<=': msg('at or below'),
  '>': 'above',
  '>=': msg('at or above'),
} as const;
export const ENDS = {
  value: 'the value',
  ci_low: msg('the lower end of its interval'),
  ci_high: msg('the upper end of its interval'),
} as const;

/** The name of a metric; its id where the catalogue does not know it. */
export function metricTitle(id: string): string {
  return metricCatalog.get(id)?.title ?? id;
}

/** The interval of a figure, or nothing. */
export function intervalText(metric: string, lo: number | null, hi: number | null): string {
  return lo === null || hi === null
    ? ''
    : t('{metric} to {metric2}', { metric: figureText(metric, lo), metric2: figureText(metric, hi) });
}

/** A window as days, or as hours when it is shorter than a day. */
export function windowText(from: string, to: string, timeZone = 'UTC'): string {
  if (to.startsWith('9999')) return t('Everything');
  const hours = (Date.parse(to) - Date.parse(from)) / 3_600_000;
  if (hours <= 2) return timeText(from, { timeZone, dateStyle: 'medium', timeStyle: 'short' });
  const first = dayOf(from, timeZone);
  // The end belongs to the next window: the last day is the one before it.
  const last = dayOf(new Date(Date.parse(to) - 1).toISOString(), timeZone);
  return first === last ? first : `${first} – ${last}`;
}

function dayOf(instant: string, timeZone: string): string {
  return timeText(instant, {
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
  if (reason === undefined) return t('no value');
  if (reason.includes('smallest cell')) return t('withheld: too small');
  return reason.includes('subtracting') ? t('withheld with a smaller one') : reason;
}

/** The first characters of a hash, enough to tell two apart. */
export function shortHash(hash: string): string {
  return hash.slice(0, 12);
}
