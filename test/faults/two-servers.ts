import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { openInstance } from '#apps/server/compose.ts';
import { systemClock } from '#kernel/clock.ts';
import type { Actor } from '#kernel/policy.ts';
import { modules } from '#modules/index.ts';
import type { Runtime } from '#platform/instance.ts';
import { jobRunner } from '#platform/jobs.ts';
import { writing } from '#platform/runtime.ts';
import { createTestDatabase } from '#test/testkit/postgres.ts';
import { kill, post, type Server, start } from './server.ts';
import { slowWork } from './slow-work.ts';

export type TwoServersReport = {
  readonly acknowledged: number;
  /** Answered writes that are not there, in whatever way. */
  readonly lost: readonly string[];
  /** Acknowledged by the server that went on, after the other was dead. */
  readonly afterKill: number;
  /** Jobs the dead server held, per round. */
  readonly held: readonly number[];
  /** Steps of jobs that are not there exactly once. */
  readonly steps: readonly string[];
  /** How often the work of the day ran. */
  readonly days: number;
  /** Entries of the log, and how many its positions say there are. */
  readonly entries: readonly [number, number];
  readonly answers: readonly string[];
};

const JOBS = 12;
const OPERATOR: Actor = { id: null, name: 'The operator', via: 'operator', roles: [] };

/**
 * Two servers write on one PostgreSQL and share its jobs; one dies by kill -9 in the middle, round after round, each
 * in turn. The other goes on without a pause, and a server whose clock is past the time limit takes up what was left.
 * @param server the superuser of a running PostgreSQL
 */
export async function twoServers(rounds: number, server?: string): Promise<TwoServersReport> {
  const folder = await mkdtemp(join(tmpdir(), 'aims-two-'));
  const database = await createTestDatabase(server ? { server } : {});
  const place = { folder, database: [database.url, database.adminUrl] } as const;
  // Six minutes ahead: what a dead server held counts as lost then.
  const later = { now: () => new Date(systemClock.now().getTime() + 6 * 60_000) };
  const report = { lost: [] as string[], held: [] as number[], answers: [] as string[] };
  let [acknowledged, afterKill] = [0, 0];
  let pair: Server[] = [];
  let watcher: Runtime | null = null;
  try {
    pair = [await start(place)];
    pair.push(await start(place));
    watcher = await openInstance({
      folder,
      databaseUrl: database.url,
      databaseAdminUrl: database.adminUrl,
      clock: later,
      modules: [...modules, slowWork],
    });
    const { org } = pair[0]!;
    for (let round = 0; round < rounds; round += 1) {
      // Both look at the schedule at the same moment; the work of a day must be over before anybody dies.
      for (const each of pair) each.process.kill('SIGUSR2');
      await until(async () => (await count(watcher!, DAY_DONE)) > 0);
      await leaveWork(watcher, org, round);
      const [victim, survivor] = round % 2 === 0 ? [pair[0]!, pair[1]!] : [pair[1]!, pair[0]!];
      let dead = false;
      const end = { at: Number.POSITIVE_INFINITY };
      const told = Promise.all([
        writers(victim, `${round} a`, end),
        writers(survivor, `${round} b`, end, () => {
          if (dead) afterKill += 1;
        }),
      ]);
      await pause(400 + ((round * 137) % 400));
      await kill(victim);
      dead = true;
      end.at = performance.now() + 400;
      const paths = (await told).flat();
      acknowledged += paths.length;
      for (const path of paths) if (!(await fetch(`${survivor.url}${path}`)).ok) report.lost.push(path);
      report.held.push(await takeOver(watcher));
      report.answers.push(String((await post(survivor, '/trail/verify', {})).body.answer));
      pair = [survivor, await start(place)];
    }
    return { ...report, acknowledged, afterKill, ...(await countUp(watcher, org, rounds)) };
  } finally {
    for (const each of pair) each.process.kill('SIGKILL');
    await watcher?.db.close();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Eight clients add suppliers until the server is gone or the time is over. @returns what was answered */
async function writers(
  server: Server,
  label: string,
  end: { readonly at: number },
  onAnswer: () => void = () => {},
): Promise<string[]> {
  const told: string[] = [];
  await Promise.all(
    Array.from({ length: 8 }, async (_, client) => {
      for (let n = 0; performance.now() < end.at; n += 1) {
        const answer = await post(server, '/suppliers', { name: `Supplier ${label} ${client}-${n}` }).catch(
          () => null,
        );
        if (!answer?.ok) return;
        told.push(`/suppliers/${answer.body.id}`);
        onAnswer();
      }
    }),
  );
  return told;
}

/** Jobs that both servers may take; due by their clocks, not by the watcher's, which is ahead. */
async function leaveWork(watcher: Runtime, org: string, round: number): Promise<void> {
  await writing(watcher, { org, actor: OPERATOR, operation: 'faults.leave' }, async (tx) => {
    for (let n = 0; n < JOBS; n += 1)
      await tx.enqueue(
        'faults.two-steps',
        { name: `Job ${round}-${n}` },
        { dueAt: systemClock.now().toISOString() },
      );
  });
}

const count = (watcher: Runtime, text: string): Promise<number> =>
  watcher.db.admin(async (db) => Number((await sql.raw<{ n: number }>(text).execute(db)).rows[0]!.n));

const DAY_DONE = `select count(*) as n from "job" where "kind" = 'faults.every-day' and "state" = 'done'`;
const WAITING = `select count(*) as n from "job" where "state" = 'waiting'`;
const RUNNING = `select count(*) as n from "job" where "state" = 'running'`;

/**
 * Lets the living server finish what it can, then takes up what only the dead one held.
 * @returns how many jobs that were
 */
async function takeOver(watcher: Runtime): Promise<number> {
  let held = await count(watcher, RUNNING);
  let since = performance.now();
  // What the living server runs is over in a fraction of this time; what stays was the dead one's.
  await until(async () => {
    const now = await count(watcher, RUNNING);
    if (now !== held || (await count(watcher, WAITING)) > 0) since = performance.now();
    held = now;
    return performance.now() - since > 1500;
  });
  await jobRunner(
    watcher,
    watcher.registry.modules.flatMap((module) => module.jobs),
  ).drain();
  return held;
}

/** @throws Error when it does not come true */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await holds()) return;
    await pause(50);
  }
  throw new Error('The servers did not get there.');
}

async function countUp(watcher: Runtime, org: string, rounds: number) {
  return watcher.db.admin(async (db) => {
    const { rows } = await sql<{ name: string; n: number }>`
      select "name", count(*) as n from "supplier" where "org_id" = ${org} and "to_seq" is null
        and ("name" like 'Job %' or "name" like 'Day %') group by "name"`.execute(db);
    const times = new Map(rows.map((row) => [row.name, Number(row.n)]));
    const steps = Array.from({ length: rounds * JOBS }, (_, i) => `Job ${Math.floor(i / JOBS)}-${i % JOBS}`)
      .flatMap((job) => [`${job}, first step`, `${job}, second step`])
      .filter((step) => times.get(step) !== 1);
    const days = rows.filter((row) => row.name.startsWith('Day ')).map((row) => Number(row.n));
    const log = await sql<{ n: number; end: number }>`
      select count(*) as n, max("seq") + 1 as "end" from "log_entry" where "org_id" = ${org}`.execute(db);
    const { n, end } = log.rows[0]!;
    return {
      steps,
      days: Math.max(0, ...days),
      entries: [Number(n), Number(end)] as const,
    };
  });
}
