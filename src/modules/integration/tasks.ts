import { t } from '#kernel/language.ts';
import type { Ctx } from '#platform/context.ts';
import type { Task } from '#platform/module.ts';
import { tasksOf } from '#platform/tasks.ts';
import { mayManageWebhooks } from './policy.ts';
import { waitingFor } from './proposal-service.ts';
import { webhooks } from './read.ts';

const task = tasksOf('integration');

/** What waits: proposals to decide, and for administrators webhooks that stopped. */
export async function integrationTasks(ctx: Ctx): Promise<readonly Task[]> {
  if (ctx.actor.id === null) return [];
  return [...(await toDecide(ctx)), ...(await stopped(ctx))];
}

async function toDecide(ctx: Ctx): Promise<readonly Task[]> {
  const count = await waitingFor(ctx);
  if (count === 0) return [];
  return [
    task('decide', {
      title: t(
        '{count, plural, one {Decide about # proposal of a program} other {Decide about # proposals of programs}}',
        {
          count,
        },
      ),
      why: t('A program proposes a change in your name; nothing is written until you approve it.'),
      href: '/proposals',
      count,
    }),
  ];
}

async function stopped(ctx: Ctx): Promise<readonly Task[]> {
  if (!mayManageWebhooks(ctx.actor).allowed) return [];
  const row = await ctx.q
    .selectFrom(webhooks(ctx).as('w'))
    .where('w.state', '=', 'paused')
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  const count = Number(row.count);
  if (count === 0) return [];
  return [
    task('paused', {
      title: t(
        '{count, plural, one {Mend or remove # paused webhook} other {Mend or remove # paused webhooks}}',
        {
          count,
        },
      ),
      why: t('What happens is kept for it, but nothing is sent until somebody resumes it.'),
      href: '/webhooks',
      count,
    }),
  ];
}
