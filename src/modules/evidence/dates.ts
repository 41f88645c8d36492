import type { DatedRow, DateSpan } from '#kernel/dates.ts';
import { t } from '#kernel/language.ts';
import type { Ctx } from '#platform/context.ts';
import { pieces } from './read.ts';

/** The last days on which evidence proves anything. */
export async function evidenceDates(ctx: Ctx, span: DateSpan): Promise<readonly DatedRow[]> {
  const rows = await ctx.q
    .selectFrom(pieces(ctx).as('e'))
    .where('e.expiresOn', '>=', span.from)
    .where('e.expiresOn', '<=', span.to)
    .select(['e.id', 'e.ref', 'e.title', 'e.ownerId', 'e.expiresOn'])
    .orderBy('e.expiresOn')
    .orderBy('e.id')
    .limit(span.limit)
    .execute();
  return rows.map((row) => ({
    id: `${row.id} expires`,
    kind: t('Evidence expires'),
    day: row.expiresOn!,
    title: `${row.title} (${row.ref})`,
    href: `/evidence/${row.id}`,
    ownerId: row.ownerId,
  }));
}
