import { msg } from '#kernel/language.ts';
import { defineLifecycle } from '#kernel/lifecycle.ts';

/** One certification of the management system, from its preparation to the end of the certificate (ISO/IEC 17021-1). */
export const certificationLifecycle = defineLifecycle({
  initial: 'preparing',
  states: {
    preparing: { label: msg('In preparation'), tone: 'neutral' },
    contracted: { label: msg('Contract with a certification body'), tone: 'active' },
    granted: { label: msg('Certificate in force'), tone: 'good' },
    suspended: { label: msg('Certificate suspended'), tone: 'bad' },
    withdrawn: { label: msg('Certificate withdrawn'), tone: 'bad' },
    'given-up': { label: msg('Given up'), tone: 'muted' },
  },
  transitions: [
    { id: 'contract', from: ['preparing'], to: 'contracted', title: msg('Record the contract') },
    { id: 'grant', from: ['contracted'], to: 'granted', title: msg('Record the certificate') },
    { id: 'renew', from: ['granted'], to: 'granted', title: msg('Record the recertification') },
    { id: 'suspend', from: ['granted'], to: 'suspended', title: msg('Record the suspension') },
    { id: 'restore', from: ['suspended'], to: 'granted', title: msg('Record the end of the suspension') },
    { id: 'withdraw', from: ['granted', 'suspended'], to: 'withdrawn', title: msg('Record the withdrawal') },
    {
      id: 'give-up',
      from: ['preparing', 'contracted'],
      to: 'given-up',
      title: msg('Give the certification up'),
    },
  ],
});

export const certificationAuditLifecycle = defineLifecycle({
  initial: 'planned',
  states: {
    planned: { label: msg('Planned'), tone: 'active' },
    held: { label: msg('Held'), tone: 'good' },
    cancelled: { label: msg('Cancelled'), tone: 'muted' },
  },
  transitions: [
    { id: 'hold', from: ['planned'], to: 'held', title: msg('Record the audit as held') },
    { id: 'cancel', from: ['planned'], to: 'cancelled', title: msg('Cancel the audit') },
  ],
});

/** What the certification body found, and our answer to it. */
export const certificationFindingLifecycle = defineLifecycle({
  initial: 'open',
  states: {
    open: { label: msg('To be answered'), tone: 'warning' },
    answered: { label: msg('Answered, with the body'), tone: 'active' },
    accepted: { label: msg('Accepted by the body'), tone: 'good' },
    noted: { label: msg('Noted'), tone: 'muted' },
  },
  transitions: [
    { id: 'answer', from: ['open', 'answered'], to: 'answered', title: msg('Record the answer') },
    { id: 'accept', from: ['answered'], to: 'accepted', title: msg('Record that the body accepts it') },
    {
      id: 'return',
      from: ['answered', 'accepted'],
      to: 'open',
      title: msg('Record that the body returned it'),
    },
    { id: 'note', from: ['open'], to: 'noted', title: msg('Note it without an answer') },
  ],
});

/** A demand that we are certified stands until somebody takes it back. */
export const demandLifecycle = defineLifecycle({
  initial: 'current',
  states: {
    current: { label: msg('Stands'), tone: 'active' },
    ended: { label: msg('Ended'), tone: 'muted' },
  },
  transitions: [
    { id: 'end', from: ['current'], to: 'ended', title: msg('End the demand') },
    { id: 'resume', from: ['ended'], to: 'current', title: msg('Take the demand up again') },
  ],
});
