import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { msg, t } from '#kernel/language.ts';
import { defineRecord } from '#kernel/record.ts';
import { pastQuery } from '#kernel/register.ts';
import { type Verdict, verdicts } from '#kernel/verdict.ts';
import { confirmationLifecycle, overrideLifecycle } from './lifecycle.ts';

const keys = <T extends object>(object: T) =>
  z.enum(Object.keys(object) as [keyof T & string, ...(keyof T & string)[]]);
const verdictId = keys(verdicts);
const person = z.string().max(80).nullable();
const text = z.string().max(8000).nullable();
const requirementId = z.string().min(1).max(20);

/** What a confirmation saw of one check: the rule's version, the fingerprint of its rows, and how many they were. */
export const seenCheck = z.object({
  check: z.string(),
  version: z.number().int(),
  hash: z.string(),
  ok: z.number().int(),
  gap: z.number().int(),
  unknown: z.number().int(),
  nextAt: z.string().nullable(),
});
export type SeenCheck = z.output<typeof seenCheck>;

/** A named person says that a subclause is conforming, and on which facts. The machine never says it. */
export const confirmation = defineRecord({
  type: 'confirmation',
  prefix: 'cfm',
  schema: 1,
  name: [msg('confirmation'), msg('confirmations')],
  lifecycle: confirmationLifecycle,
  fields: z.object({
    requirementId,
    state: keys(confirmationLifecycle.states),
    statement: text,
    confirmedBy: person,
    confirmedOn: z.iso.date(),
    /** The day after which it no longer counts; null when it has none. */
    expiresOn: z.iso.date().nullable(),
    /** The position of the log that the person looked at, and the day of the rules. */
    position: z.number().int(),
    seen: z.array(seenCheck),
    /** What the machine said then. */
    verdict: verdictId,
    /** The parts no check covered then: the person answers for them. */
    uncovered: z.array(z.string()),
    /** Judged records that belong to the author: an internal audit does not count this confirmation as evidence. */
    ownRows: z.number().int(),
    authorRoles: z.array(z.string()),
    withdrawnBy: person,
    withdrawnOn: z.iso.date().nullable(),
    withdrawnReason: text,
  }),
  head: (fields) => ({
    title: t('Confirmation of {requirementId}', { requirementId: fields.requirementId }),
    state: fields.state,
    owner: fields.confirmedBy,
  }),
});

/** A verdict that a person sets beside the computed one, with a reason and an end. */
export const override = defineRecord({
  type: 'override',
  prefix: 'ovr',
  schema: 1,
  name: [msg('override'), msg('overrides')],
  lifecycle: overrideLifecycle,
  fields: z.object({
    requirementId,
    state: keys(overrideLifecycle.states),
    verdict: verdictId,
    /** What the machine said when it was set. */
    computed: verdictId,
    reason: text,
    until: z.iso.date(),
    decidedBy: person,
    decidedOn: z.iso.date(),
    endedBy: person,
    endedOn: z.iso.date().nullable(),
    endedReason: text,
  }),
  head: (fields) => ({
    title: t('Override of {requirementId}', { requirementId: fields.requirementId }),
    state: fields.state,
    owner: fields.decidedBy,
  }),
});

/** One requirement's verdict as it was frozen. `was` is filled in snapshots, which keep only what moved. */
export const frozenVerdict = z.object({
  id: z.string(),
  verdict: verdictId,
  was: verdictId.nullable(),
  confirmed: z.enum(['current', 'older-facts', 'expired', 'none']),
  override: verdictId.nullable(),
  checks: z.array(
    z.object({
      id: z.string(),
      version: z.number().int(),
      ok: z.number().int(),
      gap: z.number().int(),
      unknown: z.number().int(),
      idle: z.string().nullable(),
    }),
  ),
});
export type FrozenVerdict = z.output<typeof frozenVerdict>;

