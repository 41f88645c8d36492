import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { msg, t } from '#kernel/language.ts';
import { defineRecord } from '#kernel/record.ts';
import { pastQuery, registerEndpoints } from '#kernel/register.ts';
import { stages, systemEndpoints } from '#modules/system/contract.ts';
import { type Content, recordKinds } from './kinds.ts';
import { openingLifecycle, recordLifecycle } from './lifecycle.ts';
import { riskClasses } from './rules.ts';

const id = z.string().max(80);
const person = id.nullable();
const day = z.iso.date().nullable();
const count = z.number().int().min(0).nullable();
const kind = z.enum(recordKinds);
const stage = z.enum(stages);

/** One document of the life cycle of one AI system (ISO/IEC 42001 A.6.2). Its content has the fields of its kind. */
export const lifecycleRecord = defineRecord({
  type: 'lifecycleRecord',
  prefix: 'lcr',
  schema: 2,
  name: [msg('life-cycle record'), msg('life-cycle records')],
  fields: z.object({
    systemId: id.min(1, msg('Choose the AI system')),
    kind,
    title: z.string().trim().min(1, msg('Give the record a title')).max(300),
    state: z.enum(['draft', 'prepared', 'approved', 'superseded']),
    /** The fields of its kind; each is checked against the schema of the kind when it is written. */
    content: z.record(z.string().max(60), z.unknown()).nullable(),
    ownerId: person,
    reviewOn: day,
    preparedBy: person,
    preparedOn: day,
    approvedBy: person,
    approvedOn: day,
    singlePersonReason: z.string().max(2000).nullable(),
    /** The record that this one takes the place of once it is approved. */
    replacesId: id.nullable(),
    supersededOn: day,
    /** Acceptance criteria of a verification, or conditions of a release: all of them, without a result, not met. */
    criteria: count,
    criteriaOpen: count,
    criteriaFailed: count,
    conclusion: z.enum(['release', 'release-with-limits', 'no-release']).nullable(),
    /** Who last looked at the approved record again and found that it still holds. */
    reaffirmedBy: person,
    reaffirmedOn: day,
  }),
  personal: ['content'],
  lifecycle: recordLifecycle,
  head: (fields) => ({ title: fields.title, state: fields.state, owner: fields.ownerId }),
});

const byClass = <T extends z.ZodType>(value: T) =>
  z.strictObject({ low: value, medium: value, high: value, critical: value });
const needs = byClass(z.array(kind).max(recordKinds.length));
const without = byClass(z.array(z.string().max(80)).max(60));
const reason = z.string().trim().min(3, msg('Give a reason')).max(4000);

/** What the organisation decided that one gate asks for; where it decided nothing, the proposal applies. */
export const gateRule = defineRecord({
  type: 'gateRule',
  prefix: 'gtr',
  schema: 1,
  name: [msg('gate rule'), msg('gate rules')],
  fields: z.object({
    stage,
    needs,
    without,
    reason: reason.nullable(),
    decidedBy: person,
    decidedOn: z.iso.date(),
  }),
  head: (fields) => ({ title: `Gate to ${fields.stage}` }),
});

const missing = z.array(z.object({ id: z.string(), title: z.string(), reason: z.string() })).max(200);

/** Who let an AI system into a stage, when, why, and what was missing (A.6.1.3, A.6.2.5). */
export const gateOpening = defineRecord({
  type: 'gateOpening',
  prefix: 'gto',
  schema: 1,
  name: [msg('gate opening'), msg('gate openings')],
  fields: z.object({
    systemId: id,
    systemName: z.string().max(400),
    fromStage: stage.nullable(),
    stage,
    riskClass: z.enum(riskClasses),
    /** The version of the rule that was applied; null for the proposal. */
    ruleVersion: z.number().int().nullable(),
    state: z.enum(['met', 'back', 'exception', 'resolved', 'replaced']),
    reason: reason.nullable(),
    missing,
    openedBy: person,
    openedOn: z.iso.date(),
    /** The last day of an exception, and by what authority it was given. */
    until: day,
    authority: z.string().max(500).nullable(),
    singlePersonReason: z.string().max(2000).nullable(),
    endedBy: person,
    endedOn: day,
  }),
  lifecycle: openingLifecycle,
  head: (fields) => ({
    title: t('{systemName}: gate to {stage}', { systemName: fields.systemName, stage: fields.stage }),
    state: fields.state,
    owner: fields.openedBy,
  }),
});

export const recordEndpoints = registerEndpoints(lifecycleRecord, {
  path: 'lifecycle-records',
  editable: ['systemId', 'kind', 'title', 'content', 'ownerId', 'reviewOn', 'replacesId'],
  refs: ['iso-42001:A.6.2.2', 'iso-42001:A.6.2.3', 'iso-42001:A.6.2.4'],
});
export const openingEndpoints = registerEndpoints(gateOpening, {
  path: 'gate-openings',
  editable: [],
  refs: ['iso-42001:A.6.2.5'],
});

const seen = z.object({ id, version: z.coerce.number().int().min(1).describe('the version you saw') });
const act = <const Id extends string>(verb: Id, summary: string, past: string) =>
  endpoint({
    id: `lifecycleRecord.${verb}`,
    method: 'POST',
    path: `/lifecycle-records/:id/${verb === 'takeBack' ? 'take-back' : verb}`,
    summary,
    past,
    refs: ['iso-42001:A.6.2.3'],
    input: seen,
    output: recordEndpoints.record,
  });

