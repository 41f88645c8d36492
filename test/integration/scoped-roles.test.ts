import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { modules } from '#modules/index.ts';
import { logSize, makeTestApp, type TestApp, type TestClient } from '#test/testkit/app.ts';

let app: TestApp;
let officer: TestClient;
/** Payments with Refunds below it, and Care. */
const unit: Record<'payments' | 'refunds' | 'care', string> = { payments: '', refunds: '', care: '' };
let manager: TestClient;

beforeAll(async () => {
  app = await makeTestApp({ modules });
  officer = app.as('governance-officer');
  const add = async (name: string, parentId: string | null = null) =>
    (await officer.post('/units', { name, parentId })).body.id as string;
  unit.payments = await add('Payments');
  unit.refunds = await add('Refunds', unit.payments);
  unit.care = await add('Care');
  manager = await app.person('Risk manager of payments', ['risk-manager'], {
    units: [unit.payments],
    systems: [],
  });
});
afterAll(() => app.close());

const addSystem = async (name: string, unitId: string | null) =>
  (await officer.post('/systems', { name, unitId })).body as { id: string; ref: string; version: number };
const addRisk = async (title: string, ...systemIds: string[]) =>
  (await officer.post('/risks', { kind: 'risk', title, impactDimensions: [], systemIds })).body as {
    id: string;
    ref: string;
    version: number;
  };
const refused = async (
  call: Promise<{ status: number; body: { detail: string } }>,
  says: string | RegExp,
) => {
  const before = await logSize(app);
  const { status, body } = await call;
  expect(status, JSON.stringify(body)).toBe(403);
  expect(body.detail).toMatch(says);
  expect(await logSize(app)).toBe(before);
};
const done = async (call: Promise<{ status: number; body: unknown }>) => {
  const { status, body } = await call;
  expect(status, JSON.stringify(body)).toBe(200);
};

