import { describe, expect, test } from 'vitest';
import { figureOf, specOf } from '../measure.testing.ts';
import { resultSchema } from '../result.ts';
import { type ReportingTool, reportedResult } from './reported.ts';

const spec = specOf(`
monitor: others
system: SYS-0003
source: { format: csv, path: none.csv }
task: binary
columns: { prediction: p, positive: 1 }
features: { numeric: [age] }
protected: [{ column: sex }]
thresholds: [{ metric: population_stability_index, column: age, op: ">", value: 0.2, severity: high }]
`);
const window = { from: '2026-11-02T00:00:00.000Z', to: '2026-11-09T00:00:00.000Z' };
const read = (tool: ReportingTool, report: unknown, rows?: number) =>
  reportedResult(spec, JSON.stringify(report), {
    tool,
    window,
    version: 't',
    ...(rows !== undefined && { rows }),
  });

describe('reports of other tools become results of ours, marked as theirs', () => {
  test('Evidently, as it was written until 0.6', async () => {
    const result = await read('evidently', {
      version: '0.4.30',
      metrics: [
        { metric: 'DatasetSummaryMetric', result: { current: { number_of_rows: 500 } } },
        {
          metric: 'DataDriftTable',
          result: {
            drift_by_columns: {
              age: { column_name: 'age', stattest_name: 'PSI', drift_score: 0.31 },
              city: { column_name: 'city', stattest_name: 'Jensen-Shannon distance', drift_score: 0.02 },
              pay: { column_name: 'pay', stattest_name: 'K-S p_value', drift_score: 0.4 },
            },
          },
        },
        {
          metric: 'ClassificationQualityMetric',
          result: { current: { accuracy: 0.9, roc_auc: 0.8, log_loss: 1 } },
        },
      ],
    });
    expect(resultSchema.parse(result)).toEqual(result);
    expect(result).toMatchObject({
      origin: { kind: 'reported-by', tool: 'evidently' },
      engine: 'evidently',
      rows: 500,
    });
    expect(figureOf(result, 'population_stability_index', 'column:age')).toMatchObject({
      value: 0.31,
      n: 500,
      boundKind: 'none',
    });
    expect(figureOf(result, 'jensen_shannon_distance', 'column:city').value).toBe(0.02);
    expect(figureOf(result, 'evidently.K-S p_value', 'column:pay').value).toBe(0.4);
    expect(figureOf(result, 'accuracy').value).toBe(0.9);
    expect(result.breaches).toMatchObject([
      { metric: 'population_stability_index', observed: 0.31, severity: 'high' },
    ]);
  });

  test('Evidently since 0.7, and what it does not say is said', async () => {
    const result = await read('evidently', {
      metrics: [
        {
          metric_id: 'ValueDrift(column=age,method=Wasserstein distance (normed),threshold=0.1)',
          value: 0.05,
        },
        { metric_id: 'MissingValueCount(column=age)', value: { count: 3, share: 0.03 } },
        { metric_id: 'Accuracy(conf_matrix=True)', value: 0.75 },
        { metric_id: 'DriftedColumnsCount(drift_share=0.5)', value: { count: 1, share: 0.5 } },
      ],
    });
    expect(figureOf(result, 'wasserstein', 'column:age')).toMatchObject({
      value: 0.05,
      n: 0,
      reason: expect.stringContaining('does not say'),
    });
    expect(figureOf(result, 'missing_rate', 'column:age').value).toBe(0.03);
    expect(figureOf(result, 'accuracy').value).toBe(0.75);
    expect(result.metrics).toHaveLength(3);
    expect(
      (await read('evidently', { metrics: [{ metric_id: 'Accuracy()', value: 0.5 }] }, 40)).metrics[0]!.n,
    ).toBe(40);
  });

  test('whylogs, both versions, without minima and maxima', async () => {
    const result = await read('whylogs', {
      age: {
        'counts/n': 200,
        'counts/null': 10,
        'counts/nan': 5,
        'counts/inf': 0,
        'distribution/median': 41,
        'distribution/q_95': 70,
        'distribution/mean': 42.5,
        'distribution/min': 18,
        'distribution/max': 99,
      },
    });
    expect(figureOf(result, 'missing_rate', 'column:age')).toMatchObject({ value: 0.05, n: 200 });
    expect(figureOf(result, 'invalid_rate', 'column:age').value).toBeCloseTo(5 / 190, 11);
    expect(figureOf(result, 'median', 'column:age').value).toBe(41);
    expect(JSON.stringify(result)).not.toMatch(/\b(18|99)\b/);
    const old = await read('whylogs', {
      columns: { age: { counters: { count: '8', nullCount: { value: '2' } } } },
    }).catch((e: Error) => e.message);
    expect(old).toContain('no figure');
    const older = await read('whylogs', {
      columns: { age: { counters: { count: 8, nullCount: { value: 2 } }, numberSummary: { mean: 3 } } },
    });
    expect(figureOf(older, 'missing_rate', 'column:age').value).toBe(0.25);
  });

  test('fairlearn: overall, by group and crossing, differences and ratios', async () => {
    const result = await read('fairlearn', {
      sensitive_features: ['race', 'sex'],
      overall: { accuracy_score: 0.8, selection_rate: 0.3, count: 100, own_metric: 7 },
      by_group: {
        accuracy_score: { "('A', 'F')": 0.9, "('B', 'M')": 0.7 },
        count: { "('A', 'F')": 60, "('B', 'M')": 40 },
      },
      difference: { selection_rate: 0.2, accuracy_score: 0.2 },
      ratio: { selection_rate: 0.5 },
    });
    expect(figureOf(result, 'accuracy', 'group:race=A&sex=F')).toMatchObject({ value: 0.9, n: 60 });
    expect(figureOf(result, 'demographic_parity_difference', 'by:race&sex').value).toBe(0.2);
    expect(figureOf(result, 'demographic_parity_ratio', 'by:race&sex').value).toBe(0.5);
    expect(figureOf(result, 'fairlearn.own_metric').value).toBe(7);
    expect(result.rows).toBe(100);
  });

  test('what is no report is refused', async () => {
    for (const tool of ['evidently', 'whylogs', 'fairlearn'] as const) {
      await expect(read(tool, {})).rejects.toMatchObject({ message: expect.stringContaining('no figure') });
      await expect(read(tool, [1, 2])).rejects.toMatchObject({
        message: expect.stringContaining('no JSON object'),
      });
    }
  });
});
