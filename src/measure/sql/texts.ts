import { AppError } from '#kernel/errors.ts';
import type { TextCell } from '../aggregates.ts';
import { billionths, columnOf, type Log, numberOf } from '../engine.ts';
import type { Spec } from '../spec.ts';
import { int, whole } from './dialect.ts';
import { groupColumns } from './groups.ts';
import { isCard, isEmail, isIban } from './personal-data.ts';
import { contextOverlap, isJson, languageShare, refuses, scriptShare } from './text-measures.ts';

/**
 * What can be said of answers without a model: for each combination of group values and each measure, how many rows have
 * it and its sum. A share is a measure of 0 and 1.
 */
export async function readTexts(spec: Spec, log: Log, where: string): Promise<readonly TextCell[]> {
  if (log.dialect.name !== 'duckdb')
    throw new AppError(
      'invalid-input',
      `The task \`text\` is measured by DuckDB; ${log.dialect.name} has no such functions.`,
      {
        next: 'Copy the rows into Parquet, CSV or JSON lines and name the files as the source.',
      },
    );
  const { dialect } = log;
  const groups = groupColumns(spec, log);
  const measures = Object.entries(measuresOf(spec, log));
  const inner = measures.map(([, x], i) => `${x} as m${i}`);
  const sums = measures.map(
    (_, i) => `count(m${i}) as c${i}, ${dialect.sum(billionths(log, `m${i}`))} as s${i}`,
  );
  const keys = groups.map((x, i) => `${dialect.toText(x)} as t${i}`);
  const by = groups.length > 0 ? `group by ${groups.map((_, i) => i + 1).join(', ')}` : '';
  const rows = await log.rows(
    `select ${[...groups.map((_, i) => `t${i}`), 'count(*) as n', ...sums].join(', ')} from (select ${[...keys, ...inner, '1 as one'].join(', ')} from ${log.from} where ${where}) ${by}`,
  );
  return rows
    .filter((row) => int(row.n) > 0)
    .map((row) => ({
      group: groups.map((_, i) => (row[`t${i}`] === null ? null : String(row[`t${i}`]))),
      n: int(row.n),
      measures: Object.fromEntries(
        measures.map(([name], i) => [name, [int(row[`c${i}`]), whole(row[`s${i}`])] as [number, bigint]]),
      ),
    }));
}

/** Measure → SQL that gives a number, or null where the row does not have it. */
function measuresOf(spec: Spec, log: Log): Readonly<Record<string, string>> {
  const text = spec.text!;
  const found: Record<string, string> = {};
  const set = (name: string, column: string | undefined, x: (column: string) => string) => {
    if (column) found[name] = x(log.dialect.toText(columnOf(log, column).x));
  };
  const flag = (x: string, of: string) =>
    `case when ${of} is null then null when ${x} then 1.0 else 0.0 end::double`;
  set('length', text.output, (x) => `length(${x})::double`);
  set('refusal', text.output, (x) => flag(refuses(x, text.refusal_phrases), x));
  set('email', text.output, (x) => flag(isEmail(x), x));
  set('iban', text.output, (x) => flag(isIban(x), x));
  set('card', text.output, (x) => flag(isCard(x), x));
  set('personal', text.output, (x) => flag(`(${isEmail(x)} or ${isIban(x)} or ${isCard(x)})`, x));
  if (text.json) set('json', text.output, (x) => flag(isJson(x), x));
  if (text.script) set('script', text.output, (x) => scriptShare(x, text.script!));
  if (text.language) set('language', text.output, (x) => languageShare(x, text.language!));
  if (text.context)
    set('overlap', text.output, (x) => contextOverlap(x, log.dialect.toText(columnOf(log, text.context!).x)));
  if (text.error) found.error = failed(log, text.error);
  if (text.feedback) found.feedback = finite(log, text.feedback);
  for (const column of [
    text.latency_ms,
    text.input_tokens,
    text.output_tokens,
    text.cost,
    ...text.evaluations,
  ])
    if (column) found[`column:${column}`] = finite(log, column);
  return found;
}

/** Sums are kept in billionths of whole 64-bit numbers, so what is beyond nine thousand million is left out. */
function finite(log: Log, column: string): string {
  const x = numberOf(log, column);
  return `case when ${x} > -9e9 and ${x} < 9e9 then ${x} end`;
}

/** An error is a number other than 0, true, or any text but an empty one, `false`, `0`, `none` or `ok`. No value: none. */
function failed(log: Log, column: string): string {
  const { x } = columnOf(log, column);
  return `case when lower(coalesce(${log.dialect.toText(x)}, '')) in ('', 'false', '0', '0.0', 'none', 'ok') then 0.0 else 1.0 end::double`;
}
