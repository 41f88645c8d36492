import { newId } from '#kernel/ids.ts';
import type { WriteHandle } from '../db/database.ts';
import type { EntryBody } from '../db/log-writer.ts';
import { newKeyPair } from './keys.ts';
import { emptyFrontier, encodeFrontier } from './merkle.ts';
import { sealKey } from './seal.ts';

/** What the first entry of an epoch says of the one before it. */
export type EpochDetail = {
  readonly epoch: number;
  readonly size: number;
  readonly root: string;
  readonly checkpoint: string | null;
};

/** What of an instance stands in the name and the seal of a key. */
type Sealing = { readonly origin: string; readonly secret: string };

/** Opens an empty log with a key of its own, which is sealed with the instance key. */
export async function openLog(
  { exec }: WriteHandle,
  instance: Sealing,
  log: { readonly org: string; readonly epoch: number; readonly startSeq: number; readonly now: Date },
): Promise<void> {
  const { org, epoch, startSeq } = log;
  const now = log.now.toISOString();
  const origin = `${instance.origin}/${org}/${epoch}`;
  const keys = newKeyPair();
  const publicKey = Buffer.from(keys.publicKey).toString('base64');
  await exec(
    `insert into "log" ("org_id","epoch","origin","startSeq","size","frontier","lastAt","publicKey") values (?,?,?,?,0,?,?,?)`,
    [org, epoch, origin, startSeq, encodeFrontier(emptyFrontier()), now, publicKey],
  );
  await exec(
    `insert into "log_key" ("org_id","epoch","keyName","publicKey","sealed","createdAt") values (?,?,?,?,?,?)`,
    [org, epoch, origin, publicKey, sealKey(keys.privateKey, Buffer.from(instance.secret), origin), now],
  );
}

/**
 * Opens the next epoch of a log with a key of its own, inside the caller's transaction, so that nobody takes a restored
 * or copied log for the one that ran on (spine.md section 4). The caller appends `epochEntry` first.
 */
export async function startEpoch(
  handle: WriteHandle,
  instance: Sealing,
  last: {
    readonly org: string;
    readonly epoch: number;
    readonly size: number;
    readonly root: string;
    readonly now: Date;
  },
): Promise<EpochDetail> {
  const { org, now } = last;
  const epoch = last.epoch + 1;
  const [start] = await handle.exec(
    `select "startSeq","size" from "log" where "org_id" = ? and "epoch" = ?`,
    [org, last.epoch],
  );
  const [newest] = await handle.exec(
    `select "note" from "checkpoint" where "org_id" = ? order by "createdAt" desc limit 1`,
    [org],
  );
  await openLog(handle, instance, {
    org,
    epoch,
    startSeq: Number(start!.startSeq) + Number(start!.size),
    now,
  });
  return {
    epoch,
    size: last.size,
    root: last.root,
    checkpoint: (newest?.note as string | undefined) ?? null,
  };
}

/** The first entry of an epoch. */
export function epochEntry(detail: EpochDetail, now: Date): EntryBody {
  return {
    type: 'log',
    schema: 1,
    id: newId('epo', now),
    version: detail.epoch,
    change: 'epoch',
    fields: {},
    detail,
  };
}
