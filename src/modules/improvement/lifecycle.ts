import { msg } from '#kernel/language.ts';
import { defineLifecycle } from '#kernel/lifecycle.ts';

/** A nonconformity from its finding to its end, round by round where an action did not help (10.2). */
export const nonconformityLifecycle = defineLifecycle({
  initial: 'open',
  states: {
    open: { label: msg('Open'), tone: 'bad' },
    contained: { label: msg('Corrected, cause open'), tone: 'warning' },
    analysed: { label: msg('Cause found'), tone: 'warning' },
    planned: { label: msg('Plan approved'), tone: 'active' },
    'in-progress': { label: msg('Action under way'), tone: 'active' },
    implemented: { label: msg('Effect to be checked'), tone: 'warning' },
    effective: { label: msg('Found effective'), tone: 'good' },
    reopened: { label: msg('Reopened'), tone: 'bad' },
    closed: { label: msg('Closed'), tone: 'muted' },
    dismissed: { label: msg('Not a nonconformity'), tone: 'muted' },
  },
  transitions: [
    {
      id: 'correct',
      from: ['open', 'contained', 'reopened'],
      to: 'contained',
      title: msg('Record the correction'),
    },
    { id: 'analyse', from: ['contained', 'analysed'], to: 'analysed', title: msg('State the cause') },
    { id: 'approve', from: ['analysed'], to: 'planned', title: msg('Approve the plan') },
    {
      id: 'start',
      from: ['planned', 'in-progress'],
      to: 'in-progress',
      title: msg('Start a corrective action'),
    },
    {
      id: 'implement',
      from: ['planned', 'in-progress'],
      to: 'implemented',
      title: msg('Report the last corrective action as done'),
    },
    {
      id: 'find-effective',
      from: ['implemented'],
      to: 'effective',
      title: msg('Judge the action effective'),
    },
    {
      id: 'find-ineffective',
      from: ['implemented'],
      to: 'reopened',
      title: msg('Judge the action ineffective'),
    },
    { id: 'close', from: ['effective'], to: 'closed', title: msg('Close the nonconformity') },
    { id: 'reopen', from: ['effective', 'closed'], to: 'reopened', title: msg('Reopen the nonconformity') },
    {
      id: 'dismiss',
      from: ['open', 'contained', 'analysed'],
      to: 'dismissed',
      title: msg('Decide that it is no nonconformity'),
    },
    { id: 'resume', from: ['dismissed'], to: 'open', title: msg('Take it up again') },
  ],
});

/** One corrective action of one round. */
export const actionLifecycle = defineLifecycle({
  initial: 'planned',
  states: {
    planned: { label: msg('Planned'), tone: 'neutral' },
    started: { label: msg('Under way'), tone: 'active' },
    done: { label: msg('Done'), tone: 'good' },
    cancelled: { label: msg('Cancelled'), tone: 'muted' },
  },
  transitions: [
    { id: 'start', from: ['planned'], to: 'started', title: msg('Start the corrective action') },
    { id: 'finish', from: ['started'], to: 'done', title: msg('Report the corrective action as done') },
    {
      id: 'cancel',
      from: ['planned', 'started'],
      to: 'cancelled',
      title: msg('Cancel the corrective action'),
    },
  ],
});

/** An idea for a better management system, until somebody has looked whether it got better (10.1). */
export const ideaLifecycle = defineLifecycle({
  initial: 'proposed',
  states: {
    proposed: { label: msg('Proposed'), tone: 'neutral' },
    adopted: { label: msg('Adopted'), tone: 'active' },
    declined: { label: msg('Declined'), tone: 'muted' },
    done: { label: msg('Done, benefit open'), tone: 'warning' },
    reviewed: { label: msg('Benefit reviewed'), tone: 'good' },
  },
  transitions: [
    { id: 'adopt', from: ['proposed'], to: 'adopted', title: msg('Adopt the idea') },
    { id: 'decline', from: ['proposed'], to: 'declined', title: msg('Decline the idea') },
    { id: 'finish', from: ['adopted'], to: 'done', title: msg('Report the improvement as done') },
    { id: 'review', from: ['done'], to: 'reviewed', title: msg('Review the benefit') },
    { id: 'resume', from: ['declined'], to: 'proposed', title: msg('Take the idea up again') },
  ],
});
