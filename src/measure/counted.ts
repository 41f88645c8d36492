/** What metrics are computed from: the aggregates of one slice, in the form in which formulas want them. */

/** Labelled rows with a score inside its range, in bins of equal width from low to high. */
export type Scores = {
  readonly low: number;
  readonly high: number;
  readonly bins: readonly { readonly positive: number; readonly negative: number; readonly score: number }[];
  readonly positives: number;
  readonly negatives: number;
  /** Sums over the labelled rows: of scores, of their squares, and of the scores of positive rows. */
  readonly score: number;
  readonly square: number;
  readonly scoreOfPositives: number;
};

/** Counts of labelled rows by true class (row) and predicted class (column), in the same order. */
export type Matrix = { readonly classes: readonly string[]; readonly counts: readonly (readonly number[])[] };

/** Sums of a regression, in the unit of the column. */
export type RegressionSums = {
  readonly n: number;
  readonly predicted: number;
  readonly prediction: number;
  readonly predictionSquare: number;
  readonly labelled: number;
  readonly beyond: number;
  readonly label: number;
  readonly labelSquare: number;
  readonly error: number;
  readonly absolute: number;
  readonly square: number;
};

/** One numeric column now and in the reference: counts in the same bins, open below and closed above. */
export type Histogram = {
  readonly edges: readonly number[];
  readonly reference: readonly number[];
  readonly current: readonly number[];
  readonly deviation: number | null;
};

/** How complete one column is; `reference` is the profile's share of missing values, null without a profile. */
export type Completeness = {
  readonly n: number;
  readonly missing: number;
  readonly invalid: number;
  readonly referenceMissing: number | null;
};

/** One categorical column now and in the reference, over the values that the profile lists. */
export type Categories = {
  readonly present: number;
  readonly other: number;
  readonly complete: boolean;
  readonly reference: Readonly<Record<string, number>>;
  readonly referencePresent: number;
  readonly current: Readonly<Record<string, number>>;
};

/** A measure of answers: how many rows have it, and its sum. */
export type Measure = { readonly n: number; readonly sum: number };

export function total(counts: readonly number[]): number {
  return counts.reduce((sum, each) => sum + each, 0);
}
