import { type KillReport, killRounds } from '../faults/kill.ts';
import type { WorkName } from '../faults/work.ts';
import { startPostgres } from '../testkit/postgres.ts';

/** How the kills are shared out, in parts of the whole. */
const SHARES: readonly (readonly [WorkName, number])[] = [
  ['writers', 2],
  ['imports', 2],
  ['approval', 2],
  ['uploads', 1],
  ['together', 1],
  ['results', 1],
  ['erasures', 1],
  ['everything', 2],
];
/** A folder serves for so many kills, so that the trail that is held against its records stays short. */
const BATCH = 30;

/** So many folders at a time: a start waits for the disk and for others more than it works. */
const LANES = 4;

type Case = { readonly during: WorkName; readonly engine: 'sqlite' | 'postgres'; readonly kills: number };

/** Kills spread over every kind of work on both engines, two thirds of them on SQLite. */
export async function killThousand(kills: number) {
  const postgres = await startPostgres({ durable: true });
  const cases = SHARES.flatMap(([during, share]): readonly Case[] => [
    { during, engine: 'sqlite', kills: Math.ceil((kills * share * 2) / 36) },
    { during, engine: 'postgres', kills: Math.ceil((kills * share) / 36) },
  ]);
  const waiting = cases.flatMap(batchesOf);
  const done = new Map<Case, KillReport[]>(cases.map((each) => [each, []]));
  const started = { count: 0 };
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { of, rounds } = next;
      const report = await killRounds(of.during, rounds, {
        postgres: of.engine === 'postgres' && postgres.url,
      });
      done.get(of)!.push(report);
      started.count += report.kills;
      process.stderr.write(
        `${started.count} kills; ${of.during} on ${of.engine}: ${report.lost.length} lost\n`,
      );
    }
  };
  try {
    await Promise.all(Array.from({ length: LANES }, lane));
  } finally {
    await postgres.stop();
  }
  const sums = cases.map((each) => ({ ...each, ...summed(done.get(each)!) }));
  const total = sums.reduce((sum, each) => sum + each.kills, 0);
  return { held: total >= kills && sums.every(heldIn), kills: total, cases: sums };
}

const heldIn = ({ lost, half, trailOk, starts, acknowledged }: ReturnType<typeof summed>) =>
  lost.length + half.length === 0 && trailOk === starts && acknowledged > 0;

function batchesOf(of: Case): { readonly of: Case; readonly rounds: number }[] {
  const batches: { of: Case; rounds: number }[] = [];
  for (let left = of.kills; left > 0; ) {
    // Every eighth round kills twice.
    const rounds = Math.max(1, Math.floor((Math.min(BATCH, left) * 8) / 9));
    batches.push({ of, rounds });
    left -= rounds + Math.floor(rounds / 8);
  }
  return batches;
}

function summed(reports: readonly KillReport[]) {
  const answers = reports.flatMap((each) => each.answers);
  return {
    kills: reports.reduce((sum, each) => sum + each.kills, 0),
    acknowledged: reports.reduce((sum, each) => sum + each.acknowledged, 0),
    lost: reports.flatMap((each) => each.lost).slice(0, 20),
    half: reports.flatMap((each) => each.half).slice(0, 20),
    starts: answers.length,
    trailOk: answers.filter((answer) => answer === 'ok').length,
    seeds: reports.map((each) => each.seed),
  };
}
