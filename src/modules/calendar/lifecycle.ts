import { msg } from '#kernel/language.ts';
import { defineLifecycle } from '#kernel/lifecycle.ts';

/** One time that an obligation falls due. "Overdue" is no state: it is a due one whose day has passed. */
export const occurrenceLifecycle = defineLifecycle({
  initial: 'due',
  states: {
    due: { label: msg('Due'), tone: 'active' },
    done: { label: msg('Done'), tone: 'good' },
    'not-done': { label: msg('Not done'), tone: 'warning' },
  },
  transitions: [
    { id: 'complete', from: ['due'], to: 'done', title: msg('Record it as done') },
    { id: 'leave', from: ['due'], to: 'not-done', title: msg('Record why it was not done') },
    { id: 'reopen', from: ['done', 'not-done'], to: 'due', title: msg('Open it again') },
  ],
});

export type OccurrenceState = keyof typeof occurrenceLifecycle.states;

/** A due one whose day has passed. */
export function isOverdue(
  occurrence: { readonly state: string; readonly dueOn: string },
  today: string,
): boolean {
  return occurrence.state === 'due' && occurrence.dueOn < today;
}
