import type { Confusion } from '#measure/confusion.ts';
import { metrics } from '#measure/metric-catalog.ts';
import type { Figure, Metric } from '#measure/metrics/metric.ts';
import type { MetricResult } from '#measure/result.ts';
import { type Slice, writeSlice } from '#measure/slice.ts';

/** Made-up counts of one group of people in one window. */
export type Cell = { readonly groups: Readonly<Record<string, string>>; readonly counts: Confusion };

const REPLICATES = 100;
const SMALLEST = 10;

type Wanted = {
  readonly attributes: readonly (readonly string[])[];
  readonly reference: Readonly<Record<string, string>>;
  readonly seed: number;
};
/** The counts of a group as they are, followed by those of every replicate. */
type Drawn = readonly Confusion[];

/**
 * Every figure of a binary task over made-up cells, by the very metrics of the engine: the whole, each group, each
 * comparison, with bootstrap intervals of 95 %. Groups below the smallest size are withheld.
 */
export function figuresOf(cells: readonly Cell[], wanted: Wanted): readonly MetricResult[] {
  const random = mulberry(wanted.seed);
  const draws = [
    cells,
    ...Array.from({ length: REPLICATES }, () =>
      cells.map((cell) => ({ ...cell, counts: redrawn(cell.counts, random) })),
    ),
  ];
  const all = draws.map(sum);
  const whole = metrics.flatMap((metric) =>
    metric.over === 'confusion' && metric.slices.includes('all')
      ? [figureOf(metric, { kind: 'all' }, all.map(metric.compute))]
      : [],
  );
  return [...whole, ...wanted.attributes.flatMap((names) => byAttributes(draws, names, wanted.reference))];
}

function byAttributes(
  draws: readonly (readonly Cell[])[],
  attributes: readonly string[],
  reference: Readonly<Record<string, string>>,
): readonly MetricResult[] {
  const keyOf = (cell: Cell) => attributes.map((name) => cell.groups[name]!).join('\n');
  const groups = new Map<string, Drawn>(
    [...new Set(draws[0]!.map(keyOf))].map((key) => [
      key,
      draws.map((cells) => sum(cells.filter((cell) => keyOf(cell) === key))),
    ]),
  );
  const big = [...groups].filter(([, drawn]) => drawn[0]!.predicted >= SMALLEST);
  const others = groups.get(attributes.map((name) => reference[name]!).join('\n'))!;
  return metrics.flatMap((metric): readonly MetricResult[] => {
    if (metric.over === 'groups')
      return [
        figureOf(
          metric,
          { kind: 'by', attributes },
          draws.map((_, i) => metric.compute(big.map(([, drawn]) => drawn[i]!))),
        ),
      ];
    if (metric.over !== 'confusion' && metric.over !== 'pair') return [];
    if (!metric.slices.includes('group')) return [];
    return [...groups].map(([key, drawn]) => {
      const slice: Slice = { kind: 'group', attributes, values: key.split('\n') };
      if (drawn[0]!.predicted < SMALLEST)
        return figureOf(metric, slice, [{ value: null, n: 0, reason: WITHHELD }]);
      const compute = (own: Confusion, i: number) =>
        metric.over === 'pair' ? metric.compute(own, others[i]!) : metric.compute(own);
      return figureOf(metric, slice, drawn.map(compute));
    });
  });
}

/** The first figure is the value, the others span its interval. */
function figureOf(metric: Metric, slice: Slice, [own, ...others]: readonly Figure[]): MetricResult {
  const { value, n, reason } = own!;
  const drawn = value === null ? [] : others.flatMap((each) => each.value ?? []).sort((a, b) => a - b);
  const end = (share: number) => drawn[Math.min(drawn.length - 1, Math.floor(share * drawn.length))] ?? null;
  return {
    id: metric.id,
    slice: writeSlice(slice),
    value,
    lo: end(0.025),
    hi: end(0.975),
    boundKind: drawn.length > 0 ? 'bootstrap' : 'none',
    n,
    definitionVersion: metric.version,
    ...(reason && { reason }),
  };
}

/** Made-up cells as one week might bring them: drawn once, the same each time. */
export function drawnOnce(cells: readonly Cell[], seed: number): readonly Cell[] {
  const random = mulberry(seed * 7919);
  return cells.map((cell) => ({ ...cell, counts: redrawn(cell.counts, random) }));
}

const WITHHELD = `withheld: fewer than ${SMALLEST} rows`;

/** The counts of several cells together. */
function sum(cells: readonly Cell[]): Confusion {
  const total = { rows: 0, predicted: 0, selected: 0, tp: 0, fp: 0, fn: 0, tn: 0 };
  for (const { counts } of cells)
    for (const key of Object.keys(total) as (keyof Confusion)[]) total[key] += counts[key];
  return total;
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
