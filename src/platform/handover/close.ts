import { dayIn } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';
import { organisation } from '#kernel/people.ts';
import type { Actor } from '#kernel/policy.ts';
import { REOPEN } from '../db/log-writer.ts';
import type { Runtime } from '../instance.ts';
import { organisations } from '../people-tables.ts';
import { makeCheckpoint } from '../trail/checkpoint-store.ts';
import { inTransaction, type Tx } from '../tx.ts';

/**
 * Closes an organisation here because another instance goes on with it: the last entry says to whom, the log takes no
 * further one, and a checkpoint signs where it ended. Closed to the same one before, it stays as it is.
 * @throws AppError `wrong-state` when it was handed over to somebody else
 */
export async function closeOrganisation(
  runtime: Runtime,
  call: { readonly org: string; readonly actor: Actor; readonly to: string },
): Promise<void> {
  const { org, actor, to } = call;
  const { handedOver } = await runtime.organisations.get(org);
  if (handedOver?.to === to) return;
  if (handedOver)
    throw new AppError('wrong-state', `This organisation was handed over to ${handedOver.to} already.`, {
      next: 'Open it again first: ./aims org reopen.',
    });
  await write(runtime, { org, actor, operation: 'organisation.handOver' }, async (tx) => {
    await tx.update(organisation, { id: await ownId(tx) }, { handedOver: { to, at: tx.now } });
    await tx.handle.exec(`update "log" set "closed" = ? where "org_id" = ?`, [to, org]);
  });
  await makeCheckpoint(runtime, org, `Handed over to ${to}`);
}

/**
 * Opens an organisation again whose hand-over came to nothing. Whoever took it over meanwhile has another continuation
 * of the same log: a checkpoint of either side shows that.
 * @throws AppError `wrong-state` when it is not closed
 */
export async function reopenOrganisation(
  runtime: Runtime,
  call: { readonly org: string; readonly actor: Actor },
): Promise<void> {
  const { org, actor } = call;
  await write(runtime, { org, actor, operation: REOPEN }, async (tx) => {
    const row = await tx.get(organisation, await ownId(tx));
    if (!row.handedOver) throw new AppError('wrong-state', 'This organisation was not handed over.');
    await tx.update(organisation, { id: row.id }, { handedOver: null });
    await tx.handle.exec(`update "log" set "closed" = null where "org_id" = ?`, [org]);
  });
}

/** The id of the organisation's own record. */
export async function ownId(tx: Pick<Tx, 'q' | 'org' | 'at'>): Promise<string> {
  return (await tx.q.selectFrom(organisations(tx).as('o')).select('o.id').executeTakeFirstOrThrow()).id;
}

async function write(
  runtime: Runtime,
  call: { readonly org: string; readonly actor: Actor; readonly operation: string },
  run: (tx: Tx) => Promise<void>,
): Promise<void> {
  const { actor, operation } = call;
  const org = await runtime.organisations.get(call.org);
  const catalog = await runtime.catalogOf(org.packs);
  await runtime.db.write(org.id, (handle) => {
    const now = runtime.clock.now();
    const today = dayIn(org.timeZone, now);
    return inTransaction(
      handle,
      { org, actor, operation, now, today, catalog, registry: runtime.registry },
      run,
    );
  });
  runtime.organisations.forget(org.id);
}
