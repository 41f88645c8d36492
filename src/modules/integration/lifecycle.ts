import { defineLifecycle } from '#kernel/lifecycle.ts';

/** A webhook delivers, or waits until somebody has mended what stopped it. */
export const webhookLifecycle = defineLifecycle({
  initial: 'active',
  states: {
    active: { label: 'Delivers', tone: 'good' },
    paused: { label: 'Paused', tone: 'warning' },
  },
  transitions: [
    { id: 'pause', from: ['active'], to: 'paused', title: 'Pause the webhook' },
    { id: 'resume', from: ['paused'], to: 'active', title: 'Resume the webhook' },
  ],
});
