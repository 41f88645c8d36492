import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closeOrganisation, reopenOrganisation } from '#platform/handover/close.ts';
import { acting, reading } from '#platform/runtime.ts';
import { sweeper } from '#platform/sweeps.ts';
import { makeTestApp, type TestApp, type TestClient } from '#test/testkit/app.ts';
import { peopleModule } from '../people/module.ts';
import { supplierModule } from '../supplier/module.ts';
import { hears } from './events.ts';
import { integrationModule } from './module.ts';
import { receiver } from './receiver.testing.ts';
import { pruneJob } from './service.ts';
import { integrationTasks } from './tasks.ts';

let app: TestApp;
let other: Awaited<ReturnType<typeof receiver>>;
let admin: TestClient;
beforeEach(async () => {
  app = await makeTestApp({
    modules: [peopleModule, supplierModule, integrationModule],
    outside: '127.0.0.1',
  });
  other = await receiver();
  admin = app.as('administrator');
});
afterEach(async () => {
  await app.close();
  await other.down().catch(() => {});
});

const sweep = () => sweeper(app.runtime).once();
const add = async (events = ['supplier.*'], url = other.url) =>
  (await admin.post('/webhooks', { name: 'Ticket system', url, events })).body;
const supplier = (name: string) => admin.post('/suppliers', { name });
const deliveries = async (id: string) => (await admin.get(`/webhooks/${id}/deliveries`)).body.deliveries;

/** The signature as the specification describes it, written a second time and with another library for the hash. */
async function signatureOf(secret: string, headers: Record<string, unknown>, body: string): Promise<string> {
  const key = await crypto.subtle.importKey(
    'raw',
    Buffer.from(secret.replace('whsec_', ''), 'base64'),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  );
  const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  return `v1,${Buffer.from(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(content))).toString('base64')}`;
}

describe('who may', () => {
  test.each([
    ['administrator', 200, 200],
    ['governance-officer', 403, 200],
    ['risk-manager', 403, 403],
    ['external-auditor', 403, 403],
    ['staff', 403, 403],
  ] as const)('%s registers a webhook: %i, and sees them: %i', async (role, write, read) => {
    const client = app.as(role);
    const made = await client.post('/webhooks', { name: 'x', url: 'https://example.org/', events: ['*'] });
    expect(made.status).toBe(write);
    expect((await client.get('/webhooks')).status).toBe(read);
  });

  test('nobody of another organisation, whatever the address', async () => {
    const { id, version } = await add();
    const { officer, org } = await app.otherOrganisation();
    for (const path of [`/webhooks/${id}`, `/webhooks/${id}/deliveries`, `/webhooks/${id}/history`])
      expect((await officer.get(path)).status).toBe(404);
    await app.runtime.db.read(org, async (q) =>
      expect(await q.selectFrom('webhook_secret').where('org_id', '=', org).selectAll().execute()).toEqual(
        [],
      ),
    );
    expect(version).toBe(1);
  });
});

