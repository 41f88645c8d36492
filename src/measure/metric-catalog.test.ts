import { describe, expect, test } from 'vitest';
import { labelledOf } from './confusion.ts';
import { metricCatalog, metrics } from './metric-catalog.ts';

describe.each(metrics.map((each) => [each.id, each] as const))('%s', (id, metric) => {
  test('has one place in the catalog, and says what it is, whence it comes and when it has no value', () => {
    expect(metricCatalog.get(id)).toBe(metric);
    expect(id).toMatch(/^[a-z][a-z0-9_]*$/);
    for (const text of [metric.title, metric.definition, metric.formula, metric.source, metric.undefinedWhen])
      expect(text.length).toBeGreaterThan(2);
    expect(metric.definition).toMatch(/\.$/);
  });
});

test('no two metrics share an id', () => {
  expect(metricCatalog.size).toBe(metrics.length);
});

// COMPAS (ProPublica 2016), African-American defendants: medium or high risk against two-year recidivism.
const black = { rows: 3696, predicted: 3696, selected: 2174, tp: 1369, fp: 805, fn: 532, tn: 990 };
const white = { rows: 2454, predicted: 2454, selected: 854, tp: 505, fp: 349, fn: 461, tn: 1139 };
const none = { rows: 5, predicted: 0, selected: 0, tp: 0, fp: 0, fn: 0, tn: 0 };

const of = (id: string) => {
  const metric = metricCatalog.get(id);
  if (!metric) throw new Error(`no metric ${id}`);
  return metric;
};
const value = (id: string, groups = [black, white]) => {
  const metric = of(id);
  if (metric.over === 'confusion') return metric.compute(groups[0]!).value;
  if (metric.over === 'groups') return metric.compute(groups).value;
  if (metric.over === 'pair') return metric.compute(groups[0]!, groups[1]!).value;
  throw new Error(`${id} is not over confusion counts`);
};

describe('against the published COMPAS table and sums done by hand', () => {
  test.each([
    ['false_positive_rate', 0.4485, 4],
    ['false_negative_rate', 0.2799, 4],
    ['accuracy', 2359 / 3696, 12],
    ['precision', 1369 / 2174, 12],
    ['recall', 1369 / 1901, 12],
    ['specificity', 990 / 1795, 12],
    ['negative_predictive_value', 990 / 1522, 12],
    ['base_rate', 1901 / 3696, 12],
    ['selection_rate', 2174 / 3696, 12],
    ['f1', (2 * 1369) / (2 * 1369 + 805 + 532), 12],
    ['balanced_accuracy', (1369 / 1901 + 990 / 1795) / 2, 12],
    ['matthews_correlation', (1369 * 990 - 805 * 532) / Math.sqrt(2174 * 1901 * 1522 * 1795), 12],
    ['selection_rate_ratio', 2174 / 3696 / (854 / 2454), 12],
    ['true_positive_rate_gap', 1369 / 1901 - 505 / 966, 12],
    ['false_positive_rate_gap', 805 / 1795 - 349 / 1488, 12],
    ['demographic_parity_difference', 2174 / 3696 - 854 / 2454, 12],
    ['demographic_parity_ratio', 854 / 2454 / (2174 / 3696), 12],
    ['four_fifths_groups', 1, 12],
    ['equal_opportunity_difference', 1369 / 1901 - 505 / 966, 12],
    ['false_positive_rate_difference', 805 / 1795 - 349 / 1488, 12],
    ['false_negative_rate_difference', 461 / 966 - 532 / 1901, 12],
    ['equalized_odds_difference', 805 / 1795 - 349 / 1488, 12],
    ['equalized_odds_ratio', 349 / 1488 / (805 / 1795), 12],
    ['predictive_parity_difference', 1369 / 2174 - 505 / 854, 12],
    ['accuracy_difference', 1644 / 2454 - 2359 / 3696, 12],
  ])('%s', (id, expected, digits) => {
    expect(value(id)).toBeCloseTo(expected, digits);
  });

  test('every metric over confusion counts is undefined with a reason where nothing was counted', () => {
    expect(labelledOf(none)).toBe(0);
    for (const metric of metrics) {
      const figure =
        metric.over === 'confusion'
          ? metric.compute(none)
          : metric.over === 'groups'
            ? metric.compute([none, none])
            : metric.over === 'pair'
              ? metric.compute(none, white)
              : null;
      if (figure === null) continue;
      expect([metric.id, figure.value, typeof figure.reason]).toEqual([metric.id, null, 'string']);
    }
  });
});
