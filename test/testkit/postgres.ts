import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

/** A PostgreSQL of our own: `url` is its superuser on the database `postgres`. */
export type PrivatePostgres = { readonly url: string; readonly stop: () => Promise<void> };

/** A database for one test file: `url` is the application's role, `adminUrl` the owner that migrates. */
export type TestDatabase = {
  readonly name: string;
  readonly url: string;
  readonly adminUrl: string;
  readonly drop: () => Promise<void>;
};

/** vitest's global set-up: starts one server for the run unless AIMS_TEST_POSTGRES_URL names one; returns its end. */
export async function setup(): Promise<() => Promise<void>> {
  if (process.env.AIMS_TEST_POSTGRES_URL) {
    await makeRoles(process.env.AIMS_TEST_POSTGRES_URL);
    return async () => {};
  }
  const server = await startPostgres();
  process.env.AIMS_TEST_POSTGRES_URL = server.url;
  process.env.AIMS_TEST_POSTGRES_OWN = 'yes';
  return async () => {
    delete process.env.AIMS_TEST_POSTGRES_URL;
    delete process.env.AIMS_TEST_POSTGRES_OWN;
    await server.stop();
  };
}

/**
 * Starts a private server in a folder of its own on a free port of the loopback, without fsync unless `durable`.
 * It ends and its folder goes when `stop` is called, and also when this process dies in whatever way.
 * @throws Error saying what to install, or what the server wrote when it did not start
 */
export async function startPostgres(options: { readonly durable?: boolean } = {}): Promise<PrivatePostgres> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnce(options.durable === true);
    } catch (error) {
      // Somebody may take the free port between our look and the start.
      if (attempt === 3 || !/Address already in use/.test(String(error))) throw error;
    }
  }
}

/**
 * Makes an empty database, or a copy of `template`, owned by `aims_owner`. The server is the one of the run, or the
 * one whose superuser `server` names.
 * @throws Error when there is no server
 */
export async function createTestDatabase(
  options: { readonly template?: string; readonly server?: string } = {},
): Promise<TestDatabase> {
  const server = options.server ?? process.env.AIMS_TEST_POSTGRES_URL;
  if (!server)
    throw new Error(
      'There is no PostgreSQL for this run. Run the tests with AIMS_TEST_DB=postgres, or name a server in AIMS_TEST_POSTGRES_URL.',
    );
  const name = `aims_test_${randomBytes(8).toString('hex')}`;
  await onServer(server, async (client) => {
    const copied = options.template ? ` template "${options.template}"` : ' template template0';
    await client.query(`create database ${name} owner aims_owner${copied}`);
    await client.query(`revoke connect on database ${name} from public`);
    await client.query(`grant connect on database ${name} to aims_app`);
  });
  return {
    name,
    url: urlOf(server, 'aims_app', name),
    adminUrl: urlOf(server, 'aims_owner', name),
    drop: () =>
      onServer(server, async (client) => {
        await client.query(`drop database if exists ${name} with (force)`);
      }),
  };
}

/** Makes sure that there is a database of this name: `make` makes it under another one first. */
export async function databaseNamed(name: string, make: () => Promise<TestDatabase>): Promise<void> {
  const there = () =>
    onServer(process.env.AIMS_TEST_POSTGRES_URL!, async (client) => {
      const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
      return rowCount === 1;
    });
  if (await there()) return;
  const made = await make();
  try {
    await onServer(process.env.AIMS_TEST_POSTGRES_URL!, async (client) => {
      await client.query(`alter database ${made.name} rename to ${name}`);
    });
  } catch (error) {
    // Another file of the run made the same meanwhile.
    await made.drop();
    if (!(await there())) throw error;
  }
}

