import type { Confusion } from '../confusion.ts';
import type {
  Categories,
  Completeness,
  Histogram,
  Matrix,
  Measure,
  RegressionSums,
  Scores,
} from '../counted.ts';
import type { taskKinds } from '../spec-fields.ts';

export type MetricFamily = 'performance' | 'calibration' | 'drift' | 'fairness' | 'quality' | 'generative';

/** What a metric means: shown in the web app, generated into the reference, and cited by results through `version`. */
export type MetricDefinition = {
  readonly id: string;
  readonly title: string;
  readonly family: MetricFamily;
  /** One or two plain sentences. */
  readonly definition: string;
  readonly formula: string;
  /** Where the definition comes from. */
  readonly source: string;
  /** The lowest and highest value it can take; null is unbounded. */
  readonly bounds: readonly [number | null, number | null];
  /** `share` reads as a percentage; `value` is in the unit of the column. */
  readonly unit: 'share' | 'ratio' | 'difference' | 'score' | 'count' | 'value';
  readonly better: 'higher' | 'lower' | 'near-zero' | 'near-one' | 'neither';
  /** When it has no value. */
  readonly undefinedWhen: string;
  /** A customary limit, which is a convention and no law. */
  readonly convention?: { readonly text: string; readonly source: string };
  readonly tasks: readonly (typeof taskKinds)[number][];
  /** The kinds of slices it is given for. */
  readonly slices: readonly ('all' | 'column' | 'by' | 'group' | 'class')[];
  /** Raised when the definition changes: figures of two versions are never compared. */
  readonly version: number;
};

/** What a metric comes to over some counts. `value` is null when it is undefined, and `reason` then says why. */
export type Figure = {
  readonly value: number | null;
  /** The rows it stands on. */
  readonly n: number;
  readonly reason?: string;
  /** `[k, n]` when the value is the plain share k / n: it gets Wilson's interval. */
  readonly share?: readonly [k: number, n: number];
  /** A guaranteed enclosure, when the value comes from bins. */
  readonly lo?: number | null;
  readonly hi?: number | null;
};

/** The share k of n, or no value with the reason. 0/0 is neither 0 nor NaN. */
export function share(k: number, n: number, reason: string): Figure {
  return n === 0 ? { value: null, n, reason } : { value: k / n, n, share: [k, n] };
}

/** A figure that is no plain share. */
export function figure(value: number, n: number): Figure {
  return { value, n };
}

/** No value, and why. */
export function undefinedFigure(n: number, reason: string): Figure {
  return { value: null, n, reason };
}

/** A metric of one group, or of one class against the rest. */
export type ConfusionMetric = MetricDefinition & {
  readonly over: 'confusion';
  readonly compute: (counts: Confusion) => Figure;
};

/**
 * Which groups take part in a comparison: those whose rate stood on at least so many rows as they were observed. When
 * rows are drawn again, the same groups take part.
 */
export type Basis = { readonly observed: readonly Confusion[]; readonly least: number };

/** A metric that compares all groups of an attribute. */
export type GroupsMetric = MetricDefinition & {
  readonly over: 'groups';
  readonly compute: (groups: readonly Confusion[], basis?: Basis) => Figure;
};

/** A metric that compares one group with the reference group. */
export type PairMetric = MetricDefinition & {
  readonly over: 'pair';
  readonly compute: (group: Confusion, reference: Confusion) => Figure;
};

/** A metric of scores against labels. */
export type ScoreMetric = MetricDefinition & {
  readonly over: 'scores';
  readonly compute: (scores: Scores) => Figure;
};

/** A metric that compares the scores of all groups. */
export type ScoreGroupsMetric = MetricDefinition & {
  readonly over: 'score-groups';
  readonly compute: (groups: readonly Scores[]) => Figure;
};

/** A metric of several classes at once, or of two people (or a judge) who classify. */
export type MatrixMetric = MetricDefinition & {
  readonly over: 'matrix';
  readonly compute: (matrix: Matrix) => Figure;
};

/** A metric of numbers predicted. */
export type RegressionMetric = MetricDefinition & {
  readonly over: 'regression';
  readonly compute: (sums: RegressionSums) => Figure;
};

/** A metric that compares numbers predicted for all groups. */
export type RegressionGroupsMetric = MetricDefinition & {
  readonly over: 'regression-groups';
  readonly compute: (groups: readonly RegressionSums[]) => Figure;
};

/** A metric of how shares moved from the reference: of decile bins for numbers, of values for categories. */
export type SharesMetric = MetricDefinition & {
  readonly over: 'shares';
  readonly columns: 'numeric' | 'categorical' | 'both';
  readonly compute: (reference: readonly number[], current: readonly number[]) => Figure;
};

/** A metric of a numeric column in the bins of the profile. */
export type HistogramMetric = MetricDefinition & {
  readonly over: 'histogram';
  readonly compute: (histogram: Histogram) => Figure;
};

/** A metric of how complete a column is. */
export type CompletenessMetric = MetricDefinition & {
  readonly over: 'completeness';
  readonly columns: 'numeric' | 'both';
  readonly compute: (column: Completeness) => Figure;
};

/** A metric of the values of a categorical column. */
export type CategoriesMetric = MetricDefinition & {
  readonly over: 'categories';
  readonly compute: (column: Categories) => Figure;
};

/** A metric of answers: the share or mean of one measure. */
export type MeasureMetric = MetricDefinition & {
  readonly over: 'measure';
  /** The measure of sql/texts.ts, or `column` for each numeric column of the section `text`. */
  readonly measure: string;
  readonly compute: (measure: Measure) => Figure;
};

export type Metric =
  | ConfusionMetric
  | GroupsMetric
  | PairMetric
  | ScoreMetric
  | ScoreGroupsMetric
  | MatrixMetric
  | RegressionMetric
  | RegressionGroupsMetric
  | SharesMetric
  | HistogramMetric
  | CompletenessMetric
  | CategoriesMetric
  | MeasureMetric;
