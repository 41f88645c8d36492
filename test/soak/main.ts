import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { killRounds } from '../faults/kill.ts';
import { twoServers } from '../faults/two-servers.ts';
import { startPostgres } from '../testkit/postgres.ts';
import { agreeAtScale } from './agree.ts';
import { measureLarge } from './measure.ts';

/** `npm run soak`: the long fault runs. The last result is committed beside this file. */
const ROUNDS = Number(process.argv[2] ?? 50);
const results = [];
for (const during of ['writers', 'import', 'approval'] as const) {
  process.stderr.write(`${ROUNDS} kills during ${during} …\n`);
  const { acknowledged, lost, answers } = await killRounds(during, ROUNDS);
  results.push({
    during,
    kills: ROUNDS,
    acknowledged,
    lost: lost.length,
    trailOk: answers.filter((answer) => answer === 'ok').length,
  });
}
process.stderr.write(`${ROUNDS} kills of one of two servers on PostgreSQL …\n`);
const postgres = await startPostgres({ durable: true });
const two = await twoServers(ROUNDS, postgres.url);
await postgres.stop();
results.push({
  during: 'two servers on one PostgreSQL',
  kills: ROUNDS,
  acknowledged: two.acknowledged,
  lost: two.lost.length + two.steps.length + Math.abs(two.entries[0] - two.entries[1]),
  trailOk: two.answers.filter((answer) => answer === 'ok').length,
  jobsTakenOver: two.held.reduce((sum, held) => sum + held, 0),
});
process.stderr.write('comparing 1,000,000 rows with exact figures …\n');
const agreement = await agreeAtScale(1_000_000);
process.stderr.write('measuring 100,000,000 rows …\n');
const measured = await measureLarge(100_000_000);
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const report = { date: new Date().toISOString().slice(0, 10), commit, results, agreement, measured };
await writeFile(new URL('last-result.json', import.meta.url), `${JSON.stringify(report, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
const kept = results.every((each) => each.lost === 0 && each.trailOk === each.kills);
const agreed = agreement.held > 0 && agreement.failed.length === 0;
process.exit(kept && agreed && measured.residentMb < 300 ? 0 : 1);
