import { defineLifecycle } from '#kernel/lifecycle.ts';

/** A monitor: described, switched on after a dry run, halted for a while, ended (9.1, A.6.2.6). */
export const monitorLifecycle = defineLifecycle({
  initial: 'draft',
  states: {
    draft: { label: 'Draft', tone: 'neutral' },
    active: { label: 'On', tone: 'good' },
    paused: { label: 'Paused', tone: 'warning' },
    retired: { label: 'Retired', tone: 'muted' },
  },
  transitions: [
    { id: 'activate', from: ['draft', 'paused'], to: 'active', title: 'Switch the monitor on' },
    { id: 'pause', from: ['active'], to: 'paused', title: 'Pause the monitor' },
    { id: 'redraft', from: ['draft', 'active', 'paused'], to: 'draft', title: 'Change what is measured' },
    { id: 'retire', from: ['draft', 'active', 'paused'], to: 'retired', title: 'Retire the monitor' },
  ],
});

/** An alert: opened by a breach or a window that did not come, judged by a person, closed when later windows are back inside. */
export const alertLifecycle = defineLifecycle({
  initial: 'open',
  states: {
    open: { label: 'Open', tone: 'bad' },
    watching: { label: 'Watched', tone: 'warning' },
    acting: { label: 'Being dealt with', tone: 'active' },
    dismissed: { label: 'Dismissed', tone: 'muted' },
    closed: { label: 'Closed', tone: 'good' },
  },
  transitions: [
    { id: 'watch', from: ['open'], to: 'watching', title: 'Watch the next windows' },
    { id: 'act', from: ['open', 'watching'], to: 'acting', title: 'Deal with it' },
    { id: 'dismiss', from: ['open', 'watching'], to: 'dismissed', title: 'Dismiss the alert' },
    { id: 'close', from: ['watching', 'acting'], to: 'closed', title: 'Close the alert' },
  ],
});

/** States in which an alert still takes in further windows of the same breach. */
export const LIVE_ALERTS = ['open', 'watching', 'acting'] as const;
