import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { msg } from '#kernel/language.ts';
import { documentLanguage } from '#kernel/language-choice.ts';
import { pastQuery } from '#kernel/register.ts';
import { shownMark } from '#kernel/stale-endpoints.ts';
import { managementChangeEndpoints, systemChange, systemChangeEndpoints } from './contract.ts';

const text = systemChange.fields.shape.purpose;
const person = systemChange.fields.shape.responsibleId;
const day = systemChange.fields.shape.plannedFor;
const onChange = z.object({
  id: z.string().max(80),
  version: z.coerce.number().int().min(1).describe('the version you saw'),
});
const reason = z.string().trim().min(3, msg('Give a reason')).max(4000);
const REFS = ['iso-42001:8.1'];

/** How one thing came out that a change had made stale. */
const outcome = z.object({
  dependent: z.string(),
  what: z.string(),
  act: z.string(),
  type: z.string(),
  id: z.string(),
  ref: z.string().nullable(),
  title: z.string(),
  part: z.string().nullable(),
  /** The part as it is shown; null when the title says it already. */
  partShown: z.string().nullable(),
  ownerId: z.string().nullable(),
  owner: z.string().nullable(),
  href: z.string(),
  state: z.enum(['open', 'looked-again', 'still-right', 'fell-away', 'withdrawn']),
  /** Who looked, when, and the reason given. */
  by: z.string().nullable(),
  at: z.string().nullable(),
  reason: z.string().nullable(),
});
export type Affected = z.output<typeof outcome>;

export const states = outcome.shape.state.options;

const tally = z.object({
  open: z.number().int(),
  'looked-again': z.number().int(),
  'still-right': z.number().int(),
  'fell-away': z.number().int(),
  withdrawn: z.number().int(),
});

const rule = z.object({
  cause: z.string(),
  dependent: z.string(),
  marks: z.boolean(),
  /** Shipped with the product, or decided here. */
  decided: z.boolean(),
  reason: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedOn: z.string().nullable(),
});
const named = z.object({ id: z.string(), title: z.string(), type: z.string() });

