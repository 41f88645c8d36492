import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { receiver } from '#modules/integration/receiver.testing.ts';
import { createTestDatabase } from '#test/testkit/postgres.ts';
import { kill, type Place, post, start } from './server.ts';

test('killed between the commit and the delivery, and in the middle of deliveries, every event arrives, and one that comes twice has one id', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'aims-webhook-'));
  const database = process.env.AIMS_TEST_DB === 'postgres' ? await createTestDatabase() : null;
  const place: Place = {
    folder,
    env: { AIMS_OUTSIDE_ALLOW: '127.0.0.1' },
    ...(database && { database: [database.url, database.adminUrl] }),
  };
  const other = await receiver();
  const told = new Set<string>();
  const arrived = () => new Set(other.events().map((each) => each.data.id as string));
  let server = await start(place);
  try {
    await post(server, '/webhooks', { name: 'Receiver', url: other.url, events: ['supplier.created'] });
    // Slow enough that a kill falls between what was written and what was sent.
    other.answers.waitMs = 40;
    for (let round = 0; round < 3; round += 1) {
      for (let i = 0; i < 12; i += 1) {
        const { ok, body } = await post(server, '/suppliers', { name: `Supplier ${round}-${i}` });
        if (ok) told.add(String(body.id));
      }
      await pause(round * 700);
      await kill(server);
      if (round === 0) expect(arrived().size).toBeLessThan(told.size);
      // A server that died leaves its webhook to the others after half a minute.
      server = await start({ ...place, env: { ...place.env, AIMS_AHEAD: String(60 * (round + 1)) } });
    }
    for (let waited = 0; waited < 900 && arrived().size < told.size; waited += 1) await pause(100);
    expect(arrived()).toEqual(told);
    const ids = new Map(
      other.got.map(({ headers, body }) => [JSON.parse(body).data.id, headers['webhook-id']]),
    );
    for (const { headers, body } of other.got)
      expect(headers['webhook-id']).toBe(ids.get(JSON.parse(body).data.id));
  } finally {
    await kill(server);
    await other.down();
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  }
}, 240_000);
