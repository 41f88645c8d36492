import type { DatedRow, DateSpan } from '#kernel/dates.ts';
import { t } from '#kernel/language.ts';
import type { Ctx } from '#platform/context.ts';
import { ownFrameworks } from './read.ts';

/** Days of the law, and days on which an own framework comes into force or is looked at again. */
export async function frameworkDates(ctx: Ctx, span: DateSpan): Promise<readonly DatedRow[]> {
  return [
    ...(await lawDates(ctx, span)),
    ...(await ownDates(ctx, span, { column: 'inForceOn', kind: t('Law begins to apply') })),
    ...(await ownDates(ctx, span, { column: 'reviewOn', kind: t('Own framework to look at') })),
  ];
}

/** The days on which parts of the EU AI Act begin to apply, from the pack that the organisation uses. */
async function lawDates(ctx: Ctx, span: DateSpan): Promise<readonly DatedRow[]> {
  return ctx.catalog.packs['eu-ai-act'].timeline
    .filter(({ date }) => date >= span.from && date <= span.to)
    .slice(0, span.limit)
    .map(({ id, date, what }) => ({
      id: `eu-ai-act ${id}`,
      kind: t('Law begins to apply'),
      day: date,
      title: t('EU AI Act: {what}', { what }),
      href: '/frameworks/eu-ai-act',
      ownerId: null,
    }));
}

async function ownDates(
  ctx: Ctx,
  span: DateSpan,
  day: { readonly column: 'inForceOn' | 'reviewOn'; readonly kind: string },
): Promise<readonly DatedRow[]> {
  const rows = await ctx.q
    .selectFrom(ownFrameworks(ctx).as('f'))
    .where(`f.${day.column}`, '>=', span.from)
    .where(`f.${day.column}`, '<=', span.to)
    .select(['f.id', 'f.ref', 'f.title', 'f.ownerId', `f.${day.column} as day`])
    .orderBy('day')
    .orderBy('f.id')
    .limit(span.limit)
    .execute();
  return rows.map((row) => ({
    id: `${row.id} ${day.column}`,
    kind: day.kind,
    day: row.day!,
    title: `${row.title} (${row.ref})`,
    href: `/own-frameworks/${row.id}`,
    ownerId: row.ownerId,
  }));
}
