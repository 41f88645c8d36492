import type { Ctx } from '#platform/context.ts';
import { links, recordView } from '#platform/view.ts';
import { evidence } from './contract.ts';

/** Evidence, now or as of a position. */
export const pieces = recordView(evidence);

/** One row per use: the record, the piece, its dates, and the version that was meant. */
export function evidenceUses(ctx: Pick<Ctx, 'q' | 'org' | 'at'>) {
  return ctx.q
    .selectFrom(links(ctx, 'evidences').as('use'))
    .innerJoin(pieces(ctx).as('piece'), 'piece.id', 'use.from_id')
    .select([
      'use.to_id as recordId',
      'use.to_version as pinnedVersion',
      'piece.id',
      'piece.ref',
      'piece.title',
      'piece.kind',
      'piece.version',
      'piece.effectiveOn',
      'piece.expiresOn',
    ]);
}
