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

/** Kills spread over every kind of work on both engines, two thirds of them on SQLite. */
export async function killThousand(kills: number) {
  const postgres = await startPostgres({ durable: true });
  const cases: Record<string, unknown>[] = [];
  let [total, held] = [0, true];
  try {
    for (const [engine, part] of [
      ['sqlite', 2 / 3],
      ['postgres', 1 / 3],
    ] as const) {
      for (const [during, share] of SHARES) {
        const wanted = Math.ceil((kills * part * share) / 12);
        const reports = await batches(during, wanted, engine === 'postgres' && postgres.url);
        const sum = summed(reports);
        cases.push({ during, engine, ...sum });
        total += sum.kills;
        held &&=
          sum.lost.length + sum.half.length === 0 && sum.trailOk === sum.starts && sum.acknowledged > 0;
        process.stderr.write(`${total} kills; ${during} on ${engine}: ${JSON.stringify(sum)}\n`);
      }
    }
  } finally {
    await postgres.stop();
  }
  return { held: held && total >= kills, kills: total, cases };
}

async function batches(during: WorkName, kills: number, postgres: string | false): Promise<KillReport[]> {
  const reports: KillReport[] = [];
  for (let done = 0; done < kills; ) {
    // Every eighth round kills twice.
    const rounds = Math.max(1, Math.floor((Math.min(BATCH, kills - done) * 8) / 9));
    const report = await killRounds(during, rounds, { postgres });
    reports.push(report);
    done += report.kills;
  }
  return reports;
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
