import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mountAcross } from '#apps/server/across.ts';
import { AppError } from '#kernel/errors.ts';
import { membership, person } from '#kernel/people.ts';
import type { Actor } from '#kernel/policy.ts';
import type { Role } from '#kernel/roles.ts';
import { control } from '#modules/control/contract.ts';
import { controls } from '#modules/control/read.ts';
import { createOrganisation } from '#platform/create-organisation.ts';
import { httpApp } from '#platform/http/app.ts';
import { reading, writing } from '#platform/runtime.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';

const operator: Actor = { id: null, name: 'The operator', via: 'operator', roles: [] };
let app: TestApp;
let practice: string;
let client: string;
let stranger: string;
/** Who Clara is in each organisation. */
const clara = new Map<string, Actor>();
/** What an organisation asks for before it opens. */
const demands = new Map<string, AppError>();
// biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
let ask: (path: string, body?: object) => Promise<{ status: number; body: any }>;

async function organisation(name: string, roles: readonly Role[]): Promise<string> {
  const { runtime } = app;
  const org = await createOrganisation(runtime, { kind: 'live', name, timeZone: 'UTC', actor: operator });
  if (roles.length === 0) return org;
  const actor = await writing(runtime, { org, actor: operator, operation: 'person.create' }, async (tx) => {
    const made = await tx.insert(person, {
      name: 'Clara Weiss',
      email: 'clara@weiss.example',
      jobTitle: null,
      organisationName: 'Weiss Advisers',
      authUserId: 'clara',
      active: true,
    });
    await tx.insert(membership, {
      personId: made.id,
      roles: [...roles],
      outside: false,
      ground: null,
      until: null,
      scope: null,
    });
    return { id: made.id, name: 'Clara Weiss', via: 'session' as const, roles };
  });
  clara.set(org, actor);
  return org;
}

