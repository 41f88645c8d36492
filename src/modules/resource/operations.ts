import { anyMember } from '#kernel/policy.ts';
import { system } from '#modules/system/contract.ts';
import { type Operation, query } from '#platform/operation.ts';
import { registerOperations, resolveId } from '#platform/register/operations.ts';
import { environmentOf } from './api.ts';
import { resource, resourceActs, resourceEndpoints } from './contract.ts';
import { mayWriteResource } from './policy.ts';

export const resourceOperations: readonly Operation[] = [
  query(resourceActs.environment, {
    allow: anyMember,
    run: async (ctx, { id }) => environmentOf(ctx, await resolveId(ctx, system, id)),
  }),
  ...registerOperations(resource, resourceEndpoints, {
    write: mayWriteResource,
    list: { sort: 'kind,name' },
    prepareCreate: async (tx, input) => {
      await tx.get(system, input.systemId ?? '');
      return {
        purpose: null,
        versionText: null,
        provider: null,
        amount: null,
        location: null,
        energyKwh: null,
        waterLitres: null,
        figuresFrom: null,
        figuresNote: null,
        people: null,
        skills: null,
        ownerId: null,
        ...input,
        systemId: input.systemId!,
        kind: input.kind!,
        name: input.name!,
        stages: input.stages ?? [],
        availability: input.availability ?? 'unknown',
      };
    },
    prepareUpdate: async (tx, patch) => {
      if (patch.systemId !== undefined) await tx.get(system, patch.systemId);
      return patch;
    },
  }),
];
