import type { Aggregates, Cell } from '../aggregates.ts';
import type { Scores } from '../counted.ts';
import { type Slicing, slicingsOf } from '../slicings.ts';
import type { Spec } from '../spec.ts';
import { groupKey, hideSmall } from '../suppress.ts';
import { scoresOf } from '../tally.ts';
import { cutPlaces } from './cut-places.ts';
import { type ReliabilityPoint, reliabilityCurve } from './reliability-curve.ts';
import { type SweepPoint, thresholdSweep } from './threshold-sweep.ts';

/** A group has curves of its own from so many times the smallest cell in labelled rows. */
const LEAST_CELLS = 10;

/** The curves of one slice, over its labelled rows with a score inside the range. */
export type Curves = {
  readonly slice: string;
  readonly n: number;
  /** Null when scores are no probabilities, which is a range other than 0 to 1. */
  readonly reliability: readonly ReliabilityPoint[] | null;
  readonly sweep: readonly SweepPoint[];
};

/** The curves of one window. They stay where the logs are: a result that is sent never holds them. */
export type WindowCurves = {
  readonly window: { readonly from: string; readonly to: string };
  readonly slices: readonly Curves[];
};

/**
 * Reliability curves and threshold sweeps of a window from its score bins: of all rows, and of each group of each
 * protected attribute that may be shown and has rows enough (crossings have none). Empty without a score or while fewer
 * labelled rows than the smallest cell have one.
 */
export function curvesOf(spec: Spec, { window, cells }: Aggregates): WindowCurves {
  if (spec.task !== 'binary' || !spec.columns.score) return { window, slices: [] };
  const all = scoresOf(cells, spec);
  if (rowsOf(all) < spec.smallest_cell) return { window, slices: [] };
  const single = slicingsOf(spec, cells).filter(({ attributes }) => attributes.length === 1);
  return {
    window,
    slices: [
      ...sameCuts(spec, [{ slice: 'all', scores: all }]),
      ...single.flatMap((slicing) => groupCurves(spec, slicing)),
    ],
  };
}

/**
 * Groups that are not shown, and those with too few labelled rows for a curve, are cut together as one that is not shown:
 * what the others leave of all rows tells of no fewer than the smallest cell either.
 */
function groupCurves(spec: Spec, { groups }: Slicing<Cell>): readonly Curves[] {
  const counted = groups
    .map((group) => ({ ...group, scores: scoresOf(group.items, spec) }))
    .filter(({ scores }) => rowsOf(scores) > 0);
  const small = hideSmall(
    counted.map(({ values, scores }) => ({ values, n: rowsOf(scores) })),
    spec.smallest_cell,
  );
  const isShown = ({ values, hidden, scores }: (typeof counted)[number]) =>
    !hidden && !small.has(groupKey(values)) && rowsOf(scores) >= LEAST_CELLS * spec.smallest_cell;
  const rest = counted.filter((group) => !isShown(group)).flatMap(({ items }) => items);
  return sameCuts(spec, counted.filter(isShown), rest.length > 0 ? [scoresOf(rest, spec)] : []);
}

/** The curves of slices that are cut at the same places, which are right for those beside them as well. */
function sameCuts(
  spec: Spec,
  shown: readonly { readonly slice: string; readonly scores: Scores }[],
  beside: readonly Scores[] = [],
): readonly Curves[] {
  const bins = [...shown.map(({ scores }) => scores), ...beside].map((each) => each.bins);
  const { coarse, fine } = cutPlaces(bins, spec.smallest_cell);
  return shown.map(({ slice, scores }) => ({
    slice,
    n: rowsOf(scores),
    reliability:
      scores.low === 0 && scores.high === 1 ? reliabilityCurve(scores, coarse, spec.intervals.level) : null,
    sweep: thresholdSweep(scores, fine),
  }));
}

function rowsOf({ positives, negatives }: Scores): number {
  return positives + negatives;
}
