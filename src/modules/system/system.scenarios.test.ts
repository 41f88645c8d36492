import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { datasetModule } from '#modules/dataset/module.ts';
import { modelModule } from '#modules/model/module.ts';
import { supplierModule } from '#modules/supplier/module.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { systemModule } from './module.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp({ modules: [supplierModule, datasetModule, modelModule, systemModule] });
});
afterAll(() => app.close());

const officer = () => app.as('governance-officer');
const made = async (path: string, body: object) => {
  const answer = await officer().post(path, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
};
const newOne = (fields: object = {}) => made('/systems', { name: 'Ledger', ...fields });

describe('the scope', () => {
  test.each([
    ['governance-officer', 200],
    ['top-management', 200],
    ['quality-manager', 200],
    ['risk-manager', 403],
    ['ai-engineer', 403],
    ['external-auditor', 403],
    ['staff', 403],
  ] as const)('decided by %s gets %i', async (role, status) => {
    const { id, version } = await newOne();
    expect((await app.as(role).post(`/systems/${id}/scope`, { version, scope: 'in' })).status).toBe(status);
  });

  test('is not decided by the command line alone', async () => {
    const { id, version } = await newOne();
    expect((await app.operator.post(`/systems/${id}/scope`, { version, scope: 'in' })).status).toBe(403);
  });

  test('leaves nothing out without a reason', async () => {
    const { id, version } = await newOne();
    const path = `/systems/${id}/scope`;
    expect((await officer().post(path, { version, scope: 'out' })).body.problems[0].path).toBe('reason');
    const { body } = await officer().post(path, { version, scope: 'out', reason: 'It learns nothing' });
    expect(body).toMatchObject({ scope: 'out', scopeReason: 'It learns nothing' });
  });

  test('is not typed into the record', async () => {
    const { id, version } = await newOne();
    expect((await officer().patch(`/systems/${id}`, { version, scope: 'in' })).status).toBe(422);
  });
});

describe('the classification', () => {
  const classify = (id: string, version: number, answers: object, facts: object = {}) =>
    officer().post(`/systems/${id}/classification`, { version, answers, facts });

  test('of a system about which nothing is known is nothing, and above all not minimal', async () => {
    const { id, version } = await newOne();
    const { body } = await classify(id, version, { 's-ai': 'yes' });
    expect(body).toMatchObject({ euState: 'proposed', euOutcomes: [] });
    const { body: shown } = await officer().get(`/systems/${id}/classification`);
    expect(shown.undetermined.map((each: { id: string }) => each.id)).toContain('minimal');
    for (const open of shown.undetermined) expect(open.blockedBy.length).toBeGreaterThan(0);
    expect(shown.next.length).toBeGreaterThan(0);
  });

  test('takes only questions and facts that the tree has', async () => {
    const { id, version } = await newOne();
    const answer = await classify(id, version, { 'iii-99': 'yes' }, { roles: ['king'], firstPlaced: 'soon' });
    expect(answer.status).toBe(422);
    expect(answer.body.problems.map((each: { path: string }) => each.path).sort()).toEqual([
      'answers.iii-99',
      'facts.firstPlaced',
      'facts.roles',
    ]);
  });

  test.each([
    ['governance-officer', 200],
    ['risk-manager', 200],
    ['data-protection-officer', 200],
    ['ai-engineer', 403],
    ['top-management', 403],
    ['staff', 403],
  ] as const)('confirmed by %s gets %i', async (role, status) => {
    const { id, version } = await newOne();
    const { body } = await classify(id, version, { 's-ai': 'no' });
    const answer = await app
      .as(role)
      .post(`/systems/${id}/classification/confirm`, { version: body.version, reason: 'A rule of thumb' });
    expect(answer.status).toBe(status);
    if (status === 200)
      expect(answer.body).toMatchObject({ euState: 'confirmed', euConfirmedBy: app.as(role).personId });
  });

  test('is not confirmed by the command line alone, nor before a question is answered', async () => {
    const { id, version } = await newOne();
    const path = `/systems/${id}/classification/confirm`;
    expect((await officer().post(path, { version, reason: 'Because' })).status).toBe(409);
    const { body } = await classify(id, version, { 's-ai': 'no' });
    expect((await app.operator.post(path, { version: body.version, reason: 'Because' })).status).toBe(403);
  });

  test('with open classes is confirmed only with the reason why', async () => {
    const { id, version } = await newOne();
    const { body } = await classify(id, version, { 's-ai': 'yes' });
    const path = `/systems/${id}/classification/confirm`;
    expect((await officer().post(path, { version: body.version })).status).toBe(409);
    expect((await officer().post(path, { version: body.version, reason: 'Supplier asked' })).status).toBe(
      200,
    );
  });

  test('confirmed on other answers than the ones seen is a conflict', async () => {
    const { id, version } = await newOne();
    await classify(id, version, { 's-ai': 'no' });
    const path = `/systems/${id}/classification/confirm`;
    expect((await officer().post(path, { version, reason: 'Because' })).status).toBe(409);
  });

  test('falls back to a proposal when the role under the law changes', async () => {
    const { id, version } = await newOne({ actRoles: ['deployer'] });
    const { body } = await classify(id, version, { 's-ai': 'no' });
    const { body: confirmed } = await officer().post(`/systems/${id}/classification/confirm`, {
      version: body.version,
      reason: 'Looked at',
    });
    const { body: after } = await officer().patch(`/systems/${id}`, {
      version: confirmed.version,
      actRoles: ['provider'],
    });
    expect(after).toMatchObject({ euState: 'proposed', euConfirmedBy: null });
  });
});

describe('what a system is made of', () => {
  const link = (id: string, body: object) => officer().post(`/systems/${id}/links`, body);

  test('is linked by id or reference, shows at both ends, and keeps the other from being removed', async () => {
    const { id } = await newOne();
    const model = await made('/models', { name: 'Scorer' });
    expect((await link(id, { kind: 'uses-model', to: model.ref })).body.to).toBe(model.id);
    expect((await link(id, { kind: 'uses-model', to: model.id })).status).toBe(200);
    const { body } = await officer().get(`/models/${model.id}/linked`);
    expect(body.neighbours).toEqual([expect.objectContaining({ id, label: 'is used by' })]);
    expect((await officer().delete(`/models/${model.id}`, { version: 1 })).body.code).toBe('in-use');
    expect(
      (await officer().delete(`/systems/${id}/links`, { kind: 'uses-model', to: model.id })).status,
    ).toBe(200);
    expect((await officer().delete(`/models/${model.id}`, { version: 1 })).status).toBe(200);
  });

  test('a model keeps its data, and a data set its supplier', async () => {
    const model = await made('/models', { name: 'M' });
    const data = await made('/datasets', { name: 'D' });
    const supplier = await made('/suppliers', { name: 'S' });
    await made(`/models/${model.id}/links`, { kind: 'trained-on', to: data.ref });
    await made(`/models/${model.id}/links`, { kind: 'model-from', to: supplier.ref });
    await made(`/datasets/${data.id}/links`, { kind: 'data-from', to: supplier.ref });
    expect((await officer().delete(`/datasets/${data.id}`, { version: 1 })).body.code).toBe('in-use');
    expect((await officer().delete(`/suppliers/${supplier.id}`, { version: 1 })).body.code).toBe('in-use');
  });

  test('is only what the kind allows, and only of this organisation', async () => {
    const { id } = await newOne();
    const supplier = await made('/suppliers', { name: 'Nordlicht' });
    expect((await link(id, { kind: 'uses-model', to: supplier.id })).status).toBe(422);
    expect((await link(id, { kind: 'concerns', to: supplier.id })).status).toBe(422);
    expect((await link(id, { kind: 'supplied-by', to: 'SUP-9999' })).status).toBe(404);
    const { officer: stranger } = await app.otherOrganisation();
    const { body: theirs } = await stranger.post('/suppliers', { name: 'Theirs' });
    const foreign = await link(id, { kind: 'supplied-by', to: theirs.id });
    const nobody = await link(id, { kind: 'supplied-by', to: 'sup_01a20cc8-8ea1-7a3d-93d3-a291d3014912' });
    expect([foreign.status, foreign.body.code]).toEqual([422, 'invalid-input']);
    // Whether the other organisation has such a record cannot be told from the answer.
    expect(foreign.body.detail.replace(theirs.id, '')).toBe(
      nobody.body.detail.replace('sup_01a20cc8-8ea1-7a3d-93d3-a291d3014912', ''),
    );
  });

  test.each([
    ['ai-engineer', 200],
    ['risk-manager', 200],
    ['external-auditor', 403],
    ['staff', 403],
  ] as const)('said by %s gets %i', async (role, status) => {
    const { id } = await newOne();
    const supplier = await made('/suppliers', { name: `For ${role}` });
    const answer = await app.as(role).post(`/systems/${id}/links`, { kind: 'supplied-by', to: supplier.id });
    expect(answer.status).toBe(status);
  });
});
