import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs');
const COMPARISON = 'src/measure/generated.test.ts';

type Report = {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
};

/**
 * Holds every metric of a generated log with drift against a plain computation over its single rows, and the bytes of
 * ten runs on one, two and four threads against each other: the comparison of the tests, with more rows.
 * @returns how many comparisons held, and the names of those that did not
 */
export async function agreeAtScale(rows: number) {
  const file = join(tmpdir(), `aims-soak-agree-${process.pid}.json`);
  const env = {
    ...process.env,
    AIMS_GENERATED_ROWS: String(rows),
    NODE_OPTIONS: '--max-old-space-size=8192',
  };
  const started = performance.now();
  try {
    await promisify(execFile)(
      process.execPath,
      [VITEST, 'run', '--project', 'unit', COMPARISON, '--reporter=json', `--outputFile=${file}`],
      { cwd: ROOT, env, maxBuffer: 1 << 26 },
    ).catch((error: { stderr?: string }) => {
      // Comparisons that did not hold are in the report; without one the run itself failed.
      process.stderr.write(error.stderr ?? '');
    });
    const { testResults } = JSON.parse(await readFile(file, 'utf8')) as Report;
    const all = testResults.flatMap(({ assertionResults }) => assertionResults);
    const failed = all.filter(({ status }) => status !== 'passed').map(({ fullName }) => fullName);
    return {
      rows,
      held: all.length - failed.length,
      failed,
      seconds: Math.round((performance.now() - started) / 1000),
    };
  } finally {
    await rm(file, { force: true });
  }
}

if (import.meta.main)
  process.stdout.write(`${JSON.stringify(await agreeAtScale(Number(process.argv[2] ?? 1_000_000)))}\n`);
