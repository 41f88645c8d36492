import { LIMIT, type RegressionCell } from '../aggregates.ts';
import { billionths, type Log, numberOf } from '../engine.ts';
import type { Spec } from '../spec.ts';
import { int, whole } from './dialect.ts';
import { groupColumns } from './groups.ts';

/** Sums of predictions, labels and errors for each combination of group values, in units of the magnitude. */
export async function readRegression(
  spec: Spec,
  log: Log,
  where: string,
): Promise<readonly RegressionCell[]> {
  const { dialect } = log;
  const groups = groupColumns(spec, log);
  const unit = dialect.number(spec.columns.magnitude);
  const p = `(${numberOf(log, spec.columns.prediction!)} / ${unit})`;
  const y = spec.columns.label
    ? `(${numberOf(log, spec.columns.label)} / ${unit})`
    : dialect.toNumber('null', '');
  const small = (x: string) => `${x} >= ${-LIMIT} and ${x} <= ${LIMIT}`;
  const both = `${small(p)} and ${small(y)} and ${small(`(${p} - ${y})`)}`;
  const sum = (condition: string, x: string) =>
    dialect.sum(`case when ${condition} then ${billionths(log, x)} end`);
  const e = `(${p} - ${y})`;
  const measured = {
    n: 'count(*)',
    predicted: `count(case when ${small(p)} then 1 end)`,
    prediction: sum(small(p), p),
    predictionSquare: sum(small(p), `${p} * ${p}`),
    labelled: `count(case when ${both} then 1 end)`,
    beyond: `count(case when ${p} is not null and ${y} is not null and not (${both}) then 1 end)`,
    label: sum(both, y),
    labelSquare: sum(both, `${y} * ${y}`),
    error: sum(both, e),
    absolute: sum(both, `abs(${e})`),
    square: sum(both, `${e} * ${e}`),
  };
  const keys = groups.map((x, i) => `${x} as k${i}`);
  const sums = Object.entries(measured).map(([name, x]) => `${x} as ${dialect.identifier(name)}`);
  const by = groups.length > 0 ? `group by ${groups.map((_, i) => i + 1).join(', ')}` : '';
  const rows = await log.rows(
    `select ${[...groups.map((_, i) => `${dialect.toText(`k${i}`)} as t${i}`), ...Object.keys(measured).map(dialect.identifier)].join(', ')} from (select ${[...keys, ...sums].join(', ')} from ${log.from} where ${where} ${by}) as counted`,
  );
  return rows
    .filter((row) => int(row.n) > 0)
    .map((row) => ({
      group: groups.map((_, i) => (row[`t${i}`] === null ? null : String(row[`t${i}`]))),
      n: int(row.n),
      predicted: int(row.predicted),
      prediction: whole(row.prediction),
      predictionSquare: whole(row.predictionSquare),
      labelled: int(row.labelled),
      beyond: int(row.beyond),
      label: whole(row.label),
      labelSquare: whole(row.labelSquare),
      error: whole(row.error),
      absolute: whole(row.absolute),
      square: whole(row.square),
    }));
}
