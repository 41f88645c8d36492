import { msg } from '#kernel/language.ts';
import { defineLifecycle } from '#kernel/lifecycle.ts';

/** A webhook delivers, or waits until somebody has mended what stopped it. */
export const webhookLifecycle = defineLifecycle({
  initial: 'active',
  states: {
    active: { label: msg('Delivers'), tone: 'good' },
    paused: { label: msg('Paused'), tone: 'warning' },
  },
  transitions: [
    { id: 'pause', from: ['active'], to: 'paused', title: msg('Pause the webhook') },
    { id: 'resume', from: ['paused'], to: 'active', title: msg('Resume the webhook') },
  ],
});
