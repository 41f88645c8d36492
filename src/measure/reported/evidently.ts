import { writeSlice } from '../slice.ts';
import type { Reported, ReportedFigure } from './figure.ts';
import { type Json, number, object, objects } from './json.ts';

/** Evidently's names of tests for drift whose figure means what ours means. */
const DRIFT: readonly (readonly [pattern: RegExp, id: string])[] = [
  [/\bpsi\b|population stability/i, 'population_stability_index'],
  [/jensen/i, 'jensen_shannon_distance'],
  [/wasserstein.{0,60}norm|^wasserstein$/i, 'wasserstein'],
  [/chi.?square.{0,60}p|^chisquare$/i, 'chi_square_p'],
];

/** Names of quality figures that mean the same in both. */
const QUALITY: Readonly<Record<string, string>> = {
  accuracy: 'accuracy',
  precision: 'precision',
  recall: 'recall',
  tpr: 'recall',
  f1: 'f1',
  f1score: 'f1',
  roc_auc: 'auc',
  rocauc: 'auc',
  tnr: 'specificity',
  fpr: 'false_positive_rate',
  fnr: 'false_negative_rate',
  mae: 'mean_absolute_error',
  mean_abs_error: 'mean_absolute_error',
  mean_error: 'mean_error',
  rmse: 'root_mean_squared_error',
  r2_score: 'r_squared',
  r2score: 'r_squared',
};

/**
 * The JSON of an Evidently report: that of 0.4 to 0.6 (`metrics[].metric` and `.result`) and that since 0.7
 * (`metrics[].metric_id` and `.value`). Its bins and defaults are Evidently's.
 */
export function readEvidently(report: Json): Reported {
  const metrics = objects(report.metrics);
  const figures = metrics.flatMap((each) =>
    'metric_id' in each || 'metric_name' in each ? newer(each) : older(each),
  );
  return { rows: rowsOf(metrics), figures };
}

function older({ metric, result }: Json): readonly ReportedFigure[] {
  const name = String(metric);
  const found = object(result);
  if (name === 'ColumnDriftMetric') return [drift(found, String(found.column_name))];
  if (name === 'DataDriftTable')
    return Object.entries(object(found.drift_by_columns)).map(([column, each]) =>
      drift(object(each), column),
    );
  if (!/Quality|Performance|Regression|Classification/.test(name)) return [];
  return quality(object(found.current));
}

function drift(found: Json, column: string): ReportedFigure {
  return driftFigure(
    String(found.stattest_name ?? found.stattest ?? 'drift'),
    column,
    number(found.drift_score),
  );
}

function driftFigure(test: string, column: string, value: number | null): ReportedFigure {
  const id = DRIFT.find(([pattern]) => pattern.test(test))?.[1] ?? `evidently.${test}`;
  return { id, slice: writeSlice({ kind: 'column', column }), value };
}

function quality(current: Json): readonly ReportedFigure[] {
  return Object.entries(current).flatMap(([name, value]) => {
    const id = QUALITY[name.toLowerCase()];
    return id && number(value) !== null ? [{ id, slice: 'all', value: number(value) }] : [];
  });
}

/** `ValueDrift(column=age,method=psi)` and the like. */
function newer(each: Json): readonly ReportedFigure[] {
  const match = /^([A-Za-z0-9]+)\((.*)\)$/.exec(String(each.metric_id ?? each.metric_name));
  if (!match) return [];
  const [, name, inside] = match;
  const options = Object.fromEntries(
    [...inside!.matchAll(/(?<![a-z_])([a-z_]+)=((?:[^,(]|\([^)]*\))*)/g)].map(([, key, value]) => [
      key!,
      value!.trim(),
    ]),
  );
  const column = options.column;
  if (name === 'ValueDrift' && column)
    return [driftFigure(options.method ?? 'drift', column, number(each.value))];
  if (name === 'MissingValueCount' && column)
    return [
      {
        id: 'missing_rate',
        slice: writeSlice({ kind: 'column', column }),
        value: number(object(each.value).share),
      },
    ];
  const id = QUALITY[name!.toLowerCase()];
  // Several figures by label, or mean and deviation, come as objects: only the single number is ours.
  return id ? [{ id, slice: 'all', value: number(each.value) ?? number(object(each.value).mean) }] : [];
}

function rowsOf(metrics: readonly Json[]): number | null {
  for (const each of metrics) {
    const current = object(object(each.result).current);
    const rows = number(current.number_of_rows) ?? number(object(each.result).number_of_rows);
    if (rows !== null) return rows;
    if (/^RowCount\(/.test(String(each.metric_id ?? each.metric_name))) return number(each.value);
  }
  return null;
}
