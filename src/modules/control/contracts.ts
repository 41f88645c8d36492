import { suppliers } from '#modules/supplier/read.ts';
import { systems } from '#modules/system/read.ts';
import type { Ctx } from '#platform/context.ts';
import { links } from '#platform/view.ts';
import type { Because } from './contract.ts';

/** The contracts with suppliers of AI systems in scope: what a person may name as a reason for a control. */
export async function contractsInScope(ctx: Pick<Ctx, 'q' | 'org' | 'at'>): Promise<readonly Because[]> {
  const rows = await ctx.q
    .selectFrom(links(ctx, 'supplied-by').as('supply'))
    .innerJoin(suppliers(ctx).as('p'), 'p.id', 'supply.to_id')
    .innerJoin(systems(ctx).as('s'), 's.id', 'supply.from_id')
    .where('s.scope', '=', 'in')
    .where('p.contract', 'is not', null)
    .select(['p.id', 'p.ref', 'p.name', 'p.contract'])
    .distinct()
    .orderBy('p.ref')
    .execute();
  return rows.map(({ id, ref, name, contract }) => ({
    kind: 'contract',
    ref,
    id,
    text: `${contract}, ${name}`,
  }));
}
