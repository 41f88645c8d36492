import type { DatedRow, DateSpan } from '#kernel/dates.ts';
import { t } from '#kernel/language.ts';
import type { Ctx } from '#platform/context.ts';
import { risks, treatments } from './read.ts';

/** Reviews of risks, acceptances that end, and treatments that fall due. */
export async function riskDates(ctx: Ctx, span: DateSpan): Promise<readonly DatedRow[]> {
  return [
    ...(await riskDays(ctx, span, { column: 'reviewOn', what: t('review'), kind: t('Risk review') })),
    ...(await riskDays(ctx, span, {
      column: 'acceptedUntil',
      what: t('acceptance'),
      kind: t('Acceptance ends'),
    })),
    ...(await measures(ctx, span)),
  ];
}

async function riskDays(
  ctx: Ctx,
  span: DateSpan,
  day: { readonly column: 'reviewOn' | 'acceptedUntil'; readonly what: string; readonly kind: string },
): Promise<readonly DatedRow[]> {
  const rows = await ctx.q
    .selectFrom(risks(ctx).as('r'))
    .where('r.state', '<>', 'closed')
    .where(`r.${day.column}`, '>=', span.from)
    .where(`r.${day.column}`, '<=', span.to)
    .select(['r.id', 'r.ref', 'r.title', 'r.ownerId', `r.${day.column} as day`])
    .orderBy('day')
    .orderBy('r.id')
    .limit(span.limit)
    .execute();
  return rows.map((row) => ({
    id: `${row.id} ${day.what}`,
    kind: day.kind,
    day: row.day!,
    title: `${row.title} (${row.ref})`,
    href: `/risks/${row.id}`,
    ownerId: row.ownerId,
  }));
}

async function measures(ctx: Ctx, span: DateSpan): Promise<readonly DatedRow[]> {
  const rows = await ctx.q
    .selectFrom(treatments(ctx).as('t'))
    .where('t.state', '<>', 'cancelled')
    .where('t.dueOn', '>=', span.from)
    .where('t.dueOn', '<=', span.to)
    .select(['t.id', 't.ref', 't.title', 't.ownerId', 't.state', 't.riskId', 't.dueOn'])
    .orderBy('t.dueOn')
    .orderBy('t.id')
    .limit(span.limit)
    .execute();
  return rows.map((row) => ({
    id: `${row.id} due`,
    kind: t('Risk treatment due'),
    day: row.dueOn!,
    title: `${row.title} (${row.ref})`,
    href: `/treatments/${row.id}`,
    ownerId: row.ownerId,
    ...(row.state === 'done' && { done: true }),
  }));
}
