import type { Aggregates } from './aggregates.ts';
import { deciles } from './deciles.ts';
import { figuresOf } from './figures/all.ts';
import type { Profile } from './profile.ts';
import type { PostedAggregates, Result } from './result.ts';
import { slicingsOf } from './slicings.ts';
import type { Spec } from './spec.ts';

export type Measured = {
  readonly spec: Spec;
  readonly profile: Profile | null;
  readonly aggregates: Aggregates;
  readonly engine: string;
  /** The version of OpenAIMS. */
  readonly version: string;
  readonly complete: boolean;
  /** What an earlier measurement of the same window had, when it had something else. */
  readonly before?: { readonly rows: number; readonly labelled: number } | undefined;
};

/**
 * The result of one window: figures with their intervals, small groups left out. Breaches are added when the windows
 * before it are known (`withBreaches`).
 */
export function buildResult(measured: Measured): Result {
  const { spec, profile, aggregates, before } = measured;
  const labelled = labelledOf(aggregates);
  const reopened = before && (before.rows !== aggregates.rows || before.labelled !== labelled);
  const posted = postedOf(measured);
  return {
    format: 'openaims-measure-1',
    monitor: spec.monitor,
    system: spec.system,
    modelVersion: spec.model_version ?? null,
    specHash: aggregates.specHash,
    profileHash: aggregates.profileHash,
    engine: measured.engine,
    version: measured.version,
    window: {
      ...aggregates.window,
      complete: measured.complete,
      ...(reopened && { reopened: { rowsBefore: before.rows, labelledBefore: before.labelled } }),
    },
    rows: aggregates.rows,
    labelled,
    metrics: [...figuresOf(spec, { aggregates, profile })],
    breaches: [],
    ...(posted && { aggregates: posted }),
    origin: { kind: 'measured' },
  };
}

/** Rows that have a label: a late one counts from when it came. */
export function labelledOf(aggregates: Aggregates): number {
  return (
    aggregates.cells.reduce((sum, { label, n }) => sum + (label === null ? 0 : n), 0) +
    aggregates.regression.reduce((sum, { labelled }) => sum + labelled, 0)
  );
}

/** The counts that the spec lets travel: none below the smallest cell, no ends of a range. */
function postedOf({ spec, profile, aggregates }: Measured): PostedAggregates | null {
  const cells = spec.post.cells ? cellsOf(spec, aggregates) : undefined;
  const histograms = spec.post.distributions && profile ? histogramsOf(spec, aggregates, profile) : undefined;
  return cells || histograms ? { ...(cells && { cells }), ...(histograms && { histograms }) } : null;
}

function cellsOf(spec: Spec, aggregates: Aggregates): PostedAggregates['cells'] {
  const slices = [
    { slice: 'all', items: aggregates.cells },
    ...slicingsOf(spec, aggregates.cells).flatMap(({ groups }) => groups.filter(({ hidden }) => !hidden)),
  ];
  return slices.flatMap(({ slice, items }) => {
    const counts = new Map<
      string,
      { slice: string; prediction: string | null; label: string | null; n: number }
    >();
    for (const { prediction, label, n } of items) {
      const key = JSON.stringify([prediction, label]);
      const cell = counts.get(key) ?? { slice, prediction, label, n: 0 };
      cell.n += n;
      counts.set(key, cell);
    }
    // One small count among them could be found by subtraction, so all of the slice stay.
    const all = [...counts.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell);
    return all.some(({ n }) => n < spec.smallest_cell) ? [] : all;
  });
}

function histogramsOf(spec: Spec, { numeric }: Aggregates, profile: Profile): PostedAggregates['histograms'] {
  return numeric.flatMap(({ column, counts }) => {
    const known = profile.numeric[column];
    if (!known || counts.length === 0) return [];
    const { edges, reference, current } = deciles(known.edges, { reference: known.counts, current: counts });
    const small = [...reference, ...current].some((n) => n > 0 && n < spec.smallest_cell);
    return small ? [] : [{ column, edges: [...edges], counts: [...current], reference: [...reference] }];
  });
}
