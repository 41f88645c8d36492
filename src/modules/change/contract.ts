import { z } from 'zod';
import { msg } from '#kernel/language.ts';
import { defineRecord } from '#kernel/record.ts';
import { registerEndpoints } from '#kernel/register.ts';
import { managementChangeLifecycle, systemChangeLifecycle } from './lifecycle.ts';

const text = z.string().max(8000).nullable();
const person = z.string().max(80).nullable();
const day = z.iso.date().nullable();
const keys = <T extends object>(states: T) =>
  z.enum(Object.keys(states) as [keyof T & string, ...(keyof T & string)[]]);

/** A change of an AI system, or of what it rests on (8.1, A.6). */
export const systemChange = defineRecord({
  type: 'systemChange',
  prefix: 'chg',
  schema: 1,
  name: [msg('change of an AI system'), msg('changes of AI systems')],
  lifecycle: systemChangeLifecycle,
  fields: z.object({
    title: z.string().min(1, msg('Say what changes')).max(400),
    state: keys(systemChangeLifecycle.states),
    /** Which significant change it is, by the id that its register gave it. */
    cause: z.string().max(80),
    /** The record that changes, when it is one. */
    subjectId: z.string().max(80).nullable(),
    /** Where the log shows it; null until it was made. */
    seq: z.number().int().nullable(),
    /** The date that was reached, for a change of the calendar. */
    day,
    madeAt: z.iso.datetime().nullable(),
    madeBy: person,
    /** How many records changed in it, and how many AI systems it concerned when it was made. */
    subjects: z.number().int().nullable(),
    systems: z.number().int().nullable(),
    planned: z.enum(['planned', 'unintended', 'unknown']),
    plannedFor: day,
    purpose: text,
    consequences: text,
    /** What is done about effects that nobody wants (8.1). */
    mitigation: text,
    resources: text,
    responsibleId: person,
    announcedBy: person,
    announcedOn: day,
    approvedBy: person,
    approvedOn: day,
    singlePersonReason: text,
    reviewedBy: person,
    reviewedOn: day,
    conclusion: text,
    withdrawnBy: person,
    withdrawnReason: text,
  }),
  head: (fields) => ({ title: fields.title, state: fields.state, owner: fields.responsibleId }),
});

export const managementAreas = [
  'policy',
  'scope',
  'organisation',
  'processes',
  'documents',
  'resources',
  'tools',
  'other',
] as const;

/** A change of the management system itself (6.3). */
export const managementChange = defineRecord({
  type: 'managementChange',
  prefix: 'mch',
  schema: 1,
  name: [msg('change of the management system'), msg('changes of the management system')],
  lifecycle: managementChangeLifecycle,
  fields: z.object({
    title: z.string().min(1, msg('Say what changes')).max(300),
    state: keys(managementChangeLifecycle.states),
    area: z.enum(managementAreas),
    purpose: text,
    consequences: text,
    /** How the management system stays whole meanwhile. */
    integrity: text,
    resources: text,
    /** Duties and authorities that move. */
    responsibilities: text,
    responsibleId: person,
    plannedFor: day,
    proposedBy: person,
    approvedBy: person,
    approvedOn: day,
    singlePersonReason: text,
    carriedOutOn: day,
    outcome: text,
    reviewedBy: person,
    reviewedOn: day,
    effect: text,
    withdrawnReason: text,
  }),
  head: (fields) => ({ title: fields.title, state: fields.state, owner: fields.responsibleId }),
});

/** Whether a kind of change marks a kind of dependent, where the organisation decided it. */
export const staleRule = defineRecord({
  type: 'staleRule',
  prefix: 'slr',
  schema: 1,
  name: [msg('rule of what a change makes stale'), msg('rules of what changes make stale')],
  fields: z.object({
    cause: z.string().max(80),
    dependent: z.string().max(80),
    marks: z.boolean(),
    reason: z.string().max(2000),
    decidedBy: person,
    decidedOn: z.iso.date(),
  }),
  head: (fields) => ({ title: `${fields.cause} → ${fields.dependent}`, owner: fields.decidedBy }),
});

/** That somebody looked again at one record because of one change, and found that it still holds. */
export const staleAnswer = defineRecord({
  type: 'staleAnswer',
  prefix: 'sla',
  schema: 1,
  name: [msg('answer to a stale mark'), msg('answers to stale marks')],
  fields: z.object({
    dependent: z.string().max(80),
    recordId: z.string().max(80),
    part: z.string().max(200).nullable(),
    cause: z.string().max(80),
    seq: z.number().int(),
    reason: z.string().max(4000),
    answeredBy: person,
    answeredOn: z.iso.date(),
  }),
  head: (fields) => ({ title: 'Still right', state: fields.dependent, owner: fields.answeredBy }),
});

export const systemChangeEndpoints = registerEndpoints(systemChange, {
  path: 'system-changes',
  refs: ['iso-42001:8.1', 'iso-42001:A.6.2.6'],
  editable: [
    'title',
    'planned',
    'plannedFor',
    'purpose',
    'consequences',
    'mitigation',
    'resources',
    'responsibleId',
  ],
});

export const managementChangeEndpoints = registerEndpoints(managementChange, {
  path: 'management-changes',
  refs: ['iso-42001:6.3'],
  editable: [
    'title',
    'area',
    'purpose',
    'consequences',
    'integrity',
    'resources',
    'responsibilities',
    'responsibleId',
    'plannedFor',
  ],
});
