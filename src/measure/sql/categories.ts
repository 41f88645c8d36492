import { type CategoryCounts, MOST_OTHERS } from '../aggregates.ts';
import { columnOf, type Log } from '../engine.ts';
import type { Profile } from '../profile.ts';
import type { Spec } from '../spec.ts';
import { int } from './dialect.ts';

/** The columns that are looked at as categories: features, the predicted class, why an answer ended. */
export function categoricalColumns(spec: Spec): readonly string[] {
  const { prediction } = spec.columns;
  const own = [
    spec.task === 'binary' || spec.task === 'multiclass' ? prediction : undefined,
    spec.text?.finish_reason,
  ];
  return [...new Set([...spec.features.categorical, ...own.filter((name) => name !== undefined)])];
}

/** Counts the values of each category: those of the profile by name, others by name while they are few. */
export async function readCategories(
  spec: Spec,
  log: Log,
  { where, profile }: { readonly where: string; readonly profile: Profile | null },
): Promise<readonly CategoryCounts[]> {
  const found: CategoryCounts[] = [];
  for (const column of categoricalColumns(spec))
    found.push(
      await readCategory(log, column, {
        where,
        known: Object.keys(profile?.categories[column]?.values ?? {}),
      }),
    );
  return found;
}

async function readCategory(
  log: Log,
  column: string,
  { where, known }: { readonly where: string; readonly known: readonly string[] },
): Promise<CategoryCounts> {
  const { dialect } = log;
  const { x } = columnOf(log, column);
  const isKnown = known.length > 0 ? `v in (${known.map(dialect.text).join(', ')})` : '1 = 0';
  // One pass over the log, one over its values: those asked for come first, the others in their order.
  const kinds = `case when v is null or ${isKnown} then 0 else 1 end`;
  const rows = await log.rows(
    `select k, v, n, sum(k * n) over () as other, sum(k) over () as kinds from (select ${kinds} as k, v, n from (select ${dialect.toText('v')} as v, n from (select ${x} as v, count(*) as n from ${log.from} where ${where} group by 1) as raw) as texts) as counted order by k, v limit ${known.length + 1 + MOST_OTHERS}`,
  );
  const named = (kind: number) =>
    Object.fromEntries(
      rows.flatMap(({ k, v, n }) => (v === null || int(k) !== kind ? [] : [[String(v), int(n)]])),
    );
  const listed = { ...Object.fromEntries(known.map((each) => [each, 0])), ...named(0) };
  const missing = rows.reduce((sum, { v, n }) => sum + (v === null ? int(n) : 0), 0);
  const other = int(rows[0]?.other);
  const distinct = int(rows[0]?.kinds);
  const n = missing + other + Object.values(listed).reduce((sum, each) => sum + each, 0);
  return { column, n, missing, listed, other, others: distinct > MOST_OTHERS ? null : named(1) };
}
