import { defineLifecycle } from '#kernel/lifecycle.ts';

/** A change of an AI system: announced beforehand or recognised in the log, approved, made, and reviewed (8.1, A.6). */
export const systemChangeLifecycle = defineLifecycle({
  initial: 'announced',
  states: {
    announced: { label: 'Announced', tone: 'neutral' },
    approved: { label: 'Approved, not made yet', tone: 'active' },
    recognised: { label: 'Made without approval', tone: 'warning' },
    made: { label: 'Made', tone: 'active' },
    reviewed: { label: 'Reviewed', tone: 'good' },
    withdrawn: { label: 'Withdrawn', tone: 'muted' },
  },
  transitions: [
    { id: 'approve', from: ['announced'], to: 'approved', title: 'Approve the change' },
    { id: 'recognise', from: ['announced'], to: 'recognised', title: 'Recognise it in the log' },
    { id: 'carryOut', from: ['approved'], to: 'made', title: 'Report the change as made' },
    { id: 'approveAfter', from: ['recognised'], to: 'made', title: 'Approve the change after it was made' },
    { id: 'review', from: ['made'], to: 'reviewed', title: 'Close the review of the change' },
    {
      id: 'withdraw',
      from: ['announced', 'approved', 'recognised'],
      to: 'withdrawn',
      title: 'Withdraw the change',
    },
  ],
});

/** A change of the management system: planned, approved by another person, carried out, reviewed (6.3). */
export const managementChangeLifecycle = defineLifecycle({
  initial: 'planned',
  states: {
    planned: { label: 'Planned', tone: 'neutral' },
    approved: { label: 'Approved', tone: 'active' },
    'carried-out': { label: 'Carried out', tone: 'warning' },
    reviewed: { label: 'Reviewed', tone: 'good' },
    withdrawn: { label: 'Withdrawn', tone: 'muted' },
  },
  transitions: [
    { id: 'approve', from: ['planned'], to: 'approved', title: 'Approve the change' },
    { id: 'carryOut', from: ['approved'], to: 'carried-out', title: 'Report the change as carried out' },
    { id: 'review', from: ['carried-out'], to: 'reviewed', title: 'Review what the change brought' },
    { id: 'withdraw', from: ['planned', 'approved'], to: 'withdrawn', title: 'Withdraw the change' },
  ],
});