const byVerdict = z.record(verdictId, z.number().int());
export const totals = z.object({ subclauses: byVerdict, controls: byVerdict });
export type Totals = z.output<typeof totals>;

export const purposes = {
  statement: msg('Statement of Applicability'),
  review: msg('Management review'),
  audit: msg('Audit'),
  pack: msg('Evidence pack'),
  snapshot: msg('Daily record'),
} as const;
export type Purpose = keyof typeof purposes;

/** Verdicts that no later rule changes: with the versions of checks and catalog that made them (section 6). */
export const verdict = defineRecord({
  type: 'verdict',
  prefix: 'vdt',
  schema: 1,
  name: [msg('record of verdicts'), msg('records of verdicts')],
  fields: z.object({
    purpose: keys(purposes),
    /** The Statement, review, audit or pack they were frozen for. */
    subjectId: z.string().max(80).nullable(),
    day: z.iso.date(),
    position: z.number().int(),
    /** The packs in use: a line for each with id, version and SHA-256, because a version is only a day. */
    catalogVersion: z.string().max(4000),
    /** False for a snapshot: it keeps the requirements whose verdict moved since the record before. */
    whole: z.boolean(),
    verdicts: z.array(frozenVerdict),
    totals,
    openGaps: z.number().int(),
    frozenBy: person,
  }),
  head: (fields) => ({
    title: t('Verdicts of {day}: {purposes}', { day: fields.day, purposes: t(purposes[fields.purpose]) }),
  }),
});

const checkSummary = z.object({
  id: z.string(),
  version: z.number(),
  title: z.string(),
  severity: z.enum(['major', 'minor', 'advice']),
  ok: z.number(),
  gap: z.number(),
  unknown: z.number(),
  idle: z.string().nullable(),
  nextAt: z.string().nullable(),
});

/** How a confirmation stands against the facts of now. */
export const confirmedState = z.object({
  state: z.enum(['current', 'older-facts', 'expired', 'none']),
  id: z.string().nullable(),
  version: z.number().nullable(),
  by: z.string().nullable(),
  byName: z.string().nullable(),
  on: z.string().nullable(),
  expiresOn: z.string().nullable(),
  statement: z.string().nullable(),
  ownRows: z.number(),
  /** What the machine said then, when it says something worse now. */
  betterThen: verdictId.nullable(),
});
export type ConfirmedState = z.output<typeof confirmedState>;

export const shownOverride = z.object({
  id: z.string(),
  version: z.number(),
  requirementId: z.string(),
  verdict: verdictId,
  computed: verdictId,
  reason: z.string().nullable(),
  until: z.string(),
  by: z.string().nullable(),
  byName: z.string().nullable(),
  on: z.string(),
  ageDays: z.number(),
});

/** One line of the conformity matrix. */
export const requirementLine = z.object({
  id: z.string(),
  kind: z.enum(['clause', 'control']),
  title: z.string(),
  /** `6` or `A.5`: the row that opens into this one. */
  group: z.string(),
  pdca: z.enum(['plan', 'do', 'check', 'act']).nullable(),
  verdict: verdictId,
  /** Why it cannot be judged, or why it is excluded; else null. */
  because: z.string().nullable(),
  confirmed: confirmedState,
  override: shownOverride.nullable(),
  /** The day on which the oldest record that counts as proof got its present form. */
  oldestProof: z.string().nullable(),
  nextFlip: z.string().nullable(),
  openGaps: z.number(),
  proofs: z.number(),
  uncovered: z.array(z.string()),
  /** What an auditor would raise here, in the authors' judgement. */
  raises: z.array(z.string()),
  checks: z.array(checkSummary),
});
export type RequirementLine = z.output<typeof requirementLine>;

const judged = z.object({
  type: z.string(),
  id: z.string(),
  ref: z.string().nullable(),
  title: z.string(),
  outcome: z.enum(['ok', 'gap', 'unknown']),
  reason: z.string(),
  message: z.string(),
  fix: z.string(),
  nextAt: z.string().nullable(),
});
const rowPage = z.object({ rows: z.array(judged), next: z.string().nullable() });

