// Runs before anything is installed, on whatever Node (20 or later) the machine has: plain JavaScript, no packages.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const UNAVAILABLE = 69;
const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const at = (...parts) => join(root, ...parts);

installPackages();
requireNode24();
if (process.argv.includes('--test')) installTestPrograms();

/** `npm ci`, when the lock file is not the one that node_modules was installed from. */
function installPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(at('package-lock.json')))
    .digest('hex');
  const mark = at('node_modules/.aims-lock');
  if (existsSync(mark) && readFileSync(mark, 'utf8').trim() === lock) return;
  say('Installing the packages of package-lock.json (about a minute)');
  // The Node inside node_modules goes away while npm works, so npm must run on the machine's own.
  const PATH = searchPath().filter((folder) => folder !== at('node_modules/.bin'));
  const npm = run('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund'], {
    env: { ...process.env, PATH: PATH.join(delimiter) },
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) stop(whyNpmFailed(npm));
  writeFileSync(mark, `${lock}\n`);
}

function whyNpmFailed({ error, stderr }) {
  if (error)
    return `npm could not be started (${error.message}). Install npm 10 or later, then run this again.`;
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED|ERR_SOCKET/.test(stderr))
    return 'The packages could not be fetched: the npm registry did not answer. Connect to the network, or set the registry you use (npm config set registry URL), then run this again.';
  return 'npm ci failed for the reason above. Nothing was started.';
}

/** The pinned Node comes as a package; where there is none for the platform, the machine's own must do. */
function requireNode24() {
  if (existsSync(at('node_modules/.bin/node')) || Number(process.versions.node.split('.')[0]) >= 24) return;
  stop(
    `There is no packaged Node 24 for ${process.platform} ${process.arch}, and this is Node ${process.versions.node}. Install Node 24 or later (nodejs.org), then run this again.`,
  );
}

/** Chromium and PostgreSQL from Debian, when absent and when we may; otherwise says what to install. */
function installTestPrograms() {
  const missing = [...(hasChromium() ? [] : ['chromium']), ...(hasPostgres() ? [] : ['postgresql'])];
  if (missing.length === 0) return;
  const asRoot = wayToRoot();
  if (asRoot === null) stop(howToInstall(missing));
  const apt = (...args) =>
    run(...command(asRoot, ['apt-get', '-qq', '-o', 'DPkg::Lock::Timeout=120', ...args]), {
      quiet: true,
      timeout: 900_000,
    });
  say(`Installing ${missing.join(' and ')} from Debian's packages for the tests`);
  if (missing.includes('postgresql')) withoutCluster(asRoot);
  apt('update');
  apt('install', '-y', '--no-install-recommends', '-o', 'Dpkg::Options::=--force-confold', ...missing);
  if (!hasChromium() || !hasPostgres()) stop(howToInstall(missing));
}

/** The tests run a server of their own, so Debian's package is told not to make and start one on port 5432. */
function withoutCluster(asRoot) {
  const file = '/etc/postgresql-common/createcluster.conf';
  const setting = 'create_main_cluster = false';
  if (existsSync(file) && /^\s*create_main_cluster\s*=/m.test(readFileSync(file, 'utf8'))) return;
  run(
    ...command(asRoot, ['sh', '-c', `mkdir -p /etc/postgresql-common && echo '${setting}' >> ${file}`]),
    {},
  );
}

function hasChromium() {
  return existsSync(process.env.AIMS_CHROMIUM ?? '/usr/bin/chromium');
}

function hasPostgres() {
  if (process.env.AIMS_TEST_POSTGRES_URL) return true;
  const versions = '/usr/lib/postgresql';
  const folders = existsSync(versions) ? readdirSync(versions).map((v) => join(versions, v, 'bin')) : [];
  return [...folders, ...searchPath()].some(
    (folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
  );
}

/** The words before a command that make it run as root without a question, or null when there is no such way. */
function wayToRoot() {
  if (process.env.AIMS_INSTALL === 'no') return null;
  if (!searchPath().some((folder) => existsSync(join(folder, 'apt-get')))) return null;
  if (process.getuid?.() === 0) return [];
  const sudo = spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore', timeout: 10_000 });
  return sudo.status === 0 ? ['sudo', '-n'] : null;
}

function howToInstall(missing) {
  const path = {
    chromium: 'Chromium at /usr/bin/chromium, or its path in AIMS_CHROMIUM',
    postgresql: 'the programs of PostgreSQL 15 or later, or the URL of a superuser in AIMS_TEST_POSTGRES_URL',
  };
  return [
    `The tests need ${missing.map((each) => path[each]).join('; and ')}. They could not be installed from here.`,
    `On Debian: sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing.join(' ')}`,
  ].join('\n');
}

function command(asRoot, words) {
  const [first, ...rest] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', ...words];
  return [first, rest];
}

/** Runs to the end without a keyboard; what it writes on stderr is shown and kept. */
function run(program, args, { quiet = false, ...options }) {
  const stdout = quiet ? 'ignore' : 'inherit';
  const done = spawnSync(program, args, { stdio: ['ignore', stdout, 'pipe'], cwd: root, ...options });
  const stderr = done.stderr?.toString() ?? '';
  if (!quiet || done.status !== 0) process.stderr.write(stderr);
  return { status: done.status, error: done.error, stderr };
}

function searchPath() {
  return (process.env.PATH ?? '').split(delimiter);
}

function say(line) {
  process.stdout.write(`setup: ${line}\n`);
}

function stop(reason) {
  process.stderr.write(`setup: ${reason}\n`);
  process.exit(UNAVAILABLE);
}
