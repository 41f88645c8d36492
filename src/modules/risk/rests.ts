import type { RestingRow } from '#kernel/rests.ts';
import type { Ctx } from '#platform/context.ts';
import { risks } from './read.ts';

/** Risks that were taken from the library. */
export async function riskRests(ctx: Ctx, entries: ReadonlySet<string>): Promise<readonly RestingRow[]> {
  const rows = await ctx.q
    .selectFrom(risks(ctx).as('r'))
    .where('r.libraryId', 'is not', null)
    .where('r.state', '<>', 'closed')
    .select(['r.id', 'r.ref', 'r.title', 'r.libraryId'])
    .orderBy('r.ref')
    .execute();
  return rows
    .map((row) => ({
      on: `risk-library:${row.libraryId}`,
      type: 'risk',
      id: row.id,
      title: `${row.title} (${row.ref})`,
      href: `/risks/${row.id}`,
      how: 'was taken from it',
    }))
    .filter(({ on }) => entries.has(on));
}
