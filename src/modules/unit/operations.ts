import { anyMember } from '#kernel/policy.ts';
import { unit } from '#kernel/unit.ts';
import { action, command, type Operation, query } from '#platform/operation.ts';
import { registerOperations } from '#platform/register/operations.ts';
import { unitActs, unitEndpoints } from './contract.ts';
import { makeUnitsOfAgencies } from './from-agencies.ts';
import { mayWriteUnit } from './policy.ts';
import { namesOf, treeOf } from './queries.ts';
import * as service from './service.ts';

const register = registerOperations(unit, unitEndpoints, {
  write: mayWriteUnit,
  list: { sort: 'name' },
  prepareCreate: async (tx, input) => {
    await service.refuseWrongPlace(tx, { id: null, parentId: input.parentId ?? null });
    return service.newUnit(input);
  },
  prepareUpdate: async (tx, patch, before) => {
    if (patch.parentId !== undefined && patch.parentId !== before.parentId)
      await service.refuseWrongPlace(tx, { id: before.id, parentId: patch.parentId });
    return patch;
  },
});

export const unitOperations: readonly Operation[] = [
  query(unitActs.names, { allow: anyMember, run: (ctx) => namesOf(ctx) }),
  query(unitActs.tree, { heavy: true, allow: anyMember, run: (ctx) => treeOf(ctx) }),
  action(unitActs.fromAgencies, {
    allow: mayWriteUnit,
    run: (ctx, input) => ctx.write((tx) => makeUnitsOfAgencies(tx, input), { trial: input.preview }),
  }),
  ...register.filter(({ endpoint }) => endpoint.method !== 'DELETE'),
  command(unitEndpoints.remove, {
    allow: mayWriteUnit,
    run: async (tx, { id, version }) => {
      await service.refuseInUse(tx, id);
      await tx.remove(unit, { id, version });
      return { removed: true as const };
    },
  }),
];
