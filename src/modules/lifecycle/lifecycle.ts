import { defineLifecycle } from '#kernel/lifecycle.ts';

/** A life-cycle record: written, handed over, approved by somebody else, replaced by the next. */
export const recordLifecycle = defineLifecycle({
  initial: 'draft',
  states: {
    draft: { label: 'Draft', tone: 'neutral' },
    prepared: { label: 'Waits for approval', tone: 'warning' },
    approved: { label: 'Approved', tone: 'good' },
    superseded: { label: 'Superseded', tone: 'muted' },
  },
  transitions: [
    { id: 'prepare', from: ['draft'], to: 'prepared', title: 'Hand over for approval' },
    { id: 'takeBack', from: ['prepared'], to: 'draft', title: 'Take back to draft' },
    { id: 'approve', from: ['prepared'], to: 'approved', title: 'Approve the record' },
    { id: 'supersede', from: ['approved'], to: 'superseded', title: 'Supersede the record' },
  ],
});

/** How a gate was opened. An exception ends by its date or when everything it lacked is there. */
export const openingLifecycle = defineLifecycle({
  initial: 'met',
  states: {
    met: { label: 'Everything was there', tone: 'good' },
    back: { label: 'Moved back', tone: 'neutral' },
    exception: { label: 'Time-limited exception', tone: 'warning' },
    resolved: { label: 'Exception made good', tone: 'good' },
    replaced: { label: 'Replaced by a later exception', tone: 'muted' },
  },
  transitions: [
    { id: 'resolve', from: ['exception'], to: 'resolved', title: 'Close the exception' },
    { id: 'replace', from: ['exception'], to: 'replaced', title: 'Replace the exception' },
  ],
});
