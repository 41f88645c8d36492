import { msg } from '#kernel/language.ts';
import { defineLifecycle } from '#kernel/lifecycle.ts';

/** How far a control is carried out. It is not a verdict: effectiveness is judged apart. */
export const implementationLifecycle = defineLifecycle({
  initial: 'not-started',
  states: {
    'not-started': { label: msg('Not started'), tone: 'neutral' },
    planned: { label: msg('Planned'), tone: 'active' },
    partial: { label: msg('Partly carried out'), tone: 'warning' },
    implemented: { label: msg('Carried out'), tone: 'good' },
  },
  transitions: [],
});

/** A Statement of Applicability: prepared, approved by another person, issued as a version, replaced by the next. */
export const statementLifecycle = defineLifecycle({
  initial: 'prepared',
  states: {
    prepared: { label: msg('Waiting for approval'), tone: 'active' },
    approved: { label: msg('Approved'), tone: 'active' },
    issued: { label: msg('Issued'), tone: 'good' },
    superseded: { label: msg('Replaced by a newer version'), tone: 'muted' },
    withdrawn: { label: msg('Withdrawn'), tone: 'muted' },
  },
  transitions: [
    {
      id: 'approve',
      from: ['prepared'],
      to: 'approved',
      title: msg('Approve the Statement of Applicability'),
    },
    { id: 'issue', from: ['approved'], to: 'issued', title: msg('Issue the Statement of Applicability') },
    { id: 'supersede', from: ['issued'], to: 'superseded', title: msg('Replace by the next version') },
    { id: 'withdraw', from: ['prepared', 'approved'], to: 'withdrawn', title: msg('Withdraw before issue') },
  ],
});
