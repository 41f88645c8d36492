import type { DatedRow, DateSpan } from '#kernel/dates.ts';
import { t } from '#kernel/language.ts';
import type { Ctx } from '#platform/context.ts';
import { gateOpenings, lifecycleRecords } from './read.ts';

/** Days on which approved records are to be looked at again, and on which exceptions of gates end. */
export async function lifecycleDates(ctx: Ctx, span: DateSpan): Promise<readonly DatedRow[]> {
  const reviews = await ctx.q
    .selectFrom(lifecycleRecords(ctx).as('r'))
    .where('r.state', '=', 'approved')
    .where('r.reviewOn', '>=', span.from)
    .where('r.reviewOn', '<=', span.to)
    .select(['r.id', 'r.ref', 'r.title', 'r.ownerId', 'r.reviewOn'])
    .orderBy('r.reviewOn')
    .orderBy('r.id')
    .limit(span.limit)
    .execute();
  const exceptions = await ctx.q
    .selectFrom(gateOpenings(ctx).as('o'))
    .where('o.state', 'in', ['exception', 'resolved'])
    .where('o.until', '>=', span.from)
    .where('o.until', '<=', span.to)
    .select(['o.id', 'o.ref', 'o.systemName', 'o.openedBy', 'o.until', 'o.state'])
    .orderBy('o.until')
    .orderBy('o.id')
    .limit(span.limit)
    .execute();
  return [
    ...reviews.map((row) => ({
      id: `${row.id} review`,
      kind: t('Look at a life-cycle record again'),
      day: row.reviewOn!,
      title: `${row.title} (${row.ref})`,
      href: `/lifecycle-records/${row.id}`,
      ownerId: row.ownerId,
    })),
    ...exceptions.map((row) => ({
      id: `${row.id} end`,
      kind: t('End of an exception'),
      day: row.until!,
      title: `${row.systemName} (${row.ref})`,
      href: `/gate-openings/${row.id}`,
      ownerId: row.openedBy,
      ...(row.state === 'resolved' && { done: true }),
    })),
  ];
}
