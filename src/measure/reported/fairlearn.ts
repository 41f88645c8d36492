import { writeSlice } from '../slice.ts';
import type { Reported, ReportedFigure } from './figure.ts';
import { type Json, number, object } from './json.ts';

/** Names of functions that are given to a MetricFrame, and ours. */
const SAME: Readonly<Record<string, string>> = {
  accuracy: 'accuracy',
  accuracy_score: 'accuracy',
  balanced_accuracy: 'balanced_accuracy',
  balanced_accuracy_score: 'balanced_accuracy',
  precision: 'precision',
  precision_score: 'precision',
  recall: 'recall',
  recall_score: 'recall',
  true_positive_rate: 'recall',
  true_negative_rate: 'specificity',
  false_positive_rate: 'false_positive_rate',
  false_negative_rate: 'false_negative_rate',
  selection_rate: 'selection_rate',
  f1_score: 'f1',
  roc_auc_score: 'auc',
  mean_absolute_error: 'mean_absolute_error',
  mean_prediction: 'mean_prediction',
  r2_score: 'r_squared',
};

/** What the range of a rate over groups is called. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  selection_rate: 'demographic_parity_difference',
  recall: 'equal_opportunity_difference',
  false_positive_rate: 'false_positive_rate_difference',
  false_negative_rate: 'false_negative_rate_difference',
  precision: 'predictive_parity_difference',
  accuracy: 'accuracy_difference',
  mean_prediction: 'mean_prediction_difference',
  mean_absolute_error: 'mean_absolute_error_difference',
};

/**
 * A MetricFrame of fairlearn as JSON, which has no form of its own: `overall` as metric → value, `by_group` as
 * metric → group → value (what pandas writes), the names of the `sensitive_features`, and `difference` (between groups)
 * and `ratio` as metric → value where there are any. Groups of several features are `('A', 'F')`, as pandas names them.
 */
export function readFairlearn(report: Json): Reported {
  const features = Array.isArray(report.sensitive_features)
    ? report.sensitive_features.map(String)
    : ['group'];
  const overall = object(report.overall);
  const byGroup = object(report.by_group);
  const counts = object(byGroup.count);
  const by = writeSlice({ kind: 'by', attributes: features });
  const entries = (value: unknown) => Object.entries(object(value)).filter(([name]) => name !== 'count');
  const rows = number(overall.count);
  return {
    rows,
    figures: [
      ...entries(overall).map(([name, value]) => ({ id: idOf(name), slice: 'all', value: number(value) })),
      ...entries(byGroup).flatMap(([name, groups]) =>
        Object.entries(object(groups)).map(([group, value]) =>
          grouped(features, { name, group, value, n: number(counts[group]) }),
        ),
      ),
      ...entries(report.difference).map(([name, value]) => ({
        id: DIFFERENCES[idOf(name)] ?? `${idOf(name)}.difference`,
        slice: by,
        value: number(value),
      })),
      ...entries(report.ratio).map(([name, value]) => ({
        id: idOf(name) === 'selection_rate' ? 'demographic_parity_ratio' : `${idOf(name)}.ratio`,
        slice: by,
        value: number(value),
      })),
    ],
  };
}

function idOf(name: string): string {
  return SAME[name] ?? `fairlearn.${name}`;
}

function grouped(
  attributes: readonly string[],
  {
    name,
    group,
    value,
    n,
  }: { readonly name: string; readonly group: string; readonly value: unknown; readonly n: number | null },
): ReportedFigure {
  const several = /^\((.*)\)$/.exec(group)?.[1];
  const values =
    attributes.length > 1 && several !== undefined
      ? [...several.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^,\s]+)/g)].map(
          ([, a, b, c]) => a ?? b ?? c ?? '',
        )
      : [group];
  const slice = writeSlice({ kind: 'group', attributes, values });
  return { id: idOf(name), slice, value: number(value), ...(n !== null && { n }) };
}