describe('a role for a unit', () => {
  test('holds for the AI systems of the unit and of those below it, and for no other', async () => {
    const card = await addSystem('Card check', unit.payments);
    const refund = await addSystem('Refund bot', unit.refunds);
    const fall = await addSystem('Fall alarm', unit.care);
    const loose = await addSystem('Nobody’s', null);
    const edit = (id: string) => manager.patch(`/systems/${id}`, { version: 1, purpose: 'Known' });
    await done(edit(card.id));
    await done(edit(refund.id));
    await refused(edit(fall.id), `for the unit Care. ${fall.ref} “Fall alarm” lies outside your part.`);
    await refused(edit(loose.id), 'for the AI system Nobody’s.');
  });

  test('holds for what belongs to these systems over columns and links, several steps away', async () => {
    const [ours, theirs] = [await addSystem('Ours', unit.refunds), await addSystem('Theirs', unit.care)];
    for (const [system, mine] of [
      [ours, true],
      [theirs, false],
    ] as const) {
      const risk = await addRisk(`Risk of ${system.ref}`, system.id);
      const { body: treatment } = await officer.post('/treatments', { riskId: risk.id, title: 'Do it' });
      const { body: evidence } = await officer.post('/evidence', {
        title: 'Proof',
        url: 'https://example.org',
      });
      await officer.post(`/evidence/${evidence.id}/links`, { recordId: treatment.id });
      for (const call of [
        manager.patch(`/risks/${risk.id}`, { version: 1, event: 'It happens' }),
        manager.patch(`/treatments/${treatment.id}`, { version: 1, description: 'How' }),
        manager.patch(`/evidence/${evidence.id}`, { version: 1, title: 'Better proof' }),
      ])
        await (mine ? done(call) : refused(call, 'for the unit Care'));
    }
  });

  test('does not hold for a record that also belongs to a system outside', async () => {
    const [ours, theirs] = [
      await addSystem('Half ours', unit.payments),
      await addSystem('Half theirs', unit.care),
    ];
    const risk = await addRisk('Shared', ours.id, theirs.id);
    await refused(manager.patch(`/risks/${risk.id}`, { version: 1, event: 'x' }), 'for the unit Care');
  });

  test('does not hold for what belongs to no system: that is the whole organisation’s', async () => {
    const risk = await addRisk('Of all of us');
    await refused(
      manager.patch(`/risks/${risk.id}`, { version: 1, event: 'x' }),
      /^This needs the role .*Risk manager.* for the whole organisation\. RSK-\d+ “Of all of us” lies outside your part: it belongs to the whole organisation\.$/,
    );
    await refused(manager.post('/suppliers', { name: 'Somebody' }), 'for the whole organisation');
    const { body: criteria } = await officer.get('/risk-criteria');
    await refused(manager.post('/risk-criteria', criteria.suggested ?? criteria), /authority|role/);
  });

  test('makes only what lies inside', async () => {
    const ours = await addSystem('Ours to add to', unit.payments);
    const theirs = await addSystem('Not ours to add to', unit.care);
    const add = (systemIds: string[]) =>
      manager.post('/risks', { kind: 'risk', title: 'New', impactDimensions: [], systemIds });
    await done(add([ours.id]));
    await refused(add([]), 'for the whole organisation');
    await refused(add([theirs.id]), 'for the unit Care');
    await refused(add([ours.id, theirs.id]), 'for the unit Care');
    await done(manager.post('/systems', { name: 'Made here', unitId: unit.refunds }));
    await refused(manager.post('/systems', { name: 'Made there', unitId: unit.care }), 'for the unit Care');
    await refused(manager.post('/systems', { name: 'Made nowhere' }), 'for the AI system Made nowhere');
  });

  test('moves nothing in and nothing out', async () => {
    const ours = await addSystem('Stays', unit.payments);
    const theirs = await addSystem('Comes', unit.care);
    const move = (id: string, unitId: string | null) =>
      manager.patch(`/systems/${id}`, { version: 1, unitId });
    await refused(move(ours.id, unit.care), 'for the unit Care');
    await refused(move(ours.id, null), 'for the AI system Stays');
    await refused(move(theirs.id, unit.payments), 'for the unit Care');
    await done(move(ours.id, unit.refunds));
    const risk = await addRisk('Held', ours.id);
    const concern = (systemIds: string[]) => manager.post(`/risks/${risk.id}/systems`, { systemIds });
    await refused(concern([ours.id, theirs.id]), 'for the unit Care');
    await refused(concern([]), 'for the whole organisation');
    const more = await addSystem('More', unit.payments);
    await done(concern([ours.id, more.id]));
  });

  test('points at a shared model, and changes it only when no other unit uses it', async () => {
    const engineer = await app.person('Engineer of payments', ['ai-engineer'], {
      units: [unit.payments],
      systems: [],
    });
    const [ours, theirs] = [
      await addSystem('Uses it', unit.payments),
      await addSystem('Uses it too', unit.care),
    ];
    const { body: model } = await officer.post('/models', { name: 'Large model' });
    const link = { kind: 'uses-model', to: model.id };
    await refused(
      engineer.patch(`/models/${model.id}`, { version: 1, name: 'x' }),
      'for the whole organisation',
    );
    await done(engineer.post(`/systems/${ours.id}/links`, link));
    await done(engineer.patch(`/models/${model.id}`, { version: 1, name: 'Larger model' }));
    await refused(engineer.post(`/systems/${theirs.id}/links`, link), 'for the unit Care');
    await done(officer.post(`/systems/${theirs.id}/links`, link));
    await refused(engineer.patch(`/models/${model.id}`, { version: 2, name: 'x' }), 'for the unit Care');
    await done(engineer.delete(`/systems/${ours.id}/links`, link));
  });

  test('follows the tree of today: a unit moved under it comes inside', async () => {
    const lone = (await officer.post('/units', { name: 'Lone' })).body;
    const system = await addSystem('In the lone unit', lone.id);
    await refused(manager.patch(`/systems/${system.id}`, { version: 1, purpose: 'x' }), 'for the unit Lone');
    await done(officer.patch(`/units/${lone.id}`, { version: 1, parentId: unit.payments }));
    await done(manager.patch(`/systems/${system.id}`, { version: 1, purpose: 'x' }));
    await refused(manager.patch(`/units/${lone.id}`, { version: 2, parentId: null }), 'This needs the role');
  });

  test('leaves reading open', async () => {
    const theirs = await addSystem('To be read', unit.care);
    expect((await manager.get(`/systems/${theirs.id}`)).status).toBe(200);
    expect((await manager.get('/units-tree')).status).toBe(200);
    // A register that is open to some roles only stays closed: part of an organisation is not all of it.
    expect((await manager.get('/use-requests')).status).toBe(403);
    expect((await app.as('risk-manager').get('/use-requests')).status).toBe(200);
  });

  test('stands beside a role of the whole organisation, which still holds everywhere', async () => {
    const both = await app.person('Quality manager, engineer of payments', ['ai-engineer'], {
      units: [unit.payments],
      systems: [],
    });
    const theirs = await addSystem('Beside', unit.care);
    await refused(both.patch(`/systems/${theirs.id}`, { version: 1, purpose: 'x' }), 'for the unit Care');
    await done(
      app.as('administrator').post(`/people/${both.personId}/memberships`, { roles: ['quality-manager'] }),
    );
  });
});

