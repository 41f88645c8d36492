import { msg } from '#kernel/language.ts';
import { defineLifecycle } from '#kernel/lifecycle.ts';

/** An interview is open for answers until somebody closes it; what was said stays. */
export const interviewLifecycle = defineLifecycle({
  initial: 'open',
  states: {
    open: { label: msg('Open'), tone: 'active' },
    closed: { label: msg('Closed'), tone: 'muted' },
  },
  transitions: [
    { id: 'close', from: ['open'], to: 'closed', title: msg('Close the interview') },
    { id: 'reopen', from: ['closed'], to: 'open', title: msg('Open the interview again') },
  ],
});

/** One person's questions. Finished is what the person says; they may still change an answer. */
export const partLifecycle = defineLifecycle({
  initial: 'open',
  states: {
    open: { label: msg('Being answered'), tone: 'neutral' },
    finished: { label: msg('Finished'), tone: 'good' },
  },
  transitions: [
    { id: 'finish', from: ['open', 'finished'], to: 'finished', title: msg('Say that you are finished') },
  ],
});
