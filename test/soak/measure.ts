import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDuckdb } from '#measure/duckdb.ts';
import { logSpec, logSql } from '../../bench/measure-log.ts';

const MAIN = fileURLToPath(new URL('../../src/apps/cli/main.ts', import.meta.url));
const PART = 10_000_000;

/**
 * Measures a long generated log by the command line, with a limit of 256 MB for DuckDB on two threads.
 * @returns how many rows were measured, in how many seconds, and the most memory that was resident, in MB
 */
export async function measureLarge(rows: number) {
  const folder = await mkdtemp(join(tmpdir(), 'aims-soak-measure-'));
  try {
    const db = await openDuckdb();
    await db.rows(`copy (${logSql(1_000_000)}) to '${join(folder, 'reference.parquet')}' (format parquet)`);
    for (let part = 0; part * PART < rows; part += 1) {
      process.stderr.write(`generating ${(part + 1) * PART} of ${rows} rows …\n`);
      const size = Math.min(PART, rows - part * PART);
      await db.rows(
        `copy (${logSql(size, 1, part + 2)}) to '${join(folder, `log-${part}.parquet`)}' (format parquet)`,
      );
    }
    db.close();
    await writeFile(join(folder, 'reference.yaml'), logSpec('reference.parquet'));
    await writeFile(join(folder, 'monitor.yaml'), logSpec('log-*.parquet'));
    await aims(folder, 'profile', 'reference.yaml', '-o', 'reference.json');
    const started = performance.now();
    const { out, resident } = await aims(
      folder,
      ...['--json', 'measure', 'monitor.yaml', '--reference', 'reference.json'],
      ...['--no-keep', '--memory', '256MB', '--threads', '2'],
    );
    const { results } = JSON.parse(out) as { results: readonly { rows: number }[] };
    return {
      rows: results[0]!.rows,
      seconds: Math.round((performance.now() - started) / 1000),
      residentMb: Math.round(resident / 1024),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs a command and watches how much of its memory is resident at most (Linux only; 0 elsewhere). */
async function aims(
  cwd: string,
  ...args: string[]
): Promise<{ readonly out: string; readonly resident: number }> {
  const child = spawn(process.execPath, [MAIN, ...args], { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  let resident = 0;
  child.stdout.on('data', (part: Buffer) => {
    out += part.toString();
  });
  const watch = setInterval(async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    resident = Math.max(resident, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
  }, 100);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`./aims ${args.join(' ')} ended with ${code}.`);
  return { out, resident };
}

if (import.meta.main)
  process.stdout.write(`${JSON.stringify(await measureLarge(Number(process.argv[2] ?? 100_000_000)))}\n`);