// The guard outlives nobody: its standard input closes when we die, even by kill -9, and then the server stops.
// Our own Ctrl+C must not reach it before that, hence the process group of its own (detached).
const GUARD = `
initdb -D "$1/db" -U owner -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$1/log" 2>&1 || exit 1
postgres -D "$1/db" -p "$2" -h 127.0.0.1 -k "$1" $3 </dev/null >>"$1/log" 2>&1 &
server=$!
(cat >/dev/null; kill -INT $server 2>/dev/null) <&3 &
wait $server && rm -rf "$1"
`;

async function startOnce(durable: boolean): Promise<PrivatePostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'aims-pg-'));
  const port = await freePort();
  const user = unprivileged();
  if (user) chownSync(folder, user.uid, user.gid);
  const speed = durable ? '' : '-c fsync=off -c synchronous_commit=off -c full_page_writes=off';
  const guard = spawn('sh', ['-c', GUARD, 'sh', folder, String(port), speed], {
    ...user,
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    env: { ...process.env, PATH: serverPath(), HOME: folder },
  });
  const url = `postgres://owner@127.0.0.1:${port}/postgres`;
  // Forgetting to stop it must not keep a finished program waiting.
  guard.unref();
  (guard.stdio[3] as Socket).unref();
  const stop = async () => {
    await ended(guard);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(guard, url, join(folder, 'log'));
    await makeRoles(url);
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function untilReady(guard: ChildProcess, url: string, log: string): Promise<void> {
  const until = performance.now() + 30_000;
  for (;;) {
    try {
      return await onServer(url, async (client) => {
        await client.query('select 1');
      });
    } catch (error) {
      const text = existsSync(log) ? readFileSync(log, 'utf8').slice(-2000) : '';
      if (guard.exitCode !== null || guard.signalCode !== null)
        throw new Error(`The tests' PostgreSQL did not start: ${text}`);
      if (performance.now() > until)
        throw new Error(`The tests' PostgreSQL did not answer in 30 s (${error}): ${text}`);
      await pause(50);
    }
  }
}

async function ended(guard: ChildProcess): Promise<void> {
  const over = new Promise<void>((resolve) => guard.once('exit', () => resolve()));
  guard.ref();
  (guard.stdio[3] as Socket).end();
  if (guard.exitCode === null && guard.signalCode === null) await over;
}

/** The two roles of an installation: one owns and migrates, one serves and can never pass row-level security. */
export async function makeRoles(server: string): Promise<void> {
  const roles = { aims_owner: 'login', aims_app: 'login nosuperuser nobypassrls' };
  await onServer(server, async (client) => {
    for (const [role, attributes] of Object.entries(roles)) {
      const known = await client.query('select 1 from pg_roles where rolname = $1', [role]);
      if (known.rowCount === 0) await client.query(`create role ${role} ${attributes}`);
    }
  });
}

export async function onServer<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    return await run(client);
  } finally {
    await client.end();
  }
}

function urlOf(server: string, role: string, database: string): string {
  const url = new URL(server);
  url.username = role;
  url.password = '';
  url.pathname = `/${database}`;
  return url.href;
}

/** PostgreSQL refuses to run as root; an account without rights does it then. */
export function unprivileged(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const user of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, user], { stdio: 'pipe' }).toString());
      return { uid: id('-u'), gid: id('-g') };
    } catch {}
  }
  throw new Error('PostgreSQL cannot run as root, and there is no account "postgres" or "nobody" to run it.');
}

/** Debian keeps the server's programs out of PATH, a folder for each version; the newest comes first. */
export function serverPath(): string {
  const folders = globSync('/usr/lib/postgresql/*/bin').sort(
    (a, b) => Number(b.split('/')[4]) - Number(a.split('/')[4]),
  );
  const path = [...folders, ...(process.env.PATH ?? '').split(delimiter)];
  if (path.some((folder) => existsSync(join(folder, 'initdb')))) return path.join(delimiter);
  throw new Error(
    'PostgreSQL (15 or later) is not installed. Run: node scripts/setup.mjs --test, or: apt-get install postgresql',
  );
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
