import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { msg, t } from '#kernel/language.ts';
import { documentLanguage } from '#kernel/language-choice.ts';
import { defineRecord } from '#kernel/record.ts';
import { registerEndpoints } from '#kernel/register.ts';
import { type OccurrenceState, occurrenceLifecycle } from './lifecycle.ts';
import { units } from './rule.ts';

const day = z.iso
  .date()
  .refine((text) => text >= '2000-01-01' && text <= '2100-12-31', msg('Use a day between 2000 and 2100'));
const person = z.string().max(80).nullable();
const text = z.string().max(4000).nullable();
const states = Object.keys(occurrenceLifecycle.states) as [OccurrenceState, ...OccurrenceState[]];

/** What kind of duty comes back; `other` is the organisation's own. */
export const kinds = {
  'policy-review': msg('Review of the AI policy'),
  'risk-review': msg('Risk assessment again'),
  'impact-review': msg('Impact assessment again'),
  'management-review': msg('Management review'),
  'internal-audit': msg('Internal audit'),
  surveillance: msg('Surveillance audit'),
  'evidence-renewal': msg('Renewal of evidence'),
  monitoring: msg('Monitoring and measurement'),
  other: msg('Own obligation'),
} as const;
export type Kind = keyof typeof kinds;
const kind = z.enum(Object.keys(kinds) as [Kind, ...Kind[]]);

/** A requirement of the library, such as `iso-42001:9.3.1`. */
const requirementId = z
  .string()
  .max(140)
  .regex(/^[a-z0-9-]+:\S+$/, msg('Name it like iso-42001:9.3.1'))
  .nullable();

/** Something that has to be done at planned intervals. */
export const obligation = defineRecord({
  type: 'obligation',
  prefix: 'obl',
  schema: 1,
  name: [msg('recurring obligation'), msg('recurring obligations')],
  fields: z.object({
    title: z.string().trim().min(1, msg('Give it a title')).max(200),
    kind,
    /** What is done each time, and what shows it. */
    what: text,
    requirementId,
    ownerId: person,
    every: z.number().int().min(1, msg('At least 1')).max(120),
    unit: z.enum(units),
    /** The first day on which it falls due; all others are counted from it. */
    startsOn: day,
    /** So many days before, it stands in the owner's inbox. */
    leadDays: z.number().int().min(0).max(365),
    /** The last day on which it may fall due; null when it has no end. */
    endsOn: day.nullable(),
    endedReason: text,
  }),
  head: (fields) => ({ title: fields.title, owner: fields.ownerId, state: fields.endsOn ? 'ends' : 'runs' }),
});

/** One time that an obligation falls due. It ends with evidence, or with the reason why it was not done. */
export const occurrence = defineRecord({
  type: 'occurrence',
  prefix: 'occ',
  schema: 1,
  name: [msg('occurrence'), msg('occurrences')],
  lifecycle: occurrenceLifecycle,
  fields: z.object({
    obligationId: z.string().max(80),
    title: z.string().max(200),
    kind,
    requirementId,
    dueOn: day,
    /** From this day on it stands in the inbox. */
    opensOn: day,
    ownerId: person,
    state: z.enum(states),
    /** When it was really done, which may be before it was recorded. */
    doneOn: day.nullable(),
    closedBy: person,
    /** Whom that person stood in for. */
    standInFor: person,
    outcome: text,
    reason: text,
  }),
  personal: ['outcome', 'reason'],
  head: (fields) => ({
    title: `${fields.title}, ${fields.dueOn}`,
    state: fields.state,
    owner: fields.ownerId,
  }),
});

/** Somebody is away, and somebody else gets their tasks meanwhile. */
export const absence = defineRecord({
  type: 'absence',
  prefix: 'abs',
  schema: 1,
  name: [msg('absence'), msg('absences')],
  fields: z.object({
    personId: z.string().min(1, msg('Say who is away')).max(80),
    fromOn: day,
    toOn: day,
    standInId: z.string().min(1, msg('Say who stands in')).max(80),
    note: z.string().max(2000).nullable(),
  }),
  personal: ['note'],
  head: (fields) => ({
    title: t('Away {fromOn} to {toOn}', { fromOn: fields.fromOn, toOn: fields.toOn }),
    owner: fields.personId,
  }),
});

