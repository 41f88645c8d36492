import type { DatedRow, DateSpan } from '#kernel/dates.ts';
import type { Ctx } from '#platform/context.ts';
import { confirmations, overrides } from './read.ts';

/** The last days of confirmations and of overrides that stand. */
export async function conformityDates(ctx: Ctx, span: DateSpan): Promise<readonly DatedRow[]> {
  const confirmed = await ctx.q
    .selectFrom(confirmations(ctx).as('c'))
    .where('c.state', '=', 'standing')
    .where('c.expiresOn', '>=', span.from)
    .where('c.expiresOn', '<=', span.to)
    .select(['c.id', 'c.requirementId', 'c.confirmedBy as ownerId', 'c.expiresOn as day'])
    .orderBy('c.expiresOn')
    .orderBy('c.id')
    .limit(span.limit)
    .execute();
  const beside = await ctx.q
    .selectFrom(overrides(ctx).as('o'))
    .where('o.state', '=', 'active')
    .where('o.until', '>=', span.from)
    .where('o.until', '<=', span.to)
    .select(['o.id', 'o.requirementId', 'o.decidedBy as ownerId', 'o.until as day'])
    .orderBy('o.until')
    .orderBy('o.id')
    .limit(span.limit)
    .execute();
  const shown = (kind: string, row: (typeof confirmed)[number] | (typeof beside)[number]): DatedRow => ({
    id: `${row.id} ends`,
    kind,
    day: row.day!,
    title: `${kind}: ${row.requirementId}`,
    href: `/conformity/${row.requirementId}`,
    ownerId: row.ownerId,
  });
  return [
    ...confirmed.map((row) => shown('Confirmation ends', row)),
    ...beside.map((row) => shown('Override ends', row)),
  ];
}
