import type { DatedRow, DateSpan } from '#kernel/dates.ts';
import type { Ctx } from '#platform/context.ts';
import { managementChanges, systemChanges } from './read.ts';

/** The days on which changes are planned, of both kinds. */
export async function changeDates(ctx: Ctx, span: DateSpan): Promise<readonly DatedRow[]> {
  const columns = ['c.id', 'c.ref', 'c.title', 'c.responsibleId', 'c.state', 'c.plannedFor'] as const;
  const systems = await ctx.q
    .selectFrom(systemChanges(ctx).as('c'))
    .where('c.state', '<>', 'withdrawn')
    .where('c.plannedFor', '>=', span.from)
    .where('c.plannedFor', '<=', span.to)
    .select(columns)
    .orderBy('c.plannedFor')
    .orderBy('c.id')
    .limit(span.limit)
    .execute();
  const management = await ctx.q
    .selectFrom(managementChanges(ctx).as('c'))
    .where('c.state', '<>', 'withdrawn')
    .where('c.plannedFor', '>=', span.from)
    .where('c.plannedFor', '<=', span.to)
    .select(columns)
    .orderBy('c.plannedFor')
    .orderBy('c.id')
    .limit(span.limit)
    .execute();
  const row = (each: (typeof systems)[number] | (typeof management)[number], page: string, kind: string) => ({
    id: `${each.id} planned`,
    kind,
    day: each.plannedFor!,
    title: `${each.title} (${each.ref})`,
    href: `${page}/${each.id}`,
    ownerId: each.responsibleId,
    ...(['made', 'reviewed', 'carried-out'].includes(each.state) && { done: true }),
  });
  return [
    ...systems.map((each) => row(each, '/changes', 'Change of an AI system')),
    ...management.map((each) => row(each, '/changes/management', 'Change of the management system')),
  ];
}
