import type { ActionCtx } from '#platform/context.ts';
import type { Tx } from '#platform/tx.ts';
import type { Attempt } from './attempt.ts';
import { webhook } from './contract.ts';
import { type DeliveryRow, type Hook, headOf, type Letter } from './queue.ts';

/** Seconds before each next try; later ones wait as long as the last. */
const PAUSES = [5, 30, 120, 600, 1800, 3600, 3 * 3600, 6 * 3600, 12 * 3600];
/** A receiver that has not taken an event after three days will not without somebody's help. */
const GIVE_UP_MS = 3 * 86_400_000;
/** From so many failures in a row on, the receiver is left in peace, whichever event it refused. */
const IN_A_ROW = 3;

/**
 * Keeps how an attempt went. An event that was refused waits for its next try and others go on; a receiver that cannot
 * be reached, or refused several in a row, rests as a whole.
 * @returns true when this webhook sends nothing more for now
 */
export async function settle(
  ctx: ActionCtx,
  hook: Hook,
  { delivery, attempt }: { readonly delivery: DeliveryRow; readonly attempt: Attempt },
): Promise<boolean> {
  const now = ctx.clock.now();
  return ctx.write(async (tx) => {
    if (attempt.ok) {
      await keep(tx, delivery, { attempt, now, state: 'sent', dueAt: delivery.dueAt });
      await tx.handle.exec(
        `update "webhook_cursor" set "failures" = 0, "restUntil" = null where "webhook_id" = ?`,
        [hook.id],
      );
      return false;
    }
    const gone = attempt.status === 410;
    const over = now.getTime() - Date.parse(delivery.firstAt ?? now.toISOString()) >= GIVE_UP_MS;
    if (gone || over) {
      await keep(tx, delivery, { attempt, now, state: 'failed', dueAt: delivery.dueAt });
      await pauseWebhook(
        tx,
        { id: hook.id },
        gone ? GONE : `${triedInVain(attempt)} It was tried for three days.`,
      );
      return true;
    }
    const dueAt = later(now, delivery.attempts);
    await keep(tx, delivery, { attempt, now, state: 'waiting', dueAt });
    return restAfter(tx, hook.id, { attempt, now });
  });
}

/** Keeps how a test went, which is no event of the log; it is over, so that no sweep sends it again. */
export async function keepTest(
  tx: Tx,
  hook: Hook,
  { event_id, body, made }: Letter & { readonly made: Attempt },
): Promise<DeliveryRow> {
  const { status, durationMs, response, error } = made;
  const [row] = await tx.handle.exec(
    `insert into "webhook_delivery" ("org_id","id","webhook_id","seq","event_id","type","body","happenedAt","state","attempts","dueAt","triedAt","status","durationMs","response","error")
     values (?,?,?,?,?,'webhook.test',?,?,?,1,?,?,?,?,?,?) returning *`,
    [
      tx.org.id,
      event_id.replace('evt_', 'dlv_'),
      hook.id,
      await headOf(tx.q, tx.org.id),
      event_id,
      body,
      tx.now,
      made.ok ? 'sent' : 'failed',
      tx.now,
      tx.now,
      status,
      durationMs,
      response,
      error,
    ],
  );
  return row as unknown as DeliveryRow;
}

/** Stops a webhook with a reason that administrators read in their inbox and on its page. */
export async function pauseWebhook(
  tx: Tx,
  target: { readonly id: string; readonly version?: number },
  reason: string,
): Promise<Hook> {
  const paused = await tx.update(webhook, target, {
    state: 'paused',
    pausedReason: reason,
    pausedOn: tx.today,
  });
  await tx.handle.exec(`update "webhook_cursor" set "active" = 0, "claim" = null where "webhook_id" = ?`, [
    target.id,
  ]);
  return paused;
}

const GONE = 'The receiver answered that this address is gone for good (410).';

function triedInVain({ status, error }: Attempt): string {
  return status === null
    ? (error ?? 'The receiver cannot be reached.')
    : `The receiver answered with ${status}.`;
}

/** The instant of the next try, up to a fifth earlier or later, so that many do not come at once. */
function later(now: Date, attempts: number): string {
  const seconds = PAUSES[Math.min(attempts, PAUSES.length - 1)]!;
  return new Date(now.getTime() + seconds * 1000 * (0.8 + Math.random() * 0.4)).toISOString();
}

async function keep(
  tx: Tx,
  delivery: DeliveryRow,
  end: { readonly attempt: Attempt; readonly now: Date; readonly state: string; readonly dueAt: string },
): Promise<void> {
  const { status, durationMs, response, error } = end.attempt;
  const at = end.now.toISOString();
  await tx.handle.exec(
    `update "webhook_delivery" set "state" = ?, "attempts" = "attempts" + 1, "firstAt" = coalesce("firstAt", ?), "triedAt" = ?,
       "dueAt" = ?, "status" = ?, "durationMs" = ?, "response" = ?, "error" = ? where "org_id" = ? and "id" = ?`,
    [end.state, at, at, end.dueAt, status, durationMs, response, error, tx.org.id, delivery.id],
  );
}

async function restAfter(
  tx: Tx,
  hookId: string,
  { attempt, now }: { readonly attempt: Attempt; readonly now: Date },
): Promise<boolean> {
  const [row] = await tx.handle.exec(
    `update "webhook_cursor" set "failures" = "failures" + 1 where "webhook_id" = ? returning "failures"`,
    [hookId],
  );
  const failures = Number(row?.failures ?? 1);
  const unreachable = attempt.status === null || [408, 429, 502, 503, 504].includes(attempt.status);
  if (!unreachable && failures < IN_A_ROW) return false;
  await tx.handle.exec(`update "webhook_cursor" set "restUntil" = ? where "webhook_id" = ?`, [
    later(now, failures - 1),
    hookId,
  ]);
  return true;
}
