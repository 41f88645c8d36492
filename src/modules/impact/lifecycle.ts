import { msg } from '#kernel/language.ts';
import { defineLifecycle } from '#kernel/lifecycle.ts';

/** One version of an assessment: worked on, reviewed, approved by somebody else, watched, replaced (6.1.4, 8.4). */
export const impactLifecycle = defineLifecycle({
  initial: 'draft',
  states: {
    draft: { label: msg('Draft'), tone: 'neutral' },
    'in-review': { label: msg('In review'), tone: 'active' },
    approved: { label: msg('Approved'), tone: 'good' },
    'under-watch': { label: msg('Under watch'), tone: 'good' },
    superseded: { label: msg('Superseded'), tone: 'muted' },
  },
  transitions: [
    { id: 'submit', from: ['draft'], to: 'in-review', title: msg('Hand it in for review') },
    { id: 'sendBack', from: ['in-review'], to: 'draft', title: msg('Send it back') },
    { id: 'approve', from: ['in-review'], to: 'approved', title: msg('Approve the assessment') },
    { id: 'watch', from: ['approved'], to: 'under-watch', title: msg('Put it under watch') },
    {
      id: 'supersede',
      from: ['approved', 'under-watch'],
      to: 'superseded',
      title: msg('Replace it by a newer version'),
    },
  ],
});

/** The versions that hold: what was approved and not replaced. */
export const STANDING = ['approved', 'under-watch'] as const;
/** The versions that are being worked on. */
export const OPEN = ['draft', 'in-review'] as const;

/** How deep the assessment of one AI system must go. `open`: answers are missing that could make it deeper. */
export const screeningLifecycle = defineLifecycle({
  initial: 'open',
  states: {
    open: { label: msg('Answers missing'), tone: 'warning' },
    decided: { label: msg('Decided'), tone: 'good' },
  },
  transitions: [
    { id: 'decide', from: ['open', 'decided'], to: 'decided', title: msg('Decide the depth') },
    { id: 'reopen', from: ['decided'], to: 'open', title: msg('Ask again') },
  ],
});
