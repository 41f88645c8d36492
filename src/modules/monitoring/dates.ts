import type { DatedRow, DateSpan } from '#kernel/dates.ts';
import { t } from '#kernel/language.ts';
import type { Ctx } from '#platform/context.ts';
import { alerts, monitors } from './read.ts';

/** Evaluations of results and decisions about alerts that fall due. */
export async function monitoringDates(ctx: Ctx, span: DateSpan): Promise<readonly DatedRow[]> {
  const due = await ctx.q
    .selectFrom(monitors(ctx).as('m'))
    .where('m.state', '=', 'active')
    .where('m.evaluateOn', '>=', span.from)
    .where('m.evaluateOn', '<=', span.to)
    .select(['m.id', 'm.ref', 'm.title', 'm.ownerId', 'm.evaluateOn'])
    .orderBy('m.evaluateOn')
    .orderBy('m.id')
    .limit(span.limit)
    .execute();
  const open = await ctx.q
    .selectFrom(alerts(ctx).as('a'))
    .where('a.triageBy', '>=', span.from)
    .where('a.triageBy', '<=', span.to)
    .select(['a.id', 'a.ref', 'a.title', 'a.ownerId', 'a.triageBy', 'a.state'])
    .orderBy('a.triageBy')
    .orderBy('a.id')
    .limit(span.limit)
    .execute();
  return [
    ...due.map((row) => ({
      id: `${row.id} evaluation`,
      kind: t('Evaluation of results'),
      day: row.evaluateOn!,
      title: `${row.title} (${row.ref})`,
      href: `/monitors/${row.id}`,
      ownerId: row.ownerId,
    })),
    ...open.map((row) => ({
      id: `${row.id} triage`,
      kind: t('Decision about an alert'),
      day: row.triageBy,
      title: `${row.title} (${row.ref})`,
      href: `/alerts/${row.id}`,
      ownerId: row.ownerId,
      ...(row.state !== 'open' && { done: true }),
    })),
  ];
}