export const digests = ['off', 'weekly', 'daily'] as const;

/** What one person wants by e-mail. Without it they get what `defaultNotices` says. */
export const noticeChoice = defineRecord({
  type: 'noticeChoice',
  prefix: 'ntc',
  schema: 1,
  name: [msg('choice of messages'), msg('choices of messages')],
  fields: z.object({
    personId: z.string().max(80),
    digest: z.enum(digests),
    /** Of the weekly digest: 1 is Monday. */
    weekday: z.number().int().min(1).max(7),
    reminders: z.boolean(),
  }),
  head: (fields) => ({ title: 'Messages by e-mail', owner: fields.personId }),
});

/** Where mail is on: a digest on Monday, and a reminder on days on which something of one's own opens, is due or was missed. */
export const defaultNotices = { digest: 'weekly', weekday: 1, reminders: true } as const;

const refs = ['iso-42001:9.1', 'iso-42001:9.2.2', 'iso-42001:9.3.1'] as const;

export const obligationEndpoints = registerEndpoints(obligation, {
  path: 'obligations',
  editable: [
    'title',
    'kind',
    'what',
    'requirementId',
    'ownerId',
    'every',
    'unit',
    'startsOn',
    'leadDays',
    'endsOn',
    'endedReason',
  ],
  refs,
  example: { title: 'Look the AI policy over', every: 12, unit: 'month', leadDays: 30 },
});
export const occurrenceEndpoints = registerEndpoints(occurrence, { path: 'occurrences', editable: [], refs });
export const absenceEndpoints = registerEndpoints(absence, {
  path: 'absences',
  editable: ['personId', 'fromOn', 'toOn', 'standInId', 'note'],
});

const onOccurrence = z.object({ id: z.string().min(1).max(80), version: z.coerce.number().int().min(1) });
const said = (message: string) => z.string().trim().min(3, message).max(4000);

const usual = z.object({
  id: z.string(),
  title: z.string(),
  kind,
  what: z.string(),
  requirementId: z.string(),
  every: z.number(),
  unit: z.enum(units),
  leadDays: z.number(),
  /** An obligation for this requirement and kind is there already. */
  taken: z.boolean(),
});

export const obligationActs = {
  usual: endpoint({
    id: 'obligation.usual',
    method: 'GET',
    path: '/obligations-usual',
    summary: 'Show what most management systems have to do again and again',
    refs,
    input: z.object({}),
    output: z.object({ usual: z.array(usual) }),
  }),
  adopt: endpoint({
    id: 'obligation.adopt',
    method: 'POST',
    path: '/obligations-usual',
    summary: 'Take over usual obligations as your own',
    past: msg('took over usual obligations'),
    refs,
    example: { ids: ['management-review'] },
    input: z.object({
      ids: z.array(z.string().max(60)).min(1, msg('Choose at least one')).max(20),
      startsOn: day.describe('the first day on which they fall due'),
      ownerId: person.default(null),
    }),
    output: z.object({ made: z.number() }),
  }),
  complete: endpoint({
    id: 'occurrence.complete',
    method: 'POST',
    path: '/occurrences/:id/complete',
    summary: 'Record it as done, with what shows it',
    past: msg('recorded this occurrence as done'),
    refs,
    example: { shownBy: ['EVD-0001'] },
    input: onOccurrence.extend({
      outcome: said(msg('Say what was done')),
      doneOn: day.optional().describe('today when left out'),
      shownBy: z
        .array(z.string().min(1).max(80))
        .max(20)
        .default([])
        .describe('references of evidence or of the records it led to'),
    }),
    output: occurrenceEndpoints.record,
  }),
  leave: endpoint({
    id: 'occurrence.leave',
    method: 'POST',
    path: '/occurrences/:id/leave',
    summary: 'Record why it was not done',
    past: msg('recorded why this occurrence was not done'),
    refs,
    input: onOccurrence.extend({ reason: said(msg('Give the reason')) }),
    output: occurrenceEndpoints.record,
  }),
  reopen: endpoint({
    id: 'occurrence.reopen',
    method: 'POST',
    path: '/occurrences/:id/reopen',
    summary: 'Open it again, because it was closed in error',
    past: msg('opened this occurrence again'),
    input: onOccurrence.extend({ reason: said(msg('Give the reason')) }),
    output: occurrenceEndpoints.record,
  }),
} as const;

