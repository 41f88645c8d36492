import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { msg, t } from '#kernel/language.ts';
import { defineRecord } from '#kernel/record.ts';
import { pastQuery, registerEndpoints } from '#kernel/register.ts';
import { taskKinds, windowSizes } from '#measure/spec-fields.ts';
import { monitorLifecycle } from './lifecycle.ts';

const longText = z.string().max(8000).nullable();
const person = z.string().max(80).nullable();
const day = z.iso.date().nullable();
const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** How often a threshold would have fired over windows that were there before it was switched on. */
const firing = z.object({
  threshold: z.string(),
  severity: z.enum(['low', 'medium', 'high']),
  /** Windows in which it would have fired, and those in which it could be judged at all. */
  fired: z.number().int(),
  judged: z.number().int(),
  windows: z.number().int(),
  /** The starts of the windows in which it would have fired, the latest last. */
  when: z.array(z.string()).max(400),
});

export const dryRunSchema = z.object({
  /** Names exactly these thresholds over exactly these results: whoever switches on names what they saw. */
  fingerprint: digest,
  windows: z.number().int(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  thresholds: z.array(firing),
});
export type DryRun = z.output<typeof dryRunSchema>;

/** What is watched of one AI system: what, how, when, by whom, evaluated when (9.1, A.6.2.6). */
export const monitor = defineRecord({
  type: 'monitor',
  prefix: 'mon',
  schema: 1,
  name: [msg('monitor'), msg('monitors')],
  lifecycle: monitorLifecycle,
  fields: z.object({
    systemId: z.string().max(80),
    /** The name that the spec and its results carry; one of that name for each AI system. */
    name: z.string().max(80),
    title: z.string().min(1, msg('Give the monitor a title')).max(300),
    /** What the figures are for: which harm, objective or duty they speak of. */
    purpose: longText,
    /** How it is measured, where the spec does not say it: sampling, labelling, who judges. */
    method: longText,
    state: z.enum(Object.keys(monitorLifecycle.states) as [keyof typeof monitorLifecycle.states]),
    /** Who evaluates what the figures say; who measures. */
    ownerId: person,
    measuredBy: person,
    /** Every how many days the results are evaluated (9.1). */
    evaluateEveryDays: z.number().int().min(1, msg('At least one day')).max(731),
    evaluateOn: day,
    /** Which events the log behind the figures records, and how many days it is kept (A.6.2.8). */
    loggedEvents: longText,
    logKeptDays: z.number().int().min(0).max(36_600).nullable(),
    /** `monitor.yaml`, as it was written; results are bound to its hash. */
    spec: z.string().min(1, msg('Paste the spec of what is measured')).max(200_000),
    specHash: digest,
    specChangedOn: z.iso.date(),
    task: z.enum(taskKinds),
    windowSize: z.enum(windowSizes),
    thresholds: z.number().int(),
    dryRun: dryRunSchema.nullable(),
    activatedBy: person,
    activatedOn: day,
    activatedReason: longText,
    /** The instant from which a window is expected each time one ends. */
    expectedFrom: z.string().max(30).nullable(),
    haltReason: longText,
  }),
  head: (fields) => ({ title: fields.title, state: fields.state, owner: fields.ownerId }),
});

const REFS = ['iso-42001:9.1', 'iso-42001:A.6.2.6'];

const EXAMPLE_SPEC = `monitor: example
title: Screening of applications
system: SYS-0001
source: { format: parquet, path: logs/*.parquet }
window: { column: at, size: week, time_zone: UTC, lateness: P2D }
task: binary
columns: { prediction: shown, label: hired, positive: "yes" }
thresholds:
  - { id: accuracy-floor, metric: accuracy, op: "<", value: 0.8, min_n: 50, severity: high }
`;

const register = registerEndpoints(monitor, {
  path: 'monitors',
  refs: REFS,
  editable: [
    'title',
    'purpose',
    'method',
    'ownerId',
    'measuredBy',
    'evaluateEveryDays',
    'loggedEvents',
    'logKeptDays',
    'spec',
  ],
  example: { spec: EXAMPLE_SPEC },
});

/** The spec says the title, and evaluation is every quarter, unless somebody says otherwise. */
export const monitorEndpoints = {
  ...register,
  create: endpoint({
    ...register.create,
    input: register.editable.partial({ title: true, evaluateEveryDays: true }),
  }),
} as const;

const id = z.string().min(1).max(80);
const seen = z.object({ id, version: z.coerce.number().int().min(1).describe('the version you saw') });
const reason = z.string().trim().min(3, msg('Give a reason')).max(4000);

/** What a person concluded from the results of a stretch of time (9.1). */
export const evaluation = defineRecord({
  type: 'monitorEvaluation',
  prefix: 'mev',
  schema: 1,
  name: [msg('evaluation'), msg('evaluations')],
  fields: z.object({
    monitorId: z.string().max(80),
    evaluatedBy: person,
    evaluatedOn: z.iso.date(),
    /** The results it looked at: their windows, how many, and one hash over all of theirs. */
    windowsFrom: z.string().max(30).nullable(),
    windowsTo: z.string().max(30).nullable(),
    results: z.number().int(),
    resultsHash: digest,
    alertsOpen: z.number().int(),
    conclusion: z.enum(['as-intended', 'watch', 'act']),
    statement: z.string().min(1).max(8000).nullable(),
  }),
  head: (fields) => ({
    title: t('Evaluation of {evaluatedOn}', { evaluatedOn: fields.evaluatedOn }),
    state: fields.conclusion,
    owner: fields.evaluatedBy,
  }),
});

export const monitorActs = {
  spec: endpoint({
    id: 'monitor.spec',
    method: 'GET',
    path: '/monitors/:id/spec',
    summary: 'Fetch the spec that results are bound to',
    refs: REFS,
    input: z.object({ id }).extend(pastQuery.shape),
    output: z.unknown(),
    answers: 'file',
  }),
  dryRun: endpoint({
    id: 'monitor.dryRun',
    method: 'GET',
    path: '/monitors/:id/dry-run',
    summary: 'Count how often each threshold would have fired over past windows',
    refs: REFS,
    input: z.object({ id }),
    output: dryRunSchema,
  }),
  activate: endpoint({
    id: 'monitor.activate',
    method: 'POST',
    path: '/monitors/:id/activate',
    summary: 'Switch the monitor on',
    past: msg('switched this monitor on'),
    refs: REFS,
    input: seen.extend({
      fingerprint: digest.describe('of the dry run you saw'),
      reason: reason.optional().describe('needed when there was no past window to try the thresholds on'),
      expectedFrom: z.iso.datetime().optional().describe('start of the first window that must come'),
    }),
    output: monitorEndpoints.record,
  }),
  pause: endpoint({
    id: 'monitor.pause',
    method: 'POST',
    path: '/monitors/:id/pause',
    summary: 'Pause the monitor',
    past: msg('paused this monitor'),
    input: seen.extend({ reason }),
    output: monitorEndpoints.record,
  }),
  retire: endpoint({
    id: 'monitor.retire',
    method: 'POST',
    path: '/monitors/:id/retire',
    summary: 'Retire the monitor',
    past: msg('retired this monitor'),
    input: seen.extend({ reason }),
    output: monitorEndpoints.record,
  }),
  evaluate: endpoint({
    id: 'monitor.evaluate',
    method: 'POST',
    path: '/monitors/:id/evaluations',
    summary: 'Evaluate the results',
    past: msg('evaluated the results of this monitor'),
    refs: ['iso-42001:9.1'],
    input: seen.extend({
      conclusion: evaluation.fields.shape.conclusion,
      statement: z.string().trim().min(10, msg('Say what the figures show, in a sentence')).max(8000),
    }),
    output: z.object({ id: z.string(), ref: z.string(), evaluateOn: z.string() }),
  }),
  evaluations: endpoint({
    id: 'monitor.evaluations',
    method: 'GET',
    path: '/monitors/:id/evaluations',
    summary: 'Show what was concluded from the results, and when',
    refs: ['iso-42001:9.1'],
    input: z.object({ id }).extend(pastQuery.shape),
    output: z.object({
      evaluations: z.array(evaluation.fields.extend({ id: z.string(), ref: z.string() })),
    }),
  }),
  measureFor: endpoint({
    id: 'monitor.measureFor',
    method: 'POST',
    path: '/monitors/:id/measured',
    summary: 'Say what the figures of the monitor measure: an objective, an indicator of an emerging impact',
    past: msg('said what the figures of this monitor measure'),
    refs: ['iso-42001:6.2', 'iso-42001:A.5.2'],
    example: { of: 'IEN-0001' },
    input: z.object({ id, of: z.string().min(1).max(80).describe('id or reference of the other record') }),
    output: z.object({ monitorId: z.string(), of: z.string() }),
  }),
  measureNoMore: endpoint({
    id: 'monitor.measureNoMore',
    method: 'DELETE',
    path: '/monitors/:id/measured',
    summary: 'Take away that the figures of the monitor measure another record',
    past: msg('took away what the figures of this monitor measure'),
    example: { of: 'IEN-0001' },
    input: z.object({ id, of: z.string().min(1).max(80) }),
    output: z.object({ monitorId: z.string(), of: z.string() }),
  }),
  ofSystem: endpoint({
    id: 'monitor.ofSystem',
    method: 'GET',
    path: '/systems/:id/monitoring',
    summary: 'Show what is monitored of an AI system, with the latest results',
    refs: REFS,
    input: z.object({ id }).extend(pastQuery.shape),
    output: z.object({
      monitors: z.array(
        z.object({
          id: z.string(),
          ref: z.string(),
          title: z.string(),
          state: z.string(),
          lastWindow: z.string().nullable(),
          worst: z.string().nullable(),
          alerts: z.number(),
        }),
      ),
    }),
  }),
} as const;
