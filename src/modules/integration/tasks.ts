import type { Ctx } from '#platform/context.ts';
import type { Task } from '#platform/module.ts';
import { countOf, tasksOf } from '#platform/tasks.ts';
import { mayManageWebhooks } from './policy.ts';
import { webhooks } from './read.ts';

const task = tasksOf('integration');

/** What waits for an administrator: webhooks that stopped. */
export async function integrationTasks(ctx: Ctx): Promise<readonly Task[]> {
  if (ctx.actor.id === null || !mayManageWebhooks(ctx.actor).allowed) return [];
  const row = await ctx.q
    .selectFrom(webhooks(ctx).as('w'))
    .where('w.state', '=', 'paused')
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  const count = Number(row.count);
  if (count === 0) return [];
  return [
    task('paused', {
      title: `Mend or remove ${countOf(count, 'paused webhook')}`,
      why: 'What happens is kept for it, but nothing is sent until somebody resumes it.',
      href: '/webhooks',
      count,
    }),
  ];
}