export const changeActs = {
  announce: endpoint({
    id: 'change.announce',
    method: 'POST',
    path: '/system-changes/announce',
    summary: 'Announce a change of an AI system before it is made',
    past: msg('announced this change'),
    refs: REFS,
    example: { cause: 'system.purpose', subject: 'SYS-0001', title: 'Also ranks applications from partners' },
    input: z.object({
      cause: z.string().max(80).describe('which significant change, such as model.version'),
      subject: z.string().max(80).describe('id or reference of the record that changes'),
      title: systemChange.fields.shape.title,
      purpose: text.default(null),
      consequences: text.default(null),
      mitigation: text.default(null),
      resources: text.default(null),
      responsibleId: person.default(null),
      plannedFor: day.default(null),
    }),
    output: systemChangeEndpoints.record,
  }),
  preview: endpoint({
    id: 'change.preview',
    method: 'GET',
    path: '/change-preview',
    summary: 'Show what a change would make stale, before it is made',
    refs: REFS,
    example: { cause: 'system.purpose', subject: 'SYS-0001' },
    input: z.object({ cause: z.string().max(80), subject: z.string().max(80) }),
    output: z.object({
      systems: z.number().int(),
      total: z.number().int(),
      byKind: z.array(z.object({ dependent: z.string(), what: z.string(), count: z.number().int() })),
      first: z.array(
        shownMark.pick({
          what: true,
          ref: true,
          title: true,
          owner: true,
          href: true,
          part: true,
          partShown: true,
        }),
      ),
    }),
  }),
  subjects: endpoint({
    id: 'change.subjects',
    method: 'GET',
    path: '/change-subjects',
    summary: 'Find the records that a change could happen to',
    refs: REFS,
    input: z.object({ cause: z.string().max(80), q: z.string().max(200).default('') }),
    output: z.object({
      subjects: z.array(z.object({ id: z.string(), ref: z.string(), title: z.string() })),
    }),
  }),
  approve: endpoint({
    id: 'change.approve',
    method: 'POST',
    path: '/system-changes/:id/approve',
    summary: 'Approve a change of an AI system, before or after it was made',
    past: msg('approved this change'),
    refs: REFS,
    input: onChange,
    output: systemChangeEndpoints.record,
  }),
  carryOut: endpoint({
    id: 'change.carryOut',
    method: 'POST',
    path: '/system-changes/:id/carry-out',
    summary: 'Report a change as made that no register shows',
    past: msg('reported this change as made'),
    refs: REFS,
    input: onChange,
    output: systemChangeEndpoints.record,
  }),
  review: endpoint({
    id: 'change.review',
    method: 'POST',
    path: '/system-changes/:id/review',
    summary: 'Close the review of a change when nothing it made stale is open',
    past: msg('closed the review of this change'),
    refs: REFS,
    input: onChange.extend({ conclusion: reason }),
    output: systemChangeEndpoints.record,
  }),
  withdraw: endpoint({
    id: 'change.withdraw',
    method: 'POST',
    path: '/system-changes/:id/withdraw',
    summary: 'Withdraw a change: it is not made, or it is not significant',
    past: msg('withdrew this change'),
    refs: REFS,
    input: onChange.extend({ reason }),
    output: systemChangeEndpoints.record,
  }),
  affected: endpoint({
    id: 'change.affected',
    method: 'GET',
    path: '/system-changes/:id/affected',
    summary: 'Show what a change made stale and what came of it',
    refs: REFS,
    input: z.object({
      id: z.string().max(80),
      state: outcome.shape.state.optional(),
      limit: z.coerce.number().int().min(1).max(1000).default(200),
    }),
    output: z.object({
      total: z.number().int(),
      tally,
      rows: z.array(outcome),
      subjects: z.array(z.object({ type: z.string(), id: z.string(), ref: z.string(), title: z.string() })),
    }),
  }),
  note: endpoint({
    id: 'change.note',
    method: 'GET',
    path: '/system-changes/:id/note',
    summary: 'Write the note of a change as DOCX or PDF',
    refs: REFS,
    answers: 'file',
    input: z.object({
      id: z.string().max(80),
      format: z.enum(['docx', 'pdf', 'html', 'md']).default('pdf'),
      language: documentLanguage,
    }),
    output: z.unknown(),
  }),
  recognise: endpoint({
    id: 'change.recognise',
    method: 'POST',
    path: '/system-changes/recognise',
    summary: 'Look through the log for significant changes now',
    past: msg('recognised this change in the log'),
    refs: REFS,
    input: z.object({}),
    output: z.object({ recognised: z.number().int(), at: z.number().int() }),
  }),
  rules: endpoint({
    id: 'change.rules',
    method: 'GET',
    path: '/stale-rules',
    summary: 'Show which changes make what stale',
    refs: REFS,
    input: pastQuery,
    output: z.object({ causes: z.array(named), dependents: z.array(named), rules: z.array(rule) }),
  }),
  decideRule: endpoint({
    id: 'change.decideRule',
    method: 'POST',
    path: '/stale-rules',
    summary: 'Decide whether a change makes something stale',
    past: msg('decided what a change makes stale'),
    refs: REFS,
    example: { cause: 'dataset.content', dependent: 'risk.assessment' },
    input: z.object({
      cause: z.string().max(80),
      dependent: z.string().max(80),
      marks: z.coerce.boolean(),
      reason,
    }),
    output: rule.extend({
      id: z.string(),
      /** Marks that are open by this rule now. */
      open: z.number().int(),
    }),
  }),
} as const;

export const managementActs = {
  approve: endpoint({
    id: 'managementChange.approve',
    method: 'POST',
    path: '/management-changes/:id/approve',
    summary: 'Approve a change of the management system',
    past: msg('approved this change of the management system'),
    refs: ['iso-42001:6.3'],
    input: onChange,
    output: managementChangeEndpoints.record,
  }),
  carryOut: endpoint({
    id: 'managementChange.carryOut',
    method: 'POST',
    path: '/management-changes/:id/carry-out',
    summary: 'Report a change of the management system as carried out',
    past: msg('reported this change as carried out'),
    refs: ['iso-42001:6.3'],
    input: onChange.extend({ outcome: reason, carriedOutOn: z.iso.date().optional() }),
    output: managementChangeEndpoints.record,
  }),
  review: endpoint({
    id: 'managementChange.review',
    method: 'POST',
    path: '/management-changes/:id/review',
    summary: 'Review what a change of the management system brought',
    past: msg('reviewed what this change brought'),
    refs: ['iso-42001:6.3'],
    input: onChange.extend({ effect: reason }),
    output: managementChangeEndpoints.record,
  }),
  withdraw: endpoint({
    id: 'managementChange.withdraw',
    method: 'POST',
    path: '/management-changes/:id/withdraw',
    summary: 'Withdraw a change of the management system',
    past: msg('withdrew this change'),
    refs: ['iso-42001:6.3'],
    input: onChange.extend({ reason }),
    output: managementChangeEndpoints.record,
  }),
} as const;
