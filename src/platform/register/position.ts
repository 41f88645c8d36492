import type { Ctx } from '../context.ts';

/** How many entries the log of this organisation has, or the position a past read shows. */
export async function position(ctx: Ctx): Promise<number> {
  if (ctx.at !== 'now') return ctx.at;
  const row = await positionNow(ctx).executeTakeFirst();
  return Number(row?.at ?? -1);
}

/** The position of the last entry, to be run or to stand in another statement; no row: an empty log. */
export function positionNow({ q, org }: Pick<Ctx, 'q' | 'org'>) {
  return q
    .selectFrom('log')
    .select((eb) => eb('startSeq', '+', eb('size', '-', 1)).as('at'))
    .where('org_id', '=', org.id)
    .orderBy('epoch', 'desc')
    .limit(1);
}
