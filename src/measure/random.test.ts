import { describe, expect, test } from 'vitest';
import { bootstrapInterval, wilson } from './intervals.ts';
import { normal, randomOf, resample } from './random.ts';

const moments = (values: readonly number[]) => {
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
  const variance = values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (values.length - 1);
  return { mean, deviation: Math.sqrt(variance) };
};

describe('numbers drawn', () => {
  test('are the same for the same seed and name, and others for another', () => {
    const first = (seed: number, name: string) => randomOf(seed, name)();
    expect(first(1, 'a')).toBe(first(1, 'a'));
    expect(first(1, 'a')).not.toBe(first(2, 'a'));
    expect(first(1, 'a')).not.toBe(first(1, 'b'));
  });

  test('have the mean and deviation of a standard normal', () => {
    const random = randomOf(7, 'normal');
    const { mean, deviation } = moments(Array.from({ length: 20_000 }, () => normal(random)));
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(deviation - 1)).toBeLessThan(0.03);
  });

  test.each([
    ['few and rare', [3, 997]],
    ['middling', [40, 60]],
    ['many', [250_000, 750_000]],
    ['several', [5, 0, 20, 975]],
  ])('tables of counts keep their total and vary as a multinomial does: %s', (_, counts) => {
    const random = randomOf(11, 'table');
    const n = counts.reduce((sum, each) => sum + each, 0);
    const drawn = Array.from({ length: 4000 }, () => resample(random, counts));
    for (const each of drawn) expect(each.reduce((sum, one) => sum + one, 0)).toBe(n);
    for (const [i, count] of counts.entries()) {
      const { mean, deviation } = moments(drawn.map((each) => each[i]!));
      const expected = Math.sqrt((count * (n - count)) / n);
      expect(Math.abs(mean - count)).toBeLessThanOrEqual(5 * (expected / Math.sqrt(4000)) + 1e-9);
      expect(Math.abs(deviation - expected)).toBeLessThanOrEqual(0.06 * expected + 1e-9);
    }
  });
});

describe('Wilson’s interval', () => {
  // Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), table I.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%i of %i is that of the published table', (k, n, lo, hi) => {
    const interval = wilson(k, n, 0.95);
    expect(interval.lo).toBeCloseTo(lo, 4);
    expect(interval.hi).toBeCloseTo(hi, 4);
  });
});

describe('the bootstrap interval', () => {
  test('of a mean is close to that of the normal distribution', () => {
    const random = randomOf(3, 'mean');
    const drawn = Array.from({ length: 4000 }, () => 10 + normal(random));
    const { lo, hi } = bootstrapInterval(10, drawn, 0.95)!;
    expect(lo).toBeCloseTo(8.04, 1);
    expect(hi).toBeCloseTo(11.96, 1);
  });

  test('holds the value, even where resampling only makes it larger', () => {
    const { lo, hi } = bootstrapInterval(0.001, [0.01, 0.02, 0.03, 0.04, 0.05], 0.95)!;
    expect(lo).toBeLessThanOrEqual(0.001);
    expect(hi).toBeGreaterThanOrEqual(0.049);
  });

  test('is none when many resamples are undefined, or all the same', () => {
    expect(bootstrapInterval(1, [1, 1, 1], 0.95)).toBeNull();
    expect(bootstrapInterval(1, [1, 2, null], 0.95)).toBeNull();
  });
});
