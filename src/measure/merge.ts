import { AppError } from '#kernel/errors.ts';
import {
  type Aggregates,
  aggregatesSchema,
  type CategoryCounts,
  type Cell,
  cellKey,
  MOST_OTHERS,
  type NumericCounts,
  ordered,
  type RegressionCell,
  type TextCell,
} from './aggregates.ts';

/**
 * Adds the aggregates of parts of one window, or of windows that follow each other, and gives what one run over all of
 * their rows would have given, to the byte. Aggregates hold every group, however small; suppression comes afterwards.
 * @throws AppError for parts that do not belong together, and for posted results: what was left out there is gone
 */
export function mergeAggregates(parts: readonly Aggregates[]): Aggregates {
  const [first, ...others] = parts;
  if (!first)
    throw new AppError('invalid-input', 'There is nothing to merge.', {
      next: 'Name the files of the parts.',
    });
  for (const other of others) {
    if (other.specHash !== first.specHash)
      throw differ('They were measured by different specs.', 'Measure all parts by one version of the spec.');
    if (other.profileHash !== first.profileHash)
      throw differ(
        'They were counted in the bins of different references.',
        'Measure all parts with one profile.',
      );
  }
  return ordered({
    ...first,
    window: {
      from: parts.map(({ window }) => window.from).reduce((a, b) => (a < b ? a : b)),
      to: parts.map(({ window }) => window.to).reduce((a, b) => (a > b ? a : b)),
    },
    rows: parts.reduce((sum, { rows }) => sum + rows, 0),
    cells: added(
      parts.flatMap(({ cells }) => cells),
      cellKey,
      addCells,
    ),
    regression: added(
      parts.flatMap(({ regression }) => regression),
      groupOf,
      addRegression,
    ),
    texts: added(
      parts.flatMap(({ texts }) => texts),
      groupOf,
      addTexts,
    ),
    numeric: added(
      parts.flatMap(({ numeric }) => numeric),
      ({ column }) => column,
      addNumeric,
    ),
    categories: added(
      parts.flatMap(({ categories }) => categories),
      ({ column }) => column,
      addCategories,
    ),
  });
}

/** Reads a file of aggregates. @throws AppError when it is something else, with the reason */
export function readAggregates(text: string, file: string): Aggregates {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new AppError('invalid-input', `${file} is no JSON.`, {
      next: 'Name files that ./aims measure kept.',
    });
  }
  if ((value as { format?: unknown } | null)?.format === 'openaims-measure-1')
    throw new AppError('invalid-input', `${file} is a posted result, and those cannot be merged.`, {
      next: 'Small groups were left out of it and shares have no counts any more, so a sum would be wrong: merge the aggregates that were kept where the logs are (the folder of --keep).',
    });
  const parsed = aggregatesSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError(
    'invalid-input',
    `${file} holds no aggregates of this version: ${parsed.error.issues[0]?.message}`,
    {
      next: 'Name files that ./aims measure kept.',
    },
  );
}

function differ(why: string, next: string): AppError {
  return new AppError('invalid-input', `The parts do not belong together. ${why}`, { next });
}

function added<T>(list: readonly T[], key: (each: T) => string, add: (a: T, b: T) => T): T[] {
  const found = new Map<string, T>();
  for (const each of list) {
    const before = found.get(key(each));
    found.set(key(each), before === undefined ? each : add(before, each));
  }
  return [...found.values()];
}

function groupOf({ group }: { readonly group: readonly (string | null)[] }): string {
  return JSON.stringify(group);
}

function addCells(a: Cell, b: Cell): Cell {
  return { ...a, n: a.n + b.n, score: a.score + b.score, square: a.square + b.square };
}

function addRegression(a: RegressionCell, b: RegressionCell): RegressionCell {
  return {
    group: a.group,
    n: a.n + b.n,
    predicted: a.predicted + b.predicted,
    prediction: a.prediction + b.prediction,
    predictionSquare: a.predictionSquare + b.predictionSquare,
    labelled: a.labelled + b.labelled,
    beyond: a.beyond + b.beyond,
    label: a.label + b.label,
    labelSquare: a.labelSquare + b.labelSquare,
    error: a.error + b.error,
    absolute: a.absolute + b.absolute,
    square: a.square + b.square,
  };
}

function addTexts(a: TextCell, b: TextCell): TextCell {
  const names = Object.keys({ ...a.measures, ...b.measures });
  const of = (cell: TextCell, name: string): [number, bigint] => cell.measures[name] ?? [0, 0n];
  return {
    group: a.group,
    n: a.n + b.n,
    measures: Object.fromEntries(
      names.map((name) => [name, [of(a, name)[0] + of(b, name)[0], of(a, name)[1] + of(b, name)[1]]]),
    ),
  };
}

function addNumeric(a: NumericCounts, b: NumericCounts): NumericCounts {
  return {
    column: a.column,
    n: a.n + b.n,
    missing: a.missing + b.missing,
    invalid: a.invalid + b.invalid,
    counts: a.counts.map((count, i) => count + b.counts[i]!),
  };
}

/** Other values are named while they are few; all parts together may have too many although none of them had. */
function addCategories(a: CategoryCounts, b: CategoryCounts): CategoryCounts {
  const others = a.others && b.others && sums(a.others, b.others);
  return {
    column: a.column,
    n: a.n + b.n,
    missing: a.missing + b.missing,
    listed: sums(a.listed, b.listed),
    other: a.other + b.other,
    others: others && Object.keys(others).length > MOST_OTHERS ? null : others,
  };
}

function sums(
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): Record<string, number> {
  const names = Object.keys({ ...a, ...b });
  return Object.fromEntries(names.map((name) => [name, (a[name] ?? 0) + (b[name] ?? 0)]));
}