describe('what a webhook is', () => {
  test.each([
    [{ url: 'ftp://example.org' }],
    [{ url: 'https://user:secret@example.org' }],
    [{ url: 'no@address' }],
    [{ url: 'javascript:alert(1)' }],
    [{ events: [] }],
    [{ events: ['supplier.exploded'] }],
    [{ events: ["*' or 1=1"] }],
    [{ name: ' ' }],
  ])('refuses %j', async (change) => {
    const whole = { name: 'x', url: 'https://example.org/', events: ['*'], ...change };
    expect((await admin.post('/webhooks', whole)).status).toBe(422);
  });

  test('its secret is shown once, sealed at rest, and in no answer, backup table or history', async () => {
    const { id, secret } = await add();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const raw = Buffer.from(secret.slice(6), 'base64');
    const sealed = await app.runtime.db.read(app.org, (q) =>
      q.selectFrom('webhook_secret').selectAll().execute(),
    );
    expect(Buffer.from(sealed[0]!.sealed).includes(raw)).toBe(false);
    for (const path of [
      '/webhooks',
      `/webhooks/${id}`,
      `/webhooks/${id}/history`,
      `/webhooks/${id}/deliveries`,
    ])
      expect(JSON.stringify((await admin.get(path)).body)).not.toContain(secret.slice(6));
  });

  test('every change of it stands in its history, in words', async () => {
    const { id } = await add();
    await admin.patch(`/webhooks/${id}`, { version: 1, name: 'Tickets' });
    await admin.post(`/webhooks/${id}/pause`, { version: 2, reason: 'They are moving.' });
    await admin.post(`/webhooks/${id}/resume`, { version: 3 });
    await admin.post(`/webhooks/${id}/secrets`, { version: 4 });
    const { entries } = (await admin.get(`/webhooks/${id}/history`)).body;
    expect(entries.map((each: { act: string }) => each.act).sort()).toEqual([
      expect.stringContaining('changed the webhook'),
      expect.stringContaining('made a new secret'),
      expect.stringContaining('paused the webhook'),
      expect.stringContaining('registered the webhook'),
      expect.stringContaining('resumed the webhook'),
    ]);
    expect((await admin.post(`/webhooks/${id}/pause`, { version: 4, reason: 'late' })).status).toBe(409);
  });

  test('no event type is also the id of an operation, so that each choice means one thing', async () => {
    const { events } = (await admin.get('/webhook-events')).body;
    const ids = events.map((each: { id: string }) => each.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('supplier.updated');
    expect(ids).toContain('supplier.update');
  });
});

describe('what is sent', () => {
  test('is what happened after the webhook was registered, once, in order, and signed', async () => {
    await supplier('Before');
    const { id, secret } = await add();
    const { body: made } = await supplier('Ours');
    await admin.patch(`/suppliers/${made.id}`, { version: 1, name: 'Ours too' });
    await admin.delete(`/suppliers/${made.id}`, { version: 2 });
    expect(await sweep()).toBe(3);
    expect(await sweep()).toBe(0);
    expect(other.events().map((each) => each.type)).toEqual([
      'supplier.created',
      'supplier.updated',
      'supplier.removed',
    ]);
    expect(other.events()[0]).toEqual({
      type: 'supplier.created',
      timestamp: expect.stringMatching(/^2026-11-24T/),
      data: {
        organisation: app.org,
        kind: 'supplier',
        id: made.id,
        ref: made.ref,
        version: 1,
        operation: 'supplier.create',
        actor: admin.personId,
        position: expect.any(Number),
        link: `http://localhost:4242/api/orgs/${app.org}/suppliers/${made.id}`,
      },
    });
    for (const { headers, body } of other.got)
      expect(headers['webhook-signature']).toBe(await signatureOf(secret, headers, body));
    expect(new Set(other.got.map(({ headers }) => headers['webhook-id'])).size).toBe(3);
    expect((await deliveries(id)).map((each: { state: string }) => each.state)).toEqual([
      'sent',
      'sent',
      'sent',
    ]);
  });

  test('is accepted by the reference library of the standard, and refused when a byte differs', async () => {
    const { secret } = await add();
    await supplier('Ours');
    await sweep();
    const { headers, body } = other.got[0]!;
    // The library holds the time against the machine's clock, which the tests move.
    const seconds = Math.floor(Date.now() / 1000);
    const { signedHeaders } = await import('./signature.ts');
    const now = signedHeaders([Buffer.from(secret.slice(6), 'base64')], {
      id: String(headers['webhook-id']),
      at: new Date(seconds * 1000),
      body,
    });
    expect(new Webhook(secret).verify(body, now)).toMatchObject({ type: 'supplier.created' });
    expect(() => new Webhook(secret).verify(`${body} `, now)).toThrow();
    expect(() => new Webhook(`whsec_${Buffer.alloc(32).toString('base64')}`).verify(body, now)).toThrow();
  });

  test('says nothing of what a record holds, nor who somebody is', async () => {
    await add(['*']);
    await admin.post('/people', { name: 'Gudrun Sommer', email: 'gudrun@example.org' });
    await supplier('Streng geheim GmbH');
    await sweep();
    const all = other.got.map((each) => each.body).join('\n');
    expect(all).toContain('person.created');
    for (const word of ['Gudrun', 'gudrun', 'geheim', 'Person administrator'])
      expect(all).not.toContain(word);
  });

  test('is only what was chosen: kinds, changes, or acts by their operation', () => {
    const entry = { type: 'risk', change: 'update', operation: 'risk.accept' };
    for (const chosen of ['*', 'risk.*', 'risk.updated', 'risk.accept'])
      expect(hears([chosen], entry)).toBe(true);
    for (const chosen of ['risk.created', 'system.*', 'risk.close', 'ris.*'])
      expect(hears([chosen], entry)).toBe(false);
    expect(hears(['*'], { type: 'account', change: 'auth', operation: 'sign-in' })).toBe(false);
  });

  test('nothing comes from what was taken back: a refused request leaves no event', async () => {
    await add(['*']);
    expect((await admin.post('/suppliers', { name: '' })).status).toBe(422);
    expect((await app.as('staff').post('/suppliers', { name: 'x' })).status).toBe(403);
    expect(await sweep()).toBe(0);
    expect(other.got).toEqual([]);
  });

  test('a redirect is not followed, and the log of deliveries says so', async () => {
    const { id } = await add();
    other.answers.status = 302;
    await supplier('Ours');
    await sweep();
    expect((await deliveries(id))[0]).toMatchObject({ state: 'waiting', status: 302, attempts: 1 });
    expect(other.got).toHaveLength(1);
  });

  test('an address inside the operator’s network is never called', async () => {
    const { id } = await add(['supplier.*'], 'http://169.254.169.254/latest/meta-data/');
    await supplier('Ours');
    await sweep();
    expect((await deliveries(id))[0]).toMatchObject({
      status: null,
      error: expect.stringContaining('not on the public internet'),
    });
  });

  test('the answer is kept only as the beginning of its plain text', async () => {
    const { id } = await add();
    other.answers.status = 200;
    other.answers.body = `ok\u0000\u0007 ${'y'.repeat(9000)}`;
    await supplier('Ours');
    await sweep();
    const [{ response }] = await deliveries(id);
    expect(response).toMatch(/^ok y+$/);
    expect(response.length).toBeLessThanOrEqual(500);
  });
});

describe('when the receiver fails', () => {
  test('down: it rests, later takes everything in order, and nothing is lost', async () => {
    const { id } = await add();
    await other.down();
    for (const name of ['A', 'B', 'C']) await supplier(name);
    expect(await sweep()).toBe(0);
    expect((await admin.get(`/webhooks/${id}`)).body).toMatchObject({
      waiting: 3,
      restUntil: expect.any(String),
    });
    expect((await deliveries(id)).map((each: { attempts: number }) => each.attempts)).toEqual([0, 0, 1]);
    expect(await sweep()).toBe(0);
    await other.up();
    app.clock.advanceDays(1 / 24);
    expect(await sweep()).toBe(3);
    const refs = other.events().map((each) => each.data.ref);
    expect(refs).toEqual([...refs].sort());
  });

  test('500s: the same event comes again with the same id, later and later', async () => {
    const { id } = await add();
    other.answers.status = 500;
    await supplier('Ours');
    const waits: number[] = [];
    for (let i = 0; i < 4; i += 1) {
      await sweep();
      const [{ triedAt, nextAt }] = await deliveries(id);
      waits.push(Date.parse(nextAt) - Date.parse(triedAt));
      app.clock.advanceDays(1);
      if (i === 1) app.clock.advanceDays(-1 + 1 / 24);
    }
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits[0]).toBeLessThan(8000);
    expect(new Set(other.got.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(other.got.length).toBeGreaterThan(2);
  });

  test('one event that it refuses does not hold up the others', async () => {
    const { id } = await add();
    const { body: poison } = await supplier('Poison');
    await supplier('Fine');
    other.judgeBy(({ body }) => (body.includes(poison.id) ? 422 : 204));
    expect(await sweep()).toBe(1);
    expect((await deliveries(id)).map((each: { state: string }) => each.state)).toEqual(['sent', 'waiting']);
  });

  test('for three days: it is paused, an administrator is told, and resuming sends what waited', async () => {
    const { id } = await add();
    other.answers.status = 503;
    await supplier('Ours');
    for (let day = 0; day < 4; day += 1) {
      await sweep();
      app.clock.advanceDays(1);
    }
    const { body: paused } = await admin.get(`/webhooks/${id}`);
    expect(paused).toMatchObject({ state: 'paused', pausedReason: expect.stringContaining('503') });
    const actor = { id: admin.personId, name: 'A', via: 'session', roles: ['administrator'] } as const;
    const tasks = await reading(app.runtime, { org: app.org, actor }, integrationTasks);
    expect(tasks[0]!.title).toBe('Mend or remove 1 paused webhook');
    await supplier('Meanwhile');
    const calls = other.got.length;
    expect(await sweep()).toBe(0);
    expect(other.got).toHaveLength(calls);
    other.answers.status = 204;
    await admin.post(`/webhooks/${id}/resume`, { version: paused.version });
    expect(await sweep()).toBe(1);
    const [newest, first] = await deliveries(id);
    expect([newest.state, first.state]).toEqual(['sent', 'failed']);
    await admin.post(`/webhooks/${id}/replays`, { deliveryId: first.id });
    expect(await sweep()).toBe(1);
  });

  test('with 410 it is paused at once', async () => {
    const { id } = await add();
    other.answers.status = 410;
    await supplier('Ours');
    await sweep();
    expect((await admin.get(`/webhooks/${id}`)).body).toMatchObject({
      state: 'paused',
      pausedReason: expect.stringContaining('410'),
    });
    const { entries } = (await admin.get(`/webhooks/${id}/history`)).body;
    expect(JSON.stringify(entries)).toContain('stopped the webhook');
  });

  test('resumed from now, it leaves out what happened meanwhile', async () => {
    const { id } = await add();
    await admin.post(`/webhooks/${id}/pause`, { version: 1, reason: 'They are moving.' });
    await supplier('Meanwhile');
    expect((await admin.post(`/webhooks/${id}/resume`, { version: 2, from: 'now' })).status).toBe(200);
    await supplier('After');
    expect(await sweep()).toBe(1);
  });
});

describe('an organisation that was handed over', () => {
  test('sends nothing until it is opened again, and tries nothing in vain', async () => {
    await add();
    await supplier('Ours');
    const actor = { id: null, name: 'The operator', via: 'operator', roles: [] } as const;
    await closeOrganisation(app.runtime, { org: app.org, actor, to: 'elsewhere.example' });
    other.answers.status = 410;
    for (let second = 0; second < 3; second += 1) await sweep();
    expect(other.got).toEqual([]);
    await reopenOrganisation(app.runtime, { org: app.org, actor });
    other.answers.status = 204;
    expect(await sweep()).toBe(1);
  });
});

describe('again', () => {
  test('one delivery, or everything from a day on, with the ids of the first time', async () => {
    const { id } = await add();
    await supplier('First day');
    await sweep();
    app.clock.advanceDays(1);
    await supplier('Second day');
    await sweep();
    const [second] = await deliveries(id);
    await admin.post(`/webhooks/${id}/replays`, { deliveryId: second.id });
    expect(await sweep()).toBe(1);
    await admin.post(`/webhooks/${id}/replays`, { from: '2026-11-24' });
    expect(await sweep()).toBe(2);
    await admin.post(`/webhooks/${id}/replays`, { from: '2026-11-25' });
    expect(await sweep()).toBe(1);
    expect(other.got).toHaveLength(6);
    expect(new Set(other.got.map(({ headers }) => headers['webhook-id'])).size).toBe(2);
    expect((await admin.post(`/webhooks/${id}/replays`, { deliveryId: 'x' })).status).toBe(404);
    expect((await admin.post(`/webhooks/${id}/replays`, {})).status).toBe(422);
  });

  test('a test event is sent at once, says how it went, and never comes again by itself', async () => {
    const { id } = await add();
    expect((await admin.post(`/webhooks/${id}/tests`)).body).toMatchObject({ state: 'sent', status: 204 });
    other.answers.status = 500;
    expect((await admin.post(`/webhooks/${id}/tests`)).body).toMatchObject({ state: 'failed', status: 500 });
    await other.down();
    expect((await admin.post(`/webhooks/${id}/tests`)).body).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('ECONNREFUSED'),
    });
    expect(other.events().map((each) => each.type)).toEqual(['webhook.test', 'webhook.test']);
    expect(await sweep()).toBe(0);
  });

  test('a test that takes long is not sent a second time beside it', async () => {
    const { id } = await add();
    other.answers.waitMs = 300;
    const sent = admin.post(`/webhooks/${id}/tests`);
    while (other.got.length === 0) await new Promise((done) => setTimeout(done, 10));
    expect(await sweep()).toBe(0);
    expect((await sent).body).toMatchObject({ state: 'sent', attempts: 1 });
    expect(other.got).toHaveLength(1);
    expect(await deliveries(id)).toHaveLength(1);
  });

  test('what is over is forgotten after thirty days, what waits is not', async () => {
    const { id } = await add();
    await supplier('Long ago');
    await sweep();
    app.clock.advanceDays(31);
    await other.down();
    await supplier('Waits');
    await sweep();
    await pruneJob.run(
      await acting(app.runtime, {
        org: app.org,
        actor: { id: null, name: 'OpenAIMS', via: 'job', roles: [] },
        operation: 'webhook.prune',
      }),
      {},
    );
    expect((await deliveries(id)).map((each: { state: string }) => each.state)).toEqual(['waiting']);
  });

  test('after a new secret both sign for a day, then the new one alone', async () => {
    const { id, secret } = await add();
    const next = (await admin.post(`/webhooks/${id}/secrets`, { version: 1 })).body;
    expect(next.secret).not.toBe(secret);
    await supplier('Ours');
    await sweep();
    const both = other.got[0]!;
    expect(both.headers['webhook-signature']).toBe(
      `${await signatureOf(next.secret, both.headers, both.body)} ${await signatureOf(secret, both.headers, both.body)}`,
    );
    app.clock.advanceDays(1.1);
    await supplier('Later');
    await sweep();
    const alone = other.got[1]!;
    expect(alone.headers['webhook-signature']).toBe(
      await signatureOf(next.secret, alone.headers, alone.body),
    );
  });

  test('without its secret, as after a restore, it is paused with what to do', async () => {
    const { id } = await add();
    await app.runtime.db.write(app.org, ({ exec }) =>
      exec(`delete from "webhook_secret" where "org_id" = ?`, [app.org]),
    );
    await supplier('Ours');
    expect(await sweep()).toBe(0);
    expect((await admin.get(`/webhooks/${id}`)).body.pausedReason).toContain('Make a new one');
  });
});

