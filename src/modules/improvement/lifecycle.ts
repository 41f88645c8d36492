import { defineLifecycle } from '#kernel/lifecycle.ts';

/** A nonconformity from its finding to its end, round by round where an action did not help (10.2). */
export const nonconformityLifecycle = defineLifecycle({
  initial: 'open',
  states: {
    open: { label: 'Open', tone: 'bad' },
    contained: { label: 'Corrected, cause open', tone: 'warning' },
    analysed: { label: 'Cause found', tone: 'warning' },
    planned: { label: 'Plan approved', tone: 'active' },
    'in-progress': { label: 'Action under way', tone: 'active' },
    implemented: { label: 'Effect to be checked', tone: 'warning' },
    effective: { label: 'Found effective', tone: 'good' },
    reopened: { label: 'Reopened', tone: 'bad' },
    closed: { label: 'Closed', tone: 'muted' },
    dismissed: { label: 'Not a nonconformity', tone: 'muted' },
  },
  transitions: [
    {
      id: 'correct',
      from: ['open', 'contained', 'reopened'],
      to: 'contained',
      title: 'Record the correction',
    },
    { id: 'analyse', from: ['contained', 'analysed'], to: 'analysed', title: 'State the cause' },
    { id: 'approve', from: ['analysed'], to: 'planned', title: 'Approve the plan' },
    { id: 'start', from: ['planned', 'in-progress'], to: 'in-progress', title: 'Start a corrective action' },
    {
      id: 'implement',
      from: ['planned', 'in-progress'],
      to: 'implemented',
      title: 'Report the last corrective action as done',
    },
    { id: 'find-effective', from: ['implemented'], to: 'effective', title: 'Judge the action effective' },
    {
      id: 'find-ineffective',
      from: ['implemented'],
      to: 'reopened',
      title: 'Judge the action ineffective',
    },
    { id: 'close', from: ['effective'], to: 'closed', title: 'Close the nonconformity' },
    { id: 'reopen', from: ['effective', 'closed'], to: 'reopened', title: 'Reopen the nonconformity' },
    {
      id: 'dismiss',
      from: ['open', 'contained', 'analysed'],
      to: 'dismissed',
      title: 'Decide that it is no nonconformity',
    },
    { id: 'resume', from: ['dismissed'], to: 'open', title: 'Take it up again' },
  ],
});

/** One corrective action of one round. */
export const actionLifecycle = defineLifecycle({
  initial: 'planned',
  states: {
    planned: { label: 'Planned', tone: 'neutral' },
    started: { label: 'Under way', tone: 'active' },
    done: { label: 'Done', tone: 'good' },
    cancelled: { label: 'Cancelled', tone: 'muted' },
  },
  transitions: [
    { id: 'start', from: ['planned'], to: 'started', title: 'Start the corrective action' },
    { id: 'finish', from: ['started'], to: 'done', title: 'Report the corrective action as done' },
    { id: 'cancel', from: ['planned', 'started'], to: 'cancelled', title: 'Cancel the corrective action' },
  ],
});

/** An idea for a better management system, until somebody has looked whether it got better (10.1). */
export const ideaLifecycle = defineLifecycle({
  initial: 'proposed',
  states: {
    proposed: { label: 'Proposed', tone: 'neutral' },
    adopted: { label: 'Adopted', tone: 'active' },
    declined: { label: 'Declined', tone: 'muted' },
    done: { label: 'Done, benefit open', tone: 'warning' },
    reviewed: { label: 'Benefit reviewed', tone: 'good' },
  },
  transitions: [
    { id: 'adopt', from: ['proposed'], to: 'adopted', title: 'Adopt the idea' },
    { id: 'decline', from: ['proposed'], to: 'declined', title: 'Decline the idea' },
    { id: 'finish', from: ['adopted'], to: 'done', title: 'Report the improvement as done' },
    { id: 'review', from: ['done'], to: 'reviewed', title: 'Review the benefit' },
    { id: 'resume', from: ['declined'], to: 'proposed', title: 'Take the idea up again' },
  ],
});
