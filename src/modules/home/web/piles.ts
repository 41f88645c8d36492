import type { OutputOf } from '#kernel/endpoint.ts';
import type { homeEndpoints } from '../contract.ts';

export type Inbox = OutputOf<typeof homeEndpoints.inbox>;

/** The tasks in piles: due by today, due within a week, the rest. Empty piles are left out; the order stays. */
export function piles(inbox: Inbox): readonly { readonly title: string; readonly tasks: Inbox['tasks'] }[] {
  const week = new Date(Date.parse(inbox.today) + 7 * 86_400_000).toISOString().slice(0, 10);
  const pile = (title: string, fits: (dueAt: string | null) => boolean) => ({
    title,
    tasks: inbox.tasks.filter((task) => fits(task.dueAt?.slice(0, 10) ?? null)),
  });
  return [
    pile('Today', (due) => due !== null && due <= inbox.today),
    pile('This week', (due) => due !== null && due > inbox.today && due <= week),
    pile('Later, or without a date', (due) => due === null || due > week),
  ].filter(({ tasks }) => tasks.length > 0);
}
