import { msg } from '#kernel/language.ts';
import { defineLifecycle } from '#kernel/lifecycle.ts';

/** A life-cycle record: written, handed over, approved by somebody else, replaced by the next. */
export const recordLifecycle = defineLifecycle({
  initial: 'draft',
  states: {
    draft: { label: msg('Draft'), tone: 'neutral' },
    prepared: { label: msg('Waits for approval'), tone: 'warning' },
    approved: { label: msg('Approved'), tone: 'good' },
    superseded: { label: msg('Superseded'), tone: 'muted' },
  },
  transitions: [
    { id: 'prepare', from: ['draft'], to: 'prepared', title: msg('Hand over for approval') },
    { id: 'takeBack', from: ['prepared'], to: 'draft', title: msg('Take back to draft') },
    { id: 'approve', from: ['prepared'], to: 'approved', title: msg('Approve the record') },
    { id: 'supersede', from: ['approved'], to: 'superseded', title: msg('Supersede the record') },
  ],
});

/** How a gate was opened. An exception ends by its date or when everything it lacked is there. */
export const openingLifecycle = defineLifecycle({
  initial: 'met',
  states: {
    met: { label: msg('Everything was there'), tone: 'good' },
    back: { label: msg('Moved back'), tone: 'neutral' },
    exception: { label: msg('Time-limited exception'), tone: 'warning' },
    resolved: { label: msg('Exception made good'), tone: 'good' },
    replaced: { label: msg('Replaced by a later exception'), tone: 'muted' },
  },
  transitions: [
    { id: 'resolve', from: ['exception'], to: 'resolved', title: msg('Close the exception') },
    { id: 'replace', from: ['exception'], to: 'replaced', title: msg('Replace the exception') },
  ],
});
