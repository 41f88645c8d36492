import { defineLifecycle } from '#kernel/lifecycle.ts';

/** A risk or an opportunity: found, judged, treated, accepted, and looked at again (6.1.2, 6.1.3, 8.2, 8.3). */
export const riskLifecycle = defineLifecycle({
  initial: 'identified',
  states: {
    identified: { label: 'Identified', tone: 'neutral' },
    assessed: { label: 'Assessed', tone: 'active' },
    treatment: { label: 'In treatment', tone: 'warning' },
    accepted: { label: 'Accepted', tone: 'good' },
    closed: { label: 'Closed', tone: 'muted' },
  },
  transitions: [
    {
      id: 'assess',
      from: ['identified', 'assessed', 'treatment', 'accepted'],
      to: 'assessed',
      title: 'Assess the risk',
    },
    {
      id: 'treat',
      from: ['assessed', 'treatment', 'accepted'],
      to: 'treatment',
      title: 'Decide the treatment',
    },
    { id: 'accept', from: ['assessed', 'treatment'], to: 'accepted', title: 'Accept the residual risk' },
    {
      id: 'close',
      from: ['identified', 'assessed', 'treatment', 'accepted'],
      to: 'closed',
      title: 'Close the risk',
    },
    { id: 'reopen', from: ['closed'], to: 'identified', title: 'Open the risk again' },
  ],
});

/** One measure of the treatment plan. */
export const treatmentLifecycle = defineLifecycle({
  initial: 'proposed',
  states: {
    proposed: { label: 'Proposed', tone: 'neutral' },
    approved: { label: 'Approved', tone: 'active' },
    done: { label: 'Done', tone: 'good' },
    cancelled: { label: 'Cancelled', tone: 'muted' },
  },
  transitions: [
    { id: 'approve', from: ['proposed'], to: 'approved', title: 'Approve the treatment' },
    { id: 'finish', from: ['approved'], to: 'done', title: 'Report the treatment as done' },
    { id: 'cancel', from: ['proposed', 'approved'], to: 'cancelled', title: 'Cancel the treatment' },
  ],
});
