import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { msg } from '#kernel/language.ts';
import { defineRecord } from '#kernel/record.ts';
import { pastQuery } from '#kernel/register.ts';
import { breachSchema, metricResultSchema, postSchema, resultSchema } from '#measure/result.ts';

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const severity = z.enum(['low', 'medium', 'high']);

/**
 * The figures of one window, as they arrived. A window that was opened again gets a new version of the same record;
 * the figures before stay as the version before. The trail commits to every field, the hash among them.
 */
export const monitorResult = defineRecord({
  type: 'monitorResult',
  prefix: 'mrs',
  schema: 1,
  name: [msg('monitoring result'), msg('monitoring results')],
  fields: z.object({
    monitorId: z.string().max(80),
    windowFrom: z.string().max(30),
    windowTo: z.string().max(30),
    complete: z.boolean(),
    rows: z.number().int(),
    labelled: z.number().int(),
    modelVersion: z.string().max(200).nullable(),
    /** Null when our own engine measured; else the tool that reported the figures. */
    reportedBy: z.string().max(80).nullable(),
    /** What it is bound to: the spec by which it was measured, and the version of the monitor that holds it. */
    specHash: digest,
    monitorVersion: z.number().int(),
    /** SHA-256 of the result as it was posted (RFC 8785). */
    resultHash: digest,
    /** Who posted it, and by which key; null for a person at the screen. */
    postedBy: z.string().max(80).nullable(),
    keyId: z.string().max(80).nullable(),
    receivedAt: z.string().max(30),
    /** Why other figures came for the same rows. */
    supersedeReason: z.string().max(4000).nullable(),
    /** True when the thresholds were switched on as it arrived. */
    live: z.boolean(),
    /** Judged here, over the windows that are here; what the sender judged is part of `body`. */
    worst: severity.nullable(),
    breachCount: z.number().int(),
    breaches: z.array(breachSchema),
    /** The result itself, whole. */
    body: resultSchema,
  }),
  head: (fields) => ({
    title: `${fields.windowFrom.slice(0, 10)} – ${fields.windowTo.slice(0, 10)}`,
    state: fields.worst,
  }),
});

const REFS = ['iso-42001:9.1', 'iso-42001:A.6.2.6'];
const id = z.string().min(1).max(80);

/** A result without its figures: a line of the list. */
export const resultLine = monitorResult.fields
  .omit({ body: true, breaches: true })
  .extend({ id: z.string(), ref: z.string(), version: z.number().int(), engine: z.string() });
export type ResultLine = z.output<typeof resultLine>;

const resultShown = monitorResult.fields.extend({
  id: z.string(),
  ref: z.string(),
  version: z.number().int(),
  monitorRef: z.string(),
  monitorTitle: z.string(),
  postedByName: z.string().nullable(),
  /** Every version of this window, the newest first. */
  versions: z.array(
    z.object({
      version: z.number().int(),
      resultHash: z.string(),
      receivedAt: z.string(),
      rows: z.number().int(),
      labelled: z.number().int(),
      seq: z.number().int(),
    }),
  ),
});

/** One figure over windows. */
const seriesPoint = z.object({
  resultId: z.string(),
  resultHash: z.string(),
  windowFrom: z.string(),
  windowTo: z.string(),
  modelVersion: z.string().nullable(),
  complete: z.boolean(),
  /** False for windows from before the thresholds were switched on: those they were tried on. */
  live: z.boolean(),
  figure: metricResultSchema.omit({ id: true, slice: true }).nullable(),
});

export const seriesShown = z.object({
  metric: z.string(),
  slice: z.string(),
  thresholds: z.array(
    z.object({
      id: z.string(),
      op: z.enum(['<', '<=', '>', '>=']),
      value: z.number(),
      on: z.enum(['value', 'ci_low', 'ci_high']),
      severity,
      seasonal: z.boolean(),
    }),
  ),
  points: z.array(seriesPoint),
});
export type Series = z.output<typeof seriesShown>;

