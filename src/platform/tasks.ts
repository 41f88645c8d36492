import type { Ctx, Task } from './context.ts';

type Words = Omit<Task, 'id' | 'kind' | 'dueAt'> & { readonly dueAt?: string | null };

/** Makes the tasks of one module: their ids begin with its name, and a task without a day has none. */
export function tasksOf(module: string): (kind: string, words: Words) => Task {
  return (kind, words) => ({ id: `${module}:${kind}`, kind, dueAt: null, ...words });
}

/** What every module leaves for the actor of the context, each with the module it comes from. */
export async function everyTask(ctx: Ctx): Promise<(Task & { readonly module: string })[]> {
  const tasks: (Task & { readonly module: string })[] = [];
  for (const module of ctx.registry.modules)
    for (const task of (await module.tasks?.(ctx)) ?? []) tasks.push({ ...task, module: module.name });
  return tasks;
}

type Sortable = { readonly dueAt: string | null; readonly count: number; readonly title: string };

/** Due dates first, the earliest before the later; then the larger pile; then by title. */
export function byUrgency(a: Sortable, b: Sortable): number {
  if (a.dueAt !== b.dueAt) {
    if (a.dueAt === null) return 1;
    if (b.dueAt === null) return -1;
    return a.dueAt < b.dueAt ? -1 : 1;
  }
  if (a.count !== b.count) return b.count - a.count;
  return a.title < b.title ? -1 : 1;
}
