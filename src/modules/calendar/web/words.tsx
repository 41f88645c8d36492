import { msg, t } from '#kernel/language.ts';
import type { Tone } from '#kernel/lifecycle.ts';
import type { Field } from '#ui/fields.tsx';
import { StateMark } from '#ui/states.tsx';
import { type Entry, kinds } from '../contract.ts';
import { isOverdue, type OccurrenceState, occurrenceLifecycle } from '../lifecycle.ts';
import { units } from '../rule.ts';

const KINDS = Object.entries(kinds).map(([value, label]) => ({ value, label }));
const UNITS = units.map((value) => ({ value, label: `${value}s` }));

/** The fields of an obligation, as they are asked for. */
export const OBLIGATION_FIELDS: readonly Field[] = [
  { key: 'title', label: msg('Title'), kind: 'text', required: true },
  { key: 'kind', label: msg('Kind'), kind: 'select', options: KINDS, required: true },
  { key: 'every', label: msg('Every'), kind: 'number', required: true },
  { key: 'unit', label: msg('Unit'), kind: 'select', options: UNITS, required: true },
  {
    key: 'startsOn',
    label: msg('First due on'),
    kind: 'date',
    required: true,
    help: msg('All later days are counted from it'),
  },
  {
    key: 'leadDays',
    label: msg('Days before'),
    kind: 'number',
    required: true,
    help: msg('So early it stands in the inbox of its owner'),
  },
  { key: 'ownerId', label: msg('Owner'), kind: 'person' },
  { key: 'what', label: msg('What is done, and what shows it'), kind: 'long' },
  { key: 'requirementId', label: msg('Requirement'), kind: 'text', help: msg('Such as iso-42001:9.3.1') },
];

/** How it ends. */
export const END_FIELDS: readonly Field[] = [
  { key: 'endsOn', label: msg('Last due day at the latest'), kind: 'date' },
  { key: 'endedReason', label: msg('Why it ends'), kind: 'text' },
];

export const STATE_OPTIONS = Object.entries(occurrenceLifecycle.states).map(([value, { label }]) => ({
  value,
  label,
}));
export const KIND_OPTIONS = KINDS;

/** The state of an occurrence, with "overdue" where its day has passed. */
export function OccurrenceMark(props: {
  readonly state: string;
  readonly dueOn: string;
  readonly today: string;
}) {
  if (isOverdue(props, props.today)) return <StateMark label={t('Overdue')} tone="bad" />;
  return <StateMark {...occurrenceLifecycle.states[props.state as OccurrenceState]} />;
}

const ENTRY_STATES: Readonly<Record<Entry['state'], { readonly label: string; readonly tone: Tone }>> = {
  due: { label: msg('Due'), tone: 'active' },
  overdue: { label: msg('Overdue'), tone: 'bad' },
  done: { label: msg('Done'), tone: 'good' },
  'not-done': { label: msg('Not done'), tone: 'warning' },
  planned: { label: msg('Planned'), tone: 'neutral' },
  date: { label: msg('From a register'), tone: 'muted' },
};

/** How a line of the calendar stands. */
export function EntryMark({ state }: { readonly state: Entry['state'] }) {
  return <StateMark {...ENTRY_STATES[state]} />;
}

/** The state in one word, for names of links. */
export function entryWord(state: Entry['state']): string {
  return ENTRY_STATES[state].label;
}
