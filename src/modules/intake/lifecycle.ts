import { defineLifecycle } from '#kernel/lifecycle.ts';

/** A request to use AI, from the question to its answer and its end (A.9.2). */
export const useRequestLifecycle = defineLifecycle({
  initial: 'asked',
  states: {
    asked: { label: 'Waits for an answer', tone: 'active' },
    question: { label: 'Question to whoever asked', tone: 'warning' },
    approved: { label: 'Approved', tone: 'good' },
    refused: { label: 'Not approved', tone: 'neutral' },
    withdrawn: { label: 'Withdrawn', tone: 'muted' },
    ended: { label: 'Ended', tone: 'muted' },
  },
  transitions: [
    { id: 'ask-back', from: ['asked', 'question'], to: 'question', title: 'Ask back' },
    { id: 'answer', from: ['question'], to: 'asked', title: 'Answer the question' },
    // An approval that runs out is decided anew; so is a refusal that was answered with something better.
    {
      id: 'approve',
      from: ['asked', 'question', 'approved', 'refused', 'ended'],
      to: 'approved',
      title: 'Approve the use',
    },
    { id: 'refuse', from: ['asked', 'question'], to: 'refused', title: 'Not approve the use' },
    { id: 'withdraw', from: ['asked', 'question'], to: 'withdrawn', title: 'Withdraw the request' },
    { id: 'end', from: ['approved'], to: 'ended', title: 'End the approval' },
  ],
});
