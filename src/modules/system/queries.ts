import type { OutputOf } from '#kernel/endpoint.ts';
import type { Ctx } from '#platform/context.ts';
import { readRecord } from '#platform/register/operations.ts';
import { explainClassification } from './classification.ts';
import { system, type systemActs } from './contract.ts';
import { systems } from './read.ts';

/** The classification of one system, explained as of today or the day that is shown. */
export async function classificationOf(
  ctx: Ctx,
  id: string,
): Promise<OutputOf<typeof systemActs.classification>> {
  return explainClassification(ctx.catalog, await readRecord(ctx, system, { id }), ctx.today);
}

/** How the register is made up; each figure is a filter of the list. */
export async function summaryOf(ctx: Ctx): Promise<OutputOf<typeof systemActs.summary>> {
  const counted = async (column: 'scope' | 'stage' | 'euState' | 'statedImpact' | 'agency') => {
    const rows = await ctx.q
      .selectFrom(systems(ctx).as('s'))
      .select((eb) => [eb.ref(`s.${column}`).as('value'), eb.fn.countAll<number>().as('n')])
      .groupBy(`s.${column}`)
      .execute();
    return rows.map((row) => [String(row.value ?? 'none'), Number(row.n)] as const);
  };
  const scope = await counted('scope');
  const agencies = (await counted('agency'))
    .filter(([agency]) => agency !== 'none')
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return {
    total: scope.reduce((sum, [, n]) => sum + n, 0),
    scope: Object.fromEntries(scope),
    stage: Object.fromEntries(await counted('stage')),
    euState: Object.fromEntries(await counted('euState')),
    statedImpact: Object.fromEntries(await counted('statedImpact')),
    agencies: agencies.map(([agency, count]) => ({ agency, count })),
  };
}
