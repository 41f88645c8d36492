import { type About, countsAbout, type GroupCount, idsAbout } from '#platform/checks/about.ts';
import { type CountsByGroup, countsByGroup } from '#platform/checks/by-group.ts';
import { allChecks } from '#platform/checks/registered.ts';
import { inTurn } from '#platform/checks/standing.ts';
import type { Ctx } from '#platform/context.ts';
import type { PlatformCheck } from '#platform/module.ts';
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

/** What to look at; of one AI system the few records about it are looked up first. */
export async function aboutOf(ctx: Ctx, whose: Whose): Promise<About> {
  if (whose.kind === 'system')
    return {
      type: 'system',
      where: { column: 'id', value: whose.id },
      only: await idsAbout(ctx, 'system', whose.id),
    };
  if (whose.kind === 'all') return { type: 'system' };
  if (whose.kind === 'none') return { type: 'system', where: { column: 'unitId', value: null } };
  return { type: 'system', where: { column: 'unitId', value: whose.id } };
}

/** What each check says of these records; of many they are remembered, of one system they are counted. */
export async function countsOf(ctx: Ctx, whose: Whose, about: About): Promise<readonly CheckCounts[]> {
  const rows =
    whose.kind === 'system'
      ? await countsOfSome(ctx, about)
      : await countsByGroup(ctx, { type: 'system', by: whose.kind === 'all' ? null : 'unitId' });
  const group = whose.kind === 'unit' ? whose.id : null;
  return [...rows].flatMap(([check, counts]) => {
    const own = counts.filter((each) => each.group === group);
    const of = (outcome: GroupCount['outcome']) => own.find((row) => row.outcome === outcome)?.n ?? 0;
    return own.length > 0 ? [{ check, ok: of('ok'), gap: of('gap'), unknown: of('unknown') }] : [];
  });
}

async function countsOfSome(ctx: Ctx, about: About): Promise<CountsByGroup> {
  const one = async (check: PlatformCheck) =>
    [check, await countsAbout(ctx, check, { about, by: null })] as const;
  return new Map(await inTurn(ctx, allChecks(ctx.registry), one));
}

/** The same for every unit at once; null stands for the AI systems of no unit. */
export async function countsByUnit(ctx: Ctx): Promise<ReadonlyMap<string | null, JudgedCounts>> {
  const found = new Map<string | null, JudgedCounts>();
  for (const [check, counts] of await countsByGroup(ctx, { type: 'system', by: 'unitId' }))
    for (const { group, outcome, n } of counts)
      found.set(group, added(found.get(group) ?? nothing, { check, outcome, n }));
  return found;
}

export const nothing: JudgedCounts = { rows: 0, ok: 0, unknown: 0, major: 0, minor: 0 };

/** The counts of several checks together. */
export function summed(counts: readonly CheckCounts[]): JudgedCounts {
  let sum = nothing;
  for (const { check, ok, gap, unknown } of counts)
    for (const [outcome, n] of [
      ['ok', ok],
      ['gap', gap],
      ['unknown', unknown],
    ] as const)
      sum = added(sum, { check, outcome, n });
  return sum;
}

function added(
  sum: JudgedCounts,
  row: { readonly check: PlatformCheck; readonly outcome: GroupCount['outcome']; readonly n: number },
): JudgedCounts {
  const gap = row.check.severity === 'major' ? 'major' : 'minor';
  const key = row.outcome === 'gap' ? gap : row.outcome;
  return { ...sum, rows: sum.rows + row.n, [key]: sum[key] + row.n };
}
