import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, expectTypeOf, test } from 'vitest';
import { type Aims, AimsProblem, openAims } from '../../clients/typescript/src/client.ts';
import { type KeyedServer, serveWithKey } from '../testkit/keyed-server.ts';

let folder: string;
let server: KeyedServer;
let aims: Aims;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aims-client-'));
  server = await serveWithKey(folder);
  aims = openAims(server);
}, 60_000);
afterAll(async () => {
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

test('it creates, reads, changes and removes, with the types of the contracts', async () => {
  const made = await aims.call('supplier.create', { name: 'Nordcloud', country: 'Finland' });
  expectTypeOf(made.version).toEqualTypeOf<number>();
  // @ts-expect-error a field that the contract does not know
  const wrong = aims.call('supplier.create', { name: 'x', colour: 'red' });
  await expect(wrong).rejects.toMatchObject({ problem: { code: 'invalid-input', status: 422 } });
  const changed = await aims.call('supplier.update', {
    id: made.id,
    version: made.version,
    country: 'Sweden',
  });
  expect(await aims.call('supplier.get', { id: made.ref })).toEqual(changed);
  expect(await aims.call('supplier.remove', { id: made.id, version: 2 })).toEqual({ removed: true });
});

test('a refusal is an error that says what happened and what to do', async () => {
  const error = await aims.call('supplier.get', { id: 'SUP-9999' }).catch((each: unknown) => each);
  expect(error).toBeInstanceOf(AimsProblem);
  expect((error as AimsProblem).problem).toMatchObject({
    code: 'not-found',
    next: expect.stringMatching(/\S/),
    trace: expect.stringMatching(/^req_/),
  });
});

test('the same key counts once, and a call without one is a new call', async () => {
  const key = { idempotencyKey: 'import of today' };
  const first = await aims.call('supplier.create', { name: 'Once' }, key);
  expect(await aims.call('supplier.create', { name: 'Once' }, key)).toEqual(first);
  await expect(aims.call('supplier.create', { name: 'Other' }, key)).rejects.toMatchObject({
    problem: { code: 'idempotency-reuse' },
  });
  expect((await aims.call('supplier.create', { name: 'Once' })).id).not.toBe(first.id);
});

test('a list is walked page by page, every row once', async () => {
  const names = Array.from({ length: 25 }, (_, i) => `Walked ${String(i).padStart(2, '0')}`);
  for (const name of names) await aims.call('supplier.create', { name });
  const seen: string[] = [];
  for await (const row of aims.all('supplier.list', { q: 'Walked', sort: 'name', limit: 10 })) {
    expectTypeOf(row.name).toEqualTypeOf<string>();
    seen.push(row.name);
  }
  expect(seen).toEqual(names);
});

test('files go in and come out', async () => {
  const sent = await aims.call(
    'supplier.importRows',
    { preview: 'true' },
    { body: 'name,country\nFrom a file,Norway\n' },
  );
  expect(sent).toMatchObject({ preview: true, rows: 1, created: 1 });
  const file = await aims.call('supplier.exportRows', { format: 'csv' });
  expect(await file.text()).toContain('Walked 00');
});

test('something in between that answers instead is told apart', async () => {
  const between = openAims({ ...server, fetch: async () => new Response('<html>', { status: 502 }) });
  await expect(between.call('supplier.list', {})).rejects.toThrow('answered with 502');
});