export const recordActs = {
  prepare: act(
    'prepare',
    msg('Hand the record over for approval'),
    msg('handed this record over for approval'),
  ),
  takeBack: act('takeBack', msg('Take the record back to draft'), msg('took this record back to draft')),
  approve: act('approve', msg('Approve the record'), msg('approved this record')),
  reaffirm: act(
    'reaffirm',
    msg('Say that the approved record still holds'),
    msg('looked at this record again: it still holds'),
  ),
  revise: act(
    'revise',
    msg('Begin the next edition of an approved record'),
    msg('began the next edition of this record'),
  ),
  kinds: endpoint({
    id: 'lifecycleRecord.kinds',
    method: 'GET',
    path: '/lifecycle-record-kinds',
    summary: 'Show the kinds of life-cycle records and the JSON schema of each',
    refs: ['iso-42001:A.6.2.3'],
    input: z.object({}),
    output: z.object({
      kinds: z.array(
        z.object({
          kind: z.string(),
          title: z.string(),
          clause: z.string(),
          purpose: z.string(),
          required: z.array(z.string()),
          schema: z.unknown(),
        }),
      ),
    }),
  }),
} as const;

const condition = z.object({
  id: z.string(),
  kind: z.enum(['record', 'condition']),
  title: z.string(),
  ok: z.boolean(),
  reason: z.string(),
  /** Where what is missing is mended: a path of the web app, below the organisation. */
  fix: z.string().nullable(),
});
const exception = z.object({
  id: z.string(),
  ref: z.string(),
  until: z.string(),
  reason: z.string().nullable(),
  ended: z.boolean(),
});
const gateShown = z.object({
  /** Every condition holds. */
  passed: z.boolean(),
  /** It passed, or an exception that has not run out stands for this stage. */
  open: z.boolean(),
  stage: z.string(),
  riskClass: z.enum(riskClasses),
  because: z.string(),
  exception: exception.nullable(),
  conditions: z.array(condition),
});
export type GateShown = z.output<typeof gateShown>;

const ruleShown = z.object({
  stage,
  needs,
  without,
  reason: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedOn: z.string().nullable(),
  version: z.number().int().nullable(),
  /** The proposal, for comparison and to go back to. */
  proposed: needs,
});

export const gateActs = {
  gate: endpoint({
    id: 'system.gate',
    method: 'GET',
    path: '/systems/:id/gate',
    summary: 'May the AI system enter a life-cycle stage?',
    refs: ['iso-42001:A.6.2.5'],
    input: z.object({ id, stage }).extend(pastQuery.shape),
    output: gateShown,
  }),
  gates: endpoint({
    id: 'system.gates',
    method: 'GET',
    path: '/systems/:id/gates',
    summary: 'Show every gate of the AI system, what each lacks and who opened it',
    refs: ['iso-42001:A.6.1.3', 'iso-42001:A.6.2.5'],
    input: z.object({ id }).extend(pastQuery.shape),
    output: z.object({
      system: z.object({
        id: z.string(),
        ref: z.string(),
        name: z.string(),
        version: z.number().int(),
        stage: stage.nullable(),
        ownerId: z.string().nullable(),
      }),
      riskClass: z.enum(riskClasses),
      because: z.string(),
      gates: z.array(gateShown.extend({ place: z.enum(['behind', 'here', 'ahead']) })),
      openings: z.array(openingEndpoints.record),
    }),
  }),
  moveStage: endpoint({
    id: 'system.moveStage',
    method: 'POST',
    path: '/systems/:id/stage',
    summary: 'Move the AI system to another life-cycle stage, through its gate',
    past: msg('moved this AI system to another stage'),
    refs: ['iso-42001:A.6.2.2', 'iso-42001:A.6.2.5'],
    input: seen.extend({
      stage,
      reason: reason.nullish().describe('why; needed for going back and for an exception'),
      exceptionUntil: z.iso
        .date()
        .nullish()
        .describe('the last day of a time-limited exception, when something is missing'),
      authority: z.string().trim().max(500).nullish().describe('by what authority the exception is given'),
    }),
    output: systemEndpoints.record,
  }),
  resolve: endpoint({
    id: 'gateOpening.resolve',
    method: 'POST',
    path: '/gate-openings/:id/resolve',
    summary: 'Close an exception because everything it lacked is there now',
    past: msg('closed this exception'),
    refs: ['iso-42001:A.6.2.5'],
    input: seen,
    output: openingEndpoints.record,
  }),
  extend: endpoint({
    id: 'gateOpening.extend',
    method: 'POST',
    path: '/gate-openings/:id/extend',
    summary: 'Give an exception a later date, with a new reason',
    past: msg('gave this exception a later date'),
    refs: ['iso-42001:A.6.2.5'],
    example: { until: '2027-03-31' },
    input: seen.extend({ until: z.iso.date(), reason, authority: z.string().trim().max(500).nullish() }),
    output: openingEndpoints.record,
  }),
  rules: endpoint({
    id: 'gateRule.show',
    method: 'GET',
    path: '/gate-rules',
    summary: 'Show what each gate asks for, by risk class',
    refs: ['iso-42001:A.6.1.3'],
    input: pastQuery,
    output: z.object({
      rules: z.array(ruleShown),
      conditions: z.array(
        z.object({ id: z.string(), title: z.string(), stages: z.array(z.string()).nullable() }),
      ),
    }),
  }),
  decideRule: endpoint({
    id: 'gateRule.decide',
    method: 'POST',
    path: '/gate-rules/:stage',
    summary: 'Decide what a gate asks for',
    past: msg('decided what this gate asks for'),
    refs: ['iso-42001:A.6.1.3'],
    input: z.object({ stage, needs, without, reason }),
    output: z.object({ id: z.string(), version: z.number().int() }),
  }),
} as const;

/** The content of a record as its kind types it. */
export function contentOf(fields: { readonly content: Readonly<Record<string, unknown>> | null }): Content {
  return (fields.content ?? {}) as Content;
}
