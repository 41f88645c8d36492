import { randomBytes } from 'node:crypto';
import { chunks } from '#kernel/chunks.ts';
import { msg } from '#kernel/language.ts';
import type { ActionCtx, Sweep } from '#platform/context.ts';
import { SealError } from '#platform/trail/seal.ts';
import { attempt } from './attempt.ts';
import { pauseWebhook, settle } from './outcome.ts';
import { collect, type Hook, headOf, nextDelivery } from './queue.ts';
import { findHook, validSecrets } from './secrets.ts';

/** How many webhooks are served side by side, so that a slow receiver holds up no other. */
const SIDE_BY_SIDE = 8;
/** How long one webhook is served before the others have their turn again. */
const TURN_MS = 20_000;
/** A server that died leaves its webhook to the others after this time; each attempt, which is shorter, renews it. */
const LEASE_MS = 30_000;

/**
 * Delivers what webhooks must hear of: looks for those whose position is behind the log or that have something due, and
 * serves each under a claim, so that of several servers one does.
 */
export const webhookSweep: Sweep = {
  name: 'webhook.deliver',
  past: msg('stopped the webhook'),
  run: async ({ look, act, clock, log }) => {
    const now = clock.now().toISOString();
    const cursors = await look((q) =>
      q
        .selectFrom('webhook_cursor')
        .where('active', '=', 1)
        .where((eb) => eb.or([eb('restUntil', 'is', null), eb('restUntil', '<=', now)]))
        .where((eb) => eb.or([eb('claimedUntil', 'is', null), eb('claimedUntil', '<=', now)]))
        .select(['webhook_id', 'org_id', 'seq'])
        .orderBy('webhook_id')
        .execute(),
    );
    const due: { readonly ctx: ActionCtx; readonly id: string }[] = [];
    for (const [org, own] of Map.groupBy(cursors, (each) => each.org_id)) {
      const ctx = await act(org, 'webhook.deliver');
      // What waits when it is handed over waits for its reopening: a closed log takes no pause of a webhook.
      if (ctx.org.handedOver) continue;
      const ids = await ctx.read(async (read) => {
        const head = await headOf(read.q, org);
        const found: string[] = [];
        for (const { webhook_id: id, seq } of own)
          if (Number(seq) < head || (await nextDelivery(read.q, { org, id }, now))) found.push(id);
        return found;
      });
      for (const id of ids) due.push({ ctx, id });
    }
    let sent = 0;
    for (const some of chunks(due, SIDE_BY_SIDE))
      for (const count of await Promise.all(
        some.map(({ ctx, id }) =>
          serve(ctx, id).catch((error) => {
            log.error({ err: error, webhook: id }, 'a webhook could not be served');
            return 0;
          }),
        ),
      ))
        sent += count;
    return sent;
  },
};

/** Serves one webhook, in the order of the log, until nothing is due, it must rest, or its turn is over. */
async function serve(ctx: ActionCtx, id: string): Promise<number> {
  const claim = randomBytes(9).toString('base64url');
  if (!(await renew(ctx, { id, claim }, true))) return 0;
  const until = performance.now() + TURN_MS;
  let sent = 0;
  try {
    while (performance.now() < until && (await renew(ctx, { id, claim }, false))) {
      const step = await serveNext(ctx, id);
      if (step === 'sent') sent += 1;
      if (step === 'idle' || step === 'rest') break;
    }
  } finally {
    await ctx.write((tx) =>
      tx.handle.exec(
        `update "webhook_cursor" set "claim" = null, "claimedUntil" = null where "webhook_id" = ? and "claim" = ?`,
        [id, claim],
      ),
    );
  }
  return sent;
}

/** One step: looks through the log, or makes one attempt. */
async function serveNext(ctx: ActionCtx, id: string): Promise<'more' | 'sent' | 'rest' | 'idle'> {
  const hook = await findHook(ctx, id);
  if (hook?.state !== 'active') return 'idle';
  const looked = await collect(ctx, hook);
  const delivery = await ctx.read(({ q, org }) =>
    nextDelivery(q, { org: org.id, id }, ctx.clock.now().toISOString()),
  );
  if (!delivery) return looked > 0 ? 'more' : 'idle';
  const secrets = await secretsOrPause(ctx, hook);
  if (secrets === null) return 'rest';
  const made = await attempt(ctx, hook, { delivery, secrets });
  const rests = await settle(ctx, hook, { delivery, attempt: made });
  return rests ? 'rest' : made.ok ? 'sent' : 'more';
}

/** After a restore the secrets are not there, and under another key of the instance they cannot be opened. */
async function secretsOrPause(ctx: ActionCtx, hook: Hook): Promise<readonly Uint8Array[] | null> {
  try {
    const secrets = await validSecrets(ctx, hook.id);
    if (secrets.length > 0) return secrets;
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
  }
  await ctx.write((tx) =>
    pauseWebhook(
      tx,
      { id: hook.id },
      'Its secret is not on this instance: no backup holds it. Make a new one, then resume.',
    ),
  );
  return null;
}

/** Takes the claim, or keeps it. @returns false when another server has it, or somebody paused the webhook */
async function renew(
  ctx: ActionCtx,
  { id, claim }: { readonly id: string; readonly claim: string },
  first: boolean,
): Promise<boolean> {
  const now = ctx.clock.now();
  const until = new Date(now.getTime() + LEASE_MS).toISOString();
  const [condition, params] = first
    ? [`("claimedUntil" is null or "claimedUntil" <= ?)`, [now.toISOString()]]
    : [`"claim" = ?`, [claim]];
  const rows = await ctx.write((tx) =>
    tx.handle.exec(
      `update "webhook_cursor" set "claim" = ?, "claimedUntil" = ? where "webhook_id" = ? and "active" = 1 and ${condition} returning "webhook_id"`,
      [claim, until, id, ...params],
    ),
  );
  return rows.length > 0;
}
