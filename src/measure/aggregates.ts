import { z } from 'zod';
import { canonical } from '#kernel/canonical.ts';

/**
 * What a window comes to: counts, and sums kept as whole numbers in billionths (`UNIT`). Whole numbers add up to the same
 * bytes in any order, on any number of threads and on any engine, which sums of floating-point numbers do not.
 * Aggregates are not suppressed: they stay where the logs are, and are what `./aims merge` adds.
 */

/** Sums are kept in billionths: `floor(x · 10⁹ + ½)`. */
export const UNIT = 1_000_000_000;

/** Values further out than this many magnitudes are counted apart: their squares would not fit. */
export const LIMIT = 30_000;

/** Scores are counted in this many bins of equal width. */
export const SCORE_BINS = 1000;

/** Category values that no profile lists are kept by name up to this many. */
export const MOST_OTHERS = 1000;

const count = z.int().min(0);
const sum = z
  .string()
  .regex(/^-?\d+$/)
  .transform(BigInt);
const group = z.array(z.string().nullable());

/** One combination of group values, prediction, label and score bin. */
const cell = z.strictObject({
  group,
  prediction: z.string().nullable(),
  label: z.string().nullable(),
  /** Null when there is no score inside the range. */
  bin: z.int().min(0).nullable(),
  n: count,
  /** The sum of scores and of their squares. */
  score: sum,
  square: sum,
});

/** One combination of group values of a regression, in units of the magnitude. */
const regressionCell = z.strictObject({
  group,
  n: count,
  predicted: count,
  prediction: sum,
  predictionSquare: sum,
  labelled: count,
  /** Rows with prediction and label of which one is not finite or beyond the limit. */
  beyond: count,
  label: sum,
  labelSquare: sum,
  error: sum,
  absolute: sum,
  square: sum,
});

/** One combination of group values of a generative system: for each measure the rows that have it, and its sum. */
const textCell = z.strictObject({
  group,
  n: count,
  measures: z.record(z.string(), z.tuple([count, sum])),
});

const numericCounts = z.strictObject({
  column: z.string(),
  n: count,
  missing: count,
  /** Present, but no number, NaN or infinite. */
  invalid: count,
  /** In the bins of the profile; empty without one. */
  counts: z.array(count),
});

const categoryCounts = z.strictObject({
  column: z.string(),
  n: count,
  missing: count,
  /** The values that the profile lists, and their counts. */
  listed: z.record(z.string(), count),
  /** How many rows have another value. */
  other: count,
  /** The other values by name; null when there are too many. */
  others: z.record(z.string(), count).nullable(),
});

export const aggregatesSchema = z.strictObject({
  format: z.literal('openaims-aggregates-1'),
  specHash: z.string(),
  profileHash: z.string().nullable(),
  window: z.strictObject({ from: z.string(), to: z.string() }),
  rows: count,
  cells: z.array(cell),
  regression: z.array(regressionCell),
  texts: z.array(textCell),
  numeric: z.array(numericCounts),
  categories: z.array(categoryCounts),
});

export type Aggregates = z.output<typeof aggregatesSchema>;
export type Cell = Aggregates['cells'][number];
export type RegressionCell = Aggregates['regression'][number];
export type TextCell = Aggregates['texts'][number];
export type NumericCounts = Aggregates['numeric'][number];
export type CategoryCounts = Aggregates['categories'][number];

/** The one text of some aggregates: the same counts give the same bytes, in whatever order they came. */
export function writeAggregates(aggregates: Aggregates): string {
  const plain = JSON.parse(
    JSON.stringify(ordered(aggregates), (_, value) => (typeof value === 'bigint' ? `${value}` : value)),
  );
  return `${canonical(plain)}\n`;
}

/** Cells in a fixed order. */
export function ordered(aggregates: Aggregates): Aggregates {
  const by = <T>(list: readonly T[], key: (each: T) => string): T[] =>
    list
      .map((each) => [key(each), each] as const)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([, each]) => each);
  return {
    ...aggregates,
    cells: by(aggregates.cells, cellKey),
    regression: by(aggregates.regression, ({ group: values }) => JSON.stringify(values)),
    texts: by(aggregates.texts, ({ group: values }) => JSON.stringify(values)),
    numeric: by(aggregates.numeric, ({ column }) => column),
    categories: by(aggregates.categories, ({ column }) => column),
  };
}

/** What makes two cells the same. */
export function cellKey({
  group: values,
  prediction,
  label,
  bin,
}: Omit<Cell, 'n' | 'score' | 'square'>): string {
  return JSON.stringify([values, prediction, label, bin === null ? null : String(bin).padStart(4, '0')]);
}
