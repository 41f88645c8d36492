import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { expect, test } from 'vitest';
import { boundSlowClients } from '#apps/server/slow-clients.ts';
import { createTestDatabase } from '#test/testkit/postgres.ts';
import { sha256 } from './claims.ts';
import { get, kill, post, type Server, start } from './server.ts';

/** Sends a body in pieces, slowly; `stopAt` cuts the line after so many. @returns the status, or null when it was cut */
function drip(server: Server, bytes: Buffer, how: { readonly pieces: number; readonly stopAt?: number }) {
  return new Promise<{ status: number; id: string } | null>((resolve) => {
    const outgoing = httpRequest(
      `${server.url}/evidence-files?fileName=slow.bin`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream', 'content-length': bytes.length },
      },
      (response) => {
        let text = '';
        response.on('data', (part) => {
          text += part;
        });
        response.on('end', () => resolve({ status: response.statusCode!, id: JSON.parse(text).id }));
      },
    );
    outgoing.on('error', () => resolve(null));
    void (async () => {
      const size = Math.ceil(bytes.length / how.pieces);
      for (let n = 0; n < how.pieces; n += 1) {
        if (n === how.stopAt) return outgoing.destroy();
        outgoing.write(bytes.subarray(n * size, (n + 1) * size));
        await pause(50);
      }
      outgoing.end();
    })();
  });
}

test('a slow client with a large file holds no transaction and nobody up, and one that goes away leaves nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'aims-slow-'));
  const database = process.env.AIMS_TEST_DB === 'postgres' ? await createTestDatabase() : null;
  const server = await start({
    folder,
    ...(database && { database: [database.url, database.adminUrl] as const }),
  });
  try {
    const bytes = randomBytes(8_000_000);
    let over = false;
    const slow = drip(server, bytes, { pieces: 40 }).finally(() => {
      over = true;
    });
    const gone = drip(server, bytes, { pieces: 40, stopAt: 20 });
    let beside = 0;
    while (!over) {
      expect((await post(server, '/suppliers', { name: `Beside ${beside}` })).status).toBe(200);
      expect((await get(server, '/suppliers?limit=5')).status).toBe(200);
      if (database) expect(await openTransactions(database.adminUrl)).toBe(0);
      beside += 1;
    }
    // Whoever held the writer for those two seconds would have let one through.
    expect(beside).toBeGreaterThan(3);
    const answer = await slow;
    expect(answer?.status).toBe(200);
    expect(await gone).toBeNull();
    const kept = await fetch(`${server.url}/evidence/${answer!.id}/file`);
    expect(sha256(Buffer.from(await kept.arrayBuffer()))).toBe(sha256(bytes));
    expect((await get(server, '/evidence?total=true')).body.total).toBe(1);
    expect(readdirSync(join(folder, 'files', 'incoming'))).toEqual([]);
  } finally {
    await kill(server);
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);

async function openTransactions(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    `select count(*)::int as n from pg_stat_activity where state = 'idle in transaction' and state_change < now() - interval '300 ms' and datname = current_database()`,
  );
  await client.end();
  return rows[0].n as number;
}

test('a line that stops in the middle of a body is dropped; one that drips on and one that waits are not', async () => {
  const server = createServer((incoming, outgoing) => {
    incoming.on('error', () => {});
    incoming.resume().on('end', async () => {
      await pause(600);
      outgoing.end('done');
    });
  });
  boundSlowClients(server, { still: 200, longest: 60_000 });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as { port: number };
  const send = (pauses: readonly number[]) =>
    new Promise<string>((resolve) => {
      const outgoing = httpRequest(
        { port, method: 'POST', headers: { 'content-length': pauses.length } },
        (response) => {
          response.on('data', (part) => resolve(String(part)));
        },
      );
      outgoing.on('error', () => resolve('dropped'));
      void (async () => {
        for (const wait of pauses) {
          await pause(wait);
          outgoing.write('x');
        }
        outgoing.end();
      })();
    });
  const answers = await Promise.all([send([0, 100, 100, 100, 100]), send([0, 900]), send([0])]);
  expect(answers).toEqual(['done', 'dropped', 'done']);
  server.closeAllConnections();
  server.close();
});
