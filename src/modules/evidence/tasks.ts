import { addDays } from '#kernel/days.ts';
import { t } from '#kernel/language.ts';
import type { Ctx } from '#platform/context.ts';
import type { Task } from '#platform/module.ts';
import { pieces } from './read.ts';

const AHEAD = 30;

/** Evidence of this person's that no longer proves anything, or soon will not. */
export async function evidenceTasks(ctx: Ctx): Promise<readonly Task[]> {
  if (ctx.actor.id === null) return [];
  const until = addDays(ctx.today, AHEAD);
  const row = await ctx.q
    .selectFrom(pieces(ctx).as('e'))
    .where('e.ownerId', '=', ctx.actor.id)
    .where('e.expiresOn', '<=', until)
    .select((eb) => [eb.fn.countAll().as('count'), eb.fn.min('e.expiresOn').as('first')])
    .executeTakeFirstOrThrow();
  const count = Number(row.count);
  if (count === 0) return [];
  return [
    {
      id: 'evidence:renew',
      kind: 'renew',
      title: t('Renew {count, plural, one {a piece} other {# pieces}} of evidence', { count }),
      why: t('What has expired proves nothing wherever it is used.'),
      href: `/evidence?ownerId=${ctx.actor.id}&expiresOn[lte]=${until}`,
      dueAt: row.first,
      count,
    },
  ];
}
