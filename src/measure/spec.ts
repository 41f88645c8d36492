import { z } from 'zod';
import { digestOf } from './digest.ts';
import {
  column,
  columns,
  intervals,
  posting,
  protectedAttribute,
  source,
  taskKinds,
  text,
  thresholdSchema,
  windowing,
} from './spec-fields.ts';

/** `monitor.yaml`: what is measured, of which system, with which thresholds. */
const specShape = z.strictObject({
  /** The name of the monitor, unique for its system. */
  monitor: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/, 'Use small letters, digits and hyphens, such as credit-scoring.')
    .max(80),
  title: z.string().max(200).optional(),
  /** The reference of the AI system in the register, such as SYS-0004. */
  system: z.string().min(1).max(80),
  /** The version of the model or system whose outputs these are. */
  model_version: z.union([z.string(), z.number()]).transform(String).optional(),
  source,
  window: windowing.default({ size: 'all', time_zone: 'UTC', lateness: 'P0D' }),
  task: z.enum(taskKinds),
  columns: columns.default({ score_range: [0, 1], magnitude: 1 }),
  text: text.optional(),
  features: z
    .strictObject({
      numeric: z.array(column).max(500).default([]),
      categorical: z.array(column).max(500).default([]),
    })
    .default({ numeric: [], categorical: [] }),
  protected: z.array(protectedAttribute).max(10).default([]),
  /** Pairs or triples of protected attributes that are looked at together. */
  crossings: z.array(z.array(column).min(2).max(4)).max(20).default([]),
  /** The profile of the reference, made by `./aims profile`. */
  reference: z.string().optional(),
  /** Groups and category values with fewer rows than this are not shown. */
  smallest_cell: z.int().min(1).max(10_000).default(10),
  /** How many values of a category are kept apart; the rest is `other`. */
  top_values: z.int().min(2).max(1000).default(50),
  /** Metrics by id; all that apply when absent. */
  metrics: z.array(z.string()).optional(),
  thresholds: z.array(thresholdSchema).max(200).default([]),
  intervals: intervals.default({ level: 0.95, replicates: 400, seed: 42 }),
  post: posting.default({ cells: true, distributions: false }),
});

export const specSchema = specShape.superRefine(holdTogether);

export type Spec = z.output<typeof specShape>;
export type Threshold = z.output<typeof thresholdSchema>;

/** What a spec says of what is measured. Where the logs lie is left out: shards and engines share one hash. */
export function canonicalSpec(spec: Spec): unknown {
  const { source: _source, reference: _reference, ...measured } = spec;
  return JSON.parse(JSON.stringify(measured));
}

/** The hash that ties results to this spec (SHA-256, hexadecimal). */
export function specHash(spec: Spec): Promise<string> {
  return digestOf(canonicalSpec(spec));
}

/** The name of a threshold: its own, or one made from what it says. */
export function thresholdId(threshold: Threshold): string {
  if (threshold.id) return threshold.id;
  const { metric, group, column: name, op, value, on } = threshold;
  return [metric, group, name, `${on === 'value' ? '' : `${on} `}${op} ${value}`].filter(Boolean).join(' ');
}

type Say = (path: readonly (string | number)[], message: string) => void;

/** What one field cannot know by itself. Every message says what would be right. */
function holdTogether(spec: Spec, context: z.core.$RefinementCtx<Spec>): void {
  const say: Say = (path, message) => context.addIssue({ code: 'custom', path: [...path], message });
  sourceRules(spec, say);
  taskRules(spec, say);
  groupRules(spec, say);
}

function sourceRules({ source: from, window }: Spec, say: Say): void {
  const database = from.format === 'postgres' || from.format === 'clickhouse';
  if (database && !from.table) say(['source', 'table'], `A ${from.format} source needs a table.`);
  if (database && !from.url_env)
    say(['source', 'url_env'], 'Name the environment variable that holds the URL, such as LOGS_URL.');
  if (!database && !from.path) say(['source', 'path'], `A ${from.format} source needs a path.`);
  if (window.size !== 'all' && !window.column)
    say(['window', 'column'], `Windows of one ${window.size} need the column that holds the time of a row.`);
}

function taskRules({ task, columns: of, text: texts }: Spec, say: Say): void {
  if (task === 'text') {
    if (!texts) say(['text'], 'The task `text` needs a section `text` that names at least one column.');
    return;
  }
  if (texts) say(['text'], 'The section `text` belongs to the task `text` only.');
  if (task === 'binary') {
    if (of.positive === undefined && (of.prediction || (of.label && of.label_positive === undefined)))
      say(['columns', 'positive'], 'Say which value of prediction and label is the positive one.');
    if (!of.prediction && !(of.score && of.cutoff !== undefined))
      say(['columns', 'prediction'], 'Name the prediction column, or a score with a cutoff.');
  } else if (!of.prediction) say(['columns', 'prediction'], 'Name the column of the prediction.');
  if (of.score_range[0] >= of.score_range[1])
    say(['columns', 'score_range'], 'Write the lowest possible score, then the highest.');
}

function groupRules(spec: Spec, say: Say): void {
  const known = spec.protected.map((each) => each.column);
  spec.protected.forEach(({ bands }, i) => {
    if (bands?.some((cut, at) => at > 0 && cut <= bands[at - 1]!))
      say(['protected', i, 'bands'], 'Write the cuts in rising order.');
  });
  repeated(known).forEach((i) => {
    say(['protected', i, 'column'], `${known[i]} is named twice.`);
  });
  spec.crossings.forEach((crossing, i) => {
    const stranger = crossing.find((name) => !known.includes(name));
    if (stranger)
      say(['crossings', i], `${stranger} is not among the protected attributes (${known.join(', ')}).`);
  });
  const groups = [...known, ...spec.crossings.map((each) => each.join(' & '))];
  spec.thresholds.forEach(({ group }, i) => {
    if (group !== undefined && !groups.includes(group))
      say(
        ['thresholds', i, 'group'],
        `Name a protected attribute or crossing: ${groups.join(', ') || 'there is none'}.`,
      );
  });
  const ids = spec.thresholds.map(thresholdId);
  repeated(ids).forEach((i) => {
    say(['thresholds', i], `There is another threshold "${ids[i]}"; give one of them an id of its own.`);
  });
}

/** The positions of names that occurred before. */
function repeated(names: readonly string[]): readonly number[] {
  return names.flatMap((name, i) => (names.indexOf(name) < i ? [i] : []));
}
