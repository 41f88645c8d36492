import { describe, expect, test } from 'vitest';
import { figureOf, measureText, specOf } from './measure.testing.ts';

/** Through the whole engine: small logs whose figures are published, or done by hand in the comment. */
const head = (task: string, columns: string, more = '') => `
monitor: published
system: SYS-0001
source: { format: csv, path: log.csv }
task: ${task}
columns: { ${columns} }
smallest_cell: 1
${more}`;
const csv = (names: string, rows: readonly (readonly unknown[])[]) =>
  `${names}\n${rows.map((row) => row.join(',')).join('\n')}\n`;

describe('scores', () => {
  const binary = specOf(head('binary', 'prediction: p, label: y, score: s, positive: 1'));
  const of = async (y: readonly number[], s: readonly number[]) =>
    (
      await measureText(
        binary,
        csv(
          'p,y,s',
          y.map((each, i) => [s[i]! >= 0.5 ? 1 : 0, each, s[i]]),
        ),
      )
    ).results[0];

  test('AUC of the example in the documentation of scikit-learn is 0.75', async () => {
    expect(figureOf(await of([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]), 'auc')).toMatchObject({
      value: 0.75,
      lo: 0.75,
      hi: 0.75,
    });
  });

  test('equal scores count half, and the bounds say that bins cannot tell', async () => {
    expect(figureOf(await of([0, 1], [0.5, 0.5]), 'auc')).toMatchObject({ value: 0.5, lo: 0, hi: 1 });
  });

  test('the Brier score of the example in the documentation of scikit-learn is 0.0375', async () => {
    const result = await of([0, 1, 1, 0], [0.1, 0.9, 0.8, 0.3]);
    expect(figureOf(result, 'brier').value).toBeCloseTo(0.0375, 12);
    // Mean score 0.525 less half of the rows positive; ten bins each with one row: (0.1 + 0.1 + 0.2 + 0.3) / 4.
    expect(figureOf(result, 'calibration_bias').value).toBeCloseTo(0.025, 12);
    expect(figureOf(result, 'expected_calibration_error').value).toBeCloseTo(0.175, 12);
  });

  test('a cutoff makes predictions where there is no column of them', async () => {
    const spec = specOf(head('binary', 'label: y, score: s, label_positive: 1, cutoff: 0.4'));
    const { results } = await measureText(spec, 'y,s\n1,0.4\n0,0.39\n0,\n');
    expect(figureOf(results[0], 'selection_rate')).toMatchObject({ value: 0.5, n: 2 });
  });

  test('calibration by group is the range of mean score less base rate', async () => {
    const spec = specOf(
      head('binary', 'prediction: p, label: y, score: s, positive: 1', 'protected: [{ column: g }]'),
    );
    const { results } = await measureText(
      spec,
      csv('p,y,s,g', [
        [1, 1, 0.9, 'a'],
        [1, 1, 0.7, 'a'],
        [0, 0, 0.3, 'b'],
        [0, 1, 0.1, 'b'],
      ]),
    );
    // a: 0.8 - 1 = -0.2; b: 0.2 - 0.5 = -0.3.
    expect(figureOf(results[0], 'calibration_difference', 'by:g').value).toBeCloseTo(0.1, 11);
  });
});

describe('several classes', () => {
  const spec = specOf(head('multiclass', 'prediction: p, label: y'));

  test('kappa of Cohen’s kind: 20, 5, 10, 15 give 0.4', async () => {
    const rows = [
      ...Array(20).fill(['yes', 'yes']),
      ...Array(5).fill(['yes', 'no']),
      ...Array(10).fill(['no', 'yes']),
      ...Array(15).fill(['no', 'no']),
    ];
    const { results } = await measureText(spec, csv('p,y', rows));
    // Observed 0.7; expected 0.5 · 0.6 + 0.5 · 0.4 = 0.5.
    expect(figureOf(results[0], 'cohen_kappa').value).toBeCloseTo(0.4, 12);
    expect(figureOf(results[0], 'accuracy')).toMatchObject({ value: 0.7, boundKind: 'wilson' });
  });

  test('the macro F1 of the example in the documentation of scikit-learn is 0.2667', async () => {
    const [y, p] = [
      [0, 1, 2, 0, 1, 2],
      [0, 2, 1, 0, 0, 1],
    ];
    const { results } = await measureText(
      spec,
      csv(
        'p,y',
        y.map((each, i) => [p[i], each]),
      ),
    );
    expect(figureOf(results[0], 'macro_f1').value).toBeCloseTo(0.26666666666, 9);
    expect(figureOf(results[0], 'macro_precision').value).toBeCloseTo(0.22222222222, 9);
    expect(figureOf(results[0], 'macro_recall').value).toBeCloseTo(0.33333333333, 9);
    expect(figureOf(results[0], 'recall', 'class:0').value).toBe(1);
    expect(figureOf(results[0], 'precision', 'class:0').value).toBeCloseTo(2 / 3, 11);
  });
});

