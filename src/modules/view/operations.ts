import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { allOf, anyMember } from '#kernel/policy.ts';
import { MAX_VIEWS, savedView, savedViewEndpoints } from '#kernel/saved-view.ts';
import { command, type Operation, query } from '#platform/operation.ts';
import type { At } from '#platform/view.ts';
import { recordView } from '#platform/view.ts';
import { mayKeepView } from './policy.ts';

const views = recordView(savedView);

export const viewOperations: readonly Operation[] = [
  query(savedViewEndpoints.list, {
    allow: anyMember,
    run: async (ctx, { page }) => ({
      views: (await viewsOf(ctx, page, ctx.actor.id)).map((row) => ({
        id: row.id,
        version: row.version,
        title: row.title,
        state: JSON.parse(row.state) as Record<string, string>,
        shared: row.shared === 1,
        own: row.ownerId === ctx.actor.id,
      })),
    }),
  }),
  command(savedViewEndpoints.create, {
    allow: (actor, { shared }) => mayKeepView(actor, { ownerId: actor.id, shared }),
    run: async (tx, input) => {
      const there = await viewsOf(tx, input.page, tx.actor.id);
      if (there.length >= MAX_VIEWS)
        throw new AppError(
          'wrong-state',
          t('This register has {max_views} views already.', { max_views: MAX_VIEWS }),
          {
            next: t('Remove one that nobody uses.'),
          },
        );
      return tx.insert(savedView, { ...input, ownerId: tx.actor.id });
    },
  }),
  command(savedViewEndpoints.update, {
    // Sharing, and changing what is shared, both need the authority over what everybody sees.
    allow: async (actor, { id, shared }, tx) => {
      const before = await tx.get(savedView, id);
      return allOf(
        mayKeepView(actor, before),
        mayKeepView(actor, { ...before, shared: shared ?? before.shared }),
      );
    },
    run: (tx, { id, version, ...change }) => tx.update(savedView, { id, version }, change),
  }),
  command(savedViewEndpoints.remove, {
    allow: async (actor, { id }, tx) => mayKeepView(actor, await tx.get(savedView, id)),
    run: async (tx, { id, version }) => {
      await tx.remove(savedView, { id, version });
      return { removed: true as const };
    },
  }),
];

/** One's own views of a page and the shared ones, by name. */
function viewsOf(at: At, page: string, personId: string | null) {
  return at.q
    .selectFrom(views(at).as('v'))
    .where('v.page', '=', page)
    .where((eb) => eb.or([eb('v.shared', '=', 1), eb('v.ownerId', '=', personId ?? '')]))
    .orderBy('v.title')
    .orderBy('v.id')
    .selectAll()
    .execute();
}
