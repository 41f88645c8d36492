import { z } from 'zod';

/** Which kind of output is monitored. `text` is that of generative systems. */
export const taskKinds = ['binary', 'multiclass', 'regression', 'text'] as const;

export const windowSizes = ['hour', 'day', 'week', 'month', 'quarter', 'year', 'all'] as const;

const sourceFormats = ['parquet', 'csv', 'jsonl', 'otel', 'postgres', 'clickhouse'] as const;

export const severities = ['low', 'medium', 'high'] as const;

export const column = z
  .string()
  .min(1, 'Name a column.')
  .max(200, 'A column name has at most 200 characters.');
const scalar = z.union([z.string(), z.number(), z.boolean()]).transform((value) => String(value));
const scalars = z.union([scalar.transform((value) => [value]), z.array(scalar).min(1).max(100)]);
const duration = z
  .string()
  .regex(
    /^P(?!$)(\d+D)?(T(?!$)(\d+H)?(\d+M)?)?$/,
    'Write an ISO 8601 duration of days, hours and minutes, such as P3D or PT6H.',
  );
const timeZone = z.string().refine(isTimeZone, 'Write an IANA time zone, such as Europe/Berlin or UTC.');

export const windowing = z.strictObject({
  /** The column with the time of each row; not needed when size is `all`. */
  column: column.optional(),
  size: z.enum(windowSizes).default('all'),
  time_zone: timeZone.default('UTC'),
  /** How long after its end a window is still open for late rows and labels. */
  lateness: duration.default('P0D'),
});

export const source = z.strictObject({
  format: z.enum(sourceFormats),
  /** Files, with globs; relative paths start at the spec's folder. */
  path: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).optional(),
  /** The table of a database, such as `logs.predictions`. */
  table: z.string().min(1).optional(),
  /** The environment variable that holds the database's URL: no credential belongs in a spec. */
  url_env: z
    .string()
    .regex(/^[A-Z_][A-Z0-9_]*$/, 'Name an environment variable in capitals, such as LOGS_URL.')
    .optional(),
});

export const columns = z.strictObject({
  /** The class or number that the system put out. */
  prediction: column.optional(),
  /** The probability or score from which the class came; for binary tasks that of the positive class. */
  score: column.optional(),
  /** What turned out to be true; may come late, so it may be empty. */
  label: column.optional(),
  /** Binary: the value or values of the prediction that count as positive; of the label too, unless it has its own. */
  positive: scalars.optional(),
  label_positive: scalars.optional(),
  /** Binary, when there is no prediction column: scores from here on count as positive. */
  cutoff: z.number().optional(),
  /** The lowest and highest score possible. */
  score_range: z.tuple([z.number(), z.number()]).default([0, 1]),
  /** Regression: the typical size of the values; sums are kept in this unit. */
  magnitude: z.number().positive().default(1),
});

export const text = z.strictObject({
  input: column.optional(),
  output: column.optional(),
  /** What was retrieved for the answer; overlap with it is a proxy for being grounded. */
  context: column.optional(),
  latency_ms: column.optional(),
  input_tokens: column.optional(),
  output_tokens: column.optional(),
  cost: column.optional(),
  error: column.optional(),
  finish_reason: column.optional(),
  /** Feedback of users: positive and negative values are read as numbers or booleans. */
  feedback: column.optional(),
  /** The class that a judging model gave, and the one that a person gave: their agreement is monitored. */
  judge: column.optional(),
  human: column.optional(),
  /** Scores of evaluations, such as faithfulness: numeric or boolean columns. */
  evaluations: z.array(column).max(50).default([]),
  /** The script that answers should be in. */
  script: z
    .enum([
      'Latin',
      'Greek',
      'Cyrillic',
      'Arabic',
      'Hebrew',
      'Han',
      'Japanese',
      'Hangul',
      'Devanagari',
      'Thai',
    ])
    .optional(),
  /** The language that answers should be in, told by its function words: a proxy. */
  language: z.enum(['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl']).optional(),
  /** Answers that contain one of these are counted as refusals; without it a list that ships is used. */
  refusal_phrases: z.array(z.string().min(3)).max(200).optional(),
  /** Whether answers are meant to be JSON. */
  json: z.boolean().default(false),
});

export const protectedAttribute = z.strictObject({
  column,
  /** The group the others are compared with; without it the largest one of the window. */
  reference: scalar.optional(),
  /** Cuts a numeric column into bands: [25, 45] makes `< 25`, `25 to < 45`, `>= 45`. */
  bands: z.array(z.number()).min(1).max(20).optional(),
});

const season = z.strictObject({
  /** How many windows make one season: 7 for the weekday of daily windows. */
  every: z.int().min(1).max(400),
  /** Over how many earlier seasons the median is taken. */
  over: z.int().min(1).max(20).default(3),
  change: z.enum(['difference', 'ratio']).default('difference'),
});

export const thresholdSchema = z.strictObject({
  /** A name that stays when the figures change; made from the other fields when absent. */
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/, 'Use small letters, digits and hyphens.')
    .max(80)
    .optional(),
  metric: z.string().min(1),
  /** A protected attribute (`race`) or a crossing (`race & sex`). */
  group: z.string().optional(),
  /** A feature, or `score` or `prediction`, for metrics of columns; `*` is each of them. */
  column: column.optional(),
  op: z.enum(['<', '<=', '>', '>=']),
  value: z.number(),
  on: z.enum(['value', 'ci_low', 'ci_high']).default('value'),
  /** Fewer rows than this and the threshold is not judged. */
  min_n: z.int().min(0).default(0),
  severity: z.enum(severities).default('medium'),
  /** How many windows in a row it must hold. */
  for: z.int().min(1).max(100).default(1),
  season: season.optional(),
});

export const intervals = z.strictObject({
  level: z.number().min(0.5).max(0.999).default(0.95),
  replicates: z.int().min(0).max(10_000).default(400),
  seed: z.int().min(0).default(42),
});

export const posting = z.strictObject({
  /** Whether counts of groups above the smallest size travel with the figures. */
  cells: z.boolean().default(true),
  /** Whether score bins and histograms of features travel. */
  distributions: z.boolean().default(false),
});

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
