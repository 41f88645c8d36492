import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createTestDatabase } from '#test/testkit/postgres.ts';
import { broken, type Claim, filesAgree, verdict } from './claims.ts';
import { newSeed, seeded } from './random.ts';
import { get, kill, launch, type Place, type Server, start } from './server.ts';
import { type WorkName, works } from './work.ts';

export type KillReport = {
  readonly seed: number;
  /** During work and during starts together. */
  readonly kills: number;
  readonly acknowledged: number;
  /** Answers that are not true any more. */
  readonly lost: readonly string[];
  /** What was done by half, and rows and files that do not agree. */
  readonly half: readonly string[];
  /** What the trail said of itself after each start. */
  readonly answers: readonly string[];
};

/**
 * Kills a server in the middle of its work and starts it again, round after round, on one data folder; every eighth
 * round it is killed once more while it starts. Every answer that was given before a kill must be true after it, the
 * trail must agree and nothing may be half done, without any repair.
 * @param options `postgres` is the superuser of a running server, or true for the one of the test run
 */
export async function killRounds(
  during: WorkName,
  rounds: number,
  options: { readonly postgres?: string | true | false; readonly seed?: number } = {},
): Promise<KillReport> {
  const { postgres, seed = newSeed() } = options;
  const random = seeded(seed);
  const folder = await mkdtemp(join(tmpdir(), 'aims-kill-'));
  const database = postgres ? await createTestDatabase(postgres === true ? {} : { server: postgres }) : null;
  const place: Place = { folder, ...(database && { database: [database.url, database.adminUrl] as const }) };
  const work = works[during];
  const report = {
    seed,
    kills: 0,
    acknowledged: 0,
    lost: [] as string[],
    half: [] as string[],
    answers: [] as string[],
  };
  const all: Claim[] = [];
  let server: Server | null = null;
  try {
    server = await start(place);
    await work.prepare?.(server, folder);
    for (let round = 0; round < rounds; round += 1) {
      const told: Claim[] = [];
      const running = work.run(server, told, { round, folder, clients: 64, over: () => false });
      // Three of four wait for the first answer, so that something can be lost however slow the machine is.
      for (let tries = 0; round % 4 !== 0 && told.length === 0 && tries < 300; tries += 1) await pause(10);
      await pause(5 + random() * 400);
      await kill(server);
      await running;
      report.kills += 1;
      if (round % 8 === 7) {
        await killWhileStarting(place, random() * 1500);
        report.kills += 1;
      }
      server = await start(place);
      report.acknowledged += told.length;
      report.lost.push(...(await broken(server, told)));
      report.half.push(
        ...((await work.whole?.(server, folder)) ?? []),
        ...(await filesAgree(server, folder, !postgres)),
      );
      report.answers.push(await verdict(server));
      all.push(...told);
    }
    // What the first rounds were told is still so after the last: up to a thousand of it, spread over all rounds.
    const step = Math.ceil(all.length / 1000);
    report.lost.push(
      ...(await broken(
        server,
        all.filter((_, at) => at % step === 0),
      )),
    );
    if (during === 'erasures' || during === 'everything')
      report.half.push(...(await erasedAgree(server, folder, Boolean(postgres))));
    return report;
  } finally {
    if (server) await kill(server);
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function killWhileStarting(place: Place, after: number): Promise<void> {
  const child = launch(place);
  await pause(after);
  await kill({ process: child });
}

/** Whatever the database says is erased has no file and stands in the list that a restore asks for, some time later. */
async function erasedAgree(server: Server, folder: string, shared: boolean): Promise<string[]> {
  // What a server that died was doing is taken up after five minutes where others might still be doing it.
  const patience = shared ? 700 : 40;
  for (let tries = 0; ; tries += 1) {
    const lines = await erasedNow(server, folder);
    if (lines.length === 0 || tries === patience) return lines;
    await pause(500);
  }
}

async function erasedNow(server: Server, folder: string): Promise<string[]> {
  const list = await readFile(join(folder, 'erasures.jsonl'), 'utf8').catch(() => '');
  const lines: string[] = [];
  for (let cursor = ''; ; ) {
    const { body } = await get(server, `/evidence?limit=200${cursor}`);
    for (const row of body.rows as { id: string; ref: string; fileName: string | null; fileHash: string }[]) {
      if (row.fileName !== null) continue;
      const path = join(folder, 'files', server.org, row.fileHash.slice(0, 2), row.fileHash);
      if (await readFile(path).catch(() => null))
        lines.push(`${row.ref} is erased and its file is still there`);
      if (!list.includes(`"recordId":"${row.id}"`)) lines.push(`${row.ref} is erased and not in the list`);
    }
    if (!body.next) return lines;
    cursor = `&cursor=${encodeURIComponent(body.next)}`;
  }
}
