import { defineLifecycle } from '#kernel/lifecycle.ts';

/** One version of an assessment: worked on, reviewed, approved by somebody else, watched, replaced (6.1.4, 8.4). */
export const impactLifecycle = defineLifecycle({
  initial: 'draft',
  states: {
    draft: { label: 'Draft', tone: 'neutral' },
    'in-review': { label: 'In review', tone: 'active' },
    approved: { label: 'Approved', tone: 'good' },
    'under-watch': { label: 'Under watch', tone: 'good' },
    superseded: { label: 'Superseded', tone: 'muted' },
  },
  transitions: [
    { id: 'submit', from: ['draft'], to: 'in-review', title: 'Hand it in for review' },
    { id: 'sendBack', from: ['in-review'], to: 'draft', title: 'Send it back' },
    { id: 'approve', from: ['in-review'], to: 'approved', title: 'Approve the assessment' },
    { id: 'watch', from: ['approved'], to: 'under-watch', title: 'Put it under watch' },
    {
      id: 'supersede',
      from: ['approved', 'under-watch'],
      to: 'superseded',
      title: 'Replace it by a newer version',
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
    open: { label: 'Answers missing', tone: 'warning' },
    decided: { label: 'Decided', tone: 'good' },
  },
  transitions: [
    { id: 'decide', from: ['open', 'decided'], to: 'decided', title: 'Decide the depth' },
    { id: 'reopen', from: ['decided'], to: 'open', title: 'Ask again' },
  ],
});