describe('two servers', () => {
  test('send each event once: one of them claims the webhook', async () => {
    await add();
    for (let i = 0; i < 6; i += 1) await supplier(`Supplier ${i}`);
    other.answers.waitMs = 20;
    const counts = await Promise.all([sweep(), sweep(), sweep()]);
    expect(counts.reduce((sum, each) => sum + each, 0)).toBe(6);
    expect(other.got).toHaveLength(6);
  });

  test('a claim of a server that died ends, and the next one sends', async () => {
    const { id } = await add();
    await supplier('Ours');
    await app.runtime.db.write(null, ({ exec }) =>
      exec(`update "webhook_cursor" set "claim" = 'dead', "claimedUntil" = ? where "webhook_id" = ?`, [
        new Date(app.clock.now().getTime() + 60_000).toISOString(),
        id,
      ]),
    );
    expect(await sweep()).toBe(0);
    app.clock.advanceDays(1 / 24);
    expect(await sweep()).toBe(1);
  });
});

test('a register that is closed to plain members sends nothing, whoever registered the webhook', async () => {
  const closed = await makeTestApp({
    modules: [peopleModule, supplierModule, integrationModule],
    outside: '127.0.0.1',
  });
  try {
    const boss = closed.as('administrator');
    const { events } = (await boss.get('/webhook-events')).body;
    // Webhooks themselves are such a register.
    expect(events.map((each: { id: string }) => each.id)).not.toContain('webhook.*');
    await boss.post('/webhooks', { name: 'x', url: other.url, events: ['*'] });
    await boss.post('/webhooks', { name: 'y', url: 'https://example.org/', events: ['supplier.*'] });
    expect(await sweeper(closed.runtime).once()).toBe(0);
  } finally {
    await closed.close();
  }
});
