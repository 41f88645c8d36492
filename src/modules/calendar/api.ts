import { t } from '#kernel/language.ts';
import type { Ctx } from '#platform/context.ts';
import type { Task } from '#platform/module.ts';
import { actorNames } from '#platform/register/history.ts';
import { everyTask } from '#platform/tasks.ts';
import { standsInFor } from './service.ts';

export type InboxTask = Task & {
  readonly module: string;
  /** The person who is away and whose task this is. */
  readonly standsInFor?: string;
};

/**
 * What somebody should do next, from all modules: their own tasks, then those of people they stand in for today.
 * Acts of authority are never among the latter: they are asked of nobody's roles, and what needs the person is left out.
 */
export async function inboxOf(ctx: Ctx): Promise<readonly InboxTask[]> {
  const own = await everyTask(ctx);
  const away = await standsInFor(ctx, ctx.actor.id, ctx.today);
  if (away.length === 0) return own;
  const names = await actorNames(
    ctx,
    away.map((each) => each.personId),
  );
  const theirs: InboxTask[] = [];
  for (const { personId } of away) {
    const name = names.get(personId) ?? t('Somebody');
    // The rights of whoever is away stay with them: their tasks are looked up as of a person without a role.
    const tasks = await everyTask({ ...ctx, actor: { id: personId, name, via: 'session', roles: [] } });
    for (const task of tasks)
      if (!task.authority && task.waitsFor === undefined)
        theirs.push({ ...task, id: `${task.id} ${personId}`, standsInFor: name });
  }
  return [...own, ...theirs];
}
