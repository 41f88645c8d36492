import type { DatedRow, DateSpan } from '#kernel/dates.ts';
import { t } from '#kernel/language.ts';
import type { Ctx } from '#platform/context.ts';
import { requestsForUse } from './read.ts';

/** Approvals of AI use that end; who asked is not named. */
export async function intakeDates(ctx: Ctx, span: DateSpan): Promise<readonly DatedRow[]> {
  const rows = await ctx.q
    .selectFrom(requestsForUse(ctx).as('u'))
    .where('u.state', '=', 'approved')
    .where('u.validUntil', '>=', span.from)
    .where('u.validUntil', '<=', span.to)
    .select(['u.id', 'u.ref', 'u.tool', 'u.decidedBy', 'u.validUntil'])
    .orderBy('u.validUntil')
    .orderBy('u.id')
    .limit(span.limit)
    .execute();
  return rows.map((row) => ({
    id: `${row.id} until`,
    kind: t('Approval of AI use ends'),
    day: row.validUntil!,
    title: `${row.tool} (${row.ref})`,
    href: `/use-requests/${row.id}`,
    ownerId: row.decidedBy,
  }));
}
