import { msg } from '#kernel/language.ts';
import { defineLifecycle } from '#kernel/lifecycle.ts';

/** A change of an AI system: announced beforehand or recognised in the log, approved, made, and reviewed (8.1, A.6). */
export const systemChangeLifecycle = defineLifecycle({
  initial: 'announced',
  states: {
    announced: { label: msg('Announced'), tone: 'neutral' },
    approved: { label: msg('Approved, not made yet'), tone: 'active' },
    recognised: { label: msg('Made without approval'), tone: 'warning' },
    made: { label: msg('Made'), tone: 'active' },
    reviewed: { label: msg('Reviewed'), tone: 'good' },
    withdrawn: { label: msg('Withdrawn'), tone: 'muted' },
  },
  transitions: [
    { id: 'approve', from: ['announced'], to: 'approved', title: msg('Approve the change') },
    { id: 'recognise', from: ['announced'], to: 'recognised', title: msg('Recognise it in the log') },
    { id: 'carryOut', from: ['approved'], to: 'made', title: msg('Report the change as made') },
    {
      id: 'approveAfter',
      from: ['recognised'],
      to: 'made',
      title: msg('Approve the change after it was made'),
    },
    { id: 'review', from: ['made'], to: 'reviewed', title: msg('Close the review of the change') },
    {
      id: 'withdraw',
      from: ['announced', 'approved', 'recognised'],
      to: 'withdrawn',
      title: msg('Withdraw the change'),
    },
  ],
});

/** A change of the management system: planned, approved by another person, carried out, reviewed (6.3). */
export const managementChangeLifecycle = defineLifecycle({
  initial: 'planned',
  states: {
    planned: { label: msg('Planned'), tone: 'neutral' },
    approved: { label: msg('Approved'), tone: 'active' },
    'carried-out': { label: msg('Carried out'), tone: 'warning' },
    reviewed: { label: msg('Reviewed'), tone: 'good' },
    withdrawn: { label: msg('Withdrawn'), tone: 'muted' },
  },
  transitions: [
    { id: 'approve', from: ['planned'], to: 'approved', title: msg('Approve the change') },
    { id: 'carryOut', from: ['approved'], to: 'carried-out', title: msg('Report the change as carried out') },
    { id: 'review', from: ['carried-out'], to: 'reviewed', title: msg('Review what the change brought') },
    { id: 'withdraw', from: ['planned', 'approved'], to: 'withdrawn', title: msg('Withdraw the change') },
  ],
});
