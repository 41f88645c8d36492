import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * `npm run audit`: asks the registry which known weaknesses the packages that ship have. High and critical ones end with
 * exit code 1. Without a network, or with a registry that does not answer such questions, it says so and ends with 0:
 * the tests hold without a network, and nobody is stopped by a registry that is down.
 */
const LIMIT_MS = 30_000;
type Answer = {
  readonly vulnerabilities?: Readonly<
    Record<string, { readonly name: string; readonly severity: string; readonly range: string }>
  >;
};

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const { stdout } = spawnSync(npm, ['audit', '--json', '--omit=dev'], {
  cwd: join(import.meta.dirname, '..'),
  encoding: 'utf8',
  timeout: LIMIT_MS,
  shell: process.platform === 'win32',
});
const found = answerOf(stdout)?.vulnerabilities;
if (!found)
  process.stdout.write('audit: the registry was not reached or does not answer; nothing is known\n');
else {
  const all = Object.values(found);
  const grave = all.filter(({ severity }) => severity === 'high' || severity === 'critical');
  for (const { name, severity, range } of all) process.stdout.write(`audit: ${severity}: ${name} ${range}\n`);
  process.stdout.write(`audit: ${all.length} known, ${grave.length} high or critical\n`);
  process.exitCode = grave.length > 0 ? 1 : 0;
}

function answerOf(text: string): Answer | null {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return null;
  }
}
