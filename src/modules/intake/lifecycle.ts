import { msg } from '#kernel/language.ts';
import { defineLifecycle } from '#kernel/lifecycle.ts';

/** A request to use AI, from the question to its answer and its end (A.9.2). */
export const useRequestLifecycle = defineLifecycle({
  initial: 'asked',
  states: {
    asked: { label: msg('Waits for an answer'), tone: 'active' },
    question: { label: msg('Question to whoever asked'), tone: 'warning' },
    approved: { label: msg('Approved'), tone: 'good' },
    refused: { label: msg('Not approved'), tone: 'neutral' },
    withdrawn: { label: msg('Withdrawn'), tone: 'muted' },
    ended: { label: msg('Ended'), tone: 'muted' },
  },
  transitions: [
    { id: 'ask-back', from: ['asked', 'question'], to: 'question', title: msg('Ask back') },
    { id: 'answer', from: ['question'], to: 'asked', title: msg('Answer the question') },
    // An approval that runs out is decided anew; so is a refusal that was answered with something better.
    {
      id: 'approve',
      from: ['asked', 'question', 'approved', 'refused', 'ended'],
      to: 'approved',
      title: msg('Approve the use'),
    },
    { id: 'refuse', from: ['asked', 'question'], to: 'refused', title: msg('Not approve the use') },
    { id: 'withdraw', from: ['asked', 'question'], to: 'withdrawn', title: msg('Withdraw the request') },
    { id: 'end', from: ['approved'], to: 'ended', title: msg('End the approval') },
  ],
});
