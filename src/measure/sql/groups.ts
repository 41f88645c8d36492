import { columnOf, type Log, numberOf } from '../engine.ts';
import type { Spec } from '../spec.ts';

/** The protected attributes as SQL, in the order of the spec; bands are named by their ends. */
export function groupColumns(spec: Spec, log: Log): readonly string[] {
  return spec.protected.map(({ column, bands }) =>
    bands ? banded(log, numberOf(log, column), bands) : columnOf(log, column).x,
  );
}

function banded(log: Log, x: string, cuts: readonly number[]): string {
  const { text, number, finite } = log.dialect;
  const names = bandNames(cuts);
  const cases = cuts.map((cut, i) => `when ${x} < ${number(cut)} then ${text(names[i]!)}`);
  return `case when not ${finite(x)} then null ${cases.join(' ')} when ${x} >= ${number(cuts.at(-1)!)} then ${text(names.at(-1)!)} end`;
}

/** `< 25`, `25 to < 45`, `>= 45` for the cuts 25 and 45. */
function bandNames(cuts: readonly number[]): readonly string[] {
  const inner = cuts.slice(1).map((cut, i) => `${cuts[i]} to < ${cut}`);
  return [`< ${cuts[0]}`, ...inner, `>= ${cuts.at(-1)}`];
}
