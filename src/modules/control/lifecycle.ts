import { defineLifecycle } from '#kernel/lifecycle.ts';

/** How far a control is carried out. It is not a verdict: effectiveness is judged apart. */
export const implementationLifecycle = defineLifecycle({
  initial: 'not-started',
  states: {
    'not-started': { label: 'Not started', tone: 'neutral' },
    planned: { label: 'Planned', tone: 'active' },
    partial: { label: 'Partly carried out', tone: 'warning' },
    implemented: { label: 'Carried out', tone: 'good' },
  },
  transitions: [],
});

/** A Statement of Applicability: prepared, approved by another person, issued as a version, replaced by the next. */
export const statementLifecycle = defineLifecycle({
  initial: 'prepared',
  states: {
    prepared: { label: 'Waiting for approval', tone: 'active' },
    approved: { label: 'Approved', tone: 'active' },
    issued: { label: 'Issued', tone: 'good' },
    superseded: { label: 'Replaced by a newer version', tone: 'muted' },
    withdrawn: { label: 'Withdrawn', tone: 'muted' },
  },
  transitions: [
    { id: 'approve', from: ['prepared'], to: 'approved', title: 'Approve the Statement of Applicability' },
    { id: 'issue', from: ['approved'], to: 'issued', title: 'Issue the Statement of Applicability' },
    { id: 'supersede', from: ['issued'], to: 'superseded', title: 'Replace by the next version' },
    { id: 'withdraw', from: ['prepared', 'approved'], to: 'withdrawn', title: 'Withdraw before issue' },
  ],
});
