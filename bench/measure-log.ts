/**
 * A made-up log of a scoring system as SQL: 12 numeric and 6 categorical features, three protected attributes, a score,
 * a prediction, a label for most rows, and a time over 28 days from 5 October 2026. Every value is a hash of the row's
 * number, so the same rows come out on any machine and any number of threads.
 * @param drift shifts features 1 to 3, skews categories 1 and 2, brings in a new value, loosens the score, and makes
 *   errors more frequent for one group; 0 is the reference
 */
export function logSql(rows: number, drift = 0, seed = 1): string {
  const u = (k: number) =>
    `((hash((i + ${seed * 1e10}::bigint) * 128 + ${k}) >> 11)::double / 9007199254740992.0)`;
  const normal = (k: number) => `(sqrt(-2 * ln(1 - ${u(k)})) * cos(6.283185307179586 * ${u(k + 1)}))`;
  const category = (k: number, values: number, skew: number) =>
    `'v' || floor(${values} * power(${u(k)}, ${skew}))::int`;
  return `
    select i, timestamp '2026-10-05' + to_microseconds((${u(1)} * 28 * 86400e6)::bigint) as ts,
      f1, f2, f3, ${normal(30)} as f4, exp(${normal(32)}) as f5, floor(${u(34)} * 10)::double as f6,
      case when ${u(35)} < 0.02 then null else ${normal(36)} * 1000 end as f7,
      case when ${u(38)} < 0.001 then 'nan'::double when ${u(38)} < 0.0012 then 'infinity'::double else ${u(39)} end as f8,
      ${u(40)} * ${u(41)} as f9, round(${normal(42)}, 1) as f10, (${u(44)} < 0.1)::int::double as f11,
      power(${u(45)}, -0.4) as f12,
      ${category(50, 5, 1 + drift)} as c1, ${category(51, 20, 2 - drift / 2)} as c2, ${category(52, 3, 1)} as c3,
      case when ${u(53)} < 0.03 then null when ${u(54)} < ${0.02 * drift} then 'new' else ${category(55, 8, 1.5)} end as c4,
      ${category(56, 40, 3)} as c5, (${u(57)} < 0.5)::text as c6,
      race, sex, band, score, (score >= 0.5)::int as prediction,
      case when ${u(60)} < 0.1 then null
        when ${u(61)} < 0.03 + case when race = 'B' then ${0.05 * drift} else 0 end then (1 - truth) else truth end as label
    from (
      select *, 1 / (1 + exp(-(0.9 * f1 + 0.6 * f2 - 0.4 * f3 + case when race = 'B' then 0.3 else 0 end))) as score,
        (${u(62)} < 1 / (1 + exp(-(1.2 * f1 + 0.8 * f2 - 0.5 * f3))))::int as truth
      from (
        select range as i, ${normal(10)} + ${0.25 * drift} as f1, ${normal(12)} * ${1 + 0.2 * drift} as f2,
          ${normal(14)} - ${0.1 * drift} as f3,
          case when ${u(20)} < 0.55 then 'A' when ${u(20)} < 0.9 then 'B' when ${u(20)} < 0.99 then 'C' else 'D' end as race,
          case when ${u(21)} < 0.5 then 'F' else 'M' end as sex,
          case when ${u(22)} < 0.2 then 'young' when ${u(22)} < 0.8 then 'middle' else 'old' end as band
        from range(${rows})))`;
}

export const NUMERIC = Array.from({ length: 12 }, (_, i) => `f${i + 1}`);
export const CATEGORICAL = Array.from({ length: 6 }, (_, i) => `c${i + 1}`);

/** The spec by which the benches and the soak measure such a log: a race, a sex, and both together. */
export function logSpec(path: string): string {
  return `monitor: generated
system: SYS-0001
source: { format: parquet, path: ${JSON.stringify(path)} }
task: binary
columns: { prediction: prediction, score: score, label: label, positive: 1 }
features: { numeric: [${NUMERIC}], categorical: [${CATEGORICAL}] }
protected: [{ column: race, reference: A }, { column: sex }]
crossings: [[race, sex]]
`;
}
