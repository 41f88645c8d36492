import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { killRounds } from '../faults/kill.ts';

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
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const report = { date: new Date().toISOString().slice(0, 10), commit, results };
await writeFile(new URL('last-result.json', import.meta.url), `${JSON.stringify(report, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
process.exit(results.every((each) => each.lost === 0 && each.trailOk === each.kills) ? 0 : 1);
