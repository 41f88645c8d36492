import { sql } from 'kysely';
import { systems } from '#modules/system/read.ts';
import { allChecks } from '#platform/checks/registered.ts';
import { messageOf } from '#platform/checks/rows.ts';
import { judgedRows } from '#platform/checks/tally.ts';
import type { Ctx } from '#platform/context.ts';
import type { PlatformCheck } from '#platform/module.ts';
import { heads } from '#platform/view.ts';
import { aboutSystems } from './belongs.ts';
import type { JudgedCounts } from './contract.ts';

/** Whose records: of one AI system, of a unit's own, of those of no unit, or of all. */
export type Whose =
  | { readonly kind: 'all' }
  | { readonly kind: 'none' }
  | { readonly kind: 'unit'; readonly id: string }
  | { readonly kind: 'system'; readonly id: string };

export type CheckCounts = {
  readonly check: PlatformCheck;
  readonly ok: number;
  readonly gap: number;
  readonly unknown: number;
};

/** A judged row under the name `row`, once for each AI system it is about, which is `s`. */
function rowsOf(ctx: Ctx, check: PlatformCheck, whose: Whose) {
  const pairs = aboutSystems(ctx, check);
  if (!pairs) return null;
  const rows = judgedRows(ctx, check)
    .innerJoin(pairs.as('about'), 'about.id', 'row.id')
    .innerJoin(systems(ctx).as('s'), 's.id', 'about.systemId');
  if (whose.kind === 'system') return rows.where('s.id', '=', whose.id);
  if (whose.kind === 'unit') return rows.where('s.unitId', '=', whose.id);
  return whose.kind === 'none' ? rows.where('s.unitId', 'is', null) : rows;
}

/** A record about two AI systems of one unit counts there once. */
const distinct = sql<number>`count(distinct "row"."id" || ' ' || "row"."reason")`;

/** What each check says of these records: one grouped query for each, whatever the number of units. */
export async function countsOf(ctx: Ctx, whose: Whose): Promise<readonly CheckCounts[]> {
  const found: CheckCounts[] = [];
  for (const check of allChecks(ctx.registry)) {
    const rows = await rowsOf(ctx, check, whose)
      ?.groupBy('row.outcome')
      .select(['row.outcome', distinct.as('n')])
      .execute();
    const of = (outcome: string) => Number(rows?.find((row) => row.outcome === outcome)?.n ?? 0);
    if (rows && rows.length > 0) found.push({ check, ok: of('ok'), gap: of('gap'), unknown: of('unknown') });
  }
  return found;
}

/** The same for every unit at once; null stands for the AI systems of no unit. */
export async function countsByUnit(ctx: Ctx): Promise<ReadonlyMap<string | null, JudgedCounts>> {
  const found = new Map<string | null, JudgedCounts>();
  for (const check of allChecks(ctx.registry)) {
    const rows = await rowsOf(ctx, check, { kind: 'all' })
      ?.groupBy(['s.unitId', 'row.outcome'])
      .select(['s.unitId', 'row.outcome', distinct.as('n')])
      .execute();
    for (const { unitId, outcome, n } of rows ?? [])
      found.set(unitId, added(found.get(unitId) ?? nothing, { check, outcome, n: Number(n) }));
  }
  return found;
}

export const nothing: JudgedCounts = { rows: 0, ok: 0, unknown: 0, major: 0, minor: 0 };

/** The counts of several checks together. */
export function summed(counts: readonly CheckCounts[]): JudgedCounts {
  return counts.reduce(
    (sum, { check, ok, gap, unknown }) =>
      added(added(added(sum, { check, outcome: 'ok', n: ok }), { check, outcome: 'gap', n: gap }), {
        check,
        outcome: 'unknown',
        n: unknown,
      }),
    nothing,
  );
}

function added(
  sum: JudgedCounts,
  { check, outcome, n }: { readonly check: PlatformCheck; readonly outcome: string; readonly n: number },
): JudgedCounts {
  const key =
    outcome === 'gap'
      ? check.severity === 'major'
        ? 'major'
        : 'minor'
      : outcome === 'ok'
        ? 'ok'
        : 'unknown';
  return { ...sum, rows: sum.rows + n, [key]: sum[key] + n };
}

/** The gaps of one check among these records, in the order of their ids. */
export async function gapRowsOf(
  ctx: Ctx,
  check: PlatformCheck,
  of: { readonly whose: Whose; readonly limit: number },
) {
  const rows = await rowsOf(ctx, check, of.whose)
    ?.where('row.outcome', '=', 'gap')
    .leftJoin('record', (join) =>
      join.onRef('record.id', '=', 'row.id').on(sql<boolean>`"record"."org_id" = ${ctx.org.id}`),
    )
    .leftJoin(heads(ctx).as('head'), 'head.id', 'row.id')
    .select(['row.type', 'row.id', 'row.reason', 'row.args', 'record.ref', 'head.title'])
    .distinct()
    .orderBy('row.id')
    .orderBy('row.reason')
    .limit(of.limit)
    .execute();
  return (rows ?? []).map(({ type, id, reason, args, ref, title }) => {
    const name = title ?? ref ?? id;
    return {
      check: check.id,
      type,
      id,
      ref,
      title: name,
      message: messageOf(check, { reason, args }, name),
      fix: check.fix({ type, id, reason }),
    };
  });
}
