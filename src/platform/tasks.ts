import type { Task } from './context.ts';

type Words = Omit<Task, 'id' | 'kind' | 'dueAt'> & { readonly dueAt?: string | null };

/** Makes the tasks of one module: their ids begin with its name, and a task without a day has none. */
export function tasksOf(module: string): (kind: string, words: Words) => Task {
  return (kind, words) => ({ id: `${module}:${kind}`, kind, dueAt: null, ...words });
}
