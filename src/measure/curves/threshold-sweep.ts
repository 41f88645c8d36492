import type { Confusion } from '../confusion.ts';
import type { Scores } from '../counted.ts';
import { accuracy } from '../metrics/accuracy.ts';
import { f1 } from '../metrics/f1.ts';
import { falsePositiveRate } from '../metrics/false-positive-rate.ts';
import { precision } from '../metrics/precision.ts';
import { recall } from '../metrics/recall.ts';
import { selectionRate } from '../metrics/selection-rate.ts';

/** What labelled rows come to when scores from the cutoff up count as positive; null where a rate is 0/0. */
export type SweepPoint = {
  readonly cutoff: number;
  readonly selectionRate: number | null;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly falsePositiveRate: number | null;
  readonly accuracy: number | null;
  readonly f1: number | null;
};

/**
 * The same rows at each of several cutoffs, the lowest selecting all. Cutoffs are edges of score bins, so the counts are
 * exact; only scores that equal a cutoff to the last digits of a double may fall on its other side.
 * @param places the numbers of the bins from which rows count as positive
 */
export function thresholdSweep(
  { low, high, bins, positives, negatives }: Scores,
  places: readonly number[],
): readonly SweepPoint[] {
  let [fn, tn, next] = [0, 0, 0];
  return [0, ...places].map((place) => {
    for (; next < place; next += 1) {
      fn += bins[next]!.positive;
      tn += bins[next]!.negative;
    }
    const [tp, fp] = [positives - fn, negatives - tn];
    const all = positives + negatives;
    const counts: Confusion = { rows: all, predicted: all, selected: tp + fp, tp, fp, fn, tn };
    return {
      cutoff: Number((low + ((high - low) * place) / bins.length).toPrecision(12)),
      selectionRate: selectionRate.compute(counts).value,
      precision: precision.compute(counts).value,
      recall: recall.compute(counts).value,
      falsePositiveRate: falsePositiveRate.compute(counts).value,
      accuracy: accuracy.compute(counts).value,
      f1: f1.compute(counts).value,
    };
  });
}
