import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { msg, t } from '#kernel/language.ts';
import { documentLanguage } from '#kernel/language-choice.ts';
import { defineRecord } from '#kernel/record.ts';
import { pastQuery, registerEndpoints } from '#kernel/register.ts';
import { implementationLifecycle, statementLifecycle } from './lifecycle.ts';

const keys = <T extends object>(states: T) =>
  z.enum(Object.keys(states) as [keyof T & string, ...(keyof T & string)[]]);
const text = z.string().max(8000).nullable();
const person = z.string().max(80).nullable();

/** A reason that a person stated for including a control; `ref` names the duty or contract, such as `eu-ai-act:art-26-1`. */
const statedReason = z.object({
  kind: z.enum(['law', 'contract', 'policy', 'other']),
  text: z.string().trim().min(3, msg('Say why')).max(1000),
  ref: z.string().max(120).nullable(),
});

/** A control of the organisation: one of the 38 of Annex A, or its own (6.1.3 b, c). */
export const control = defineRecord({
  type: 'control',
  prefix: 'ctl',
  schema: 1,
  name: [msg('control'), msg('controls')],
  fields: z.object({
    /** `A.2.2`, or null for a control of the organisation's own. */
    annexId: z.string().max(12).nullable(),
    title: z.string().min(1, msg('Give the control a title')).max(300),
    description: text,
    ownerId: person,
    implementation: keys(implementationLifecycle.states),
    implementationNote: text,
    effectiveness: z.enum(['not-judged', 'effective', 'partly-effective', 'ineffective']),
    effectivenessReason: text,
    effectivenessOn: z.iso.date().nullable(),
    effectivenessBy: person,
    decision: z.enum(['undecided', 'included', 'excluded']),
    justification: text,
    statedReasons: z.array(statedReason).max(30),
    decidedBy: person,
    decidedOn: z.iso.date().nullable(),
  }),
  head: (fields) => ({
    title: fields.annexId ? `${fields.annexId} ${fields.title}` : fields.title,
    state: fields.decision,
    owner: fields.ownerId,
  }),
});

/** Why a control is in the Statement: what stands behind it in the registers, or what somebody stated. */
export const because = z.object({
  kind: z.enum(['risk', 'impact', 'law', 'contract', 'policy', 'other']),
  /** `RSK-0042`, `eu-ai-act:art-26-1`, or null. */
  ref: z.string().nullable(),
  id: z.string().nullable(),
  text: z.string(),
});
export type Because = z.output<typeof because>;

/** What speaks for a control and is not its reason yet: a person takes it over, or leaves it. */
const suggestion = because.extend({
  /** Everything in the law that it stands for, so that what was taken over is not suggested again. */
  refs: z.array(z.string()),
  /** The duties behind an article, in words. */
  duties: z.array(z.string()),
  /** How the control relates to it by the crosswalk; null when no crosswalk ties them. */
  relation: z.enum(['equal', 'subset', 'superset', 'intersects', 'supports']).nullable(),
  rationale: z.string().nullable(),
  source: z.string().nullable(),
  confidence: z.string().nullable(),
  /** The first day on which the duty binds. */
  from: z.string().nullable(),
  systems: z.array(z.object({ id: z.string(), ref: z.string(), name: z.string() })),
});
export type Suggestion = z.output<typeof suggestion>;

/** One field of a line that differs between two versions. */
const lineChange = z.object({
  id: z.string(),
  title: z.string(),
  field: z.string(),
  before: z.string(),
  after: z.string(),
});
export type LineChange = z.output<typeof lineChange>;

/** One line of a Statement, frozen as it was prepared. */
export const statementLine = z.object({
  controlId: z.string(),
  id: z.string(),
  title: z.string(),
  own: z.boolean(),
  /** Undecided only in an export of the Statement in work: it cannot be prepared with such a line. */
  decision: z.enum(['included', 'excluded', 'undecided']),
  because: z.array(because),
  justification: z.string().nullable(),
  status: z.string(),
  effectiveness: z.string(),
  ownerId: z.string().nullable(),
  owner: z.string().nullable(),
  evidence: z.array(
    z.object({
      ref: z.string(),
      title: z.string(),
      effectiveOn: z.string().nullable(),
      expiresOn: z.string().nullable(),
    }),
  ),
});
export type StatementLine = z.output<typeof statementLine>;

