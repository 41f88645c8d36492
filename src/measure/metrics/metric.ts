import type { Confusion } from '../confusion.ts';
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

/** A metric that compares all groups of an attribute. */
export type GroupsMetric = MetricDefinition & {
  readonly over: 'groups';
  readonly compute: (groups: readonly Confusion[]) => Figure;
};

/** A metric that compares one group with the reference group. */
export type PairMetric = MetricDefinition & {
  readonly over: 'pair';
  readonly compute: (group: Confusion, reference: Confusion) => Figure;
};
