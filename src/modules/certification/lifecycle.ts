import { defineLifecycle } from '#kernel/lifecycle.ts';

/** One certification of the management system, from its preparation to the end of the certificate (ISO/IEC 17021-1). */
export const certificationLifecycle = defineLifecycle({
  initial: 'preparing',
  states: {
    preparing: { label: 'In preparation', tone: 'neutral' },
    contracted: { label: 'Contract with a certification body', tone: 'active' },
    granted: { label: 'Certificate in force', tone: 'good' },
    suspended: { label: 'Certificate suspended', tone: 'bad' },
    withdrawn: { label: 'Certificate withdrawn', tone: 'bad' },
    'given-up': { label: 'Given up', tone: 'muted' },
  },
  transitions: [
    { id: 'contract', from: ['preparing'], to: 'contracted', title: 'Record the contract' },
    { id: 'grant', from: ['contracted'], to: 'granted', title: 'Record the certificate' },
    { id: 'renew', from: ['granted'], to: 'granted', title: 'Record the recertification' },
    { id: 'suspend', from: ['granted'], to: 'suspended', title: 'Record the suspension' },
    { id: 'restore', from: ['suspended'], to: 'granted', title: 'Record the end of the suspension' },
    { id: 'withdraw', from: ['granted', 'suspended'], to: 'withdrawn', title: 'Record the withdrawal' },
    { id: 'give-up', from: ['preparing', 'contracted'], to: 'given-up', title: 'Give the certification up' },
  ],
});

export const certificationAuditLifecycle = defineLifecycle({
  initial: 'planned',
  states: {
    planned: { label: 'Planned', tone: 'active' },
    held: { label: 'Held', tone: 'good' },
    cancelled: { label: 'Cancelled', tone: 'muted' },
  },
  transitions: [
    { id: 'hold', from: ['planned'], to: 'held', title: 'Record the audit as held' },
    { id: 'cancel', from: ['planned'], to: 'cancelled', title: 'Cancel the audit' },
  ],
});

/** What the certification body found, and our answer to it. */
export const certificationFindingLifecycle = defineLifecycle({
  initial: 'open',
  states: {
    open: { label: 'To be answered', tone: 'warning' },
    answered: { label: 'Answered, with the body', tone: 'active' },
    accepted: { label: 'Accepted by the body', tone: 'good' },
    noted: { label: 'Noted', tone: 'muted' },
  },
  transitions: [
    { id: 'answer', from: ['open', 'answered'], to: 'answered', title: 'Record the answer' },
    { id: 'accept', from: ['answered'], to: 'accepted', title: 'Record that the body accepts it' },
    { id: 'return', from: ['answered', 'accepted'], to: 'open', title: 'Record that the body returned it' },
    { id: 'note', from: ['open'], to: 'noted', title: 'Note it without an answer' },
  ],
});

/** A demand that we are certified stands until somebody takes it back. */
export const demandLifecycle = defineLifecycle({
  initial: 'current',
  states: {
    current: { label: 'Stands', tone: 'active' },
    ended: { label: 'Ended', tone: 'muted' },
  },
  transitions: [
    { id: 'end', from: ['current'], to: 'ended', title: 'End the demand' },
    { id: 'resume', from: ['ended'], to: 'current', title: 'Take the demand up again' },
  ],
});
