import type { DatedRow, DateSpan } from '#kernel/dates.ts';
import { t } from '#kernel/language.ts';
import type { Ctx } from '#platform/context.ts';
import { impacts, indicators } from './read.ts';

/** Reviews of assessments that hold, and the days on which indicators are looked at. */
export async function impactDates(ctx: Ctx, span: DateSpan): Promise<readonly DatedRow[]> {
  const reviews = await ctx.q
    .selectFrom(impacts(ctx).as('i'))
    .where('i.state', 'in', ['approved', 'under-watch'])
    .where('i.reviewOn', '>=', span.from)
    .where('i.reviewOn', '<=', span.to)
    .select(['i.id', 'i.ref', 'i.title', 'i.ownerId', 'i.reviewOn as day'])
    .orderBy('day')
    .orderBy('i.id')
    .limit(span.limit)
    .execute();
  const looks = await ctx.q
    .selectFrom(indicators(ctx).as('d'))
    .innerJoin(impacts(ctx).as('i'), 'i.id', 'd.impactId')
    .where('i.state', '=', 'under-watch')
    .where('d.nextOn', '>=', span.from)
    .where('d.nextOn', '<=', span.to)
    .select(['d.id', 'd.ref', 'd.title', 'd.watcherId as ownerId', 'd.nextOn as day'])
    .orderBy('day')
    .orderBy('d.id')
    .limit(span.limit)
    .execute();
  return [
    ...reviews.map((row) => ({
      id: `${row.id} review`,
      kind: t('Impact assessment review'),
      day: row.day!,
      title: `${row.title} (${row.ref})`,
      href: `/impacts/${row.id}`,
      ownerId: row.ownerId,
    })),
    ...looks.map((row) => ({
      id: `${row.id} look`,
      kind: t('Indicator to look at'),
      day: row.day!,
      title: `${row.title} (${row.ref})`,
      href: `/indicators/${row.id}`,
      ownerId: row.ownerId,
    })),
  ];
}
