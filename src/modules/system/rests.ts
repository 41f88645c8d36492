import type { RestingRow } from '#kernel/rests.ts';
import type { Ctx } from '#platform/context.ts';
import { systems } from './read.ts';

const TREE = 'eu-ai-act:classification';

/** Classifications, which rest on the decision tree as a whole. */
export async function systemRests(ctx: Ctx, entries: ReadonlySet<string>): Promise<readonly RestingRow[]> {
  if (!entries.has(TREE)) return [];
  const rows = await ctx.q
    .selectFrom(systems(ctx).as('s'))
    .where('s.euState', '<>', 'none')
    .select(['s.id', 's.ref', 's.name', 's.euState'])
    .orderBy('s.ref')
    .execute();
  return rows.map((row) => ({
    on: TREE,
    type: 'system',
    id: row.id,
    title: `${row.name} (${row.ref})`,
    href: `/systems/${row.id}/classification`,
    how:
      row.euState === 'confirmed'
        ? 'has a confirmed classification by it'
        : 'has a proposed classification by it',
  }));
}
