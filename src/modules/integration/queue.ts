import { newId } from '#kernel/ids.ts';
import type { RecordOf } from '#kernel/record.ts';
import type { ActionCtx } from '#platform/context.ts';
import type { Reader } from '#platform/db/database.ts';
import type { LogEntryRow, PlatformTables } from '#platform/db/tables.ts';
import type { Tx } from '#platform/tx.ts';
import type { webhook } from './contract.ts';
import { bodyOf, eventId, hears, openKinds, typeOf } from './events.ts';

export type Hook = RecordOf<typeof webhook>;
export type DeliveryRow = PlatformTables['webhook_delivery'];
/** What one delivery sends. */
export type Letter = Pick<DeliveryRow, 'event_id' | 'body'>;

/** How many entries of the log are looked through in one transaction. */
const PAGE = 500;

/**
 * Writes down what of the log this webhook must hear of, and moves its position past it, in one transaction: an entry
 * is taken once, and only when it is committed, since entries get their numbers under the lock of the log.
 * @returns how many entries were looked through
 */
export async function collect(ctx: ActionCtx, hook: Hook): Promise<number> {
  const kinds = await ctx.read(async (read) =>
    ((await positionOf(read.q, hook.id)) ?? 0) < (await headOf(read.q, read.org.id)) ? openKinds(read) : null,
  );
  if (kinds === null) return 0;
  return ctx.write(async (tx) => {
    const from = await positionOf(tx.q, hook.id);
    if (from === null) return 0;
    const entries = await entriesAfter(tx, from);
    const last = entries.at(-1);
    if (!last) return 0;
    const heard = entries.filter((entry) => kinds.has(entry.type) && hears(hook.events, entry));
    for (const entry of heard) await leave(tx, { hook, entry, link: linkOf(ctx, entry) });
    await tx.handle.exec(`update "webhook_cursor" set "seq" = ? where "webhook_id" = ? and "seq" = ?`, [
      last.seq,
      hook.id,
      from,
    ]);
    return entries.length;
  });
}

/** The position of the last entry that was looked at; null when the webhook is gone. */
async function positionOf(q: Reader, hookId: string): Promise<number | null> {
  const row = await q
    .selectFrom('webhook_cursor')
    .select('seq')
    .where('webhook_id', '=', hookId)
    .executeTakeFirst();
  return row ? Number(row.seq) : null;
}

/** The number of the newest entry of this organisation's log. */
export async function headOf(q: Reader, org: string): Promise<number> {
  const row = await q
    .selectFrom('log')
    .select(['startSeq', 'size'])
    .where('org_id', '=', org)
    .orderBy('epoch', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return Number(row.startSeq) + Number(row.size) - 1;
}

/** The oldest delivery whose time has come. */
export async function nextDelivery(
  q: Reader,
  hook: { readonly org: string; readonly id: string },
  now: string,
) {
  return q
    .selectFrom('webhook_delivery')
    .selectAll()
    .where('org_id', '=', hook.org)
    .where('webhook_id', '=', hook.id)
    .where('state', '=', 'waiting')
    .where('dueAt', '<=', now)
    .orderBy('seq')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
}

type Entry = Omit<LogEntryRow, 'org_id' | 'text'> & { readonly ref: string | null };

function entriesAfter(tx: Tx, seq: number): Promise<Entry[]> {
  return tx.q
    .selectFrom('log_entry as e')
    .leftJoin('record as r', (join) =>
      join.onRef('r.org_id', '=', 'e.org_id').onRef('r.id', '=', 'e.record_id'),
    )
    .where('e.org_id', '=', tx.org.id)
    .where('e.seq', '>', seq)
    .orderBy('e.seq')
    .limit(PAGE)
    .select([
      'e.seq',
      'e.op',
      'e.at',
      'e.actor',
      'e.operation',
      'e.type',
      'e.record_id',
      'e.version',
      'e.change',
      'r.ref',
    ])
    .execute();
}

/** Where the record can be read with a key; null for kinds that have no address of their own. */
function linkOf(ctx: ActionCtx, entry: Entry): string | null {
  const path = ctx.registry.operations.get(`${entry.type}.get`)?.operation.endpoint.path;
  if (!path?.endsWith('/:id')) return null;
  return ctx.mail.link(`/api/orgs/${ctx.org.id}${path.replace(':id', entry.record_id)}`);
}

const INSERT = `insert into "webhook_delivery" ("org_id","id","webhook_id","seq","event_id","type","body","happenedAt","state","attempts","dueAt")
  values (?,?,?,?,?,?,?,?,'waiting',0,?)`;

/** An event that was sent before is sent again: the position was put back for that. */
const AGAIN = `on conflict ("org_id","webhook_id","event_id") do update set "state" = 'waiting', "attempts" = 0, "firstAt" = null, "dueAt" = excluded."dueAt"`;

async function leave(
  tx: Tx,
  { hook, entry, link }: { readonly hook: Hook; readonly entry: Entry; readonly link: string | null },
): Promise<void> {
  await tx.handle.exec(`${INSERT} ${AGAIN}`, [
    tx.org.id,
    newId('dlv', new Date(tx.now)),
    hook.id,
    Number(entry.seq),
    eventId(entry),
    typeOf(entry),
    bodyOf(entry, { org: tx.org.id, ref: entry.ref, link }),
    entry.at,
    tx.now,
  ]);
}
