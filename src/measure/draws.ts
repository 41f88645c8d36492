import type { Confusion } from './confusion.ts';
import type { Matrix, RegressionSums, Scores } from './counted.ts';
import { normal, type Random, randomOf, resample } from './random.ts';
import type { Spec } from './spec.ts';
import { confusionOf } from './tally.ts';

type Intervals = Spec['intervals'];

/** Resampled versions of the counts of one slice, the same ones for every metric of it. */
export function draw<T>(intervals: Intervals, slice: string, one: (random: Random) => T): readonly T[] {
  const random = randomOf(intervals.seed, slice);
  return Array.from({ length: intervals.replicates }, () => one(random));
}

/** Rows of a group drawn again with its own shares: the bootstrap, from counts. */
export function drawConfusion(counts: readonly number[]): (random: Random) => Confusion {
  return (random) => confusionOf(resample(random, counts));
}

export function drawMatrix({ classes, counts }: Matrix): (random: Random) => Matrix {
  const flat = counts.flat();
  return (random) => {
    const drawn = resample(random, flat);
    return {
      classes,
      counts: classes.map((_, i) => drawn.slice(i * classes.length, (i + 1) * classes.length)),
    };
  };
}

/** Means have no cells to draw from; they are drawn from the normal distribution of their standard error. */
export function drawScores(scores: Scores): (random: Random) => Scores {
  const n = scores.positives + scores.negatives;
  const sum = scores.score - scores.positives;
  const squares = scores.square - 2 * scores.scoreOfPositives + scores.positives;
  return (random) => ({ ...scores, score: scores.positives + drawnSum(random, { n, sum, squares }) });
}

export function drawRegression(sums: RegressionSums): (random: Random) => RegressionSums {
  return (random) => ({
    ...sums,
    error: drawnSum(random, { n: sums.labelled, sum: sums.error, squares: sums.square }),
    absolute: drawnSum(random, { n: sums.labelled, sum: sums.absolute, squares: sums.square }),
    prediction: drawnSum(random, { n: sums.predicted, sum: sums.prediction, squares: sums.predictionSquare }),
  });
}

function drawnSum(
  random: Random,
  { n, sum, squares }: { readonly n: number; readonly sum: number; readonly squares: number },
): number {
  const z = normal(random);
  if (n < 2) return sum;
  const variance = Math.max(0, squares - (sum * sum) / n) / (n - 1);
  return sum + z * Math.sqrt(variance * n);
}
