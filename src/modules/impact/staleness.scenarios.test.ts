import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeModule } from '#modules/change/module.ts';
import { datasetModule } from '#modules/dataset/module.ts';
import { modelModule } from '#modules/model/module.ts';
import { riskModule } from '#modules/risk/module.ts';
import { supplierModule } from '#modules/supplier/module.ts';
import { systemModule } from '#modules/system/module.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { approved, decided, expectOk, systemInScope } from './assessed.fixture.ts';
import { impactModule } from './module.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp({
    modules: [
      supplierModule,
      datasetModule,
      modelModule,
      systemModule,
      riskModule,
      impactModule,
      changeModule,
    ],
  });
  await decided(app);
});
afterAll(() => app.close());

type Mark = {
  readonly dependent: string;
  readonly cause: string;
  readonly part: string | null;
  readonly id: string;
};

/** What is to be looked at again of one assessment: the parts of its answers, its impacts, and itself. */
async function stale(systemId: string): Promise<readonly Mark[]> {
  const { rows } = expectOk(await app.as('governance-officer').get('/stale?limit=1000'));
  const { body: list } = await app.as('governance-officer').get(`/impacts?systemId=${systemId}`);
  const ids = new Set<string>(list.rows.map((each: { id: string }) => each.id));
  for (const path of ['/impact-answers', '/impact-entries'])
    for (const id of [...ids]) {
      const { body } = await app.as('governance-officer').get(`${path}?impactId=${id}&limit=500`);
      for (const each of body.rows ?? []) ids.add(each.id);
    }
  return rows.filter((each: Mark) => ids.has(each.id));
}

test('another base model marks the assessment, its impacts and the answers it can touch, and no others; saying that it holds clears them', async () => {
  const engineer = app.as('ai-engineer');
  const { id: systemId } = await systemInScope(app);
  const { body: model } = await engineer.post('/models', { name: 'Ranker', modelVersion: '1.0' });
  expectOk(await engineer.post(`/systems/${systemId}/links`, { kind: 'uses-model', to: model.id }));
  const { impact } = await approved(app, { systemId });
  expect(await stale(systemId)).toEqual([]);
  expectOk(await engineer.patch(`/models/${model.id}`, { version: model.version, modelVersion: '2.0' }));
  const marks = await stale(systemId);
  expect(marks).toContainEqual(expect.objectContaining({ dependent: 'impact.assessment', id: impact.id }));
  expect(marks.filter((each) => each.dependent === 'impact.entries').map((each) => each.part)).toEqual([
    'fairness',
    'fairness',
  ]);
  const parts = marks.map((each) => each.part);
  expect(parts).toContain('q-functions');
  expect(parts).toContain('q-oversight');
  expect(parts).not.toContain('q-retention');
  const current = (await engineer.get(`/impacts/${impact.id}`)).body;
  expectOk(
    await app.as('top-management').post(`/impacts/${impact.id}/review`, {
      version: current.version,
      reason: 'The tests by group show the same',
    }),
  );
  expect(await stale(systemId)).toEqual([]);
});

test('other people affected touch the answers on people', async () => {
  const { id: systemId, version } = await systemInScope(app);
  await approved(app, { systemId });
  const change = { version, affectedPeople: 'Applicants and their families' };
  expectOk(await app.as('ai-engineer').patch(`/systems/${systemId}`, change));
  const marks = await stale(systemId);
  expect(marks.map((each) => each.part)).toContain('q-groups');
  expect(marks.every((each) => each.cause === 'system.population')).toBe(true);
});
