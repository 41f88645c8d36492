import { sql } from 'kysely';
import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { anyMember } from '#kernel/policy.ts';
import { query } from '#platform/operation.ts';
import { closedTypes } from '#platform/register/readable.ts';
import { heads } from '#platform/view.ts';

const searchEndpoint = endpoint({
  id: 'home.search',
  method: 'GET',
  path: '/search',
  summary: 'Find records by words of their title or by reference',
  input: z.object({ q: z.string().trim().min(1, 'Type a word').max(200) }),
  output: z.object({
    results: z.array(
      z.object({
        type: z.string(),
        id: z.string(),
        ref: z.string(),
        title: z.string(),
        state: z.string().nullable(),
      }),
    ),
  }),
});

/** Records over all registers; a reference that begins with the words comes first. */
export const searchOperation = query(searchEndpoint, {
  heavy: true,
  allow: anyMember,
  run: async (ctx, { q }) => {
    const words = q.toLowerCase().replace(/[\\%_]/g, '\\$&');
    const closed = await closedTypes(ctx);
    const rows = await ctx.q
      .selectFrom(heads(ctx).as('head'))
      .innerJoin('record', (join) =>
        join.onRef('record.id', '=', 'head.id').on('record.org_id', '=', ctx.org.id),
      )
      .where((eb) =>
        eb.or([
          sql<boolean>`lower("head"."title") like ${`%${words}%`} escape '\\'`,
          sql<boolean>`lower("record"."ref") like ${`${words}%`} escape '\\'`,
        ]),
      )
      .$if(closed.length > 0, (found) => found.where('record.type', 'not in', [...closed]))
      .select(['record.type', 'record.id', 'record.ref', 'head.title', 'head.state'])
      .orderBy(sql`case when lower("record"."ref") like ${`${words}%`} escape '\\' then 0 else 1 end`)
      .orderBy('head.title')
      .orderBy('record.id')
      .limit(20)
      .execute();
    return { results: rows.map((row) => ({ ...row, title: row.title ?? '' })) };
  },
});
