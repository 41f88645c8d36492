import type { InputOf, OutputOf } from '#kernel/endpoint.ts';
import { msg } from '#kernel/language.ts';
import { unit } from '#kernel/unit.ts';
import { system } from '#modules/system/contract.ts';
import { gapsAbout } from '#platform/checks/about.ts';
import type { Ctx } from '#platform/context.ts';
import { readRecord } from '#platform/register/operations.ts';
import type { boardEndpoints } from './contract.ts';
import { aboutOf, type CheckCounts, countsOf, summed, type Whose } from './judged.ts';

type Gaps = OutputOf<typeof boardEndpoints.gaps>;

/** What the records of one system, one unit or all lack: counts by check, and the gaps of the choice. */
export async function gapsShown(ctx: Ctx, input: InputOf<typeof boardEndpoints.gaps>): Promise<Gaps> {
  const { of, whose } = await chosen(ctx, input);
  const about = await aboutOf(ctx, whose);
  const counts = await countsOf(ctx, whose, about);
  const wanted = counts.filter(
    ({ check, gap }) =>
      gap > 0 &&
      (input.check === undefined || check.id === input.check) &&
      (input.severity === undefined || (check.severity === 'major') === (input.severity === 'major')),
  );
  const rows: Gaps['rows'][number][] = [];
  for (const { check } of wanted.toSorted(byWeight)) {
    if (rows.length >= input.limit) break;
    rows.push(...(await gapsAbout(ctx, check, { about, limit: input.limit - rows.length })));
  }
  return {
    today: ctx.today,
    of,
    counts: summed(counts),
    checks: counts.toSorted(byWeight).map(({ check, ok, gap, unknown }) => ({
      id: check.id,
      title: check.title,
      severity: check.severity,
      requirements: [...check.requirements],
      ok,
      gap,
      unknown,
    })),
    total: wanted.reduce((sum, { gap }) => sum + gap, 0),
    rows,
  };
}

const WEIGHT = { major: 0, minor: 1, advice: 2 } as const;

function byWeight(a: CheckCounts, b: CheckCounts): number {
  return (
    WEIGHT[a.check.severity] - WEIGHT[b.check.severity] || b.gap - a.gap || (a.check.id < b.check.id ? -1 : 1)
  );
}

async function chosen(
  ctx: Ctx,
  input: { readonly unit?: string | undefined; readonly system?: string | undefined },
): Promise<{ readonly of: Gaps['of']; readonly whose: Whose }> {
  if (input.system !== undefined) {
    const { id, ref, name } = await readRecord(ctx, system, { id: input.system });
    return { of: { kind: 'system', id, ref, title: name }, whose: { kind: 'system', id } };
  }
  if (input.unit === undefined)
    return {
      of: { kind: 'all', id: null, ref: null, title: msg('Every AI system') },
      whose: { kind: 'all' },
    };
  if (input.unit === 'none')
    return { of: { kind: 'none', id: null, ref: null, title: msg('In no unit') }, whose: { kind: 'none' } };
  const found = await readRecord(ctx, unit, { id: input.unit });
  return {
    of: { kind: 'unit', id: found.id, ref: found.ref, title: found.name },
    whose: { kind: 'unit', id: found.id },
  };
}
