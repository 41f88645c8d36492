import { msg } from '#kernel/language.ts';
import { defineLifecycle } from '#kernel/lifecycle.ts';

/** A risk or an opportunity: found, judged, treated, accepted, and looked at again (6.1.2, 6.1.3, 8.2, 8.3). */
export const riskLifecycle = defineLifecycle({
  initial: 'identified',
  states: {
    identified: { label: msg('Identified'), tone: 'neutral' },
    assessed: { label: msg('Assessed'), tone: 'active' },
    treatment: { label: msg('In treatment'), tone: 'warning' },
    accepted: { label: msg('Accepted'), tone: 'good' },
    closed: { label: msg('Closed'), tone: 'muted' },
  },
  transitions: [
    {
      id: 'assess',
      from: ['identified', 'assessed', 'treatment', 'accepted'],
      to: 'assessed',
      title: msg('Assess the risk'),
    },
    {
      id: 'treat',
      from: ['assessed', 'treatment', 'accepted'],
      to: 'treatment',
      title: msg('Decide the treatment'),
    },
    { id: 'accept', from: ['assessed', 'treatment'], to: 'accepted', title: msg('Accept the residual risk') },
    {
      id: 'close',
      from: ['identified', 'assessed', 'treatment', 'accepted'],
      to: 'closed',
      title: msg('Close the risk'),
    },
    { id: 'reopen', from: ['closed'], to: 'identified', title: msg('Open the risk again') },
  ],
});

/** One measure of the treatment plan. */
export const treatmentLifecycle = defineLifecycle({
  initial: 'proposed',
  states: {
    proposed: { label: msg('Proposed'), tone: 'neutral' },
    approved: { label: msg('Approved'), tone: 'active' },
    done: { label: msg('Done'), tone: 'good' },
    cancelled: { label: msg('Cancelled'), tone: 'muted' },
  },
  transitions: [
    { id: 'approve', from: ['proposed'], to: 'approved', title: msg('Approve the treatment') },
    { id: 'finish', from: ['approved'], to: 'done', title: msg('Report the treatment as done') },
    { id: 'cancel', from: ['proposed', 'approved'], to: 'cancelled', title: msg('Cancel the treatment') },
  ],
});
