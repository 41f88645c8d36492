import { defineLifecycle } from '#kernel/lifecycle.ts';

/** The plan: drafted, proposed with its costs, approved by top management (R131–R133). */
export const planLifecycle = defineLifecycle({
  initial: 'draft',
  states: {
    draft: { label: 'Draft', tone: 'neutral' },
    proposed: { label: 'Proposed', tone: 'warning' },
    approved: { label: 'Approved', tone: 'good' },
    closed: { label: 'Closed', tone: 'muted' },
  },
  transitions: [
    { id: 'propose', from: ['draft'], to: 'proposed', title: 'Propose the plan' },
    { id: 'approve', from: ['proposed'], to: 'approved', title: 'Approve the plan and commit to it' },
    { id: 'withdraw', from: ['proposed', 'approved'], to: 'draft', title: 'Take the plan back to change it' },
    { id: 'close', from: ['draft', 'proposed', 'approved'], to: 'closed', title: 'Close the plan' },
  ],
});
