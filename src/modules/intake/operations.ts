import type { Ctx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import { action, command, type Operation, query } from '#platform/operation.ts';
import { registerOperations, resolveId } from '#platform/register/operations.ts';
import type { Tx } from '#platform/tx.ts';
import { useRequestActs as acts, intakeViews, useRequest, useRequestEndpoints } from './contract.ts';
import { declareList, previewList } from './lists.ts';
import { mayAsk, mayDecideUse, mayEditRequest, mayHandle, mayReadRequests, ownRequest } from './policy.ts';
import { requestsForUse } from './read.ts';
import * as service from './service.ts';

export const intakeOperations: readonly Operation[] = [
  query(intakeViews.mine, { allow: mayAsk, run: mine }),
  query(intakeViews.allowed, { allow: mayAsk, run: allowedUses }),
  action(intakeViews.readList, {
    allow: mayAsk,
    run: (ctx, { text }) => ctx.scan((read) => previewList(read, text)),
  }),
  command(intakeViews.declareList, { allow: mayAsk, run: declareList }),
  command(acts.askBack, {
    allow: mayHandle,
    run: async (tx, input) => service.askBack(tx, await seen(tx, input), input.question),
  }),
  command(acts.answer, {
    allow: async (actor, { id }, tx) => ownRequest(actor, await wanted(tx, id)),
    run: async (tx, input) => service.answerQuestion(tx, await seen(tx, input), input.answer),
  }),
  command(acts.decide, {
    allow: mayDecideUse,
    run: async (tx, input) => service.decideUse(tx, await seen(tx, input), input),
  }),
  command(acts.acknowledge, {
    allow: async (actor, { id }, tx) => ownRequest(actor, await wanted(tx, id)),
    run: async (tx, input) => service.acknowledge(tx, await seen(tx, input)),
  }),
  command(acts.withdraw, {
    allow: async (actor, { id }, tx) => ownRequest(actor, await wanted(tx, id)),
    run: async (tx, input) => service.withdrawRequest(tx, await seen(tx, input)),
  }),
  command(acts.end, {
    allow: mayDecideUse,
    run: async (tx, input) => service.endApproval(tx, await seen(tx, input), input.reason),
  }),
  ...registerOperations(useRequest, useRequestEndpoints, {
    read: mayReadRequests,
    write: mayEditRequest,
    remove: mayDecideUse,
    list: { sort: 'dueOn,tool' },
    prepareCreate: service.askForUse,
    prepareUpdate: service.editRequest,
  }),
];

async function mine(ctx: Ctx) {
  const rows = await ctx.q
    .selectFrom(requestsForUse(ctx).as('u'))
    .selectAll('u')
    .where('u.askedBy', '=', ctx.actor.id ?? '')
    .orderBy('u.ref', 'desc')
    .limit(200)
    .execute();
  return { requests: rows.map((row) => decodeRecord(useRequest, row)) };
}

/** Without who asked: the tool and its conditions concern everybody, the person nobody. */
async function allowedUses(ctx: Ctx) {
  const rows = await ctx.q
    .selectFrom(requestsForUse(ctx).as('u'))
    .selectAll('u')
    .where('u.state', '=', 'approved')
    .where('u.validUntil', '>=', ctx.today)
    .orderBy('u.tool')
    .orderBy('u.ref')
    .execute();
  return {
    uses: rows
      .map((row) => decodeRecord(useRequest, row))
      .map(({ ref, tool, purpose, conditions, validUntil }) => ({
        ref,
        tool,
        purpose,
        conditions,
        validUntil,
      })),
  };
}

async function wanted(tx: Tx, id: string) {
  return tx.get(useRequest, await resolveId(tx, useRequest, id));
}

async function seen(tx: Tx, input: { readonly id: string; readonly version: number }) {
  return { id: await resolveId(tx, useRequest, input.id), version: input.version };
}
