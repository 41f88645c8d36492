import { msg } from '#kernel/language.ts';
import { defineLifecycle } from '#kernel/lifecycle.ts';

/** The plan: drafted, proposed with its costs, approved by top management (R131–R133). */
export const planLifecycle = defineLifecycle({
  initial: 'draft',
  states: {
    draft: { label: msg('Draft'), tone: 'neutral' },
    proposed: { label: msg('Proposed'), tone: 'warning' },
    approved: { label: msg('Approved'), tone: 'good' },
    closed: { label: msg('Closed'), tone: 'muted' },
  },
  transitions: [
    { id: 'propose', from: ['draft'], to: 'proposed', title: msg('Propose the plan') },
    { id: 'approve', from: ['proposed'], to: 'approved', title: msg('Approve the plan and commit to it') },
    {
      id: 'withdraw',
      from: ['proposed', 'approved'],
      to: 'draft',
      title: msg('Take the plan back to change it'),
    },
    { id: 'close', from: ['draft', 'proposed', 'approved'], to: 'closed', title: msg('Close the plan') },
  ],
});
