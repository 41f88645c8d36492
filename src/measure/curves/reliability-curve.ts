import type { Scores } from '../counted.ts';
import { wilson } from '../intervals.ts';

/** One part of the score range: what the scores promised on average, and how often it came true. */
export type ReliabilityPoint = {
  readonly from: number;
  readonly to: number;
  /** Labelled rows with a score in it. */
  readonly n: number;
  /** Null when there are no rows. */
  readonly meanScore: number | null;
  readonly positiveShare: number | null;
  /** Wilson's interval of the share. */
  readonly lo: number | null;
  readonly hi: number | null;
};

/**
 * The reliability curve: mean score against share of positive rows in parts of the score range. Well calibrated scores
 * lie on the diagonal. DeGroot, Fienberg, The comparison and evaluation of forecasters, The Statistician 32 (1983) 12–22.
 * @param places the numbers of the bins between which it is cut
 */
export function reliabilityCurve(
  { low, high, bins }: Scores,
  places: readonly number[],
  level: number,
): readonly ReliabilityPoint[] {
  const at = (place: number) => Number((low + ((high - low) * place) / bins.length).toPrecision(12));
  return [...places, bins.length].map((end, i) => {
    const start = places[i - 1] ?? 0;
    const part = bins.slice(start, end);
    const positive = part.reduce((sum, bin) => sum + bin.positive, 0);
    const n = part.reduce((sum, bin) => sum + bin.negative, positive);
    const range = { from: at(start), to: at(end), n };
    if (n === 0) return { ...range, meanScore: null, positiveShare: null, lo: null, hi: null };
    const score = part.reduce((sum, bin) => sum + bin.score, 0);
    const { lo, hi } = wilson(positive, n, level);
    return {
      ...range,
      meanScore: tidy(score / n),
      positiveShare: tidy(positive / n),
      lo: tidy(lo),
      hi: tidy(hi),
    };
  });
}

function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
