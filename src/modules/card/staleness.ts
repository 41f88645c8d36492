import { sql } from 'kysely';
import { msg } from '#kernel/language.ts';
import type { PlatformDependent } from '#platform/module.ts';
import { cards } from './read.ts';

/** Published cards; one that is only in work is open anyway. */
export const cardDependents: readonly PlatformDependent[] = [
  {
    id: 'card.published',
    title: msg('Published system card'),
    type: 'card',
    act: 'Look at the card again: confirm that it still holds, or publish its next version',
    requirements: ['A.8.2'],
    rows: (ctx) =>
      ctx.q
        .selectFrom(cards(ctx).as('c'))
        .where('c.publishedNumber', 'is not', null)
        .select(['c.id', 'c.systemId', 'c.ownerId', sql<string | null>`null`.as('part')]),
    touches: [{ type: 'card' }],
    seenBy: ['card.publish', 'card.reaffirm'],
    href: ({ id }) => `/cards/${id}`,
  },
];
