import type { Aggregates } from '#measure/aggregates.ts';
import { buildResult } from '#measure/build-result.ts';
import type { Confusion } from '#measure/confusion.ts';
import type { Result } from '#measure/result.ts';
import type { Spec } from '#measure/spec.ts';
import { VERSION } from '../version.ts';

/** Made-up counts of one group of people in one window. */
export type Cell = { readonly groups: Readonly<Record<string, string>>; readonly counts: Confusion };

/**
 * The result of a window over made-up counts, by the engine itself: its figures, its intervals, its way with small
 * groups. The counts are drawn once around what the data say, so that weeks differ as weeks do.
 */
export function resultOf(made: {
  readonly spec: Spec;
  readonly specHash: string;
  readonly modelVersion: string;
  readonly window: { readonly from: string; readonly to: string };
  readonly cells: readonly Cell[];
  readonly seed: number;
}): Result {
  const { spec, specHash, modelVersion, window, seed } = made;
  const random = mulberry(seed * 7919);
  const cells = made.cells.map((cell) => ({ ...cell, counts: redrawn(cell.counts, random) }));
  const aggregates: Aggregates = {
    format: 'openaims-aggregates-1',
    specHash,
    profileHash: null,
    window: { from: window.from, to: window.to },
    rows: cells.reduce((sum, { counts }) => sum + counts.predicted, 0),
    cells: cells.flatMap((cell) => counted(spec, cell)),
    regression: [],
    texts: [],
    numeric: [],
    categories: [],
  };
  const measured = { profile: null, aggregates, engine: 'duckdb', version: VERSION, complete: true };
  return buildResult({ ...measured, spec: { ...spec, model_version: modelVersion } });
}

/** A group's counts as the engine counts them: by prediction and label, late labels apart. */
function counted(spec: Spec, { groups, counts }: Cell): Aggregates['cells'] {
  const { tp, fp, fn, tn, predicted, selected } = counts;
  const late = selected - tp - fp;
  const rows = [
    ['positive', 'positive', tp],
    ['positive', 'negative', fp],
    ['negative', 'positive', fn],
    ['negative', 'negative', tn],
    ['positive', null, late],
    ['negative', null, predicted - tp - fp - fn - tn - late],
  ] as const;
  return rows
    .filter(([, , n]) => n > 0)
    .map(([prediction, label, n]) => ({
      group: spec.protected.map(({ column }) => groups[column]!),
      prediction,
      label,
      bin: null,
      n,
      score: 0n,
      square: 0n,
    }));
}

/** The same rows drawn again with putting back. */
function redrawn(counts: Confusion, random: () => number): Confusion {
  const parts = [counts.tp, counts.fp, counts.fn, counts.tn];
  const open = counts.predicted - parts.reduce((a, b) => a + b, 0);
  const openSelected = counts.selected - counts.tp - counts.fp;
  const drawn = [0, 0, 0, 0, 0, 0];
  const weights = [...parts, openSelected, open - openSelected];
  for (let i = 0; i < counts.predicted; i += 1) {
    let at = random() * counts.predicted;
    let k = 0;
    while (k < 5 && at >= weights[k]!) {
      at -= weights[k]!;
      k += 1;
    }
    drawn[k]! += 1;
  }
  const [tp, fp, fn, tn, late] = drawn as [number, number, number, number, number];
  return { rows: counts.rows, predicted: counts.predicted, selected: tp + fp + late, tp, fp, fn, tn };
}

/** A small generator of even numbers in [0, 1) that starts from a seed: the same demo each time. */
function mulberry(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
