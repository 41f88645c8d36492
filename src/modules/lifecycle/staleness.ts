import { sql } from 'kysely';
import { msg } from '#kernel/language.ts';
import type { PlatformDependent } from '#platform/module.ts';
import { lifecycleRecords } from './read.ts';

/** Approved records of the life cycle; a draft is open anyway, and a superseded one no longer speaks. */
export const lifecycleDependents: readonly PlatformDependent[] = [
  {
    id: 'lifecycle.record',
    title: msg('Approved life-cycle record'),
    type: 'lifecycleRecord',
    act: 'Look at the record again: confirm that it still holds, or begin its next edition',
    requirements: ['A.6.2.3', 'A.6.2.4'],
    rows: (ctx) =>
      ctx.q
        .selectFrom(lifecycleRecords(ctx).as('r'))
        .where('r.state', '=', 'approved')
        .select(['r.id', 'r.systemId', 'r.ownerId', sql<string | null>`null`.as('part')]),
    touches: [{ type: 'lifecycleRecord' }],
    seenBy: ['lifecycleRecord.approve', 'lifecycleRecord.reaffirm'],
    href: ({ id }) => `/lifecycle-records/${id}`,
  },
];
