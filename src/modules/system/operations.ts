import { sql } from 'kysely';
import { anyMember } from '#kernel/policy.ts';
import { command, type Operation, query } from '#platform/operation.ts';
import { linkOperations } from '#platform/register/link-operations.ts';
import { registerOperations, resolveId } from '#platform/register/operations.ts';
import type { Tx } from '#platform/tx.ts';
import { belowUnits } from '#platform/units.ts';
import { inputOf, outcomesOf } from './classification.ts';
import { system, systemActs, systemEndpoints, systemLinks } from './contract.ts';
import { mayConfirm, mayDecideScope, mayLinkSystem, mayWriteSystem } from './policy.ts';
import { classificationOf, summaryOf } from './queries.ts';
import * as service from './service.ts';

export const systemOperations: readonly Operation[] = [
  query(systemActs.summary, { heavy: true, allow: anyMember, run: (ctx) => summaryOf(ctx) }),
  ...registerOperations(system, systemEndpoints, {
    write: mayWriteSystem,
    list: {
      sort: 'name',
      // A unit with everything below it.
      filters: {
        unit: (rows, value, ctx) =>
          rows.where(sql<boolean>`"record"."unitId" in ${belowUnits(ctx, value.split(','))}`),
      },
    },
    prepareCreate: async (tx, input) => {
      await service.refuseWrongUnit(tx, input.unitId ?? null);
      return service.newSystem(input);
    },
    // A new role changes what the law asks: the classification falls back to a proposal.
    prepareUpdate: async (tx, patch, before) => {
      if (patch.unitId && patch.unitId !== before.unitId) await service.refuseWrongUnit(tx, patch.unitId);
      if (patch.actRoles === undefined || before.euInput === null) return patch;
      const euInput = { ...before.euInput, facts: { ...before.euInput.facts, roles: patch.actRoles } };
      return {
        ...patch,
        euInput,
        euState: 'proposed' as const,
        euConfirmedBy: null,
        euConfirmedOn: null,
        ...outcomesOf(tx.catalog, inputOf({ euInput, actRoles: patch.actRoles })),
      };
    },
  }),
  ...linkOperations(system, systemLinks, { allow: mayLinkSystem }),
  command(systemActs.decideScope, {
    allow: mayDecideScope,
    run: async (tx, input) => service.decideScope(tx, await seen(tx, input), input),
  }),
  command(systemActs.classify, {
    allow: mayWriteSystem,
    run: async (tx, input) => service.classifySystem(tx, await seen(tx, input), input),
  }),
  command(systemActs.confirm, {
    allow: mayConfirm,
    run: async (tx, input) => service.confirmClassification(tx, await seen(tx, input), input.reason),
  }),
  query(systemActs.classification, { allow: anyMember, run: (ctx, { id }) => classificationOf(ctx, id) }),
];

async function seen(tx: Tx, input: { readonly id: string; readonly version: number }) {
  return { id: await resolveId(tx, system, input.id), version: input.version };
}