export const resultEndpoints = {
  post: endpoint({
    id: 'result.post',
    method: 'POST',
    path: '/monitors/results',
    summary: 'Post the result of a window',
    past: msg('posted this result'),
    refs: REFS,
    input: postSchema.extend({
      organisation: z.string().max(80).optional().describe('the organisation it was measured for'),
      reason: z
        .string()
        .trim()
        .min(3)
        .max(4000)
        .optional()
        .describe('why the figures of the same rows changed'),
    }),
    output: z.object({
      id: z.string(),
      ref: z.string(),
      version: z.number().int(),
      monitor: z.string(),
      hash: z.string(),
      /** `known`: these very figures were here already; nothing was written. */
      kept: z.enum(['new', 'superseded', 'known']),
      breaches: z.array(breachSchema),
      alerts: z.array(z.string()),
    }),
  }),
  list: endpoint({
    id: 'result.list',
    method: 'GET',
    path: '/monitors/:id/results',
    summary: 'List the results of a monitor, newest window first',
    refs: REFS,
    input: z
      .object({
        id,
        before: z.string().max(30).optional().describe('only windows that start before this instant'),
        limit: z.coerce.number().int().min(1).max(500).default(100),
      })
      .extend(pastQuery.shape),
    output: z.object({ results: z.array(resultLine), next: z.string().nullable() }),
  }),
  get: endpoint({
    id: 'result.get',
    method: 'GET',
    path: '/results/:id',
    summary: 'Show a monitoring result with every figure',
    refs: REFS,
    input: z.object({ id, version: z.coerce.number().int().min(1).optional() }).extend(pastQuery.shape),
    output: resultShown,
  }),
  file: endpoint({
    id: 'result.file',
    method: 'GET',
    path: '/results/:id/file',
    summary: 'Fetch a monitoring result as the file that was posted',
    refs: REFS,
    input: z.object({ id, version: z.coerce.number().int().min(1).optional() }),
    output: z.unknown(),
    answers: 'file',
  }),
  verify: endpoint({
    id: 'result.verify',
    method: 'POST',
    path: '/monitors/results/verify',
    summary: 'Hold a copy of a result against the trail',
    refs: ['iso-42001:7.5.3'],
    input: z.object({ result: z.record(z.string(), z.unknown()) }),
    output: z.object({
      answer: z.enum(['matches', 'matches-older', 'altered', 'unknown']),
      hash: z.string(),
      sentence: z.string(),
      resultId: z.string().nullable(),
      version: z.number().int().nullable(),
      /** The entry of the log that commits to it. */
      seq: z.number().int().nullable(),
      /** What differs from the version that is here, when the window is known. */
      differences: z.array(z.string()),
    }),
  }),
  series: endpoint({
    id: 'result.series',
    method: 'GET',
    path: '/monitors/:id/series',
    summary: 'Show figures over windows, with thresholds and intervals',
    refs: REFS,
    input: z
      .object({
        id,
        metric: z.string().min(1).max(120).optional().describe('one metric; all when absent'),
        windows: z.coerce.number().int().min(1).max(400).default(60),
      })
      .extend(pastQuery.shape),
    output: z.object({
      series: z.array(seriesShown),
      /** Metrics and how many slices each has, for choosing. */
      metrics: z.array(z.object({ id: z.string(), slices: z.number() })),
    }),
  }),
  compare: endpoint({
    id: 'result.compare',
    method: 'GET',
    path: '/monitors/:id/compare',
    summary: 'Compare two model versions by their latest windows',
    refs: REFS,
    input: z
      .object({ id, a: z.string().max(200).optional(), b: z.string().max(200).optional() })
      .extend(pastQuery.shape),
    output: z.object({
      versions: z.array(
        z.object({ modelVersion: z.string(), windows: z.number(), from: z.string(), to: z.string() }),
      ),
      a: resultLine.nullable(),
      b: resultLine.nullable(),
      figures: z.array(
        z.object({
          metric: z.string(),
          slice: z.string(),
          a: metricResultSchema.omit({ id: true, slice: true }).nullable(),
          b: metricResultSchema.omit({ id: true, slice: true }).nullable(),
          change: z.number().nullable(),
          /** True when the two intervals do not meet; null when one has none. */
          apart: z.boolean().nullable(),
        }),
      ),
    }),
  }),
} as const;
