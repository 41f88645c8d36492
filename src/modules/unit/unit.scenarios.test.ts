import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { datasetModule } from '#modules/dataset/module.ts';
import { modelModule } from '#modules/model/module.ts';
import { riskModule } from '#modules/risk/module.ts';
import { supplierModule } from '#modules/supplier/module.ts';
import { system } from '#modules/system/contract.ts';
import { systemModule } from '#modules/system/module.ts';
import { newSystem } from '#modules/system/service.ts';
import { writing } from '#platform/runtime.ts';
import { makeTestApp, type TestApp, type TestClient } from '#test/testkit/app.ts';
import type { UnitNode } from './contract.ts';
import { unitModule } from './module.ts';

let app: TestApp;
let officer: TestClient;
beforeAll(async () => {
  app = await makeTestApp({
    modules: [supplierModule, datasetModule, modelModule, systemModule, riskModule, unitModule],
  });
  officer = app.as('governance-officer');
});
afterAll(() => app.close());

const add = async (name: string, over: object = {}) => {
  const { status, body } = await officer.post('/units', { name, ...over });
  expect(status, JSON.stringify(body)).toBe(200);
  return body as { id: string; ref: string; version: number };
};
const addSystem = async (name: string, unitId: string | null) =>
  (await officer.post('/systems', { name, unitId })).body as { id: string; version: number };
const tree = async (query = '') => (await officer.get(`/units-tree${query}`)).body;
const node = async (id: string, query = ''): Promise<UnitNode> =>
  (await tree(query)).units.find((each: UnitNode) => each.id === id);

describe('who draws the organisation', () => {
  test.each([
    ['administrator', 200],
    ['governance-officer', 200],
    ['top-management', 200],
    ['risk-manager', 403],
    ['ai-engineer', 403],
    ['external-auditor', 403],
    ['staff', 403],
  ] as const)('%s adding a unit gets %i', async (role, status) => {
    expect((await app.as(role).post('/units', { name: `By ${role}` })).status).toBe(status);
  });

  test('every member reads the tree, a stranger does not', async () => {
    expect((await app.as('staff').get('/units-tree')).status).toBe(200);
    expect((await app.as('staff').get('/units-names')).status).toBe(200);
    const { officer: stranger } = await app.otherOrganisation();
    const answer = await app.request(`/api/orgs/${app.org}/units-tree`, {
      headers: { 'x-test-person': stranger.personId! },
    });
    expect(answer.status).toBe(404);
  });
});

describe('the tree', () => {
  test('counts AI systems and open risks of a unit alone and with all below it', async () => {
    const care = await add('Care');
    const nights = await add('Night care', { parentId: care.id });
    const rota = await addSystem('Rota', care.id);
    const fall = await addSystem('Fall alarm', nights.id);
    const { body: risk } = await officer.post('/risks', {
      kind: 'risk',
      title: 'Missed fall',
      impactDimensions: [],
    });
    await officer.post(`/risks/${risk.id}/systems`, { systemIds: [rota.id, fall.id] });
    await officer.post(`/systems/${fall.id}/scope`, { version: 1, scope: 'in' });
    expect(await node(care.id)).toMatchObject({
      depth: 0,
      own: { systems: 1, inScope: 0, openRisks: 1 },
      // The one risk of both counts once.
      below: { systems: 2, inScope: 1, openRisks: 1 },
    });
    expect(await node(nights.id)).toMatchObject({ depth: 1, own: { systems: 1, inScope: 1, openRisks: 1 } });
    const names = (await tree()).units.map((each: UnitNode) => each.name);
    expect(names.indexOf('Night care')).toBe(names.indexOf('Care') + 1);
    const named = (await officer.get('/units-names')).body.units as UnitNode[];
    expect(named).toEqual(
      (await tree()).units.map(({ id, name, depth, closedOn }: UnitNode) => ({ id, name, depth, closedOn })),
    );
  });

  test('the register of AI systems is narrowed to a unit with all below it', async () => {
    const care = (await tree()).units.find((each: UnitNode) => each.name === 'Care');
    const nights = (await tree()).units.find((each: UnitNode) => each.name === 'Night care');
    const under = async (filter: string) =>
      (await officer.get(`/systems?${filter}`)).body.rows.map((row: { name: string }) => row.name);
    expect(await under(`unit=${care.id}`)).toEqual(['Fall alarm', 'Rota']);
    expect(await under(`unit=${nights.id}`)).toEqual(['Fall alarm']);
    expect(await under(`unitId=${care.id}`)).toEqual(['Rota']);
    expect(await under('unit=unit_nowhere')).toEqual([]);
  });

  test('a past day shows the units of that day', async () => {
    const sales = await add('Sales');
    const bot = await addSystem('Sales bot', sales.id);
    const { at } = (await officer.get('/systems')).body;
    const legal = await add('Legal');
    await officer.patch(`/systems/${bot.id}`, { version: bot.version, unitId: legal.id });
    expect((await node(sales.id)).own.systems).toBe(0);
    expect((await node(sales.id, `?at=${at}`)).own.systems).toBe(1);
    expect((await officer.get(`/systems?unit=${sales.id}&at=${at}`)).body.rows).toHaveLength(1);
  });

  test('no unit stands in itself, in one below it, in a closed one or in none that there is', async () => {
    const outer = await add('Outer');
    const inner = await add('Inner', { parentId: outer.id });
    const closed = await add('Closed', { closedOn: '2026-01-01' });
    const move = (id: string, version: number, parentId: string) =>
      officer.patch(`/units/${id}`, { version, parentId });
    expect((await move(outer.id, 1, inner.id)).body).toMatchObject({
      code: 'invalid-input',
      problems: [{ path: 'parentId', message: 'A unit cannot stand in itself or in one below it.' }],
    });
    const inGerman = await app.request(`/api/orgs/${app.org}/units/${outer.id}`, {
      method: 'PATCH',
      body: JSON.stringify({ version: 1, parentId: closed.id }),
      headers: {
        'x-test-person': officer.personId!,
        'content-type': 'application/json',
        'accept-language': 'de',
      },
    });
    expect((await inGerman.json()).detail).toBe('„Closed“ ist geschlossen und nimmt nichts Neues auf.');
    expect((await move(outer.id, 1, outer.id)).status).toBe(422);
    expect((await move(outer.id, 1, closed.id)).body.problems[0].message).toContain('closed');
    expect((await officer.post('/units', { name: 'Lost', parentId: 'unit_nowhere' })).status).toBe(422);
  });

  test('units stand at most twelve deep, a moved branch included', async () => {
    let above: string | null = null;
    for (let depth = 1; depth <= 12; depth += 1)
      above = (await add(`Depth ${depth}`, { parentId: above })).id;
    expect((await officer.post('/units', { name: 'Too deep', parentId: above })).status).toBe(422);
    const branch = await add('Branch');
    await add('Twig', { parentId: branch.id });
    const eleven = (await tree()).units.find((each: UnitNode) => each.name === 'Depth 11').id;
    expect((await officer.patch(`/units/${branch.id}`, { version: 1, parentId: eleven })).status).toBe(422);
  });

  test('an AI system goes only into a unit that is there and open', async () => {
    const closed = await add('Former', { closedOn: '2026-01-01' });
    expect((await officer.post('/systems', { name: 'Late', unitId: closed.id })).body).toMatchObject({
      problems: [{ path: 'unitId', message: '“Former” is closed and takes nothing new.' }],
    });
    expect((await officer.post('/systems', { name: 'Late', unitId: 'unit_nowhere' })).status).toBe(422);
  });
});

