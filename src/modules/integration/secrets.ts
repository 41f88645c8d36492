import { newId } from '#kernel/ids.ts';
import type { ActionCtx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import type { Tx } from '#platform/tx.ts';
import { webhook } from './contract.ts';
import type { Hook } from './queue.ts';
import { webhooks } from './read.ts';

/** A webhook as it stands now, or null. */
export async function findHook(ctx: Pick<ActionCtx, 'read'>, id: string): Promise<Hook | null> {
  const row = await ctx.read((read) =>
    read.q.selectFrom(webhooks(read).as('w')).selectAll().where('w.id', '=', id).executeTakeFirst(),
  );
  return row ? (decodeRecord(webhook, row as never) as Hook) : null;
}

/** The secrets that sign now, the newest first. @throws SealError when the key of this instance is another one */
export async function validSecrets(ctx: ActionCtx, hookId: string): Promise<readonly Uint8Array[]> {
  const now = ctx.clock.now().toISOString();
  const rows = await ctx.read((read) =>
    read.q
      .selectFrom('webhook_secret')
      .where('org_id', '=', ctx.org.id)
      .where('webhook_id', '=', hookId)
      .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', now)]))
      .orderBy('createdAt', 'desc')
      .orderBy('id', 'desc')
      .select('sealed')
      .execute(),
  );
  return rows.map((row) => ctx.sealing.open(row.sealed, sealName(hookId)));
}

/** Keeps a new secret; the one before signs beside it until `oldUntil`, and older ones are forgotten. */
export async function keepSecret(
  tx: Tx,
  hookId: string,
  { sealed, oldUntil }: { readonly sealed: Uint8Array; readonly oldUntil: string },
): Promise<void> {
  const mine = [tx.org.id, hookId];
  await tx.handle.exec(
    `delete from "webhook_secret" where "org_id" = ? and "webhook_id" = ? and "until" is not null`,
    mine,
  );
  await tx.handle.exec(`update "webhook_secret" set "until" = ? where "org_id" = ? and "webhook_id" = ?`, [
    oldUntil,
    ...mine,
  ]);
  await tx.handle.exec(
    `insert into "webhook_secret" ("org_id","webhook_id","id","sealed","createdAt","until") values (?,?,?,?,?,null)`,
    [...mine, newId('whs', new Date(tx.now)), sealed, tx.now],
  );
}

/** Under which name a secret is sealed: it opens for this webhook only. */
export function sealName(hookId: string): string {
  return `webhook ${hookId}`;
}
