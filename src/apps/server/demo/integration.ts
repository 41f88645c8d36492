import type { Actor } from '#kernel/policy.ts';
import { pauseWebhook } from '#modules/integration/outcome.ts';
import { approve, propose } from '#modules/integration/proposal-service.ts';
import { registerWebhook } from '#modules/integration/service.ts';
import { acting } from '#platform/runtime.ts';
import type { Scene, Stage } from './cast.ts';

/** A webhook that waits for its receiver, and proposals of an assistant: one to decide, one approved. */
export const integrationScene: Scene = async (stage) => {
  const { cast, doing } = stage;
  const hook = await registerWebhook(await hands(stage, cast.officer, 'webhook.create'), {
    name: 'Ticket system',
    url: 'https://example.org/hooks/aims',
    events: ['alert.created', 'nonconformity.*', 'statement.issue'],
  });
  await doing(cast.officer, 'webhook.pause', (tx) =>
    pauseWebhook(
      tx,
      { id: hook.id },
      'The address is an example. Put that of your own receiver here, then resume.',
    ),
  );
  const assistant = await hands(stage, cast.officer, 'proposal.create');
  const done = await propose(assistant, {
    operation: 'supplier.create',
    input: { name: 'Nordsprache GmbH', supplies: 'Translation of letters to members', country: 'Germany' },
    why: 'Two contracts in the evidence name this supplier, and the register does not know it.',
    approverId: null,
  });
  const decided = await hands(stage, cast.officer, 'proposal.approve');
  await approve(decided, { id: done.id, version: 1 });
  await propose(assistant, {
    operation: 'improvementIdea.create',
    input: { title: 'Name a second reviewer for the triage of claims', source: 'monitoring' },
    why: 'The reviewer was away in three of the last eight weeks, and alerts waited for two days.',
    approverId: cast.quality.id,
  });
};

function hands({ runtime, org }: Stage, actor: Actor, operation: string) {
  return acting(runtime, { org, actor, operation });
}
