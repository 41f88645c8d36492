import { anyMember } from '#kernel/policy.ts';
import { action, command, type Operation, query } from '#platform/operation.ts';
import { linkOperations } from '#platform/register/link-operations.ts';
import { registerOperations, resolveId } from '#platform/register/operations.ts';
import type { Tx } from '#platform/tx.ts';
import { dataset, datasetActs, datasetEndpoints, datasetLinks } from './contract.ts';
import { anyRecordId, lineageOf, reachedFrom, refuseCircle } from './lineage.ts';
import { mayLinkDataset, mayWithdrawDataset, mayWriteDataset } from './policy.ts';
import { processingFile } from './processing.ts';
import * as service from './service.ts';

export const datasetOperations: readonly Operation[] = [
  ...registerOperations(dataset, datasetEndpoints, {
    write: mayWriteDataset,
    list: { sort: 'name' },
    prepareCreate: (_tx, input) => service.newDataset(input),
    prepareUpdate: (_tx, patch, before) => service.changeDataset(patch, before),
  }),
  ...linkOperations(dataset, datasetLinks, { allow: mayLinkDataset }).map(withoutCircles),
  command(datasetActs.confirmQuality, {
    allow: mayWriteDataset,
    run: async (tx, input) => service.confirmQuality(tx, await seen(tx, input)),
  }),
  command(datasetActs.withdraw, {
    allow: mayWithdrawDataset,
    run: async (tx, input) => service.withdrawDataset(tx, await seen(tx, input), input.reason),
  }),
  command(datasetActs.reinstate, {
    allow: mayWithdrawDataset,
    run: async (tx, input) => service.reinstateDataset(tx, await seen(tx, input), input.reason),
  }),
  query(datasetActs.touched, {
    allow: anyMember,
    run: async (ctx, { id }) => reachedFrom(ctx, await resolveId(ctx, dataset, id)),
  }),
  query(datasetActs.lineage, {
    allow: anyMember,
    run: async (ctx, { id, depth, open }) => {
      const centre = await anyRecordId(ctx, id);
      return {
        centre,
        ...(await lineageOf(ctx, centre, { depth, open: open?.split(',').filter(Boolean) ?? [] })),
      };
    },
  }),
  action(datasetActs.processing, { allow: anyMember, run: processingFile }),
];

async function seen(tx: Tx, input: { readonly id: string; readonly version: number }) {
  return { id: await resolveId(tx, dataset, input.id), version: input.version };
}

/** After a link between two data sets is written, nothing may come from itself; otherwise nothing of it is kept. */
function withoutCircles(operation: Operation): Operation {
  if (operation.endpoint.id !== 'dataset.link' || operation.kind !== 'command') return operation;
  return {
    ...operation,
    run: async (tx: Tx, input: never) => {
      const made = (await operation.run(tx, input)) as { from: string; kind: string };
      if (made.kind === 'derived-from') await refuseCircle(tx, made.from);
      return made;
    },
  } as Operation;
}
