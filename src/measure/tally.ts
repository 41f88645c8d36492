import { type Cell, type RegressionCell, SCORE_BINS, UNIT } from './aggregates.ts';
import type { Confusion } from './confusion.ts';
import type { Matrix, RegressionSums, Scores } from './counted.ts';
import type { Spec } from './spec.ts';

/** The nine counts of prediction × label, each positive, negative or not there; in this order they are resampled. */
const SIDES = ['positive', 'negative', null] as const;

export function sideCounts(cells: readonly Cell[]): number[] {
  const counts = new Array<number>(9).fill(0);
  for (const { prediction, label, n } of cells) {
    const place = SIDES.indexOf(prediction as 'positive') * 3 + SIDES.indexOf(label as 'positive');
    counts[place]! += n;
  }
  return counts;
}

export function confusionOf(counts: readonly number[]): Confusion {
  const [tp, fp, pu, fn, tn, nu] = counts as [number, number, number, number, number, number];
  return {
    rows: counts.reduce((sum, each) => sum + each, 0),
    predicted: tp + fp + pu + fn + tn + nu,
    selected: tp + fp + pu,
    tp,
    fp,
    fn,
    tn,
  };
}

/** Right and wrong of several classes, in the places where accuracy looks for them. */
export function correctness({ counts }: Matrix): Confusion {
  const right = counts.reduce((sum, row, i) => sum + row[i]!, 0);
  const n = counts.flat().reduce((sum, each) => sum + each, 0);
  return { rows: n, predicted: n, selected: right, tp: right, fp: n - right, fn: 0, tn: 0 };
}

/** One class against all others. */
export function oneAgainstRest({ counts }: Matrix, at: number): Confusion {
  const n = counts.flat().reduce((sum, each) => sum + each, 0);
  const tp = counts[at]![at]!;
  const actual = counts[at]!.reduce((sum, each) => sum + each, 0);
  const selected = counts.reduce((sum, row) => sum + row[at]!, 0);
  const [fn, fp] = [actual - tp, selected - tp];
  return { rows: n, predicted: n, selected, tp, fp, fn, tn: n - tp - fn - fp };
}

/** The classes that occur, in the order of their names. */
export function classesOf(cells: readonly Cell[]): readonly string[] {
  const names = new Set<string>();
  for (const { prediction, label } of cells) {
    if (prediction !== null) names.add(prediction);
    if (label !== null) names.add(label);
  }
  return [...names].sort();
}

export function matrixOf(cells: readonly Cell[], classes: readonly string[]): Matrix {
  const place = new Map(classes.map((name, i) => [name, i]));
  const counts = classes.map(() => new Array<number>(classes.length).fill(0));
  for (const { prediction, label, n } of cells)
    if (prediction !== null && label !== null) counts[place.get(label)!]![place.get(prediction)!]! += n;
  return { classes, counts };
}

/** The two classes of a binary task as a matrix. */
export function matrixOfSides(counts: readonly number[]): Matrix {
  const { tp, fp, fn, tn } = confusionOf(counts);
  return {
    classes: ['negative', 'positive'],
    counts: [
      [tn, fp],
      [fn, tp],
    ],
  };
}

/** Scores of the labelled rows; sums become numbers only after they were added as whole numbers. */
export function scoresOf(cells: readonly Cell[], spec: Spec): Scores {
  const positive = new Array<number>(SCORE_BINS).fill(0);
  const negative = new Array<number>(SCORE_BINS).fill(0);
  const perBin = new Array<bigint>(SCORE_BINS).fill(0n);
  let [score, square, scoreOfPositives] = [0n, 0n, 0n];
  for (const cell of cells) {
    if (cell.bin === null || cell.label === null) continue;
    const side = cell.label === 'positive' ? positive : negative;
    side[cell.bin]! += cell.n;
    perBin[cell.bin]! += cell.score;
    score += cell.score;
    square += cell.square;
    if (cell.label === 'positive') scoreOfPositives += cell.score;
  }
  const [low, high] = spec.columns.score_range;
  return {
    low,
    high,
    bins: positive.map((n, i) => ({ positive: n, negative: negative[i]!, score: Number(perBin[i]!) / UNIT })),
    positives: positive.reduce((sum, each) => sum + each, 0),
    negatives: negative.reduce((sum, each) => sum + each, 0),
    score: Number(score) / UNIT,
    square: Number(square) / UNIT,
    scoreOfPositives: Number(scoreOfPositives) / UNIT,
  };
}

/** The sums of some regression cells, in the unit of the column. */
export function regressionOf(cells: readonly RegressionCell[], magnitude: number): RegressionSums {
  const count = (of: (cell: RegressionCell) => number) => cells.reduce((sum, cell) => sum + of(cell), 0);
  const sum = (of: (cell: RegressionCell) => bigint, power: number) =>
    (Number(cells.reduce((all, cell) => all + of(cell), 0n)) / UNIT) * magnitude ** power;
  return {
    n: count(({ n }) => n),
    predicted: count(({ predicted }) => predicted),
    prediction: sum(({ prediction }) => prediction, 1),
    predictionSquare: sum(({ predictionSquare }) => predictionSquare, 2),
    labelled: count(({ labelled }) => labelled),
    beyond: count(({ beyond }) => beyond),
    label: sum(({ label }) => label, 1),
    labelSquare: sum(({ labelSquare }) => labelSquare, 2),
    error: sum(({ error }) => error, 1),
    absolute: sum(({ absolute }) => absolute, 1),
    square: sum(({ square }) => square, 2),
  };
}
