import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { get, kill, post, type Server, start } from '../test/faults/server.ts';
import { type Bench, percentile, round } from './figure.ts';
import { type Reply, send } from './http-client.ts';

const READERS = 500;
const WRITERS = 50;
const SECONDS = 20;
const RECORDS = 2000;

/** 500 people read and 50 write at once, each once a second, against a server of its own process. */
export const people: Bench = {
  name: '500 people read and 50 write',
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'aims-bench-people-'));
    const server = await start({ folder });
    try {
      for (let n = 0; n < RECORDS; n += 50)
        await Promise.all(
          Array.from({ length: 50 }, (_, i) => post(server, '/suppliers', { name: `There ${n + i}` })),
        );
      const pages = [
        '/suppliers?limit=50',
        '/risks?limit=50',
        '/suppliers/SUP-0001',
        '/suppliers/SUP-0777',
        '/organisation',
      ];
      const reads: number[] = [];
      const writes: number[] = [];
      const counts = { failed: 0, written: 0 };
      // What the first requests load does not count.
      await atOnce(1, {
        read: (n) => send(`${server.url}${pages[n % pages.length]}`),
        counts,
        reads: [],
        writes: [],
      });
      await atOnce(SECONDS, {
        read: (n) => send(`${server.url}${pages[n % pages.length]}`),
        write: (n) =>
          send(`${server.url}/suppliers`, { method: 'POST', body: JSON.stringify({ name: `Written ${n}` }) }),
        counts,
        reads,
        writes,
      });
      const total = Number((await get(server, '/suppliers?limit=1&total=true')).body.total);
      const lost = RECORDS + counts.written - total;
      const trail = await trailOf(server);
      const p99 = Math.max(percentile(reads, 0.99), percentile(writes, 0.99));
      return [
        {
          name: `${READERS} people reading and ${WRITERS} writing at once, each once a second, for ${SECONDS} s`,
          value: round(p99),
          unit: 'ms p99',
          target: 'p99 < 250 ms, nothing lost',
          met: p99 < 250 && counts.failed === 0 && lost === 0 && trail === 'ok',
          beside: `reads p50 ${round(percentile(reads, 0.5), 1)} ms, p99 ${round(percentile(reads, 0.99))} ms; writes p50 ${round(percentile(writes, 0.5), 1)} ms, p99 ${round(percentile(writes, 0.99))} ms`,
          notes: `${reads.length} reads of lists and records, ${writes.length} writes, ${counts.failed} failed, ${lost} lost, trail ${trail}; clients on the same machine`,
        },
      ];
    } finally {
      await kill(server);
      await rm(folder, { recursive: true, force: true });
    }
  },
};

type Load = {
  readonly read: (n: number) => Promise<Reply>;
  readonly write?: (n: number) => Promise<Reply>;
  readonly counts: { failed: number; written: number };
  readonly reads: number[];
  readonly writes: number[];
};

/** Everybody acts once a second from a moment of their own on; a second begins when the answer before it is there. */
async function atOnce(seconds: number, { read, write, counts, reads, writes }: Load): Promise<void> {
  const person = async (index: number, count: number, act: (n: number) => Promise<Reply>, into: number[]) => {
    await pause((index * 1000) / count);
    for (let second = 0; second < seconds; second += 1) {
      const asked = performance.now();
      const { status } = await act(index * seconds + second);
      const took = performance.now() - asked;
      into.push(took);
      if (status !== 200) counts.failed += 1;
      else if (into === writes) counts.written += 1;
      await pause(Math.max(0, 1000 - took));
    }
  };
  await Promise.all([
    ...Array.from({ length: READERS }, (_, index) => person(index, READERS, read, reads)),
    ...(write ? Array.from({ length: WRITERS }, (_, index) => person(index, WRITERS, write, writes)) : []),
  ]);
}

const trailOf = async (server: Server) => String((await post(server, '/trail/verify', {})).body.answer);
