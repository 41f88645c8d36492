import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acting, reading } from '#platform/runtime.ts';
import { makeTestApp, type TestApp, type TestClient } from '#test/testkit/app.ts';
import { peopleModule } from '../people/module.ts';
import { supplierModule } from '../supplier/module.ts';
import { integrationModule } from './module.ts';
import { expireProposals } from './proposal-service.ts';
import { integrationTasks } from './tasks.ts';

let app: TestApp;
let officer: TestClient;
beforeAll(async () => {
  app = await makeTestApp({ modules: [peopleModule, supplierModule, integrationModule] });
  officer = app.as('governance-officer');
});
afterAll(() => app.close());

const KEY = { 'x-test-key': 'key_1' };
const wanted = (name: string) => ({ operation: 'supplier.create', input: { name } });
const propose = async (name: string, more: object = {}, client = officer) =>
  (await client.post('/proposals', { ...wanted(name), ...more }, KEY)).body;
const named = async (name: string) =>
  (await officer.get(`/suppliers?name=${encodeURIComponent(name)}`)).body.rows.length;

describe('who decides', () => {
  test.each([
    ['governance-officer', 200],
    ['administrator', 404],
    ['risk-manager', 404],
    ['staff', 404],
  ] as const)('of a proposal made with the officer’s key: %s gets %i', async (role, status) => {
    const { id } = await propose(`By ${role}`);
    expect((await app.as(role).get(`/proposals/${id}`)).status).toBe(status);
    expect((await app.as(role).post(`/proposals/${id}/approve`, { version: 1 })).status).toBe(status);
    expect(await named(`By ${role}`)).toBe(status === 200 ? 1 : 0);
  });

  test('also whom it names, by their own rights and in their name', async () => {
    const manager = app.as('quality-manager');
    const { id } = await propose('For another', { approverId: manager.personId });
    expect((await manager.post(`/proposals/${id}/approve`, { version: 1 })).body).toMatchObject({
      state: 'approved',
      decidedBy: manager.personId,
    });
    const staff = app.as('staff');
    const { id: second } = await propose('For staff', { approverId: staff.personId });
    expect((await staff.post(`/proposals/${second}/approve`, { version: 1 })).status).toBe(403);
    expect(await named('For staff')).toBe(0);
  });

  test('never a key, nor the command line', async () => {
    const { id } = await propose('By a key');
    expect((await officer.post(`/proposals/${id}/approve`, { version: 1 }, KEY)).status).toBe(403);
    expect((await app.operator.post(`/proposals/${id}/approve`, { version: 1 })).status).toBe(404);
    expect((await officer.post(`/proposals/${id}/reject`, { version: 1 }, KEY)).status).toBe(403);
    expect(await named('By a key')).toBe(0);
  });

  test('what the command line of the machine proposed, who keeps the house', async () => {
    const { id } = await propose('By the operator', {}, app.operator);
    expect((await app.as('staff').get(`/proposals/${id}`)).status).toBe(404);
    expect((await app.as('administrator').post(`/proposals/${id}/approve`, { version: 1 })).status).toBe(200);
  });

  test('nobody of another organisation', async () => {
    const { id } = await propose('Ours');
    const { officer: theirs } = await app.otherOrganisation();
    expect((await theirs.get(`/proposals/${id}`)).status).toBe(404);
    expect((await theirs.get('/proposals')).body.proposals).toEqual([]);
  });
});

