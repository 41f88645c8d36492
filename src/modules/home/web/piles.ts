import { addDays } from '#kernel/days.ts';
import type { OutputOf } from '#kernel/endpoint.ts';
import { t } from '#kernel/language.ts';
import type { homeEndpoints } from '../contract.ts';

export type Inbox = OutputOf<typeof homeEndpoints.inbox>;

/**
 * The tasks in piles: due by today, due within a week, the rest, and what waits for others. Empty piles are left out;
 * the order stays.
 */
export function piles(inbox: Inbox): readonly { readonly title: string; readonly tasks: Inbox['tasks'] }[] {
  const week = addDays(inbox.today, 7);
  const pile = (title: string, fits: (dueAt: string | null) => boolean) => ({
    title,
    tasks: mine.filter((task) => fits(task.dueAt?.slice(0, 10) ?? null)),
  });
  const mine = inbox.tasks.filter((task) => task.waitsFor === undefined);
  return [
    pile(t('Today'), (due) => due !== null && due <= inbox.today),
    pile(t('This week'), (due) => due !== null && due > inbox.today && due <= week),
    pile(t('Later, or without a date'), (due) => due === null || due > week),
    { title: t('Waiting for others'), tasks: inbox.tasks.filter((task) => task.waitsFor !== undefined) },
  ].filter(({ tasks }) => tasks.length > 0);
}
