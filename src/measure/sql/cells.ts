import { AppError } from '#kernel/errors.ts';
import { type Cell, SCORE_BINS } from '../aggregates.ts';
import { billionths, columnOf, type Log, numberOf } from '../engine.ts';
import type { Spec } from '../spec.ts';
import { int, whole } from './dialect.ts';
import { groupColumns } from './groups.ts';

/** More combinations than this are no groups any more. */
const MOST_CELLS = 1_000_000;

/**
 * Counts group values × prediction × label × score bin in one pass: performance, fairness and calibration all come from
 * these. Binary predictions and labels are `positive` or `negative`.
 */
export async function readCells(spec: Spec, log: Log, where: string): Promise<readonly Cell[]> {
  const { dialect } = log;
  const groups = groupColumns(spec, log);
  const { prediction, label, score } = classColumns(spec, log);
  const { bin, inside } =
    score === null ? { bin: dialect.none, inside: '1 = 0' } : scoreBin(spec, log, score);
  const keys = [...groups, prediction, label, bin];
  const sums = score
    ? `${dialect.sum(`case when ${inside} then ${billionths(log, score)} end`)} as s, ${dialect.sum(`case when ${inside} then ${billionths(log, `${score} * ${score}`)} end`)} as q`
    : '0 as s, 0 as q';
  const names = keys.map((_, i) => `k${i}`);
  const shown = names.map((name, i) =>
    i < keys.length - 1 ? `${dialect.toText(name)} as t${i}` : `${name} as b`,
  );
  const rows = await log.rows(
    `select ${shown.join(', ')}, n, s, q from (select ${keys.map((key, i) => `${key} as k${i}`).join(', ')}, count(*) as n, ${sums} from ${log.from} where ${where} group by ${names.map((_, i) => i + 1).join(', ')}) as counted limit ${MOST_CELLS + 1}`,
  );
  if (rows.length > MOST_CELLS) throw tooMany(spec);
  return rows.map((row) => ({
    group: groups.map((_, i) => textOf(row[`t${i}`])),
    prediction: sideOf(spec, row[`t${groups.length}`]),
    label: sideOf(spec, row[`t${groups.length + 1}`]),
    bin: row.b === null || row.b === undefined ? null : int(row.b),
    n: int(row.n),
    score: whole(row.s),
    square: whole(row.q),
  }));
}

function textOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

/** Sides are counted as 1 and 0, which is quicker than as words. */
function sideOf(spec: Spec, value: unknown): string | null {
  const text = textOf(value);
  return spec.task !== 'binary' || text === null ? text : text === '1' ? 'positive' : 'negative';
}

/** Prediction and label as SQL. In a task over text they are the classes of the judge and of the person. */
function classColumns(spec: Spec, log: Log) {
  const { prediction, label, score, positive, label_positive: labelPositive, cutoff } = spec.columns;
  const plain = (name: string | undefined) => (name ? columnOf(log, name).x : log.dialect.none);
  if (spec.task === 'text')
    return { prediction: plain(spec.text?.judge), label: plain(spec.text?.human), score: null };
  const number = score ? numberOf(log, score) : null;
  if (spec.task !== 'binary') return { prediction: plain(prediction), label: plain(label), score: null };
  const sides = (name: string | undefined, values: readonly string[]) =>
    name ? either(log, columnOf(log, name), values) : log.dialect.none;
  const predicted = prediction
    ? sides(prediction, positive ?? [])
    : `case when not ${log.dialect.finite(number!)} then null when ${number} >= ${log.dialect.number(cutoff!)} then 1 when ${number} is not null then 0 end`;
  return { prediction: predicted, label: sides(label, labelPositive ?? positive ?? []), score: number };
}

/** 1 for the values named, 0 for the others; null stays null. Numbers are compared as numbers. */
function either(log: Log, { x, type }: { x: string; type: string }, values: readonly string[]): string {
  const { dialect } = log;
  if (/^bool/i.test(type))
    return `case when ${x} is null then null when ${x} = ${values.some(isYes)} then 1 else 0 end`;
  const numbers = values.map(Number);
  if (dialect.isNumber(type) && numbers.every(Number.isFinite))
    return `case when ${x} is null then null when ${dialect.toNumber(x, type)} in (${numbers.map(dialect.number).join(', ')}) then 1 else 0 end`;
  const asNumber = numbers.every(Number.isFinite)
    ? ` or ${dialect.toNumber(x, type)} in (${numbers.map(dialect.number).join(', ')})`
    : '';
  // `True` of one program is `true` of another.
  const side = values.every((value) => /^(true|false)$/i.test(value)) ? 'lower' : '';
  const list = values.map((value) => dialect.text(side ? value.toLowerCase() : value));
  return `case when ${x} is null then null when ${side}(${dialect.toText(x)}) in (${list.join(', ')})${asNumber} then 1 else 0 end`;
}

function isYes(value: string): boolean {
  return /^(true|t|yes|y|1)$/i.test(value);
}

/** Which of the bins of equal width a score lies in; null outside the range. */
function scoreBin(spec: Spec, log: Log, score: string) {
  const [low, high] = spec.columns.score_range;
  const { number, toInteger } = log.dialect;
  const inside = `${score} >= ${number(low)} and ${score} <= ${number(high)}`;
  const place = `floor((${score} - ${number(low)}) * ${number(SCORE_BINS / (high - low))})`;
  return {
    inside,
    bin: `case when ${inside} then least(${SCORE_BINS - 1}, ${toInteger(place)}) end`,
  };
}

function tooMany(spec: Spec): AppError {
  const names = spec.protected.map(({ column }) => column).join(', ');
  return new AppError(
    'invalid-input',
    `Groups, predictions and labels make more than ${MOST_CELLS.toLocaleString('en')} combinations.`,
    {
      next: `Look whether one of them is an identifier or a continuous number (${names || 'the prediction'}); give numeric attributes bands, or name fewer attributes in one spec.`,
    },
  );
}
