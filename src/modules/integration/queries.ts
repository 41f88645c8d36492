import type { OutputOf } from '#kernel/endpoint.ts';
import type { Ctx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import { type Delivery, webhook, type webhookEndpoints } from './contract.ts';
import type { DeliveryRow, Hook } from './queue.ts';
import { webhooks } from './read.ts';

type Shown = OutputOf<typeof webhookEndpoints.get>;

/** All webhooks by name, with how they deliver. */
export async function listWebhooks(ctx: Ctx): Promise<{ webhooks: Shown[] }> {
  const rows = await ctx.q
    .selectFrom(webhooks(ctx).as('w'))
    .selectAll()
    .orderBy('w.name')
    .orderBy('w.id')
    .execute();
  const shown: Shown[] = [];
  for (const row of rows) shown.push(await withState(ctx, decodeRecord(webhook, row as never) as Hook));
  return { webhooks: shown };
}

/** The deliveries of a webhook, the newest first. */
export async function listDeliveries(
  ctx: Ctx,
  hookId: string,
  page: {
    readonly state?: DeliveryRow['state'] | undefined;
    readonly before?: string | undefined;
    readonly limit: number;
  },
): Promise<{ deliveries: Delivery[]; next: string | null }> {
  const mine = ctx.q
    .selectFrom('webhook_delivery')
    .where('org_id', '=', ctx.org.id)
    .where('webhook_id', '=', hookId);
  const before =
    page.before === undefined
      ? undefined
      : await mine.where('id', '=', page.before).select(['id', 'seq']).executeTakeFirst();
  const rows = await mine
    .selectAll()
    .$if(page.state !== undefined, (q) => q.where('state', '=', page.state!))
    .$if(before !== undefined, (q) =>
      q.where((eb) =>
        eb.or([
          eb('seq', '<', before!.seq),
          eb.and([eb('seq', '=', before!.seq), eb('id', '<', before!.id)]),
        ]),
      ),
    )
    .orderBy('seq', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute();
  const shown = rows.slice(0, page.limit);
  return { deliveries: shown.map(toDelivery), next: rows.length > page.limit ? shown.at(-1)!.id : null };
}

/** A row as people and programs see it. */
export function toDelivery(row: DeliveryRow): Delivery {
  const { id, type, happenedAt, state, attempts, status, durationMs, response, error, triedAt, body } = row;
  return {
    id,
    eventId: row.event_id,
    type,
    happenedAt,
    state,
    attempts,
    status,
    durationMs,
    response,
    error,
    triedAt,
    nextAt: state === 'waiting' ? row.dueAt : null,
    body,
  };
}

/** A webhook with how it delivers: what waits, what rests, which secrets sign. */
export async function withState(ctx: Ctx, hook: Hook): Promise<Shown> {
  const cursor = await ctx.q
    .selectFrom('webhook_cursor')
    .select('restUntil')
    .where('webhook_id', '=', hook.id)
    .executeTakeFirst();
  const mine = () =>
    ctx.q.selectFrom('webhook_delivery').where('org_id', '=', ctx.org.id).where('webhook_id', '=', hook.id);
  const waiting = await mine()
    .where('state', '=', 'waiting')
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  const last = await mine()
    .where('state', '=', 'sent')
    .select((eb) => eb.fn.max('triedAt').as('at'))
    .executeTakeFirstOrThrow();
  const secrets = await ctx.q
    .selectFrom('webhook_secret')
    .where('org_id', '=', ctx.org.id)
    .where('webhook_id', '=', hook.id)
    .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', ctx.now)]))
    .select(['createdAt', 'until'])
    .orderBy('createdAt', 'desc')
    .execute();
  const restUntil = cursor?.restUntil ?? null;
  return {
    ...hook,
    waiting: Number(waiting.count),
    restUntil: restUntil !== null && restUntil > ctx.now ? restUntil : null,
    lastSentAt: last.at ?? null,
    secrets,
  };
}
