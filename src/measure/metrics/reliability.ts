import type { Scores } from '../counted.ts';

/** How many bins the calibration curve has. */
const BINS = 10;

/** The bins of the reliability curve: sums of scores, positive rows and all rows in each tenth of the range. */
export function reliability(bins: Scores['bins']) {
  const size = Math.ceil(bins.length / BINS);
  return Array.from({ length: BINS }, (_, i) => {
    const part = bins.slice(i * size, (i + 1) * size);
    const sum = (of: (bin: Scores['bins'][number]) => number) => part.reduce((all, bin) => all + of(bin), 0);
    return {
      n: sum(({ positive, negative }) => positive + negative),
      positive: sum(({ positive }) => positive),
      score: sum(({ score }) => score),
    };
  });
}
