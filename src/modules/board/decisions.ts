import type { Ctx } from '#platform/context.ts';
import type { Board } from './contract.ts';

/** What waits for top management: the tasks that every module leaves for somebody of that role. */
export async function decisionsOf(ctx: Ctx): Promise<Board['decisions']> {
  const actor = {
    id: 'top-management',
    name: 'Top management',
    via: 'session',
    roles: ['top-management'],
  } as const;
  const decisions: Board['decisions'][number][] = [];
  // What waits for others, or is the usual work on a person's own records, is no matter for the board.
  for (const module of ctx.registry.modules)
    for (const task of (await module.tasks?.({ ...ctx, actor })) ?? [])
      if (task.waitsFor === undefined)
        decisions.push({
          label: task.title,
          count: task.count,
          href: task.href,
          why: task.why,
          dueAt: task.dueAt ?? null,
        });
  return decisions.sort(
    (a, b) => compare(a.dueAt ?? '9999', b.dueAt ?? '9999') || b.count - a.count || compare(a.label, b.label),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