describe('a proposal', () => {
  test('shows each field before and after', async () => {
    const { body: supplier } = await officer.post('/suppliers', { name: 'Old name', country: 'Norway' });
    const { body } = await officer.post('/proposals', {
      operation: 'supplier.update',
      input: { id: supplier.id, version: 1, name: 'New name' },
    });
    expect(body.effects).toEqual([
      {
        type: 'supplier',
        id: supplier.id,
        ref: supplier.ref,
        title: 'New name',
        change: 'update',
        fields: [{ field: 'name', before: 'Old name', after: 'New name' }],
      },
    ]);
    await officer.patch(`/suppliers/${supplier.id}`, { version: 1, country: 'Sweden' });
    const late = await officer.post(`/proposals/${body.id}/approve`, { version: 1 });
    expect(late.body).toMatchObject({ code: 'conflict' });
    expect((await officer.get(`/proposals/${body.id}`)).body.state).toBe('open');
  });

  test('is not carried out when it would change something else than what it showed', async () => {
    const whole = await makeTestApp();
    const owner = whole.as('governance-officer');
    const { body: system } = await owner.post('/systems', { name: 'Ranking' });
    const { body: supplier } = await owner.post('/suppliers', { name: 'Acme' });
    const input = { id: system.id, kind: 'supplied-by', to: supplier.id };
    const { body } = await owner.post('/proposals', { operation: 'system.link', input });
    expect(body.effects.length).toBeGreaterThan(0);
    await owner.post(`/systems/${system.id}/links`, { kind: 'supplied-by', to: supplier.id });
    const late = await owner.post(`/proposals/${body.id}/approve`, { version: 1 });
    expect(late.body).toMatchObject({ code: 'conflict', detail: expect.stringContaining('something else') });
    await whole.close();
  });

  test('is written once, although two approve it at the same moment', async () => {
    const { id } = await propose('Twice at once');
    const answers = await Promise.all(
      [1, 2, 3].map(() => officer.post(`/proposals/${id}/approve`, { version: 1 })),
    );
    expect(answers.map((each) => each.status).sort()).toEqual([200, 409, 409]);
    expect(await named('Twice at once')).toBe(1);
  });

  test('stands in the inbox of whoever decides, until it is decided', async () => {
    const { id } = await propose('In the inbox');
    const tasks = () =>
      reading(
        app.runtime,
        {
          org: app.org,
          actor: { id: officer.personId, name: 'O', via: 'session', roles: ['governance-officer'] },
        },
        integrationTasks,
      );
    const before = (await tasks())[0]!.count;
    await officer.post(`/proposals/${id}/reject`, { version: 1, reason: 'Not ours.' });
    expect((await tasks())[0]?.count ?? 0).toBe(before - 1);
    expect(await named('In the inbox')).toBe(0);
  });

  test('that nobody decided in seven days writes nothing any more', async () => {
    const { id } = await propose('Too late');
    app.clock.advanceDays(7.1);
    expect((await officer.get(`/proposals/${id}`)).body.state).toBe('expired');
    const found = async (state: string) =>
      (await officer.get(`/proposals?state=${state}`)).body.proposals.map((each: { id: string }) => each.id);
    expect(await found('open')).not.toContain(id);
    expect(await found('expired')).toContain(id);
    expect((await officer.post(`/proposals/${id}/approve`, { version: 1 })).status).toBe(409);
    const job = { id: null, name: 'OpenAIMS', via: 'job', roles: [] } as const;
    await expireProposals(
      await acting(app.runtime, { org: app.org, actor: job, operation: 'proposal.expire' }),
    );
    expect((await officer.get(`/proposals/${id}`)).body).toMatchObject({ state: 'expired', version: 2 });
    expect((await officer.get('/proposals?state=open')).body.proposals).toEqual([]);
    expect(await named('Too late')).toBe(0);
  });

  test('is listed fifty at a time among all that one sees, and every one that waits is counted', async () => {
    const clerk = app.as('quality-manager');
    const before = (await clerk.get('/proposals')).body.proposals.length;
    for (let i = 0; i < 52; i += 1) {
      await propose(`Page ${i}`, {}, clerk);
      if (i % 10 === 0) await propose(`Not theirs ${i}`);
    }
    const first = (await clerk.get('/proposals')).body;
    expect(first.proposals).toHaveLength(50);
    const rest = (await clerk.get(`/proposals?before=${first.next}`)).body;
    expect([rest.proposals.length, rest.next]).toEqual([before + 2, null]);
    const all = [...first.proposals, ...rest.proposals];
    expect(JSON.stringify(all)).not.toContain('Not theirs');
    const actor = { id: clerk.personId, name: 'C', via: 'session', roles: ['quality-manager'] } as const;
    const [task] = await reading(app.runtime, { org: app.org, actor }, integrationTasks);
    expect(task!.count).toBe(52);
  });

  test('of what one may not do oneself, of a mistake, or of nothing is refused at once', async () => {
    expect((await app.as('staff').post('/proposals', wanted('x'))).status).toBe(403);
    expect((await officer.post('/proposals', { operation: 'supplier.create', input: {} })).status).toBe(422);
    expect(
      (await officer.post('/proposals', { operation: 'person.create', input: { name: 'x' } })).status,
    ).toBe(403);
    expect((await officer.post('/proposals', { operation: "x' or 1=1", input: {} })).status).toBe(404);
  });

  test('and its rehearsal leave nothing behind: no record, no number, no entry', async () => {
    const { body: first } = await officer.post('/suppliers', { name: 'Before the rehearsal' });
    for (let i = 0; i < 3; i += 1) await officer.post('/proposal-previews', wanted('Rehearsed'));
    const { body: next } = await officer.post('/suppliers', { name: 'After the rehearsal' });
    expect(Number(next.ref.slice(4))).toBe(Number(first.ref.slice(4)) + 1);
    expect(await named('Rehearsed')).toBe(0);
  });
});
