import { nextState } from '#kernel/lifecycle.ts';
import type { ActionCtx, Ctx } from '#platform/context.ts';
import { action, command, type Operation, query } from '#platform/operation.ts';
import { historyOf } from '#platform/register/history.ts';
import { readRecord, resolveId } from '#platform/register/operations.ts';
import type { Tx } from '#platform/tx.ts';
import { webhook, webhookEndpoints } from './contract.ts';
import { eventCatalog } from './events.ts';
import { webhookLifecycle } from './lifecycle.ts';
import { pauseWebhook } from './outcome.ts';
import { mayManageWebhooks, maySeeWebhooks } from './policy.ts';
import { listDeliveries, listWebhooks, toDelivery, withState } from './queries.ts';
import * as service from './service.ts';

export const integrationOperations: readonly Operation[] = [
  query(webhookEndpoints.list, { allow: maySeeWebhooks, run: listWebhooks }),
  query(webhookEndpoints.events, {
    allow: maySeeWebhooks,
    run: async (ctx) => ({ events: [...(await eventCatalog(ctx))] }),
  }),
  query(webhookEndpoints.get, {
    allow: maySeeWebhooks,
    run: async (ctx, input) => withState(ctx, await readRecord(ctx, webhook, input)),
  }),
  query(webhookEndpoints.deliveries, {
    allow: maySeeWebhooks,
    run: async (ctx, { id, ...page }) =>
      listDeliveries(ctx, (await readRecord(ctx, webhook, { id })).id, page),
  }),
  query(webhookEndpoints.history, {
    allow: maySeeWebhooks,
    run: async (ctx, { id }) => ({
      entries: [...(await historyOf(ctx, webhook, (await readRecord(ctx, webhook, { id })).id))],
    }),
  }),
  action(webhookEndpoints.create, {
    allow: mayManageWebhooks,
    run: async (ctx, input) => {
      await ctx.read((read) => service.refuseUnknown(read, input.events));
      return service.registerWebhook(ctx, input);
    },
  }),
  action(webhookEndpoints.update, {
    allow: mayManageWebhooks,
    run: async (ctx, { id, version, ...change }) => {
      if (change.events) await ctx.read((read) => service.refuseUnknown(read, change.events!));
      return ctx.write(async (tx) => tx.update(webhook, { id: await idOf(tx, id), version }, change));
    },
  }),
  command(webhookEndpoints.remove, {
    allow: mayManageWebhooks,
    run: async (tx, { id, version }) => {
      await service.removeWebhook(tx, { id: await idOf(tx, id), version });
      return { removed: true as const };
    },
  }),
  command(webhookEndpoints.pause, {
    allow: mayManageWebhooks,
    run: async (tx, { id, version, reason }) => {
      const before = await tx.get(webhook, await idOf(tx, id));
      nextState(webhookLifecycle, before.state, 'pause');
      return pauseWebhook(tx, { id: before.id, version }, reason);
    },
  }),
  command(webhookEndpoints.resume, {
    allow: mayManageWebhooks,
    run: async (tx, { id, version, from }) =>
      service.resumeWebhook(tx, { id: await idOf(tx, id), version }, from),
  }),
  action(webhookEndpoints.rotate, {
    allow: mayManageWebhooks,
    run: async (ctx, { id, version }) =>
      service.rotateSecret(ctx, { id: await ctx.read((read) => idOf(read, id)), version }),
  }),
  action(webhookEndpoints.test, {
    allow: mayManageWebhooks,
    run: async (ctx, { id }) => toDelivery(await service.sendTest(ctx, await hookOf(ctx, id))),
  }),
  command(webhookEndpoints.replay, {
    allow: mayManageWebhooks,
    run: async (tx, { id, ...wanted }) => {
      await service.replay(tx, await tx.get(webhook, await idOf(tx, id)), wanted);
      return { replayed: true as const };
    },
  }),
];

const idOf = (at: Ctx | Tx, id: string) => resolveId(at, webhook, id);
const hookOf = (ctx: ActionCtx, id: string) => ctx.read((read) => readRecord(read, webhook, { id }));
