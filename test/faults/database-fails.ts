import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createTestDatabase } from '../testkit/postgres.ts';
import { type PostgresPair, startPair } from '../testkit/postgres-pair.ts';
import { broken, type Claim, verdict } from './claims.ts';
import { attempt, kill, type Server, start } from './server.ts';

export type DatabaseReport = {
  readonly events: readonly string[];
  readonly acknowledged: number;
  /** Answers other than success, by code; each must say that the database is away, or that the outcome is not known. */
  readonly refusals: Readonly<Record<string, number>>;
  /** Requests without an answer: the server was gone. */
  readonly unanswered: number;
  readonly lost: readonly string[];
  /** How long after each event the first write of each server was answered again, in ms. */
  readonly backAfter: readonly number[];
  readonly answers: readonly string[];
};

/** Two servers and eight writers on each, which go on whatever they are answered, while the database is hurt. */
async function underLoad(
  pair: PostgresPair,
  hurts: readonly { readonly name: string; readonly how: () => Promise<void> }[],
): Promise<DatabaseReport> {
  const folder = await mkdtemp(join(tmpdir(), 'aims-database-'));
  const database = await createTestDatabase({ server: pair.url });
  const place = { folder, database: [database.url, database.adminUrl] } as const;
  const servers: Server[] = [];
  try {
    for (let n = 0; n < 2; n += 1) servers.push(await start(place));
    const told: Claim[] = [];
    const refusals: Record<string, number> = {};
    const last = [0, 0];
    let [over, unanswered] = [false, 0];
    const writers = servers.flatMap((server, which) =>
      Array.from({ length: 8 }, async (_, client) => {
        for (let n = 0; !over; n += 1) {
          const name = `Supplier ${which} ${client}-${n}`;
          const answer = await attempt(server, '/suppliers', { body: { name } });
          if (answer?.ok) {
            told.push({ path: `/suppliers/${answer.body.id}`, has: { name } });
            last[which] = performance.now();
            continue;
          }
          if (answer === null) unanswered += 1;
          else
            refusals[`${answer.status} ${answer.body.code}`] =
              (refusals[`${answer.status} ${answer.body.code}`] ?? 0) + 1;
          await pause(50);
        }
      }),
    );
    const backAfter: number[] = [];
    await pause(1500);
    for (const { how } of hurts) {
      await how();
      const since = performance.now();
      for (const which of [0, 1]) {
        await until(() => last[which]! > since);
        backAfter.push(Math.round(last[which]! - since));
      }
      await pause(1000);
    }
    over = true;
    await Promise.all(writers);
    const [first, other] = servers as [Server, Server];
    return {
      events: hurts.map(({ name }) => name),
      acknowledged: told.length,
      refusals,
      unanswered,
      lost: [...(await broken(first, told)), ...(await broken(other, told.slice(-100)))],
      backAfter,
      answers: [await verdict(first), await verdict(other)],
    };
  } finally {
    for (const server of servers) await kill(server);
    await rm(folder, { recursive: true, force: true });
  }
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries += 1) {
    if (tries === 600) throw new Error('A server did not come back to its database within a minute.');
    await pause(100);
  }
}

/** The database server is stopped and killed in turn under load, and starts again each time. */
export async function databaseRestarts(times: number): Promise<DatabaseReport> {
  const pair = await startPair({ standby: false });
  try {
    const hurts = Array.from({ length: times }, (_, n) => {
      const how = n % 2 === 0 ? 'killed' : 'stopped';
      return { name: how, how: () => pair.restart(how) };
    });
    return await underLoad(pair, hurts);
  } finally {
    await pair.stop();
  }
}

/** The primary is killed under load and its synchronous standby promoted a second later. */
export async function databaseFailsOver(): Promise<DatabaseReport> {
  const pair = await startPair({ standby: true });
  try {
    const failOver = async () => {
      await pair.killPrimary();
      await pause(1000);
      await pair.promote();
    };
    return await underLoad(pair, [{ name: 'primary killed, standby promoted', how: failOver }]);
  } finally {
    await pair.stop();
  }
}
