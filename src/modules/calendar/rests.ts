import type { RestingRow } from '#kernel/rests.ts';
import type { Ctx } from '#platform/context.ts';
import { obligations } from './read.ts';

/** Recurring obligations that name a requirement. */
export async function calendarRests(ctx: Ctx, entries: ReadonlySet<string>): Promise<readonly RestingRow[]> {
  const rows = await ctx.q
    .selectFrom(obligations(ctx).as('d'))
    .where('d.requirementId', 'is not', null)
    .select(['d.id', 'd.title', 'd.requirementId'])
    .orderBy('d.title')
    .orderBy('d.id')
    .execute();
  return rows
    .filter((row) => entries.has(row.requirementId!))
    .map((row) => ({
      on: row.requirementId!,
      type: 'obligation',
      id: row.id,
      title: row.title,
      href: `/calendar/obligations/${row.id}`,
      how: 'is done for it',
    }));
}
