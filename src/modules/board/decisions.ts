import type { Ctx } from '#platform/context.ts';
import { byUrgency, everyTask } from '#platform/tasks.ts';
import type { Board } from './contract.ts';

/** What waits for top management: the tasks that every module leaves for somebody of that role. */
export async function decisionsOf(ctx: Ctx): Promise<Board['decisions']> {
  const actor = {
    id: 'top-management',
    name: 'Top management',
    via: 'session',
    roles: ['top-management'],
  } as const;
  // What waits for others, or is the usual work on a person's own records, is no matter for the board.
  const tasks = (await everyTask({ ...ctx, actor })).filter((task) => task.waitsFor === undefined);
  return tasks.sort(byUrgency).map(({ title, count, href, why, dueAt }) => ({
    label: title,
    count,
    href,
    why,
    dueAt,
  }));
}
