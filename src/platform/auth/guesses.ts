import { createHmac } from 'node:crypto';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { Runtime } from '../instance.ts';
import { leaveNote } from './account-notes.ts';
import { noteLockOut } from './sign-ins.ts';

/** Who guesses at what: from where, and which account. A browser that its owner used before is told apart. */
export type Guesser = {
  readonly address: string;
  readonly account: string;
  /** The mark of a browser that signed in to this account before (device.ts); null: none. */
  readonly device?: string | null;
};

const FREE = 5;
const LONGEST_MS = 15 * 60_000;
const SLOWEST_MS = 3000;
const KEPT_MS = 24 * 3_600_000;

/**
 * Slows down guessing, in the database, so that several servers count together and a restart forgives nothing. Who fails
 * often at one account from one address must wait there longer and longer, and nobody else: not the account from
 * elsewhere, not others at that address, and not its owner in a browser that they used before. Beyond that an account
 * under attack, and an address that tries many accounts, are only answered more slowly. An attempt counts before it is
 * made, so that many at once are no way around.
 * @param what of what there were too many, for the message; each counts apart
 */
export function guessing(runtime: Runtime, what: string) {
  return async <T>(who: Guesser, run: () => Promise<T>): Promise<T> => {
    const counted = await claim(runtime, what, who);
    await slow(counted.others);
    const done = await run().catch(async (error) => {
      // Once for each row of failures: from here on it has to wait.
      if (counted.pair === FREE) await tellLockOut(runtime, who);
      throw error;
    });
    await forgive(runtime, what, who);
    return done;
  };
}

/** Counts an attempt at something that cannot succeed or fail, such as asking for a message. */
export async function countAttempt(runtime: Runtime, what: string, who: Guesser): Promise<void> {
  await slow((await claim(runtime, what, who)).others);
}

type Counted = { readonly hash: string; readonly failures: number };

/**
 * @returns how often it went wrong at this account from this address, and how often at this account, or from this
 * address, whichever is more. @throws AppError `rate-limited`
 */
async function claim(
  runtime: Runtime,
  what: string,
  who: Guesser,
): Promise<{ readonly pair: number; readonly others: number }> {
  const now = runtime.clock.now();
  const at = now.toISOString();
  const keys = keysOf(runtime, what, who);
  return runtime.db.write(null, async ({ exec }) => {
    await exec(`delete from "guess" where "at" < ?`, [new Date(now.getTime() - KEPT_MS).toISOString()]);
    const count = async (hash: string, until: string): Promise<Counted | null> => {
      const rows = await exec(
        `insert into "guess" ("hash","failures","until","at") values (?,1,?,?) on conflict ("hash") do update set "failures" = "guess"."failures" + 1, "at" = excluded."at" where "guess"."until" <= excluded."at" returning "failures"`,
        [hash, until, at],
      );
      return rows[0] ? { hash, failures: Number(rows[0].failures) } : null;
    };
    const pair = await count(keys.pair, at);
    if (!pair) throw tooMany(what, await waitOf(exec, keys.pair, now));
    const wait = pair.failures < FREE ? 0 : Math.min(LONGEST_MS, 1000 * 2 ** (pair.failures - FREE));
    await exec(`update "guess" set "until" = ? where "hash" = ?`, [
      new Date(now.getTime() + wait).toISOString(),
      pair.hash,
    ]);
    const others = [];
    for (const hash of keys.others) others.push((await count(hash, at))?.failures ?? 0);
    return { pair: pair.failures, others: Math.max(0, ...others) };
  });
}

async function forgive(runtime: Runtime, what: string, who: Guesser): Promise<void> {
  const { pair, others } = keysOf(runtime, what, who);
  await runtime.db.write(null, async ({ exec }) => {
    for (const hash of [pair, ...others]) await exec(`delete from "guess" where "hash" = ?`, [hash]);
  });
}

/** Into the list of sign-ins each time, into the logs of the organisations once a day: strangers must not fill them. */
async function tellLockOut(runtime: Runtime, { account, address }: Guesser): Promise<void> {
  await runtime.db.write(null, async (handle) => {
    const [user] = await handle.exec(`select "id" from "user" where "id" = ? or "email" = ?`, [
      account,
      account,
    ]);
    if (!user) return;
    const userId = user.id as string;
    await noteLockOut(runtime, handle, { userId, address });
    const day = runtime.clock.now().toISOString().slice(0, 10);
    await leaveNote(
      runtime,
      handle,
      { userId, event: 'lockedOut', by: 'job' },
      `locked-out ${userId} ${day}`,
    );
  });
}

async function slow(failures: number): Promise<void> {
  if (failures <= FREE + 1) return;
  await new Promise((resolve) =>
    setTimeout(resolve, Math.min(SLOWEST_MS, 100 * 2 ** Math.min(failures - FREE, 10))),
  );
}

/** Hashed with the instance's secret: the table tells nobody who tried what from where. */
function keysOf(runtime: Runtime, what: string, { address, account, device }: Guesser) {
  const key = (...parts: readonly string[]) =>
    createHmac('sha256', runtime.secret)
      .update(JSON.stringify([what, ...parts]))
      .digest('hex');
  if (device) return { pair: key('device', device, account), others: [] };
  return {
    pair: key('pair', address, account),
    others: account === '' ? [] : [key('account', account), key('address', address)],
  };
}

async function waitOf(
  exec: (statement: string, values: readonly unknown[]) => Promise<Record<string, unknown>[]>,
  hash: string,
  now: Date,
): Promise<number> {
  const [row] = await exec(`select "until" from "guess" where "hash" = ?`, [hash]);
  return Math.max(1, Math.ceil((Date.parse(String(row?.until ?? '')) - now.getTime()) / 1000) || 1);
}

function tooMany(what: string, seconds: number): AppError {
  return new AppError(
    'rate-limited',
    t('Too many {what} from this address. Wait {seconds} seconds.', { what, seconds }),
    {
      data: { retryAfter: seconds },
    },
  );
}
