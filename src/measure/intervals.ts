type Interval = { readonly lo: number; readonly hi: number };

/**
 * Wilson's score interval of a share. It does not collapse at 0 of n or n of n.
 * Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927) 209–212.
 */
export function wilson(k: number, n: number, level: number): Interval {
  const z = normalQuantile((1 + level) / 2);
  const [p, z2] = [k / n, z * z];
  const middle = (p + z2 / (2 * n)) / (1 + z2 / n);
  const half = (z / (1 + z2 / n)) * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n));
  return { lo: k === 0 ? 0 : Math.max(0, middle - half), hi: k === n ? 1 : Math.min(1, middle + half) };
}

/**
 * An interval of a value from resampled ones: the percentile interval and the bias-corrected one put together; null when
 * a tenth of the resampled values is undefined, or all are the same. Resampling makes ranges over groups larger than they
 * are, which the correction sees; close to a range of 0 the correction alone would be too narrow. The wider of the two
 * is the careful choice.
 * Efron, Nonparametric standard errors and confidence intervals, Canadian Journal of Statistics 9 (1981) 139–158.
 */
export function bootstrapInterval(
  value: number,
  drawn: readonly (number | null)[],
  level: number,
): Interval | null {
  const defined = drawn.filter((each) => each !== null).sort((a, b) => a - b);
  if (defined.length === 0 || defined.length < 0.9 * drawn.length || defined[0] === defined.at(-1))
    return null;
  const below = defined.reduce((sum, each) => sum + (each < value ? 1 : each === value ? 0.5 : 0), 0);
  const share = Math.min(defined.length - 0.5, Math.max(0.5, below)) / defined.length;
  const bias = 2 * normalQuantile(share);
  const z = normalQuantile((1 + level) / 2);
  return {
    lo: Math.min(value, quantile(defined, normalShare(bias - z)), quantile(defined, (1 - level) / 2)),
    hi: Math.max(value, quantile(defined, normalShare(bias + z)), quantile(defined, (1 + level) / 2)),
  };
}

function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
  return below + (place - Math.floor(place)) * (above - below);
}

/** The probability that a standard normal number stays below z (Abramowitz and Stegun 26.2.17, to seven digits). */
function normalShare(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  const poly =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z >= 0 ? 1 - density * poly : density * poly;
}

/** The value that a standard normal number stays below with probability p (Acklam's approximation, to nine digits). */
function normalQuantile(p: number): number {
  const a = [
    -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
    2.506628277459239,
  ] as const;
  const b = [
    -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572,
  ] as const;
  const c = [
    -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
    2.938163982698783,
  ] as const;
  const d = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416] as const;
  const horner = (coefficients: readonly number[], x: number) =>
    coefficients.reduce((sum, each) => sum * x + each, 0);
  const tail = (q: number) => horner(c, q) / horner([...d, 1], q);
  if (p < 0.02425) return tail(Math.sqrt(-2 * Math.log(p)));
  if (p > 0.97575) return -tail(Math.sqrt(-2 * Math.log(1 - p)));
  const q = p - 0.5;
  const r = q * q;
  return (horner(a, r) * q) / horner([...b, 1], r);
}