describe('a role for an AI system', () => {
  test('holds for this one alone', async () => {
    const [one, other] = [await addSystem('One', unit.payments), await addSystem('Other', unit.payments)];
    const engineer = await app.person('Engineer of one', ['ai-engineer'], { units: [], systems: [one.id] });
    await done(engineer.patch(`/systems/${one.id}`, { version: 1, purpose: 'x' }));
    await refused(
      engineer.patch(`/systems/${other.id}`, { version: 1, purpose: 'x' }),
      'for the unit Payments',
    );
  });
});

describe('many at once', () => {
  test('editing says which rows one may not, and changes the others', async () => {
    const ours = [await addSystem('Many 1', unit.payments), await addSystem('Many 2', unit.refunds)];
    const theirs = await addSystem('Many 3', unit.care);
    const rows = [...ours, theirs].map(({ id, version }) => ({ id, version }));
    const change = { purpose: 'Together' };
    const { body: preview } = await manager.patch('/systems/rows', { rows, change, preview: true });
    expect(preview).toMatchObject({
      changed: 2,
      unchanged: 0,
      refused: [{ id: theirs.id, reason: expect.stringContaining('for the unit Care') }],
    });
    expect((await manager.get(`/systems/${ours[0]!.id}`)).body.version).toBe(1);
    const { body: answer } = await manager.patch('/systems/rows', { rows, change });
    expect(answer).toEqual({ ...preview, preview: false });
    expect((await manager.get(`/systems/${theirs.id}`)).body.version).toBe(1);
    expect((await manager.get(`/systems/${ours[1]!.id}`)).body.purpose).toBe('Together');
    await refused(
      manager.patch('/systems/rows', { rows: [{ id: theirs.id, version: 1 }], change }),
      'for the unit Care',
    );
  });

  test('moving many out of one’s part moves none', async () => {
    const ours = await addSystem('Moved together', unit.payments);
    await refused(
      manager.patch('/systems/rows', {
        rows: [{ id: ours.id, version: 1 }],
        change: { unitId: unit.care },
      }),
      'for the unit Care',
    );
  });

  test('a table brings in the rows inside, and names the others line by line', async () => {
    const ours = await addSystem('Table 1', unit.payments);
    const theirs = await addSystem('Table 2', unit.care);
    const { body: refunds } = await officer.get(`/units/${unit.refunds}`);
    const table = [
      'ref,name,purpose,unitId',
      `${ours.ref},Table 1,Changed,Payments (UNIT-0001)`,
      `${theirs.ref},Table 2,Changed,Care (UNIT-0003)`,
      `,Table 3,New,Refunds (${refunds.ref})`,
      ',Table 4,New,',
    ].join('\n');
    const send = async (preview: boolean) =>
      (
        await manager.raw(`/systems/rows?preview=${preview}`, {
          method: 'POST',
          body: table,
          headers: { 'content-type': 'text/csv' },
        })
      ).json();
    const preview = await send(true);
    expect(preview).toMatchObject({ updated: 1, created: 1, errorCount: 2 });
    expect(preview.errors.map((each: { line: number }) => each.line)).toEqual([3, 5]);
    expect(preview.errors[0].message).toContain('for the unit Care');
    expect(await send(false)).toEqual({ ...preview, preview: false });
    expect(
      (await manager.get('/systems?q=Table&sort=name')).body.rows.map((row: { name: string }) => row.name),
    ).toEqual(['Table 1', 'Table 2', 'Table 3']);
    // The same again: what is there already changes nothing, whosever it is.
    expect(await send(true)).toMatchObject({ updated: 0, unchanged: 1 });
  });
});

