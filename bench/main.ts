import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { benches } from './all.ts';
import type { Figure } from './figure.ts';
import { startFlags } from './npm-start.ts';

/** `npm run bench [part of a name]`: the performance table, printed; a whole run is kept as JSON and in the README. */
const wanted = process.argv[2] ?? '';
const one = fileURLToPath(new URL('one.ts', import.meta.url));
const figures: Figure[] = [];
for (const bench of benches.filter((each) => each.name.includes(wanted))) {
  process.stderr.write(`${bench.name} …\n`);
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [...startFlags, one, bench.name]);
  process.stderr.write(stderr);
  figures.push(...(JSON.parse(stdout) as Figure[]));
}
const rows = figures.map(
  (each) =>
    `| ${each.name} | ${each.value} ${each.unit} | ${each.target} | ${each.met ? 'met' : 'missed'} | ${each.beside}${each.notes ? `; ${each.notes}` : ''} |`,
);
const table = `| what | figure | target | | beside |\n|---|---|---|---|---|\n${rows.join('\n')}\n`;
process.stdout.write(table);
if (wanted === '') await keep();

async function keep(): Promise<void> {
  await mkdir(new URL('results', import.meta.url), { recursive: true });
  const machine = `${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`;
  await writeFile(
    new URL('results/latest.json', import.meta.url),
    `${JSON.stringify({ date: new Date().toISOString().slice(0, 10), machine, figures }, null, 2)}\n`,
  );
  const readme = new URL('../README.md', import.meta.url);
  const [before, , after] = (await readFile(readme, 'utf8')).split(/<!-- (?:end of )?bench -->\n/);
  await writeFile(readme, `${before}<!-- bench -->\n\n${table}\n<!-- end of bench -->\n${after}`);
}
