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
      language: null,
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

  test('that name a framework need it: none comes to another one that has the same reference here', async () => {
    const own = await ask(`/orgs/${client}/own-frameworks`, { title: 'Of the client', kind: 'contract' });
    let framework = { body: { ref: '' } };
    for (let i = 0; framework.body.ref !== own.body.ref && i < 9; i += 1)
      framework = await ask(`/orgs/${practice}/own-frameworks`, { title: `House ${i}`, kind: 'voluntary' });
    expect(framework.body.ref).toBe(own.body.ref);
    const { body: made } = await ask(`/orgs/${practice}/own-requirements`, {
      framework: framework.body.ref,
      number: '7',
      title: 'Left without its framework',
    });
    const { body } = await copy([`ownRequirement ${made.id}`]);
    expect(body).toMatchObject({ copied: 0, refused: [{ reason: expect.stringContaining('Take that') }] });
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

describe('methods', () => {
  type Item = {
    readonly key: string;
    readonly kind: string;
    readonly title: string;
    readonly state: string;
    readonly why: string | null;
    readonly mayNot: string | null;
    readonly target: { readonly version: number } | null;
  };
  const METHODS = ['riskCriteria', 'impactCriteria', 'staleRule', 'gateRule', 'branding'];
  const preview = async (): Promise<Item[]> => {
    const { body } = await ask('/templates/preview', { from: practice, to: client });
    return body.items.filter((each: Item) => METHODS.includes(each.kind));
  };
  const copy = (keys: readonly string[], replace: Readonly<Record<string, number>> = {}) =>
    ask('/templates/copies', { from: practice, to: client, keys, replace });
  const states = async () => (await preview()).map((each) => [each.kind, each.state]);
  const decideRisk = async (org: string, appetite: number) => {
    const { suggested } = (await ask(`/orgs/${org}/risk-criteria`)).body;
    const { status } = await ask(`/orgs/${org}/risk-criteria`, { ...suggested, appetite });
    expect(status).toBe(200);
  };
  const roles = (org: string, ...wanted: Role[]) => clara.set(org, { ...clara.get(org)!, roles: wanted });

  beforeAll(async () => {
    roles(practice, 'administrator', 'governance-officer');
    await decideRisk(practice, 6);
    const impact = (await ask(`/orgs/${practice}/impact-criteria`)).body.suggested;
    await ask(`/orgs/${practice}/impact-criteria`, impact);
    const { causes, dependents } = (await ask(`/orgs/${practice}/stale-rules`)).body;
    await ask(`/orgs/${practice}/stale-rules`, {
      cause: causes[0].id,
      dependent: dependents[0].id,
      marks: false,
      reason: 'It rests on nothing of that',
    });
    const { rules } = (await ask(`/orgs/${practice}/gate-rules`)).body;
    const { stage, needs, without } = rules.find((each: { stage: string }) => each.stage === 'deployment');
    const gate = await ask(`/orgs/${practice}/gate-rules/deployment`, {
      stage,
      needs,
      without,
      reason: 'As the ward works',
    });
    expect(gate.status).toBe(200);
    const { version } = (await ask(`/orgs/${practice}/organisation`)).body;
    const look = { version, nameLine: 'Weiss Advisers', footer: null, colour: '#0b5394' };
    expect((await ask(`/orgs/${practice}/organisation/branding`, look)).status).toBe(200);
  });

  test('are shown to a consultant, who hears whose decision each is and decides none', async () => {
    roles(client, 'consultant');
    const items = await preview();
    expect(items.map((each) => [each.kind, each.state])).toEqual(METHODS.map((kind) => [kind, 'new']));
    expect(items.map((each) => each.mayNot)).toEqual([
      expect.stringContaining('needs the authority of'),
      expect.stringContaining('needs the authority of'),
      expect.stringContaining('needs the authority of'),
      expect.stringContaining('needs the authority of'),
      expect.stringContaining('needs the role'),
    ]);
    const { body } = await copy(items.map((each) => each.key));
    expect(body).toMatchObject({ copied: 0, kept: 0 });
    expect(body.refused).toHaveLength(5);
    expect((await ask(`/orgs/${client}/risk-criteria`)).body.criteria).toBeNull();
  });

  test('become decisions of the client with the authority there: one entry for each record, and the source', async () => {
    roles(client, 'governance-officer');
    const items = await preview();
    expect(items.every((each) => each.mayNot === null)).toBe(true);
    const size = async () => {
      const entries = await app.runtime.db.read(client, (q) =>
        q
          .selectFrom('log_entry')
          .select(['type', 'operation', 'change'])
          .where('org_id', '=', client)
          .orderBy('seq')
          .execute(),
      );
      return entries;
    };
    const before = (await size()).length;
    expect((await copy(items.map((each) => each.key))).body).toEqual({ copied: 5, kept: 0, refused: [] });
    expect((await size()).slice(before).map((each) => [each.type, each.operation, each.change])).toEqual([
      ['riskCriteria', 'risk.setCriteria', 'create'],
      ['impactCriteria', 'impact.setCriteria', 'create'],
      ['staleRule', 'change.decideRule', 'create'],
      ['gateRule', 'gateRule.decide', 'create'],
      ['organisation', 'organisation.branding', 'update'],
      ['templateCopy', 'templateCopy.create', 'create'],
    ]);
    const { criteria } = (await ask(`/orgs/${client}/risk-criteria`)).body;
    expect(criteria).toMatchObject({ appetite: 6, decidedBy: clara.get(client)!.id, version: 1 });
    expect((await ask(`/orgs/${client}/organisation`)).body.branding.nameLine).toBe('Weiss Advisers');
    expect(await states()).toEqual(METHODS.map((kind) => [kind, 'same']));
  });

  test('that differ stay, and are replaced only when that was chosen for what was looked at', async () => {
    await decideRisk(client, 3);
    const [risk] = await preview();
    expect(risk).toMatchObject({ kind: 'riskCriteria', state: 'differs', why: 'It was decided here.' });
    const { key, target } = risk!;
    const appetite = async () => (await ask(`/orgs/${client}/risk-criteria`)).body.criteria.appetite;
    expect((await copy([key])).body).toEqual({ copied: 0, kept: 1, refused: [] });
    await decideRisk(client, 2);
    expect((await copy([key], { [key]: target!.version })).body).toMatchObject({
      copied: 0,
      refused: [{ key, reason: expect.stringContaining('anew here since you looked') }],
    });
    expect(await appetite()).toBe(2);
    const again = (await preview())[0]!;
    expect((await copy([key], { [key]: again.target!.version })).body).toMatchObject({ copied: 1 });
    expect(await appetite()).toBe(6);
    await decideRisk(practice, 8);
    expect((await preview())[0]).toMatchObject({
      state: 'differs',
      why: 'It came from there, and was decided anew there since.',
    });
  });

  test('ask for a fresh proof before anything is written, where the client wants one', async () => {
    const [risk, , , , look] = await preview();
    const officer = clara.get(client)!;
    clara.set(client, { ...officer, proof: 'stale' });
    const answer = await copy([look!.key, risk!.key], { [risk!.key]: risk!.target!.version });
    clara.set(client, officer);
    expect(answer).toMatchObject({ status: 403, body: { code: 'proof-needed' } });
    expect((await ask(`/orgs/${client}/risk-criteria`)).body.criteria.appetite).toBe(6);
  });

  test('are never decided by the command line of the machine alone', async () => {
    const officer = clara.get(client)!;
    clara.set(client, operator);
    const [risk] = await preview();
    const { body } = await copy([risk!.key], { [risk!.key]: risk!.target!.version });
    clara.set(client, officer);
    expect(risk!.mayNot).toContain('signed-in person');
    expect(body).toMatchObject({ copied: 0, refused: [{ key: risk!.key }] });
  });
});
