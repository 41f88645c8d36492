import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { countTests, type Outcome, summary } from './check/report.ts';
import { chosenSteps, type Step } from './check/steps.ts';

// `npm test`: runs every step although one fails, so that all failures are seen at once.
const root = join(import.meta.dirname, '..');
const STEP_LIMIT = 15 * 60_000;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  let steps: readonly Step[];
  try {
    steps = chosenSteps(args);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    return 64;
  }
  const reports = mkdtempSync(join(tmpdir(), 'aims-check-'));
  const outcomes: Outcome[] = [];
  for (const step of steps) {
    process.stdout.write(`\n— ${step.name}: ${step.what}\n`);
    const outcome = await run(step, join(reports, `${step.name}.json`));
    process.stdout.write(
      `${outcome.ok ? 'ok' : 'FAILED'}: ${step.name} in ${outcome.seconds.toFixed(1)} s\n`,
    );
    outcomes.push(outcome);
  }
  rmSync(reports, { recursive: true });
  for (const line of summary(outcomes, root)) process.stdout.write(`${line}\n`);
  return outcomes.every((each) => each.ok) ? 0 : 1;
}

async function run(step: Step, report: string): Promise<Outcome> {
  const from = performance.now();
  const reporters = step.counted
    ? ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    : [];
  const code = await exitCode([...step.command, ...reporters], step.env);
  const tests = step.counted ? readReport(report) : { passed: 0, failed: 0, failures: [], skipped: [] };
  return {
    name: step.name,
    ok: code === 0 && tests.failed === 0 && (!step.counted || tests.passed > 0),
    seconds: (performance.now() - from) / 1000,
    ...tests,
    hint: step.needs,
  };
}

/** Runs a program of node_modules/.bin with its output shown; the pinned Node leads the path, so tools get it too. */
function exitCode(command: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<number> {
  const [program, ...args] = command;
  const bin = join(root, 'node_modules/.bin');
  const { AIMS_TEST_DB: _, ...outer } = process.env;
  const child = spawn(program === 'node' ? process.execPath : join(bin, program!), args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: STEP_LIMIT,
    shell: process.platform === 'win32' && program !== 'node',
    env: { ...outer, PATH: `${bin}${delimiter}${process.env.PATH}`, ...env },
  });
  return new Promise((resolve) => {
    child.once('error', (error) => {
      process.stdout.write(`${program} could not be started: ${error.message}\n`);
      resolve(1);
    });
    child.once('exit', (code, signal) => {
      if (signal) process.stdout.write(`${program} was ended by ${signal}\n`);
      resolve(code ?? 1);
    });
  });
}

/** A run that left no report ended before its tests: one failure. */
function readReport(path: string): Pick<Outcome, 'passed' | 'failed' | 'failures' | 'skipped'> {
  try {
    return countTests(readFileSync(path, 'utf8'));
  } catch {
    process.stdout.write('vitest left no report\n');
    return { passed: 0, failed: 1, failures: [], skipped: [] };
  }
}
