/** How finely the reference is cut: quantiles for its body, equal widths for tails and what may come beyond. */
const QUANTILES = 200;
const WIDTHS = 56;
/** Equal widths reach this share of the range beyond either end. */
const MARGIN = 0.25;

/** The shares at which quantiles of the reference are taken: all from 0.005 to 1, and the lowest value. */
export const quantileShares: readonly number[] = [
  0,
  ...Array.from({ length: QUANTILES }, (_, i) => (i + 1) / QUANTILES),
];

/**
 * The edges of the bins of one column, in rising order. Quantiles alone would hide what happens in the tails, hence the
 * equal widths. They are rounded to a ten-thousandth of the range, so that no edge is somebody's exact value.
 */
export function edgesOf(quantiles: readonly number[]): readonly number[] {
  const values = quantiles.filter(Number.isFinite);
  if (values.length === 0) return [];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const range = high - low;
  if (!(range > 0) || !Number.isFinite(range)) {
    const pad = Math.abs(low) > 0 ? Math.abs(low) / 4 : 1;
    return range === 0 ? [low - pad, low, low + pad] : [low, 0, high];
  }
  const start = low - MARGIN * range;
  const width = ((1 + 2 * MARGIN) * range) / (WIDTHS - 1);
  const widths = Array.from({ length: WIDTHS }, (_, i) => start + i * width);
  const step = 10 ** Math.floor(Math.log10(range / 10_000));
  // Dividing by a whole number keeps 0.1 what it is, where a factor of 0.001 would not.
  const rounded = (x: number) =>
    step < 1 ? Math.round(x / step) / Math.round(1 / step) : Math.round(x / step) * step;
  const usable = step > 1e-300 && step < 1e300;
  const edges = [...values, ...widths].map((x) => (usable ? rounded(x) : x)).filter(Number.isFinite);
  return [...new Set(edges.map((x) => (x === 0 ? 0 : x)))].sort((a, b) => a - b);
}
