import type { Cell } from './monitoring-figures.ts';

/** How a group fares in a week: rows, share not suited, and the two rates of error. */
type Rates = readonly [n: number, notSuited: number, falsePositive: number, falseNegative: number];

export type DemoWeek = {
  readonly modelVersion: string;
  readonly cells: readonly Cell[];
};

/**
 * The ranking of applicants, made up after the shape of a well-known case: the share of suited people who were set aside
 * is nearly twice as high in one group as in another, while the accuracy of the groups hardly differs. Positive means
 * set aside; the label is what a second reader found.
 */
export const rankingWeeks: readonly DemoWeek[] = Array.from({ length: 16 }, (_, week) => {
  const wide = week >= 12;
  const poor = week === 7;
  const rush = week === 9;
  const fewerMen = week === 10 || week === 11;
  const error = (fp: number, fn: number): readonly [number, number] =>
    poor ? [fp + 0.17, fn + 0.16] : [fp, fn];
  const rates = (n: number, notSuited: number, fp: number, fn: number): Rates => {
    const [a, b] = error(fp, fn);
    return [Math.round(n * (1 + 0.12 * Math.sin(week * 1.7 + n)) * (rush ? 1.5 : 1)), notSuited, a, b];
  };
  const set = (diploma: string, gender: string, [n, notSuited, fp, fn]: Rates): Cell => ({
    groups: { diploma, gender },
    counts: counted(n, notSuited + (rush ? 0.3 : 0), fp, fn),
  });
  const elsewhere = wide ? ([0.449, 0.28] as const) : ([0.29, 0.34] as const);
  const german = wide ? ([0.235, 0.42] as const) : ([0.26, 0.36] as const);
  const men = fewerMen ? 0.2 : 0;
  return {
    modelVersion: week < 12 ? '2.3' : '2.4',
    cells: [
      set('German', 'woman', rates(920, 0.44, german[0], german[1])),
      set('German', 'man', rates(430, 0.46 + men, german[0] + men, german[1])),
      set('other EU', 'woman', rates(370, 0.45, 0.28, 0.35)),
      set('other EU', 'man', rates(180, 0.45 + men, 0.28 + men, 0.35)),
      set('elsewhere', 'woman', rates(440, 0.5, elsewhere[0], elsewhere[1])),
      set('elsewhere', 'man', rates(220, 0.5 + men, elsewhere[0] + men, elsewhere[1])),
      set('German', 'diverse', rates(6, 0.4, 0.3, 0.3)),
      set('German', 'not told', rates(64, 0.45, 0.27, 0.35)),
    ],
  };
});

/** The triage of calls: steady, seen by the sex of the caller. */
export const triageWeeks: readonly DemoWeek[] = Array.from({ length: 10 }, (_, week) => ({
  modelVersion: '5.0',
  cells: (['woman', 'man'] as const).map((sex, i) => ({
    groups: { sex },
    counts: counted(900 + 40 * i + Math.round(60 * Math.sin(week)), 0.22, 0.06 + 0.004 * week * i, 0.08),
  })),
}));

/** Anomalies among claims: four weeks before the model is looked at again. */
export const claimsWeeks: readonly DemoWeek[] = Array.from({ length: 5 }, (_, week) => ({
  modelVersion: '1.8',
  cells: (['private', 'statutory'] as const).map((insurance, i) => ({
    groups: { insurance },
    counts: counted(2400 - 700 * i, 0.05 + 0.01 * i, 0.03 + 0.002 * week, 0.25),
  })),
}));

/** Counts that come to these rates; a seventh of the labels has not come. */
function counted(n: number, positive: number, falsePositive: number, falseNegative: number) {
  const labelled = Math.round(n * (6 / 7));
  const [p, share] = [Math.round(labelled * positive), n / Math.max(1, labelled)];
  const negatives = labelled - p;
  const fn = Math.round(p * falseNegative);
  const fp = Math.round(negatives * falsePositive);
  const [tp, tn] = [p - fn, negatives - fp];
  return { rows: n, predicted: n, selected: Math.min(n, Math.round((tp + fp) * share)), tp, fp, fn, tn };
}

export const rankingSpec = (system: string) => `# What is measured of the ranking of applicants, each week.
monitor: applicant-ranking
title: Ranking of applicants, by diploma and gender
system: ${system}
source:
  format: parquet
  path: /srv/ranking/log/*.parquet
window:
  column: ranked_at
  size: week
  time_zone: Europe/Berlin
  lateness: P5D          # the second reader's verdict comes within five days
task: binary
columns:
  prediction: outcome
  label: second_reader
  positive: set aside
protected:
  - { column: diploma, reference: German }
  - { column: gender, reference: woman }
crossings:
  - [diploma, gender]
smallest_cell: 10
intervals: { replicates: 200 }
thresholds:
  - { id: accuracy-floor, metric: accuracy, op: "<", value: 0.6, min_n: 200, severity: high }
  - { id: suited-set-aside, metric: false_positive_rate_difference, group: diploma, op: ">", value: 0.08, on: ci_low, min_n: 200, severity: high, for: 2 }
  - { id: gender-parity, metric: demographic_parity_difference, group: gender, op: ">", value: 0.13, min_n: 200, severity: medium }
  - { id: many-set-aside, metric: selection_rate, op: ">", value: 0.52, min_n: 200, severity: low }
  - { id: missed-unsuited, metric: false_negative_rate_difference, group: diploma, op: ">", value: 0.11, min_n: 200, severity: medium, for: 3 }
`;

export const triageSpec = (system: string) => `monitor: call-triage
title: Urgency of emergency calls
system: ${system}
source: { format: parquet, path: /srv/triage/*.parquet }
window: { column: called_at, size: week, time_zone: Europe/Berlin, lateness: P2D }
task: binary
columns: { prediction: urgent, label: was_urgent, positive: "yes" }
protected:
  - { column: sex, reference: man }
thresholds:
  - { id: missed-urgent, metric: false_negative_rate, op: ">", value: 0.12, min_n: 200, severity: high }
  - { id: equal-care, metric: equal_opportunity_difference, group: sex, op: ">", value: 0.05, on: ci_low, min_n: 200, severity: medium, for: 2 }
`;

export const claimsSpec = (system: string) => `monitor: claims-anomalies
title: Anomalies among claims
system: ${system}
source: { format: csv, path: /srv/claims/scored/*.csv }
window: { column: scored_at, size: week, time_zone: Europe/Berlin, lateness: P14D }
task: binary
columns: { prediction: flagged, label: confirmed, positive: "1" }
protected:
  - { column: insurance, reference: statutory }
thresholds:
  - { id: precision-floor, metric: precision, op: "<", value: 0.4, min_n: 200, severity: medium, for: 2 }
`;

export const retiredSpec = (system: string) => `monitor: first-chatbot
title: Answers of the first chatbot
system: ${system}
source: { format: jsonl, path: /srv/chatbot/*.jsonl }
window: { column: at, size: month, time_zone: Europe/Berlin }
task: binary
columns: { prediction: answered, label: helpful, positive: "true" }
`;