/** A version of the Statement of Applicability (6.1.3 d). Its lines never change once it is prepared. */
export const statement = defineRecord({
  type: 'statement',
  prefix: 'soa',
  schema: 1,
  name: [msg('Statement of Applicability'), msg('Statements of Applicability')],
  lifecycle: statementLifecycle,
  fields: z.object({
    state: keys(statementLifecycle.states),
    /** 1, 2, 3 …, given at issue. */
    number: z.number().int().nullable(),
    scope: text,
    lines: z.array(statementLine),
    /** The packs in use: a line for each with id, version and SHA-256. */
    catalogVersion: z.string().max(4000),
    preparedBy: person,
    preparedOn: z.iso.date(),
    approvedBy: person,
    approvedOn: z.iso.date().nullable(),
    approvalGround: text,
    singlePersonReason: text,
    issuedBy: person,
    issuedOn: z.iso.date().nullable(),
    /** The signed checkpoint that covers the issue, attached after it was made. */
    checkpoint: text,
    withdrawnReason: text,
  }),
  head: (fields) => ({
    title: fields.number
      ? t('Statement of Applicability, version {number}', { number: fields.number })
      : t('Statement of Applicability, not issued'),
    state: fields.state,
    owner: fields.preparedBy,
  }),
});

const REFS = ['iso-42001:6.1.3'];

export const controlEndpoints = registerEndpoints(control, {
  path: 'controls',
  refs: REFS,
  editable: ['title', 'description', 'ownerId', 'implementation', 'implementationNote'],
});

const id = z.string().max(80);
const seen = z.object({ id, version: z.coerce.number().int().min(1).describe('the version you saw') });
const reason = z.string().trim().min(3, msg('Give a reason')).max(4000);
const statementRecord = statement.fields.extend({ id: z.string(), ref: z.string(), version: z.number() });
const summary = statementRecord.omit({ lines: true }).extend({ included: z.number(), excluded: z.number() });

export const controlActs = {
  include: endpoint({
    id: 'control.include',
    method: 'POST',
    path: '/controls/:id/include',
    summary: 'Include the control in the Statement',
    past: msg('included this control'),
    refs: REFS,
    input: seen.extend({
      justification: text.optional(),
      statedReasons: z.array(statedReason).max(30).optional(),
    }),
    output: controlEndpoints.record,
  }),
  exclude: endpoint({
    id: 'control.exclude',
    method: 'POST',
    path: '/controls/:id/exclude',
    summary: 'Leave the control out of the Statement',
    past: msg('left this control out'),
    refs: REFS,
    input: seen.extend({ justification: reason, trapsSeen: z.array(z.string().max(60)).max(20).default([]) }),
    output: controlEndpoints.record,
  }),
  judge: endpoint({
    id: 'control.judge',
    method: 'POST',
    path: '/controls/:id/effectiveness',
    summary: 'Judge how effective the control is',
    past: msg('judged the effectiveness of this control'),
    refs: ['iso-42001:9.1'],
    input: seen.extend({ effectiveness: z.enum(['effective', 'partly-effective', 'ineffective']), reason }),
    output: controlEndpoints.record,
  }),
} as const;

