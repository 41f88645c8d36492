import { z } from 'zod';
import { digestOf } from './digest.ts';
import { severities } from './spec-fields.ts';

/**
 * What travels from where the logs are to the management system: the figures of one window.
 * It is the body of a post, and what the command line prints with `--json` for each window.
 */

const digest = z.string().regex(/^[0-9a-f]{64}$/, 'A SHA-256 in 64 small hexadecimal digits.');
const instant = z.iso.datetime({
  offset: false,
  message: 'An instant in UTC, such as 2026-11-02T00:00:00.000Z.',
});
const figure = z.number().nullable();
const count = z.int().min(0);

/**
 * What `lo` and `hi` are. `wilson` and `bootstrap`: an interval for chance at the level of the spec (Wilson's for plain
 * shares, resampled cells for the rest). `guaranteed`: the figure came from bins, and the exact value of these very rows
 * lies inside for certain. `reported`: as another tool gave them. `none`: there are none.
 */
const boundKinds = ['none', 'wilson', 'bootstrap', 'guaranteed', 'reported'] as const;

export const metricResultSchema = z.strictObject({
  id: z.string().min(1).max(120),
  /** See slice.ts. */
  slice: z.string().min(1).max(1000),
  value: figure,
  lo: figure,
  hi: figure,
  boundKind: z.enum(boundKinds),
  /** The rows that the figure stands on. */
  n: count,
  definitionVersion: z.int().min(1),
  /** Why there is no value, or no interval, or what to bear in mind. */
  reason: z.string().max(500).optional(),
});

export const breachSchema = z.strictObject({
  /** `thresholdId` of spec.ts. */
  threshold: z.string().min(1).max(300),
  metric: z.string().min(1),
  slice: z.string().min(1),
  severity: z.enum(severities),
  op: z.enum(['<', '<=', '>', '>=']),
  on: z.enum(['value', 'ci_low', 'ci_high']),
  /** The figure that was compared; with a season, its change against the season. */
  observed: z.number(),
  limit: z.number(),
  n: count,
  /** How many windows in a row it has held, this one included, and how many it needs. */
  inARow: z.int().min(1),
  needed: z.int().min(1),
});

const windowSchema = z.strictObject({
  from: instant,
  to: instant,
  /** False while rows and labels may still come in. */
  complete: z.boolean(),
  /** Set when the window had been measured before with other rows or labels. */
  reopened: z.strictObject({ rowsBefore: count, labelledBefore: count }).optional(),
});

/** One count of a group: what was predicted, what was true. Groups below the smallest cell are never in here. */
const cellSchema = z.strictObject({
  slice: z.string(),
  prediction: z.string().nullable(),
  label: z.string().nullable(),
  n: count,
});

const histogramSchema = z.strictObject({
  column: z.string(),
  /** Upper ends of the bins, which are open below and closed above; one more count than edges, for what lies beyond. */
  edges: z.array(z.number()),
  counts: z.array(count),
  reference: z.array(count).optional(),
});

/** What the spec allows to travel beside the figures (`post`). */
const postedAggregatesSchema = z.strictObject({
  cells: z.array(cellSchema).max(100_000).optional(),
  histograms: z.array(histogramSchema).max(1000).optional(),
});

/** Whether the figures are our own measurement, or came from the report of another tool. */
const originSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('measured') }),
  z.strictObject({ kind: z.literal('reported-by'), tool: z.string().min(1).max(80) }),
]);

export const resultSchema = z.strictObject({
  format: z.literal('openaims-measure-1'),
  /** The name of the monitor and the reference of the AI system, as the spec has them. */
  monitor: z.string().min(1).max(80),
  system: z.string().min(1).max(80),
  modelVersion: z.string().max(200).nullable(),
  specHash: digest,
  profileHash: digest.nullable(),
  /** `duckdb`, `postgres`, `clickhouse`, or the tool that reported. */
  engine: z.string().min(1).max(80),
  /** The version of OpenAIMS that measured. */
  version: z.string().min(1).max(80),
  window: windowSchema,
  rows: count,
  labelled: count,
  metrics: z.array(metricResultSchema).max(20_000),
  breaches: z.array(breachSchema).max(5000),
  aggregates: postedAggregatesSchema.optional(),
  origin: originSchema,
});

export type Result = z.output<typeof resultSchema>;
export type PostedAggregates = z.output<typeof postedAggregatesSchema>;
export type MetricResult = z.output<typeof metricResultSchema>;
export type Breach = z.output<typeof breachSchema>;

/**
 * The body of `POST /api/orgs/:org/monitors/results`. The hash is `resultHash(result)`, made where it was measured: what
 * arrives and hashes to something else was altered on the way.
 */
export const postSchema = z.strictObject({ result: resultSchema, hash: digest });

/** The hash of a result (SHA-256 of its RFC 8785 text): a changed copy has another. */
export function resultHash(result: Result): Promise<string> {
  return digestOf(result);
}
