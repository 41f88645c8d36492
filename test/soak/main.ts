import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { type Run, runs } from './runs.ts';

/**
 * `npm run soak`: the long fault and load runs; `npm run soak -- NAME [SIZE]` for one. The last result of each is kept
 * in last-result.json beside this file, with the day, the commit and the machine, and is written by nothing else.
 */
const [name, size] = process.argv.slice(2);
const chosen = runs.filter((run) => name === undefined || run.name === name);
if (chosen.length === 0) {
  const known = runs.map((run) => `  ${run.name} [${run.size[0]}, ${run.size[1]} when left out]`);
  process.stderr.write(`There is no run "${name}". There are:\n${known.join('\n')}\n`);
  process.exit(2);
}
const KEPT = new URL('last-result.json', import.meta.url);
let held = true;
for (const run of chosen) held = (await once(run)) && held;
process.exit(held ? 0 : 1);

async function once(run: Run): Promise<boolean> {
  const wanted = size === undefined ? run.size[1] : Number(size);
  process.stderr.write(`${run.name}, ${wanted} ${run.size[0]} …\n`);
  const started = performance.now();
  // Taken at the start: who works beside a long run moves on.
  const at = commit();
  const result = await run.run(wanted);
  const kept = {
    date: new Date().toISOString().slice(0, 10),
    commit: at,
    machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform}, Node ${process.version}`,
    size: `${wanted} ${run.size[0]}`,
    seconds: Math.round((performance.now() - started) / 1000),
    ...result,
  };
  const all = JSON.parse(await readFile(KEPT, 'utf8').catch(() => '{}')) as Record<string, unknown>;
  all[run.name] = kept;
  const ordered = runs.flatMap((each) => (all[each.name] ? [[each.name, all[each.name]]] : []));
  await writeFile(KEPT, `${JSON.stringify(Object.fromEntries(ordered), null, 2)}\n`);
  process.stdout.write(`${JSON.stringify({ [run.name]: kept }, null, 2)}\n`);
  return result.held;
}

/** The commit that ran; with a mark when files that ship or test were changed since. */
function commit(): string {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();
  const changed = git('status', '--porcelain', '--', 'src', 'test', ':!test/soak/last-result.json');
  return git('rev-parse', '--short', 'HEAD') + (changed ? ' with changes' : '');
}
