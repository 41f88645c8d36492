import { addDays } from '#kernel/days.ts';
import { AppError } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { msg, t } from '#kernel/language.ts';
import { nextState } from '#kernel/lifecycle.ts';
import type { FieldsOf } from '#kernel/record.ts';
import type { ActionCtx, Ctx } from '#platform/context.ts';
import type { JobHandler } from '#platform/module.ts';
import { lastPosition } from '#platform/runtime.ts';
import type { Tx } from '#platform/tx.ts';
import { attempt } from './attempt.ts';
import { webhook } from './contract.ts';
import { eventCatalog } from './events.ts';
import { webhookLifecycle } from './lifecycle.ts';
import { keepTest } from './outcome.ts';
import { type DeliveryRow, type Hook, headOf } from './queue.ts';
import { keepSecret, sealName, validSecrets } from './secrets.ts';
import { newSecret, shownSecret } from './signature.ts';

/** How long the secret before signs beside a new one. */
const BOTH_MS = 86_400_000;
/** How long accepted and given-up deliveries are shown. */
const KEPT_DAYS = 30;

export type NewWebhook = Pick<FieldsOf<typeof webhook>, 'name' | 'url' | 'events'>;

/** A new webhook with its secret. It hears of what happens from now on. */
export async function registerWebhook(
  ctx: ActionCtx,
  input: NewWebhook,
): Promise<Hook & { readonly secret: string }> {
  const secret = newSecret();
  const made = await ctx.write(async (tx) => {
    const hook = await addWebhook(tx, input);
    await sealAndKeep(ctx, tx, { hookId: hook.id, secret });
    return hook;
  });
  return { ...made, secret: shownSecret(secret) };
}

/** The record and its position, without a secret: nothing leaves until there is one. */
async function addWebhook(tx: Tx, input: NewWebhook): Promise<Hook> {
  const made = await tx.insert(webhook, { ...input, state: 'active', pausedReason: null, pausedOn: null });
  // What this transaction itself writes comes before it.
  await tx.handle.exec(
    `insert into "webhook_cursor" ("webhook_id","org_id","seq","active","failures","restUntil","claim","claimedUntil") values (?,?,?,1,0,null,null,null)`,
    [made.id, tx.org.id, (await headOf(tx.q, tx.org.id)) + 1],
  );
  return made;
}

/** A new secret; the one before signs beside it for a day. */
export async function rotateSecret(
  ctx: ActionCtx,
  target: { readonly id: string; readonly version: number },
): Promise<Hook & { readonly secret: string }> {
  const secret = newSecret();
  const hook = await ctx.write(async (tx) => {
    // The act counts although no field of the record changes.
    const kept = await tx.update(webhook, { ...target, again: true }, {});
    await sealAndKeep(ctx, tx, { hookId: target.id, secret });
    return kept;
  });
  return { ...hook, secret: shownSecret(secret) };
}

/** Starts again: with what happened meanwhile, or from now on. */
export async function resumeWebhook(
  tx: Tx,
  target: { readonly id: string; readonly version: number },
  from: 'where-it-stopped' | 'now',
): Promise<Hook> {
  const before = await tx.get(webhook, target.id);
  const state = nextState(webhookLifecycle, before.state, 'resume');
  const hook = await tx.update(webhook, target, { state, pausedReason: null, pausedOn: null });
  const mine = [tx.org.id, target.id];
  if (from === 'now') {
    await tx.handle.exec(
      `delete from "webhook_delivery" where "org_id" = ? and "webhook_id" = ? and "state" = 'waiting'`,
      mine,
    );
    await moveTo(tx, target.id, (await headOf(tx.q, tx.org.id)) + 1);
  }
  await tx.handle.exec(
    `update "webhook_delivery" set "dueAt" = ?, "firstAt" = null, "attempts" = 0 where "org_id" = ? and "webhook_id" = ? and "state" = 'waiting'`,
    [tx.now, ...mine],
  );
  await tx.handle.exec(
    `update "webhook_cursor" set "active" = 1, "failures" = 0, "restUntil" = null where "webhook_id" = ?`,
    [target.id],
  );
  return hook;
}

