import { msg } from '#kernel/language.ts';
import { defineLifecycle } from '#kernel/lifecycle.ts';

/** A confirmation stands until its author, or somebody with the same authority, withdraws it or a newer one comes. */
export const confirmationLifecycle = defineLifecycle({
  initial: 'standing',
  states: {
    standing: { label: msg('Stands'), tone: 'good' },
    replaced: { label: msg('Replaced by a newer confirmation'), tone: 'muted' },
    withdrawn: { label: msg('Withdrawn'), tone: 'muted' },
  },
  transitions: [
    { id: 'replace', from: ['standing'], to: 'replaced', title: msg('Replace by a newer confirmation') },
    { id: 'withdraw', from: ['standing'], to: 'withdrawn', title: msg('Withdraw the confirmation') },
  ],
});

/** An override runs out by its date; it can be ended before. */
export const overrideLifecycle = defineLifecycle({
  initial: 'active',
  states: {
    active: { label: msg('Set beside the computed verdict'), tone: 'warning' },
    ended: { label: msg('Ended'), tone: 'muted' },
  },
  transitions: [{ id: 'end', from: ['active'], to: 'ended', title: msg('End the override') }],
});
