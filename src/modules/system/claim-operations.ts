import type { JobHandler } from '#platform/module.ts';
import { action, command, type Operation } from '#platform/operation.ts';
import { registerOperations, resolveId } from '#platform/register/operations.ts';
import type { Tx } from '#platform/tx.ts';
import { claim, claimActs, claimEndpoints } from './claim-contract.ts';
import * as service from './claim-service.ts';
import { mayDecideClaim, mayWriteSystem } from './policy.ts';

const READING = ['claim.exportRows', 'claim.list', 'claim.get', 'claim.history', 'claim.linked'];

export const claimOperations: readonly Operation[] = [
  // A statement is read from its source, never typed.
  ...registerOperations(claim, claimEndpoints, {
    write: mayWriteSystem,
    list: { sort: 'ref' },
    prepareCreate: () => {
      throw new Error('a statement is read from its source');
    },
  }).filter(({ endpoint }) => READING.includes(endpoint.id)),
  command(claimActs.confirm, {
    allow: mayDecideClaim,
    run: async (tx, input) => service.confirmClaim(tx, await seen(tx, input), input.reason ?? null),
  }),
  command(claimActs.refute, {
    allow: mayDecideClaim,
    run: async (tx, input) =>
      service.decideClaim(tx, await seen(tx, input), { act: 'refute', reason: input.reason }),
  }),
  command(claimActs.reopen, {
    allow: mayDecideClaim,
    run: async (tx, input) =>
      service.decideClaim(tx, await seen(tx, input), { act: 'reopen', reason: input.reason }),
  }),
  action(claimActs.derive, { allow: mayWriteSystem, run: service.deriveAll }),
];

export const claimJobs: readonly JobHandler[] = [
  {
    kind: 'claim.derive',
    daily: true,
    run: async (ctx) => {
      await service.deriveAll(ctx);
    },
  },
];

async function seen(tx: Tx, input: { readonly id: string; readonly version: number }) {
  return { id: await resolveId(tx, claim, input.id), version: input.version };
}
