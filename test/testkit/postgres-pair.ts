import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort, makeRoles, onServer, serverPath, unprivileged } from './postgres.ts';

/** A primary and a standby that has everything before a commit is answered, behind one address that can be moved. */
export type PostgresPair = {
  /** The superuser of whoever serves, through the address that moves. */
  readonly url: string;
  /** kill -9 of the primary and all it runs; the address leads nowhere then. */
  readonly killPrimary: () => Promise<void>;
  /** The standby serves from now on, alone, and the address leads to it. */
  readonly promote: () => Promise<void>;
  /** The primary stops as an administrator stops it, or by kill -9, and starts again. */
  readonly restart: (how: 'stopped' | 'killed') => Promise<void>;
  readonly stop: () => Promise<void>;
};

type Node = { readonly folder: string; readonly port: number; process: ChildProcess };

// The server ends when our end of its third pipe closes, in whatever way we die.
const GUARD = `
postgres -D "$1" -p "$2" -h 127.0.0.1 -k "$3" $4 </dev/null >>"$3/log" 2>&1 &
server=$!
(cat >/dev/null; kill -QUIT $server 2>/dev/null) <&3 &
wait $server
`;
const DURABLE = '-c wal_level=replica -c max_wal_senders=4 -c shared_buffers=32MB -c max_connections=60';

/** Starts both. @throws Error saying what to install, or what was written when they did not start */
export async function startPair(options: { readonly standby: boolean }): Promise<PostgresPair> {
  const folder = mkdtempSync(join(tmpdir(), 'aims-pair-'));
  const user = unprivileged();
  if (user) chownSync(folder, user.uid, user.gid);
  const env = { ...process.env, PATH: serverPath(), HOME: folder };
  const run = (program: string, ...args: string[]) =>
    execFileSync(program, args, { ...user, cwd: folder, env, stdio: 'pipe' });
  const launch = (node: string, port: number, more = ''): ChildProcess =>
    spawn('sh', ['-c', GUARD, 'sh', join(folder, node), String(port), folder, `${DURABLE} ${more}`], {
      ...user,
      cwd: folder,
      env,
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
  const at = (port: number) => `postgres://owner@127.0.0.1:${port}/postgres`;
  run(
    'initdb',
    '-D',
    join(folder, 'first'),
    '-U',
    'owner',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '--no-sync',
  );
  const first: Node = { folder: join(folder, 'first'), port: await freePort(), process: null as never };
  first.process = launch('first', first.port);
  await answers(at(first.port));
  await makeRoles(at(first.port));
  const door = await openDoor(first.port);
  let second: Node | null = null;
  if (options.standby) {
    run(
      'pg_basebackup',
      '-h',
      '127.0.0.1',
      '-p',
      String(first.port),
      '-U',
      'owner',
      '-D',
      join(folder, 'second'),
      '-R',
      '-X',
      'stream',
      '-c',
      'fast',
    );
    second = { folder: join(folder, 'second'), port: await freePort(), process: null as never };
    // Once it serves alone it waits for nobody.
    second.process = launch('second', second.port, '-c synchronous_standby_names=');
    await answers(at(second.port));
    for (const setting of [`synchronous_standby_names = '*'`, `synchronous_commit = 'remote_apply'`])
      await onServer(
        at(first.port),
        async (client) => void (await client.query(`alter system set ${setting}`)),
      );
    await onServer(at(first.port), async (client) => void (await client.query('select pg_reload_conf()')));
    await synchronous(at(first.port));
  }
  return {
    url: at(door.port),
    killPrimary: async () => {
      door.lead(null);
      await killAll(first);
    },
    promote: async () => {
      await onServer(
        at(second!.port),
        async (client) => void (await client.query('select pg_promote(true, 30)')),
      );
      door.lead(second!.port);
    },
    restart: async (how) => {
      if (how === 'killed') await killAll(first);
      else {
        const gone = ended(first.process);
        // Fast: transactions are ended, nobody is waited for.
        process.kill(serverOf(first), 'SIGINT');
        await gone;
      }
      first.process = launch('first', first.port);
      await answers(at(first.port));
    },
    stop: async () => {
      await door.close();
      for (const node of [first, second]) {
        if (!node) continue;
        (node.process.stdio[3] as Socket).end();
        await ended(node.process);
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const serverOf = ({ process: guard }: Node): number =>
  Number(
    execFileSync('pgrep', ['-P', String(guard.pid), '-x', 'postgres'], { encoding: 'utf8' })
      .trim()
      .split('\n')[0],
  );

async function killAll(node: Node): Promise<void> {
  const gone = ended(node.process);
  const server = serverOf(node);
  const workers = execFileSync('pgrep', ['-P', String(server)], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map(Number);
  for (const pid of [server, ...workers]) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It was gone already.
    }
  }
  await gone;
}

/** Waits until it is gone and closes our end of its pipe, which would keep this process from ending. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null)
    await new Promise<void>((resolve) => child.once('exit', () => resolve()));
  (child.stdio[3] as Socket).destroy();
}

async function answers(url: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await onServer(url, async (client) => void (await client.query('select 1')));
    } catch (error) {
      if (tries === 300) throw error;
      await pause(100);
    }
  }
}

async function synchronous(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const state = await onServer(url, async (client) =>
      (await client.query('select sync_state from pg_stat_replication')).rows.map(
        (row) => row.sync_state as string,
      ),
    );
    if (state.includes('sync')) return;
    await pause(100);
  }
  throw new Error('The standby did not become synchronous.');
}

/** An address that leads to a port, or nowhere: what a virtual address or a proxy is to a real installation. */
async function openDoor(first: number) {
  let target: number | null = first;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    if (target === null) {
      client.destroy();
      return;
    }
    const behind = connect(target, '127.0.0.1');
    for (const [one, other] of [
      [client, behind],
      [behind, client],
    ] as const) {
      open.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as { port: number }).port,
    lead: (to: number | null) => {
      target = to;
      for (const socket of open) socket.destroy();
    },
    close: () => {
      for (const socket of open) socket.destroy();
      return new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