const whose = ['all', 'mine'] as const;
const span = {
  from: day,
  to: day,
  whose: z.enum(whose).default('all').describe('everything, or what is yours or comes to you as a stand-in'),
};

/** One line of the calendar. */
const entry = z.object({
  id: z.string(),
  /** The module whose records fix the day. */
  module: z.string(),
  kind: z.string(),
  day: z.string(),
  title: z.string(),
  href: z.string(),
  ownerId: z.string().nullable(),
  state: z.enum(['due', 'overdue', 'done', 'not-done', 'planned', 'date']),
});
export type Entry = z.output<typeof entry>;

export const calendarEndpoints = {
  dates: endpoint({
    id: 'calendar.dates',
    method: 'GET',
    path: '/calendar',
    summary: 'Show what falls due between two days, from all registers',
    refs,
    input: z.object({ ...span, limit: z.coerce.number().int().min(1).max(5000).default(2000) }),
    output: z.object({
      today: z.string(),
      entries: z.array(entry),
      /** More lie in the span than were asked for. */
      cut: z.boolean(),
      away: z.array(
        z.object({ personId: z.string(), standInId: z.string(), fromOn: z.string(), toOn: z.string() }),
      ),
    }),
  }),
  export: endpoint({
    id: 'calendar.export',
    method: 'GET',
    path: '/calendar/export',
    summary: 'Export the calendar for calendar programs or spreadsheets',
    answers: 'file',
    input: z.object({ ...span, format: z.enum(['ics', 'csv', 'xlsx']), language: documentLanguage }),
    output: z.unknown(),
  }),
  feed: endpoint({
    id: 'calendar.feed',
    method: 'GET',
    path: '/calendar/feed',
    summary: 'Say whether you have an address for calendar programs',
    input: z.object({}),
    output: z.object({ since: z.string().nullable() }),
  }),
  makeFeed: endpoint({
    id: 'calendar.makeFeed',
    method: 'POST',
    path: '/calendar/feed',
    summary: 'Make your secret address for calendar programs; an earlier one stops working',
    past: msg('made an address for calendar programs'),
    input: z.object({}),
    output: z.object({ url: z.string() }),
  }),
  endFeed: endpoint({
    id: 'calendar.endFeed',
    method: 'DELETE',
    path: '/calendar/feed',
    summary: 'Stop your address for calendar programs at once',
    past: msg('stopped an address for calendar programs'),
    input: z.object({}),
    output: z.object({ ended: z.boolean() }),
  }),
  notices: endpoint({
    id: 'calendar.notices',
    method: 'GET',
    path: '/calendar/notices',
    summary: 'Show which messages you get by e-mail',
    input: z.object({}),
    output: z.object({
      mailOn: z.boolean(),
      email: z.string().nullable(),
      chosen: z.boolean(),
      digest: z.enum(digests),
      weekday: z.number(),
      reminders: z.boolean(),
    }),
  }),
  chooseNotices: endpoint({
    id: 'calendar.chooseNotices',
    method: 'POST',
    path: '/calendar/notices',
    summary: 'Choose which messages you get by e-mail',
    past: msg('chose which messages to get'),
    input: noticeChoice.fields.omit({ personId: true }),
    output: noticeChoice.fields.omit({ personId: true }),
  }),
} as const;