const standing = {
  /** The position of the log that was judged. */
  at: z.number(),
  today: z.string(),
  /** Says which rules and which records, in words. */
  basis: z.string(),
};

const REFS = ['iso-42001:9.1'];
const id = z.string().min(1).max(80);
const reason = z.string().trim().min(3, msg('Give a reason')).max(4000);
const seen = z.object({
  id,
  version: z.coerce.number().int().min(1).describe('the version you saw'),
});
const overrides = z.object({
  active: z.number(),
  expired: z.number(),
  oldestDays: z.number().nullable(),
});

export const conformityEndpoints = {
  overview: endpoint({
    id: 'conformity.overview',
    method: 'GET',
    path: '/conformity',
    summary: 'Show how the records of every requirement stand',
    refs: REFS,
    input: pastQuery,
    output: z.object({
      ...standing,
      groups: z.array(z.object({ id: z.string(), title: z.string(), kind: z.enum(['clause', 'control']) })),
      requirements: z.array(requirementLine),
      totals,
      overrides,
    }),
  }),
  check: endpoint({
    id: 'conformity.check',
    method: 'GET',
    path: '/conformity/check',
    summary: 'Judge the requirements, or those below a clause',
    refs: REFS,
    input: z.object({
      clause: z.string().max(20).optional().describe('a clause, subclause or control: 6, 6.1.3, A.5, A.5.2'),
      ...pastQuery.shape,
    }),
    output: z.object({
      ...standing,
      requirements: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          verdict: verdictId,
          because: z.string().nullable(),
          confirmed: z.string(),
          uncovered: z.array(z.string()),
          checks: z.array(checkSummary),
        }),
      ),
    }),
  }),
  requirement: endpoint({
    id: 'conformity.requirement',
    method: 'GET',
    path: '/conformity/requirements/:id',
    summary: 'Show one requirement: what is asked, the proof, the gaps, who confirmed it',
    refs: REFS,
    example: { id: '6.1.2' },
    input: z.object({ id: requirementId, ...pastQuery.shape }),
    output: z.object({
      ...standing,
      requirement: requirementLine,
      summary: z.string().nullable(),
      documentedInformation: z.string().nullable(),
      asks: z.array(z.string()),
      typicalEvidence: z.array(z.string()),
      /** What the confirmation saw and what is different now, at most twenty rows each way and check. */
      differences: z.array(
        z.object({
          check: z.string(),
          ruleChanged: z.boolean(),
          gone: z.array(z.string()),
          come: z.array(z.string()),
        }),
      ),
      gaps: z.array(rowPage.extend({ check: z.string() })),
      proofs: z.array(rowPage.extend({ check: z.string() })),
      confirmations: z.array(
        confirmation.fields.extend({
          id: z.string(),
          ref: z.string(),
          version: z.number(),
          byName: z.string().nullable(),
        }),
      ),
      history: z.array(z.object({ on: z.string(), sentence: z.string() })),
      mappings: z.array(
        z.object({
          to: z.string(),
          title: z.string().nullable(),
          relation: z.string(),
          rationale: z.string(),
          source: z.string(),
          confidence: z.string(),
          fulfils: z.boolean(),
        }),
      ),
    }),
  }),
  rows: endpoint({
    id: 'conformity.rows',
    method: 'GET',
    path: '/conformity/checks/:check/rows',
    summary: 'Show the rows that a check judged',
    refs: REFS,
    input: z.object({
      check: z.string().max(80),
      outcome: z.enum(['ok', 'gap', 'unknown']).default('gap'),
      cursor: z.string().max(2000).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      ...pastQuery.shape,
    }),
    output: rowPage,
  }),
  record: endpoint({
    id: 'conformity.record',
    method: 'GET',
    path: '/conformity/records/:id',
    summary: 'Show the checks that touch a record',
    refs: REFS,
    input: z.object({ id, ...pastQuery.shape }),
    output: z.object({
      rows: z.array(
        judged.extend({ check: z.string(), checkTitle: z.string(), requirements: z.array(z.string()) }),
      ),
    }),
  }),
  confirm: endpoint({
    id: 'conformity.confirm',
    method: 'POST',
    path: '/conformity/requirements/:id/confirm',
    summary: 'Confirm that a subclause is conforming',
    past: msg('confirmed this requirement as conforming'),
    refs: REFS,
    input: z.object({
      id: requirementId,
      seenAt: z.coerce.number().int().min(0).describe('the position of the log that you looked at'),
      statement: z.string().trim().min(10, msg('Say on what you base it')).max(4000),
      expiresOn: z.iso.date().nullable().default(null),
    }),
    output: confirmation.fields.extend({ id: z.string(), ref: z.string(), version: z.number() }),
  }),
  withdraw: endpoint({
    id: 'conformity.withdraw',
    method: 'POST',
    path: '/conformity/confirmations/:id/withdraw',
    summary: 'Withdraw a confirmation',
    past: msg('withdrew this confirmation'),
    input: seen.extend({ reason }),
    output: confirmation.fields.extend({ id: z.string(), ref: z.string(), version: z.number() }),
  }),
  override: endpoint({
    id: 'conformity.override',
    method: 'POST',
    path: '/conformity/requirements/:id/override',
    summary: 'Set another verdict beside the computed one, for a time',
    past: msg('set another verdict beside the computed one'),
    input: z.object({
      id: requirementId,
      verdict: verdictId,
      reason,
      until: z.iso.date(),
    }),
    output: override.fields.extend({ id: z.string(), ref: z.string(), version: z.number() }),
  }),
  endOverride: endpoint({
    id: 'conformity.endOverride',
    method: 'POST',
    path: '/conformity/overrides/:id/end',
    summary: 'End an override before its date',
    past: msg('ended this override'),
    input: seen.extend({ reason }),
    output: override.fields.extend({ id: z.string(), ref: z.string(), version: z.number() }),
  }),
  overrides: endpoint({
    id: 'conformity.overrides',
    method: 'GET',
    path: '/conformity/overrides',
    summary: 'List the overrides, their reasons and their age',
    input: pastQuery,
    output: z.object({ ...overrides.shape, rows: z.array(shownOverride) }),
  }),
  trend: endpoint({
    id: 'conformity.trend',
    method: 'GET',
    path: '/conformity/trend',
    summary: 'Show how the verdicts moved over time',
    refs: REFS,
    input: z.object({ from: z.iso.date().optional(), ...pastQuery.shape }),
    output: z.object({
      points: z.array(
        z.object({
          id: z.string(),
          ref: z.string(),
          day: z.string(),
          purpose: keys(purposes),
          subjectId: z.string().nullable(),
          totals,
          openGaps: z.number(),
          moves: z.array(z.object({ id: z.string(), from: verdictId.nullable(), to: verdictId })),
        }),
      ),
    }),
  }),
  frozen: endpoint({
    id: 'conformity.frozen',
    method: 'GET',
    path: '/conformity/frozen/:id',
    summary: 'Show verdicts as they were frozen, with the versions of checks and catalog',
    refs: REFS,
    input: z.object({ id, ...pastQuery.shape }),
    output: verdict.fields.extend({ id: z.string(), ref: z.string(), version: z.number() }),
  }),
} as const;

/** Whether the first verdict is worse for the organisation than the second. */
export function worse(now: Verdict, then: Verdict): boolean {
  return ORDER.indexOf(now) > ORDER.indexOf(then);
}

const ORDER: readonly Verdict[] = [
  'excluded',
  'complete',
  'no-occurrence',
  'partial',
  'cannot-judge',
  'missing',
];
