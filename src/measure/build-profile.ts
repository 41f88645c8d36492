import { UNIT } from './aggregates.ts';
import { edgesOf, quantileShares } from './edges.ts';
import { billionths, columnOf, type Log, numberOf } from './engine.ts';
import type { CategoryProfile, NumericProfile, Profile } from './profile.ts';
import type { Spec } from './spec.ts';
import { categoricalColumns } from './sql/categories.ts';
import { int, whole } from './sql/dialect.ts';
import { numericColumns, readNumeric } from './sql/numeric.ts';

/** Quantiles of longer references come from a sample of about this many rows; counts never do. */
const SAMPLE = 200_000;

/** Looks at the reference: once for quantiles, once for the counts in their bins. The same rows give the same profile. */
export async function buildProfile(spec: Spec, log: Log, where = '1 = 1'): Promise<Profile> {
  const [total] = await log.rows(`select count(*) as n from ${log.from} where ${where}`);
  const rows = int(total?.n);
  const edges: Record<string, readonly number[]> = {};
  for (const column of numericColumns(spec)) edges[column] = await findEdges(log, column, { where, rows });
  const empty = { counts: [], n: 0, missing: 0, invalid: 0, deviation: null };
  const draft: Profile = {
    format: 'openaims-profile-1',
    monitor: spec.monitor,
    rows,
    numeric: Object.fromEntries(
      Object.entries(edges).map(([name, list]) => [name, { edges: [...list], ...empty }]),
    ),
    categories: {},
  };
  const numeric: Record<string, NumericProfile> = {};
  for (const { column, ...counted } of await readNumeric(spec, log, { where, profile: draft }))
    numeric[column] = {
      ...counted,
      edges: [...edges[column]!],
      deviation: await deviationOf(log, column, { where, edges: edges[column]! }),
    };
  const categories: Record<string, CategoryProfile> = {};
  for (const column of categoricalColumns(spec))
    categories[column] = await categoryOf(spec, log, { column, where });
  return { ...draft, numeric, categories };
}

async function findEdges(
  log: Log,
  column: string,
  { where, rows }: { readonly where: string; readonly rows: number },
): Promise<readonly number[]> {
  const x = numberOf(log, column);
  const oneIn = Math.ceil(rows / SAMPLE);
  const sampled =
    oneIn > 1 ? log.dialect.oneIn(oneIn, [...log.columns.keys()].map(log.dialect.identifier)) : '1 = 1';
  const good = `${where} and ${log.dialect.finite(x)}`;
  const [answer] = await log.rows(
    `select ${log.dialect.quantiles(x, quantileShares)} as q from ${log.from} where ${good} and ${sampled}`,
  );
  const [ends] = await log.rows(`select min(${x}) as low, max(${x}) as high from ${log.from} where ${good}`);
  const list = Array.isArray(answer?.q) ? answer.q : [];
  if (ends?.low === null || ends?.low === undefined) return [];
  return edgesOf([Number(ends.low), ...list.map(Number), Number(ends.high)]);
}

/** The standard deviation of the finite values, from whole numbers: exact to nine digits of the range, and repeatable. */
async function deviationOf(
  log: Log,
  column: string,
  { where, edges }: { readonly where: string; readonly edges: readonly number[] },
): Promise<number | null> {
  if (edges.length < 2) return null;
  const { dialect } = log;
  const [low, range] = [edges[0]!, edges.at(-1)! - edges[0]!];
  const x = numberOf(log, column);
  const z = `((${x} - ${dialect.number(low)}) / ${dialect.number(range)})`;
  const [row] = await log.rows(
    `select count(*) as n, ${dialect.sum(billionths(log, z))} as s, ${dialect.sum(billionths(log, `${z} * ${z}`))} as q from ${log.from} where ${where} and ${dialect.finite(x)}`,
  );
  const n = int(row?.n);
  if (n < 2) return null;
  const [mean, square] = [Number(whole(row?.s)) / UNIT / n, Number(whole(row?.q)) / UNIT / n];
  const variance = square - mean * mean;
  return variance > 1e-12 ? Number((Math.sqrt(variance) * range).toPrecision(6)) : null;
}

async function categoryOf(
  spec: Spec,
  log: Log,
  { column, where }: { readonly column: string; readonly where: string },
): Promise<CategoryProfile> {
  const { dialect } = log;
  const { x } = columnOf(log, column);
  const counted = `(select ${dialect.toText('v')} as v, n from (select ${x} as v, count(*) as n from ${log.from} where ${where} group by 1) as raw) as counted`;
  const [totals] = await log.rows(
    `select count(v) as kinds, coalesce(sum(case when v is null then n end), 0) as missing, coalesce(sum(n), 0) as n from ${counted}`,
  );
  const top = await log.rows(
    `select v, n from ${counted} where v is not null and n >= ${spec.smallest_cell} order by n desc, v limit ${spec.top_values}`,
  );
  const values = Object.fromEntries(top.map(({ v, n }) => [String(v), int(n)]));
  const [n, missing] = [int(totals?.n), int(totals?.missing)];
  const listed = Object.values(values).reduce((sum, each) => sum + each, 0);
  return { values, other: n - missing - listed, complete: top.length === int(totals?.kinds), n, missing };
}
