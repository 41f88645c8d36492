import type { DatedRow, DateSpan } from '#kernel/dates.ts';
import type { Ctx } from '#platform/context.ts';

/** The days on which parts of the EU AI Act begin to apply, from the pack that the organisation uses. */
export async function lawDates(ctx: Ctx, span: DateSpan): Promise<readonly DatedRow[]> {
  return ctx.catalog.packs['eu-ai-act'].timeline
    .filter(({ date }) => date >= span.from && date <= span.to)
    .slice(0, span.limit)
    .map(({ id, date, what }) => ({
      id: `eu-ai-act ${id}`,
      kind: 'Law begins to apply',
      day: date,
      title: `EU AI Act: ${what}`,
      href: '/frameworks/eu-ai-act',
      ownerId: null,
    }));
}