beforeAll(async () => {
  app = await makeTestApp();
  practice = await organisation('Weiss Advisers', ['administrator', 'governance-officer']);
  client = await organisation('Elbe Clinics', ['consultant']);
  stranger = await organisation('Not hers', []);
  const resolve = async (_request: Request, org: string) => {
    const demand = demands.get(org);
    if (demand) throw demand;
    const actor = clara.get(org);
    if (!actor)
      throw new AppError('not-found', 'There is no such organisation here, or you do not belong to it.');
    return actor;
  };
  const api = httpApp({
    runtime: app.runtime,
    operations: app.runtime.registry.modules.flatMap((module) => module.operations),
    resolveActor: resolve,
    mount: (it) => mountAcross(it, app.runtime, resolve),
  });
  ask = async (path, body) => {
    const answer = await api.request(`/api${path}`, {
      method: body ? 'POST' : 'GET',
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    return { status: answer.status, body: await answer.json() };
  };
});
afterAll(() => app.close());

describe('the portfolio', () => {
  test('has one row for each organisation that one belongs to, and tells nothing of others', async () => {
    const { body } = await ask('/portfolio');
    expect(body.rows.map((row: { name: string }) => row.name).sort()).toEqual([
      'Elbe Clinics',
      'Weiss Advisers',
    ]);
    expect(JSON.stringify(body)).not.toContain(stranger);
    for (const row of body.rows)
      expect(row).toMatchObject({
        needs: null,
        standing: { requirements: expect.any(Number), openNonconformities: 0, overdue: 0, nextAudit: null },
      });
  });

  test('says of one organisation what it asks for, and shows the others', async () => {
    demands.set(client, new AppError('provider-needed', 'Elbe Clinics opens through its own sign-in only.'));
    const { status, body } = await ask('/portfolio');
    demands.clear();
    expect(status).toBe(200);
    expect(body.rows.map((row: { name: string; needs: string | null }) => [row.name, row.needs])).toEqual(
      expect.arrayContaining([
        ['Elbe Clinics', 'Elbe Clinics opens through its own sign-in only.'],
        ['Weiss Advisers', null],
      ]),
    );
  });

  test('counts what is there: nonconformities that stand open, with their grade, and overdue obligations', async () => {
    const made = await ask(`/orgs/${client}/nonconformities`, {
      title: 'A test was left out',
      foundOn: '2026-11-20',
      managementSystems: ['ai'],
      source: 'self-found',
    });
    const due = await ask(`/orgs/${client}/obligations`, {
      title: 'Look at the logs',
      kind: 'other',
      every: 1,
      unit: 'month',
      startsOn: '2026-10-01',
      leadDays: 7,
    });
    expect([made.body, due.body]).toMatchObject([{ id: expect.any(String) }, { id: expect.any(String) }]);
    const { body } = await ask('/portfolio');
    const row = body.rows.find((each: { id: string }) => each.id === client);
    expect(row.standing.openNonconformities).toBe(1);
    expect(row.roles).toEqual(['consultant']);
  });
});

describe('templates', () => {
  const preview = async () => {
    const { body } = await ask('/templates/preview', { from: practice, to: client });
    return body.items as { key: string; kind: string; title: string; state: string; why: string | null }[];
  };
  const copy = (keys: readonly string[]) => ask('/templates/copies', { from: practice, to: client, keys });
  const text = async (org: string) =>
    reading(app.runtime, { org, actor: operator }, (ctx) =>
      ctx.q
        .selectFrom(controls(ctx).as('c'))
        .select(['c.id', 'c.version', 'c.description'])
        .where('c.annexId', '=', 'A.5.2')
        .executeTakeFirstOrThrow(),
    );
  const describeControl = async (org: string, description: string) => {
    const { id } = await text(org);
    await writing(app.runtime, { org, actor: clara.get(org)!, operation: 'control.update' }, (tx) =>
      tx.update(control, { id }, { description }),
    );
  };

  beforeAll(async () => {
    const framework = await ask(`/orgs/${practice}/own-frameworks`, {
      title: 'House rules for clinics',
      kind: 'voluntary',
    });
    expect(framework.status).toBe(200);
    const requirement = await ask(`/orgs/${practice}/own-requirements`, {
      framework: framework.body.ref,
      number: '1',
      title: 'A physician decides',
    });
    expect(requirement.status).toBe(200);
    await describeControl(practice, 'Assess before use, with the ward.');
    // The client numbers its own: references differ between the two.
    await ask(`/orgs/${client}/own-frameworks`, { title: 'Something of the client', kind: 'contract' });
  });

  test('are shown before anything is written, and copied by the ordinary operations of the client', async () => {
    const before = await preview();
    expect(before.map((each) => [each.kind, each.state])).toEqual([
      ['ownFramework', 'new'],
      ['ownRequirement', 'new'],
      ['control', 'new'],
    ]);
    expect((await text(client)).description).toBeNull();
    const { body } = await copy(before.map((each) => each.key));
    expect(body).toEqual({ copied: 3, kept: 0, refused: [] });
    expect((await text(client)).description).toBe('Assess before use, with the ward.');
    const { rows } = (await ask(`/orgs/${client}/own-requirements`)).body;
    expect(rows[0].framework).toBe('OWF-0002');
    const copies = (await ask(`/orgs/${client}/template-copies`)).body.rows;
    expect(copies[0]).toMatchObject({ sourceName: 'Weiss Advisers', copiedBy: clara.get(client)!.id });
    expect((await preview()).map((each) => each.state)).toEqual(['same', 'same', 'same']);
  });

  test('that change at the source are taken where nobody touched them', async () => {
    await describeControl(practice, 'Assess before use, with ward and data protection.');
    const changed = (await preview()).filter((each) => each.state === 'changed');
    expect(changed.map((each) => each.key)).toEqual(['control A.5.2']);
    await copy(['control A.5.2']);
    expect((await text(client)).description).toBe('Assess before use, with ward and data protection.');
  });

  test('never write over what the client changed since', async () => {
    await describeControl(client, 'Our own way.');
    await describeControl(practice, 'A third version.');
    const item = (await preview()).find((each) => each.key === 'control A.5.2')!;
    expect(item).toMatchObject({ state: 'kept', why: 'It was changed here since.' });
    expect((await copy(['control A.5.2'])).body).toMatchObject({ copied: 0, kept: 1 });
    expect((await text(client)).description).toBe('Our own way.');
  });

  test('do not come back after the client took them out', async () => {
    const { rows } = (await ask(`/orgs/${client}/own-frameworks`)).body;
    const copied = rows.find((row: { title: string }) => row.title === 'House rules for clinics');
    const { rows: requirements } = (await ask(`/orgs/${client}/own-requirements`)).body;
    await writing(
      app.runtime,
      { org: client, actor: operator, operation: 'ownRequirement.remove' },
      async (tx) => {
        await tx.remove(app.runtime.registry.records.get('ownRequirement')!, { id: requirements[0].id });
        await tx.remove(app.runtime.registry.records.get('ownFramework')!, { id: copied.id });
      },
    );
    const items = await preview();
    expect(items.find((each) => each.kind === 'ownFramework')).toMatchObject({
      state: 'kept',
      why: 'It was taken out here.',
    });
  });

  test('need membership on both sides and the right to take them in', async () => {
    expect((await ask('/templates/preview', { from: stranger, to: client })).status).toBe(404);
    expect((await ask('/templates/preview', { from: practice, to: stranger })).status).toBe(404);
    expect((await ask('/templates/preview', { from: practice, to: practice })).status).toBe(422);
    const before = clara.get(client)!;
    clara.set(client, { ...before, roles: ['staff'] });
    expect(
      (await ask('/templates/copies', { from: practice, to: client, keys: ['control A.5.2'] })).status,
    ).toBe(403);
    clara.set(client, before);
  });
});
