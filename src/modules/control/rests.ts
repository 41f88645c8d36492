import type { RestingRow } from '#kernel/rests.ts';
import type { Ctx } from '#platform/context.ts';
import { controls } from './read.ts';

/** Controls of Annex A, and reasons that name a duty of a law. */
export async function controlRests(ctx: Ctx, entries: ReadonlySet<string>): Promise<readonly RestingRow[]> {
  const rows = await ctx.q
    .selectFrom(controls(ctx).as('c'))
    .select(['c.id', 'c.annexId', 'c.title', 'c.statedReasons'])
    .orderBy('c.annexId')
    .orderBy('c.id')
    .execute();
  return rows.flatMap((row) => {
    const reasons = JSON.parse(row.statedReasons) as readonly { readonly ref: string | null }[];
    const on = [
      ...(row.annexId ? [{ entry: `iso-42001:${row.annexId}`, how: 'is this control of Annex A' }] : []),
      ...reasons.flatMap(({ ref }) => (ref ? [{ entry: ref, how: 'is included because of it' }] : [])),
    ];
    return on
      .filter(({ entry }) => entries.has(entry))
      .map(({ entry, how }) => ({
        on: entry,
        type: 'control',
        id: row.id,
        title: row.annexId ? `${row.annexId} ${row.title}` : row.title,
        href: `/controls/${row.id}`,
        how,
      }));
  });
}