describe('who gives roles for a part', () => {
  const admin = () => app.as('administrator');

  test('an administrator, for units and AI systems that are there', async () => {
    const someone = await app.person('Someone', ['staff']);
    const grant = (scope: object | null) =>
      admin().post(`/people/${someone.personId}/memberships`, { roles: ['risk-manager'], scope });
    expect((await grant({ units: [], systems: [] })).status).toBe(422);
    expect((await grant({ units: ['unit_nowhere'], systems: [] })).body.problems[0]).toEqual({
      path: 'scope.units',
      message: 'There is no unit unit_nowhere',
    });
    await done(grant({ units: [unit.care], systems: [] }));
    const { body } = await admin().get('/directory');
    const held = body.people.find((each: { id: string }) => each.id === someone.personId).memberships;
    expect(held.at(-1)).toMatchObject({ scope: { units: [{ id: unit.care, name: 'Care' }], systems: [] } });
  });

  test('an administrator of a part gives none', async () => {
    const local = await app.person('Local administrator', ['administrator'], {
      units: [unit.care],
      systems: [],
    });
    const someone = await app.person('Someone else', ['staff']);
    await refused(
      local.post(`/people/${someone.personId}/memberships`, { roles: ['administrator'] }),
      'Roles are given by an administrator.',
    );
    await refused(
      local.post('/invitations', { email: 'a@example.org', roles: ['staff'] }),
      'This needs the role',
    );
  });

  test('the last administrator of the whole organisation stays one', async () => {
    const second = await app.person('Second administrator', ['administrator']);
    const { body } = await admin().get('/directory');
    const held = (id: string) => body.people.find((each: { id: string }) => each.id === id).memberships[0];
    const narrow = (who: TestClient, id: string) =>
      who.patch(`/memberships/${held(id).id}`, { version: 1, scope: { units: [unit.care], systems: [] } });
    await done(narrow(second, admin().personId!));
    const third = await app.person('Third', ['administrator'], { units: [unit.care], systems: [] });
    expect(third.personId).not.toBeNull();
    const last = await narrow(admin(), second.personId!);
    expect(last.body).toMatchObject({
      code: 'wrong-state',
      detail: expect.stringContaining('administrator of all of it'),
    });
  });

  test('a unit for which somebody holds roles is not removed', async () => {
    const held = (await officer.post('/units', { name: 'Held' })).body;
    await app.person('Holder', ['risk-manager'], { units: [held.id], systems: [] });
    expect((await officer.delete(`/units/${held.id}`, { version: 1 })).body.detail).toBe(
      'Somebody holds roles for it.',
    );
  });
});