describe('taking a unit away', () => {
  test('is refused while AI systems or units are in it, and says what to do', async () => {
    const busy = await add('Busy');
    const small = await add('Small', { parentId: busy.id });
    const held = await addSystem('Held', small.id);
    expect((await officer.delete(`/units/${busy.id}`, { version: 1 })).body).toMatchObject({
      code: 'in-use',
      detail: 'Units stand in it: Small.',
    });
    const refused = await officer.delete(`/units/${small.id}`, { version: 1 });
    expect(refused.body).toMatchObject({ code: 'in-use', detail: 'AI systems belong to it: Held.' });
    expect(refused.body.next).toContain('Put them into another unit first');
    await officer.patch(`/systems/${held.id}`, { version: held.version, unitId: null });
    expect((await officer.delete(`/units/${small.id}`, { version: 1 })).status).toBe(200);
    expect((await officer.delete(`/units/${busy.id}`, { version: 1 })).status).toBe(200);
  });
});

describe('units of the agencies that an imported inventory names', () => {
  const imported = (name: string, agency: string | null, bureau: string | null) =>
    writing(
      app.runtime,
      { org: app.org, operation: 'import.apply', actor: { id: null, name: 'x', via: 'operator', roles: [] } },
      (tx) => tx.insert(system, newSystem({ name, agency, bureau })),
    );

  test('a preview says what would happen and keeps nothing; doing it again adds only what is new', async () => {
    await imported('Claims triage', 'Department of Care', 'Claims Office');
    await imported('Claims letters', 'department of care', 'Claims Office');
    await imported('Fleet', 'Department of Care', null);
    await imported('Lone', 'Weather Service', 'Weather Service');
    const before = (await tree()).units.length;
    const { body: preview } = await officer.post('/units/from-agencies', { preview: true });
    expect(preview).toMatchObject({ preview: true, made: 3, systems: 4 });
    expect((await tree()).units).toHaveLength(before);
    const { body: done } = await officer.post('/units/from-agencies');
    expect(done).toEqual({ ...preview, preview: false });
    const care = (await tree()).units.find((each: UnitNode) => each.name === 'Department of Care');
    expect(care).toMatchObject({ own: { systems: 1 }, below: { systems: 3 } });
    expect((await officer.post('/units/from-agencies')).body).toMatchObject({ made: 0, systems: 0 });
    await imported('Claims bot', 'Department of Care', 'Claims Office');
    expect((await officer.post('/units/from-agencies')).body).toMatchObject({ made: 0, systems: 1 });
  });

  test('somebody without the role makes none', async () => {
    expect((await app.as('ai-engineer').post('/units/from-agencies', { preview: true })).status).toBe(403);
  });
});

describe('a table of AI systems', () => {
  test('says the unit by name and reference, and reads it again', async () => {
    const unit = await add('Pharmacy');
    const bot = await addSystem('Pill counter', unit.id);
    const file = await (await officer.raw(`/systems/rows?unitId=${unit.id}&columns=ref,name,unitId`)).text();
    expect(file).toContain(`Pharmacy (${unit.ref})`);
    await officer.patch(`/systems/${bot.id}`, { version: 1, unitId: null });
    const again = await officer.raw('/systems/rows', {
      method: 'POST',
      body: file,
      headers: { 'content-type': 'text/csv' },
    });
    expect(await again.json()).toMatchObject({ updated: 1, errorCount: 0 });
    expect((await officer.get(`/systems/${bot.id}`)).body.unitId).toBe(unit.id);
  });
});
