import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { get, kill, post, start } from '../test/faults/server.ts';
import { type Bench, type Figure, round } from './figure.ts';
import { type Reply, send } from './http-client.ts';

const REQUESTS = 5000;
/** The kernel counts the time of processes in hundredths of a second. */
const TICK_MS = 10;

/** What a read and a write cost the server in processor time, beside a bare Hono route that answers the same JSON. */
export const cpuPerRequest: Bench = {
  name: 'processor time of a request',
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'aims-bench-cpu-'));
    const server = await start({ folder });
    let bare: ChildProcess | null = null;
    try {
      await post(server, '/suppliers', { name: 'Read again and again' });
      const { body } = await get(server, '/suppliers/SUP-0001');
      bare = spawn(
        process.execPath,
        [new URL('./bare-hono.ts', import.meta.url).pathname, JSON.stringify(body)],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
      const port = await firstLine(bare);
      const floor = await cost(bare, () => send(`http://127.0.0.1:${port}/record`));
      const read = await cost(server.process, () => send(`${server.url}/suppliers/SUP-0001`));
      const write = await cost(server.process, (n) =>
        send(`${server.url}/suppliers`, { method: 'POST', body: JSON.stringify({ name: `Number ${n}` }) }),
      );
      return [
        figure('Read one record', read, floor),
        figure('Add one record with its trail entry', write, floor),
      ];
    } finally {
      if (bare) await kill({ process: bare });
      await kill(server);
      await rm(folder, { recursive: true, force: true });
    }
  },
};

type Cost = { readonly ms: number; readonly failed: number };

function figure(what: string, { ms, failed }: Cost, floor: Cost): Figure {
  return {
    name: `${what}: processor time of the server for a request, 8 clients`,
    value: round(ms, 2),
    unit: 'ms',
    target: 'shown beside a bare route, none failing',
    met: failed === 0,
    beside: `${round(ms / floor.ms, 1)}× a bare Hono route that answers the same JSON (${round(floor.ms, 2)} ms)`,
    notes: 'sign-in left out: who asks is fixed',
  };
}

/** The processor time of a process for each of many requests, after some that do not count. */
async function cost(child: ChildProcess, request: (n: number) => Promise<Reply>): Promise<Cost> {
  let [failed, n] = [0, 0];
  const some = async (count: number) => {
    const end = n + count;
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        while (n < end) if ((await request(n++)).status !== 200) failed += 1;
      }),
    );
  };
  await some(REQUESTS / 5);
  const before = await used(child);
  await some(REQUESTS);
  return { ms: (((await used(child)) - before) * TICK_MS) / REQUESTS, failed };
}

/** Ticks of user and kernel time so far, of all threads (Linux only). */
async function used({ pid }: ChildProcess): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

async function firstLine(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) return line;
  throw new Error('The bare server did not start');
}
