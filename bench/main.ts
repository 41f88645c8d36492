import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { conformity } from './conformity.ts';
import { createRisk } from './create-risk.ts';
import type { Bench, Figure } from './figure.ts';
import { importInventory } from './import.ts';
import { lists } from './lists.ts';
import { start } from './start.ts';

/** `npm run bench [part of a name]`: the performance table, printed and kept as JSON. */
const benches: readonly Bench[] = [start, createRisk, lists, importInventory, conformity];

const wanted = process.argv[2] ?? '';
const figures: Figure[] = [];
for (const bench of benches.filter((each) => each.name.includes(wanted))) {
  process.stderr.write(`${bench.name} …\n`);
  figures.push(...(await bench.run()));
}
const rows = figures.map(
  (each) =>
    `| ${each.name} | ${each.value} ${each.unit} | ${each.target} | ${each.met ? 'met' : 'missed'} | ${each.beside}${each.notes ? `; ${each.notes}` : ''} |`,
);
process.stdout.write(`| what | figure | target | | beside |\n|---|---|---|---|---|\n${rows.join('\n')}\n`);
if (wanted === '') {
  await mkdir(new URL('results', import.meta.url), { recursive: true });
  const machine = `${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`;
  await writeFile(
    new URL('results/latest.json', import.meta.url),
    `${JSON.stringify({ date: new Date().toISOString().slice(0, 10), machine, figures }, null, 2)}\n`,
  );
}
process.exit(0);
