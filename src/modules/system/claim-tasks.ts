import { t } from '#kernel/language.ts';
import type { Ctx } from '#platform/context.ts';
import type { Task } from '#platform/module.ts';
import { mayDecideClaim } from './policy.ts';
import { claims, systems } from './read.ts';

/** Statements of imported sources about systems in scope that nobody has confirmed or refuted: one line, however many. */
export async function claimTasks(ctx: Ctx): Promise<readonly Task[]> {
  if (!mayDecideClaim(ctx.actor).allowed) return [];
  const row = await ctx.q
    .selectFrom(claims(ctx).as('c'))
    .innerJoin(systems(ctx).as('s'), 's.id', 'c.systemId')
    .where('c.state', '=', 'claimed')
    .where('s.scope', '=', 'in')
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  const count = Number(row.count);
  if (count === 0) return [];
  return [
    {
      id: 'system:claims',
      kind: 'claims',
      title: t(
        'Confirm or refute {count, plural, one {a statement} other {# statements}} of imported sources',
        { count },
      ),
      why: t(
        'What a source says of an AI system in scope counts nowhere until a person confirms it with evidence.',
      ),
      href: '/claims?state=claimed',
      dueAt: null,
      count,
    },
  ];
}
