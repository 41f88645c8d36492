import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildProfile } from '#measure/build-profile.ts';
import { openDuckdb } from '#measure/duckdb.ts';
import { openFiles } from '#measure/open-files.ts';
import { parseSpec } from '#measure/parse-spec.ts';
import type { Profile } from '#measure/profile.ts';
import { runMeasure } from '#measure/run.ts';
import type { Spec } from '#measure/spec.ts';
import type { Bench, Figure } from './figure.ts';
import { round } from './figure.ts';
import { CATEGORICAL, logSpec, logSql, NUMERIC } from './measure-log.ts';

const MILLION = 1_000_000;
const SCRIPT = fileURLToPath(new URL('measure.py', import.meta.url));
/** Debian's own Python, which is where Debian's packages are. */
const PYTHON = process.env.AIMS_BENCH_PYTHON ?? '/usr/bin/python3';

type Cost = { readonly cpu: number; readonly wall: number };

/** All metrics over generated logs, beside a bare scan of the same columns and beside plain Python. */
export const measuring: Bench = {
  name: 'measure prediction logs',
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'aims-bench-measure-'));
    try {
      await generate(folder);
      const spec = specOf('reference.parquet');
      const reference = await openFiles(spec, { folder });
      const profile = await buildProfile(spec, reference);
      await reference.close();
      const small = await all(folder, 'small.parquet', profile);
      const large = await all(folder, 'large.parquet', profile);
      const scan = await scanned(join(folder, 'large.parquet'));
      const ratio = large.cpu / scan.cpu;
      const growth = large.cpu / small.cpu;
      return [
        {
          name: 'All metrics of 10,000,000 rows: 12 numeric and 6 categorical columns, 3 groupings',
          value: round(ratio, 1),
          unit: '× the CPU of a bare scan',
          target: '≤ 6×',
          met: ratio <= 6,
          beside: `${round(large.cpu, 1)} s of CPU, ${round(large.wall, 1)} s; scan (maximum of each column) ${round(scan.cpu, 1)} s of CPU`,
          notes: `most of the rest is finding the bin of ${NUMERIC.length + 1} numbers a row among 256 edges; figures with intervals included`,
        },
        {
          name: 'The same at 1,000,000 and at 10,000,000 rows',
          value: round(growth, 1),
          unit: '× the CPU',
          target: '≤ 12× (linear)',
          met: growth <= 12,
          beside: `${round(small.cpu, 1)} s of CPU at a million`,
        },
        ...(await python(folder, small)),
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function generate(folder: string): Promise<void> {
  const db = await openDuckdb();
  const copy = (sql: string, name: string, how: string) =>
    db.rows(`copy (${sql}) to '${join(folder, name)}' (${how})`);
  await copy(logSql(MILLION), 'reference.parquet', 'format parquet');
  await copy(logSql(MILLION, 1, 2), 'small.parquet', 'format parquet');
  await copy(logSql(10 * MILLION, 1, 2), 'large.parquet', 'format parquet');
  for (const name of ['reference', 'small'])
    await copy(`select * from '${join(folder, name)}.parquet'`, `${name}.csv`, 'header');
  db.close();
}

function specOf(path: string): Spec {
  const parsed = parseSpec(logSpec(path));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.spec;
}

/** From the file to every figure with its interval. */
function all(folder: string, path: string, profile: Profile): Promise<Cost> {
  return timed(async () => {
    const spec = specOf(path);
    const log = await openFiles(spec, { folder });
    await runMeasure(log, { spec, profile, now: '2027-01-01T00:00:00.000Z', version: 'bench' });
    await log.close();
  });
}

/** The physical floor: each value of the same columns is read and compared once. */
async function scanned(path: string): Promise<Cost> {
  const db = await openDuckdb();
  const columns = [...NUMERIC, ...CATEGORICAL, 'score', 'prediction', 'label', 'race', 'sex'];
  const cost = await timed(() =>
    db.rows(`select ${columns.map((name) => `max(${name})`).join(', ')} from '${path}'`),
  );
  db.close();
  return cost;
}

async function python(folder: string, own: Cost): Promise<readonly Figure[]> {
  const run = promisify(execFile);
  if (!existsSync(PYTHON)) return absent(`${PYTHON} is not there`);
  try {
    await run(PYTHON, ['-c', 'import pandas, scipy, sklearn']);
  } catch {
    return absent(
      'pandas, SciPy or scikit-learn is not installed (python3-pandas, python3-scipy, python3-sklearn)',
    );
  }
  const { stdout } = await run(PYTHON, [SCRIPT, join(folder, 'small.csv'), join(folder, 'reference.csv')]);
  const theirs = JSON.parse(stdout) as Cost & { figures: number };
  const share = own.wall / theirs.wall;
  return [
    {
      name: 'All metrics of 1,000,000 rows beside pandas, SciPy and scikit-learn',
      value: round(1 / share, 1),
      unit: '× less time',
      target: '≥ 10×',
      met: share <= 0.1,
      beside: `${round(own.wall, 2)} s from the file, against ${round(theirs.wall, 2)} s with the data in memory; CPU ${round(own.cpu, 1)} s against ${round(theirs.cpu, 1)} s`,
      notes: `${theirs.figures} figures without intervals in Python`,
    },
  ];
}

function absent(why: string): readonly Figure[] {
  process.stderr.write(`Python is not measured: ${why}.\n`);
  return [];
}

async function timed(run: () => Promise<unknown>): Promise<Cost> {
  const [cpu, wall] = [process.cpuUsage(), performance.now()];
  await run();
  const used = process.cpuUsage(cpu);
  return { cpu: (used.user + used.system) / 1e6, wall: (performance.now() - wall) / 1000 };
}
