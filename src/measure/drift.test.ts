import { describe, expect, test } from 'vitest';
import { deciles } from './deciles.ts';
import { edgesOf } from './edges.ts';
import { metricCatalog } from './metric-catalog.ts';
import { upperGamma } from './upper-gamma.ts';

const shares = (id: string, reference: readonly number[], current: readonly number[]) => {
  const metric = metricCatalog.get(id)!;
  if (metric.over !== 'shares') throw new Error(id);
  return metric.compute(reference, current);
};
const histogram = (
  id: string,
  edges: readonly number[],
  reference: readonly number[],
  current: readonly number[],
) => {
  const metric = metricCatalog.get(id)!;
  if (metric.over !== 'histogram') throw new Error(id);
  return metric.compute({ edges, reference, current, deviation: 2 });
};

describe('shares that moved', () => {
  test('PSI by hand: 50/50 to 60/40', () => {
    const expected = 0.1 * Math.log(0.6 / 0.5) + -0.1 * Math.log(0.4 / 0.5);
    expect(shares('population_stability_index', [50, 50], [60, 40]).value).toBeCloseTo(expected, 14);
  });

  test('an empty bin counts as 0.0001, so that one new value does not make PSI infinite', () => {
    const expected = (0.1 - 1e-4) * Math.log(0.1 / 1e-4) + (0.9 - 1) * Math.log(0.9);
    expect(shares('population_stability_index', [100, 0], [90, 10]).value).toBeCloseTo(expected, 14);
  });

  test('Jensen–Shannon is 0 for the same shares and 1 for none in common', () => {
    expect(shares('jensen_shannon_distance', [1, 2, 3], [10, 20, 30]).value).toBeCloseTo(0, 7);
    expect(shares('jensen_shannon_distance', [5, 0], [0, 9]).value).toBe(1);
    // By hand for (1/2, 1/2) and (1, 0): JSD = 3/4 · log2(4/3) + 1/4 · ... = 0.311278 bits.
    expect(shares('jensen_shannon_distance', [1, 1], [1, 0]).value).toBeCloseTo(
      Math.sqrt(0.3112781244591328),
      12,
    );
  });

  test('chi-square, Cramér’s V and p of a table done by hand', () => {
    // [[10, 20], [20, 10]]: expected 15 each, statistic 4 · 25/15 = 6.667, V = √(6.667/60), p = 0.00982.
    expect(shares('chi_square', [10, 20], [20, 10]).value).toBeCloseTo(20 / 3, 12);
    expect(shares('cramers_v', [10, 20], [20, 10]).value).toBeCloseTo(1 / 3, 12);
    expect(shares('chi_square_p', [10, 20], [20, 10]).value).toBeCloseTo(0.009823274507519, 12);
  });

  test('a p-value is not given where it means nothing', () => {
    expect(shares('chi_square_p', [6000, 4000], [6001, 4000]).reason).toContain('more than 10,000 rows');
    expect(shares('chi_square_p', [3, 4], [2, 40]).reason).toContain('expected count is below 5');
  });

  test('nothing to compare is no value with a reason', () => {
    for (const id of [
      'population_stability_index',
      'jensen_shannon_distance',
      'chi_square',
      'cramers_v',
      'chi_square_p',
    ])
      expect([id, shares(id, [1, 2], [0, 0]).value, typeof shares(id, [1, 2], [0, 0]).reason]).toEqual([
        id,
        null,
        'string',
      ]);
    expect(shares('cramers_v', [5, 0], [7, 0]).reason).toBe('there is one value only');
  });
});

describe('distances of histograms', () => {
  const edges = [0, 1, 2, 3];

  test('KS by hand, with what one bin can hide as the upper bound', () => {
    const { value, lo, hi } = histogram('kolmogorov_smirnov', edges, [0, 50, 50, 0, 0], [0, 0, 50, 50, 0]);
    expect([value, lo, hi]).toEqual([0.5, 0.5, 1]);
  });

  test('Wasserstein by hand: everything one to the right, in units of a deviation of 2', () => {
    const { value, lo, hi } = histogram('wasserstein', edges, [0, 50, 50, 0, 0], [0, 0, 50, 50, 0]);
    expect(value).toBeCloseTo(0.5, 12);
    expect(lo).toBeLessThanOrEqual(value!);
    expect(hi).toBeGreaterThanOrEqual(value!);
  });

  test('values beyond the outermost edges leave the distance open above, and say so', () => {
    const { hi, reason } = histogram('wasserstein', edges, [0, 50, 50, 0, 0], [0, 50, 40, 0, 10]);
    expect(hi).toBeNull();
    expect(reason).toContain('beyond the outermost edges');
    expect(histogram('out_of_range_rate', edges, [0, 50, 50, 0, 0], [5, 50, 40, 0, 5]).value).toBe(0.1);
  });

  test('a median lies in its bin', () => {
    expect(histogram('median', edges, [0, 1, 1, 1, 0], [0, 10, 20, 10, 0])).toMatchObject({
      value: 1.5,
      lo: 1,
      hi: 2,
    });
  });
});

test('Q(a, x) has the values of the tables', () => {
  // Chi-square quantiles: P(χ² > 3.841459) = 0.05 for 1, > 18.307038 for 10, > 124.342113 for 100 degrees of freedom.
  for (const [k, x] of [
    [1, 3.841458820694124],
    [10, 18.307038053275146],
    [100, 124.34211340400407],
  ] as const)
    expect(upperGamma(k / 2, x / 2)).toBeCloseTo(0.05, 12);
  expect(upperGamma(0.5, 0)).toBe(1);
});

describe('the bins of a reference', () => {
  test('reach beyond its range, rise strictly and are rounded', () => {
    const edges = edgesOf([0.123456789, 0.5, 0.987654321]);
    expect(edges[0]).toBeLessThan(0.123456789 - 0.2);
    expect(edges.at(-1)).toBeGreaterThan(0.987654321 + 0.2);
    expect(edges.every((edge, i) => i === 0 || edge > edges[i - 1]!)).toBe(true);
    expect(edges.includes(0.987654321)).toBe(false);
  });

  test('one value, no value and huge values make bins too', () => {
    expect(edgesOf([5, 5])).toEqual([3.75, 5, 6.25]);
    expect(edgesOf([0])).toEqual([-1, 0, 1]);
    expect(edgesOf([])).toEqual([]);
    expect(edgesOf([-1e308, 1e308]).every(Number.isFinite)).toBe(true);
    expect(edgesOf([1e-320, 3e-320]).length).toBeGreaterThan(1);
  });

  test('are put together to tenths of the reference, fewer where one value is frequent', () => {
    const reference = [0, ...Array.from({ length: 20 }, () => 5), 0];
    const edges = Array.from({ length: 21 }, (_, i) => i);
    expect(deciles(edges, { reference, current: reference }).reference).toEqual(
      Array.from({ length: 10 }, () => 10),
    );
    expect(deciles([0, 1, 2], { reference: [0, 95, 5, 0], current: [1, 1, 1, 1] })).toEqual({
      edges: [1],
      reference: [95, 5],
      current: [2, 2],
    });
  });
});
