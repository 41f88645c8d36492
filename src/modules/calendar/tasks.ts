import { t } from '#kernel/language.ts';
import type { Ctx } from '#platform/context.ts';
import type { Task } from '#platform/module.ts';
import { actorNames } from '#platform/register/history.ts';
import { mayWriteObligation } from './policy.ts';
import { obligations, occurrences } from './read.ts';

/** Each occurrence of one's own stands alone until there are more than this. */
const ALONE = 20;

/** What has come within its lead time or was missed; for those who keep the obligations also what others missed. */
export async function calendarTasks(ctx: Ctx): Promise<readonly Task[]> {
  if (ctx.actor.id === null) return [];
  const open = ctx.q.selectFrom(occurrences(ctx).as('o')).where('o.state', '=', 'due');
  const own = await open
    .where('o.ownerId', '=', ctx.actor.id)
    .where('o.opensOn', '<=', ctx.today)
    .select(['o.id', 'o.title', 'o.dueOn'])
    .orderBy('o.dueOn')
    .orderBy('o.id')
    .limit(ALONE)
    .execute();
  const tasks: Task[] = own.map((row) => ({
    id: `calendar:${row.id}`,
    kind: 'occurrence',
    title: row.title,
    why:
      row.dueOn < ctx.today
        ? t('Its day has passed; record what was done, or why not.')
        : t('It comes back at planned intervals.'),
    href: `/calendar/occurrences/${row.id}`,
    dueAt: row.dueOn,
    count: 1,
  }));
  return mayWriteObligation(ctx.actor).allowed ? [...tasks, ...(await forKeepers(ctx, ctx.actor.id))] : tasks;
}

async function forKeepers(ctx: Ctx, self: string): Promise<readonly Task[]> {
  const missed = await ctx.q
    .selectFrom(occurrences(ctx).as('o'))
    .where('o.state', '=', 'due')
    .where('o.dueOn', '<', ctx.today)
    .where('o.ownerId', 'is not', null)
    .where('o.ownerId', '<>', self)
    .groupBy('o.ownerId')
    .select((eb) => ['o.ownerId', eb.fn.countAll().as('count'), eb.fn.min('o.dueOn').as('first')])
    .orderBy('o.ownerId')
    .execute();
  const names = await actorNames(
    ctx,
    missed.map((row) => row.ownerId!),
  );
  const ownerless = await ctx.q
    .selectFrom(obligations(ctx).as('d'))
    .where('d.ownerId', 'is', null)
    .where((eb) => eb.or([eb('d.endsOn', 'is', null), eb('d.endsOn', '>=', ctx.today)]))
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  const count = Number(ownerless.count);
  return [
    ...missed.map((row) => ({
      id: `calendar:missed ${row.ownerId}`,
      kind: 'missed',
      title: t(
        '{count, plural, one {A recurring obligation} other {# recurring obligations}} of somebody else',
        { count: Number(row.count) },
      ),
      why: t('Its day has passed and nothing is recorded.'),
      href: `/calendar/occurrences?ownerId=${row.ownerId}&state=due`,
      dueAt: row.first,
      count: Number(row.count),
      waitsFor: names.get(row.ownerId!) ?? t('Its owner'),
    })),
    ...(count === 0
      ? []
      : [
          {
            id: 'calendar:ownerless',
            kind: 'ownerless',
            title: t(
              'Name an owner of {count, plural, one {a recurring obligation} other {# recurring obligations}}',
              { count },
            ),
            why: t('What belongs to nobody stands in no inbox.'),
            href: '/calendar/obligations?ownerId[empty]=true',
            dueAt: null,
            count,
          },
        ]),
  ];
}
