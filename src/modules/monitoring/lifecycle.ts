import { msg } from '#kernel/language.ts';
import { defineLifecycle } from '#kernel/lifecycle.ts';

/** A monitor: described, switched on after a dry run, halted for a while, ended (9.1, A.6.2.6). */
export const monitorLifecycle = defineLifecycle({
  initial: 'draft',
  states: {
    draft: { label: msg('Draft'), tone: 'neutral' },
    active: { label: msg('On'), tone: 'good' },
    paused: { label: msg('Paused'), tone: 'warning' },
    retired: { label: msg('Retired'), tone: 'muted' },
  },
  transitions: [
    { id: 'activate', from: ['draft', 'paused'], to: 'active', title: msg('Switch the monitor on') },
    { id: 'pause', from: ['active'], to: 'paused', title: msg('Pause the monitor') },
    {
      id: 'redraft',
      from: ['draft', 'active', 'paused'],
      to: 'draft',
      title: msg('Change what is measured'),
    },
    { id: 'retire', from: ['draft', 'active', 'paused'], to: 'retired', title: msg('Retire the monitor') },
  ],
});

/** An alert: opened by a breach or a window that did not come, judged by a person, closed when later windows are back inside. */
export const alertLifecycle = defineLifecycle({
  initial: 'open',
  states: {
    open: { label: msg('Open'), tone: 'bad' },
    watching: { label: msg('Watched'), tone: 'warning' },
    acting: { label: msg('Being dealt with'), tone: 'active' },
    dismissed: { label: msg('Dismissed'), tone: 'muted' },
    closed: { label: msg('Closed'), tone: 'good' },
  },
  transitions: [
    { id: 'watch', from: ['open'], to: 'watching', title: msg('Watch the next windows') },
    { id: 'act', from: ['open', 'watching'], to: 'acting', title: msg('Deal with it') },
    { id: 'dismiss', from: ['open', 'watching'], to: 'dismissed', title: msg('Dismiss the alert') },
    { id: 'close', from: ['watching', 'acting'], to: 'closed', title: msg('Close the alert') },
  ],
});

/** States in which an alert still takes in further windows of the same breach. */
export const LIVE_ALERTS = ['open', 'watching', 'acting'] as const;
