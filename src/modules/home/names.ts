import { recordNames } from '#kernel/name-endpoints.ts';
import { anyMember } from '#kernel/policy.ts';
import { query } from '#platform/operation.ts';
import { heads } from '#platform/view.ts';

/** Type, reference and title of the records asked for; what is not there, or not here, is left out. */
export const namesOperation = query(recordNames, {
  heavy: true,
  allow: anyMember,
  run: async (ctx, { ids }) => {
    const rows = await ctx.q
      .selectFrom(heads(ctx).as('head'))
      .innerJoin('record', (join) =>
        join.onRef('record.id', '=', 'head.id').on('record.org_id', '=', ctx.org.id),
      )
      .where('head.id', 'in', ids.split(','))
      .select(['record.id', 'record.type', 'record.ref', 'head.title'])
      .orderBy('record.id')
      .execute();
    return { names: rows.map((row) => ({ ...row, title: row.title ?? '' })) };
  },
});