describe('numbers', () => {
  const spec = specOf(head('regression', 'prediction: p, label: y', 'protected: [{ column: g }]'));

  test('errors and R² of the example in the documentation of scikit-learn', async () => {
    const [y, p] = [
      [3, -0.5, 2, 7],
      [2.5, 0, 2, 8],
    ];
    const { results } = await measureText(
      spec,
      csv(
        'p,y,g',
        y.map((each, i) => [p[i], each, i < 2 ? 'a' : 'b']),
      ),
    );
    expect(figureOf(results[0], 'mean_absolute_error').value).toBeCloseTo(0.5, 12);
    expect(figureOf(results[0], 'root_mean_squared_error').value).toBeCloseTo(Math.sqrt(0.375), 11);
    expect(figureOf(results[0], 'r_squared').value).toBeCloseTo(0.9486081370449679, 11);
    expect(figureOf(results[0], 'mean_error').value).toBeCloseTo(0.25, 12);
    expect(figureOf(results[0], 'mean_prediction').value).toBeCloseTo(3.125, 12);
    // Mean errors 0 and 0.5; mean absolute errors 0.5 and 0.5; mean predictions 1.25 and 5.
    expect(figureOf(results[0], 'mean_error_difference', 'by:g').value).toBeCloseTo(0.5, 11);
    expect(figureOf(results[0], 'mean_absolute_error_difference', 'by:g').value).toBeCloseTo(0, 11);
    expect(figureOf(results[0], 'mean_prediction_difference', 'by:g').value).toBeCloseTo(3.75, 11);
  });

  test('a value beyond all measure is left out and said, and one label only has no R²', async () => {
    const { results } = await measureText(
      spec,
      csv('p,y,g', [
        [1, 2, 'a'],
        [1e9, 2, 'a'],
        [2, 2, 'a'],
      ]),
    );
    expect(figureOf(results[0], 'mean_absolute_error')).toMatchObject({
      value: 0.5,
      n: 2,
      reason: expect.stringContaining('1 rows are left out'),
    });
    expect(figureOf(results[0], 'r_squared')).toMatchObject({
      value: null,
      reason: 'the label has one value only',
    });
  });
});

test('new and vanished categories, by hand', async () => {
  const spec = specOf(head('binary', 'prediction: p, positive: 1', 'features: { categorical: [c] }'));
  const { profileOf } = await measureText(
    spec,
    csv('p,c', [
      [1, 'a'],
      [1, 'a'],
      [1, 'a'],
      [1, 'b'],
    ]),
  );
  const { results } = await measureText(
    spec,
    csv('p,c', [
      [1, 'a'],
      [1, 'new'],
      [1, ''],
      [1, 'a'],
      [1, 'new'],
    ]),
    { profile: profileOf },
  );
  const value = (id: string) => figureOf(results[0], id, 'column:c').value;
  expect(value('new_values_share')).toBe(0.5);
  expect(value('vanished_values_share')).toBe(0.25);
  expect(value('missing_rate')).toBe(0.2);
  expect(value('missing_rate_change')).toBe(0.2);
});

test('thresholds see the windows before: two in a row fire in the second, and a history counts', async () => {
  const spec = specOf(
    head(
      'binary',
      'prediction: p, label: y, positive: 1',
      'window: { column: at, size: day }\nthresholds: [{ metric: accuracy, op: "<", value: 0.8, for: 2, severity: high }]',
    ),
  );
  const log = (days: readonly number[]) =>
    csv(
      'p,y,at',
      days.flatMap((day) => [
        [1, 0, `2026-10-0${day} 10:00`],
        [1, 1, `2026-10-0${day} 11:00`],
      ]),
    );
  const { results } = await measureText(spec, log([5, 6, 7]));
  expect(results.map(({ breaches }) => breaches.length)).toEqual([0, 1, 1]);
  const again = await measureText(spec, log([7]), { history: results.slice(0, 2) });
  expect(again.results[0]!.breaches).toMatchObject([{ inARow: 3, needed: 2 }]);
});