/** Takes a webhook away with everything that was to be sent. */
export async function removeWebhook(
  tx: Tx,
  target: { readonly id: string; readonly version: number },
): Promise<void> {
  await tx.remove(webhook, target);
  await tx.handle.exec(`delete from "webhook_cursor" where "webhook_id" = ?`, [target.id]);
  for (const table of ['webhook_secret', 'webhook_delivery'])
    await tx.handle.exec(`delete from "${table}" where "org_id" = ? and "webhook_id" = ?`, [
      tx.org.id,
      target.id,
    ]);
}

/** Sends one delivery again, or everything from a day on (in the organisation's time zone). */
export async function replay(
  tx: Tx,
  hook: Hook,
  wanted: { readonly deliveryId?: string | undefined; readonly from?: string | undefined },
): Promise<void> {
  if (hook.state !== 'active')
    throw new AppError('wrong-state', t('A paused webhook sends nothing.'), { next: t('Resume it first.') });
  if (wanted.from !== undefined)
    return moveTo(tx, hook.id, await lastPosition(tx.q, tx.org, addDays(wanted.from, -1)));
  const rows = await tx.handle.exec(
    `update "webhook_delivery" set "state" = 'waiting', "attempts" = 0, "firstAt" = null, "dueAt" = ?
     where "org_id" = ? and "webhook_id" = ? and "id" = ? returning "id"`,
    [tx.now, tx.org.id, hook.id, wanted.deliveryId],
  );
  if (rows.length === 0) throw new AppError('not-found', t('This webhook has no such delivery.'));
}

/** Sends a test event now, whatever state the webhook is in, and answers how it went. */
export async function sendTest(ctx: ActionCtx, hook: Hook): Promise<DeliveryRow> {
  const secrets = await validSecrets(ctx, hook.id);
  if (secrets.length === 0)
    throw new AppError('wrong-state', t('This webhook has no secret here.'), {
      next: t('Make a new one first.'),
    });
  const delivery = {
    event_id: newId('evt', ctx.clock.now()),
    body: JSON.stringify({
      type: 'webhook.test',
      timestamp: ctx.now,
      data: { organisation: ctx.org.id, webhook: hook.id },
    }),
  };
  // A test says how it went and is over: it is neither tried again nor a reason to pause.
  const made = await attempt(ctx, hook, { delivery, secrets });
  return ctx.write((tx) => keepTest(tx, hook, { ...delivery, made }));
}

/** Once a day: forgets deliveries that are over and older than thirty days. */
export const pruneJob: JobHandler = {
  kind: 'webhook.prune',
  daily: true,
  past: msg('forgot old deliveries'),
  run: async (ctx) => {
    const before = addDays(ctx.clock.now().toISOString().slice(0, 10), -KEPT_DAYS);
    await ctx.write((tx) =>
      tx.handle.exec(
        `delete from "webhook_delivery" where "org_id" = ? and "state" <> 'waiting' and "triedAt" < ?`,
        [tx.org.id, before],
      ),
    );
  },
};

/** @throws AppError `invalid-input` when an event is none of those that are offered */
export async function refuseUnknown(ctx: Ctx, events: readonly string[]): Promise<void> {
  const known = new Set((await eventCatalog(ctx)).map((each) => each.id));
  const unknown = events.filter((each) => !known.has(each));
  if (unknown.length > 0)
    throw new AppError(
      'invalid-input',
      t('There is no event {unknown}.', { unknown: unknown.map((each) => `"${each}"`).join(', ') }),
      {
        problems: [
          { path: 'events', message: t('Not offered here: {unknown}', { unknown: unknown.join(', ') }) },
        ],
      },
    );
}

async function sealAndKeep(
  ctx: ActionCtx,
  tx: Tx,
  { hookId, secret }: { readonly hookId: string; readonly secret: Uint8Array },
): Promise<void> {
  const oldUntil = new Date(Date.parse(tx.now) + BOTH_MS).toISOString();
  await keepSecret(tx, hookId, { sealed: ctx.sealing.close(secret, sealName(hookId)), oldUntil });
}

async function moveTo(tx: Tx, hookId: string, seq: number): Promise<void> {
  await tx.handle.exec(`update "webhook_cursor" set "seq" = ? where "webhook_id" = ?`, [seq, hookId]);
}