/** One line of the working Statement: the decision now, what speaks for it, what warns, and how it differs from the issued version. */
const workingLine = z.object({
  control: controlEndpoints.record,
  because: z.array(because),
  suggestions: z.array(suggestion),
  traps: z.array(
    z.object({
      id: z.string(),
      severity: z.string(),
      message: z.string(),
      when: z.string(),
      clauses: z.array(z.string()),
    }),
  ),
  evidence: z.array(
    z.object({
      id: z.string(),
      ref: z.string(),
      title: z.string(),
      effectiveOn: z.string().nullable(),
      expiresOn: z.string().nullable(),
      state: z.string(),
    }),
  ),
  owner: z.string().nullable(),
  change: z.enum(['new', 'changed', 'same', 'none']),
  /** Field by field, what is not as in the issued version. */
  changes: z.array(lineChange),
  problems: z.array(z.string()),
  /** What a reader should know of the decision, and what does not stop it. */
  cautions: z.array(z.string()),
});

export const statementActs = {
  working: endpoint({
    id: 'statement.working',
    method: 'GET',
    path: '/statement',
    summary: 'Show the Statement of Applicability in work, line by line',
    refs: REFS,
    input: pastQuery,
    output: z.object({
      lines: z.array(workingLine),
      /** Contracts behind AI systems in scope, to be named as reasons. */
      contracts: z.array(because),
      issued: summary.nullable(),
      waiting: summary.nullable(),
      ready: z.boolean(),
      problems: z.array(z.string()),
    }),
  }),
  list: endpoint({
    id: 'statement.list',
    method: 'GET',
    path: '/statements',
    summary: 'List the versions of the Statement',
    refs: REFS,
    input: pastQuery,
    output: z.object({ rows: z.array(summary) }),
  }),
  get: endpoint({
    id: 'statement.get',
    method: 'GET',
    path: '/statements/:id',
    summary: 'Show one version of the Statement',
    refs: REFS,
    input: z.object({ id }).extend(pastQuery.shape),
    output: statementRecord,
  }),
  history: endpoint({
    id: 'statement.history',
    method: 'GET',
    path: '/statements/:id/history',
    summary: 'Show what happened to a version',
    input: z.object({ id }),
    output: z.object({ entries: z.array(z.unknown()) }),
  }),
  prepare: endpoint({
    id: 'statement.prepare',
    method: 'POST',
    path: '/statements',
    summary: 'Prepare the Statement for approval',
    past: msg('prepared the Statement'),
    refs: REFS,
    input: z.object({ scope: text.default(null) }),
    output: statementRecord,
  }),
  approve: endpoint({
    id: 'statement.approve',
    method: 'POST',
    path: '/statements/:id/approve',
    summary: 'Approve the Statement of Applicability',
    past: msg('approved the Statement'),
    refs: REFS,
    input: seen,
    output: statementRecord,
  }),
  issue: endpoint({
    id: 'statement.issue',
    method: 'POST',
    path: '/statements/:id/issue',
    summary: 'Issue the Statement of Applicability',
    past: msg('issued the Statement'),
    refs: REFS,
    input: seen,
    output: statementRecord,
  }),
  withdraw: endpoint({
    id: 'statement.withdraw',
    method: 'POST',
    path: '/statements/:id/withdraw',
    summary: 'Withdraw the Statement before it is issued',
    past: msg('withdrew the Statement'),
    input: seen.extend({ reason }),
    output: statementRecord,
  }),
  difference: endpoint({
    id: 'statement.difference',
    method: 'GET',
    path: '/statements/:id/difference',
    summary: 'Compare two versions of the Statement',
    refs: REFS,
    input: z.object({
      id,
      to: z.string().max(80).optional().describe('a statement; absent means the one in work'),
    }),
    output: z.object({
      changes: z.array(lineChange),
    }),
  }),
  file: endpoint({
    id: 'statement.file',
    method: 'GET',
    path: '/statements/:id/file',
    summary: 'Export the Statement as DOCX, PDF, XLSX, JSON, HTML or Markdown',
    answers: 'file',
    refs: REFS,
    input: z.object({
      id: id.describe('a statement, its number, `issued` or `working`'),
      format: z.enum(['docx', 'pdf', 'xlsx', 'json', 'html', 'md']),
      language: documentLanguage,
    }),
    output: z.unknown(),
  }),
} as const;
