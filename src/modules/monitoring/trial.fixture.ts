import type { MetricResult, Result } from '#measure/result.ts';
import { windowAt } from '#measure/windows.ts';
import { hashOf } from './hash.ts';
import { readSpec, specFields } from './spec-text.ts';

/** A spec of weekly windows with a grave and a light threshold. */
export function trialSpec(
  system: string,
  more: { readonly name?: string; readonly extra?: string } = {},
): string {
  return `monitor: ${more.name ?? 'screening'}
title: Screening of applications
system: ${system}
source: { format: parquet, path: logs/*.parquet }
window: { column: at, size: week, time_zone: UTC, lateness: P2D }
task: binary
columns: { prediction: shown, label: hired, positive: "yes" }
protected:
  - { column: gender, reference: woman }
thresholds:
  - { id: accuracy-floor, metric: accuracy, op: "<", value: 0.8, min_n: 50, severity: high }
  - { id: parity, metric: demographic_parity_difference, group: gender, op: ">", value: 0.1, for: 2, severity: medium }
${more.extra ?? ''}`;
}

export type Figures = {
  readonly accuracy?: number | null;
  readonly parity?: number | null;
  readonly rows?: number;
};

/** The result of the week that holds a day, by a spec. */
export function trialResult(spec: string, day: string, figures: Figures = {}): Result {
  const read = readSpec(spec);
  const { specHash } = specFields(spec, '2026-01-01');
  const { from, to } = windowAt(read.window, `${day}T12:00:00.000Z`);
  const { accuracy = 0.9, parity = 0.02, rows = 400 } = figures;
  const figure = (id: string, slice: string, value: number | null): MetricResult => ({
    id,
    slice,
    value,
    lo: value === null ? null : value - 0.02,
    hi: value === null ? null : value + 0.02,
    boundKind: value === null ? 'none' : 'bootstrap',
    n: rows,
    definitionVersion: 1,
    ...(value === null && { reason: 'no row has a label' }),
  });
  return {
    format: 'openaims-measure-1',
    monitor: read.monitor,
    system: read.system,
    modelVersion: day < '2026-11-01' ? '1.0' : '1.1',
    specHash,
    profileHash: null,
    engine: 'duckdb',
    version: '0.2.0',
    window: { from, to, complete: true },
    rows,
    labelled: rows,
    metrics: [
      figure('accuracy', 'all', accuracy),
      figure('demographic_parity_difference', 'by:gender', parity),
      figure('selection_rate', 'group:gender=woman', 0.3),
      figure('selection_rate', 'group:gender=man', 0.3 + (parity ?? 0)),
    ],
    breaches: [],
    origin: { kind: 'measured' },
  };
}

/** The body of a post. */
export function posted(result: Result) {
  return { result, hash: hashOf(result) };
}
