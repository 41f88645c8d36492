import { afterAll, beforeAll, expect, test } from 'vitest';
import { staleList } from '#modules/change/queries.ts';
import { reading } from '#platform/runtime.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { approvedRecord } from './lifecycle.testing.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp();
});
afterAll(() => app.close());

const officer = () => app.as('governance-officer');
const actor = { id: null, name: 'The operator', via: 'operator', roles: [] } as const;
/** What is to be looked at again, of the three kinds that this slice registers. */
async function stale(): Promise<readonly string[]> {
  const { rows } = await reading(
    app.runtime,
    { org: app.org, actor },
    (ctx) => staleList(ctx, { limit: 100 }),
    true,
  );
  return [...new Set(rows.map((each) => each.dependent))]
    .filter((each) => ['lifecycle.record', 'dataset.quality', 'card.published'].includes(each))
    .sort();
}
const version = async (path: string) => (await officer().get(path)).body.version as number;
const act = async (path: string, verb: string, body: object = {}) => {
  const answer = await officer().post(`${path}/${verb}`, { version: await version(path), ...body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
};

test('approved records, confirmed quality and published cards are stale after a significant change, until somebody looked', async () => {
  const engineer = app.as('ai-engineer');
  const { body: system } = await engineer.post('/systems', {
    name: 'Ranking',
    purpose: 'Orders',
    riskLevel: 'low',
    autonomy: 'informs',
  });
  const record = await approvedRecord(app, { systemId: system.id, kind: 'design' });
  const { body: data } = await officer().post('/datasets', {
    name: 'Forms',
    quality: [{ about: 'accuracy', term: 'Right', bound: 'at-least', limit: 9, result: 10 }],
  });
  await officer().post(`/systems/${system.id}/links`, { kind: 'uses-data', to: data.id });
  await act(`/datasets/${data.id}`, 'quality/confirm');
  const { body: card } = await engineer.post('/cards', {
    systemId: system.id,
    title: 'Ranking',
    intendedUse: 'Recruiters',
    notFor: 'Others',
    capabilities: 'Reads',
    limits: 'Some',
    oversight: 'People',
    contact: 'us',
    measures: ['plain-purpose', 'notice'].map((id) => ({ id, state: 'used', how: 'Here' })),
  });
  await act(`/cards/${card.id}`, 'publish');
  await act(`/lifecycle-records/${record.id}`, 'reaffirm');
  expect(await stale()).toEqual([]);

  await officer().patch(`/systems/${system.id}`, {
    version: await version(`/systems/${system.id}`),
    purpose: 'Rejects',
  });
  expect(await stale()).toEqual(['card.published', 'dataset.quality', 'lifecycle.record']);
  await act(`/lifecycle-records/${record.id}`, 'reaffirm');
  expect(await stale()).toEqual(['card.published', 'dataset.quality']);
  await act(`/datasets/${data.id}`, 'quality/confirm');
  await act(`/cards/${card.id}`, 'reaffirm');
  expect(await stale()).toEqual([]);

  // Withdrawing the data is a change of everything that rests on it; their own quality no longer matters.
  await act(`/datasets/${data.id}`, 'withdraw', { reason: 'Consent ended' });
  expect(await stale()).toEqual(['card.published', 'lifecycle.record']);
});

test('a new version of the model makes what rests on its systems stale; a change of another system does not', async () => {
  const engineer = app.as('ai-engineer');
  const { body: system } = await engineer.post('/systems', { name: 'Letters' });
  const { body: other } = await engineer.post('/systems', { name: 'Other' });
  const { body: model } = await officer().post('/models', { name: 'L3', modelVersion: '3.1' });
  await officer().post(`/systems/${system.id}/links`, { kind: 'uses-model', to: model.id });
  const record = await approvedRecord(app, { systemId: system.id, kind: 'data' });
  const staleRecords = async () => {
    const { rows } = await reading(
      app.runtime,
      { org: app.org, actor },
      (ctx) => staleList(ctx, { limit: 100 }),
      true,
    );
    return rows.filter((each) => each.id === record.id).map((each) => each.dependent);
  };
  await officer().patch(`/systems/${other.id}`, { version: 1, purpose: 'New' });
  expect(await staleRecords()).toEqual([]);
  await officer().patch(`/models/${model.id}`, { version: 1, modelVersion: '4.0' });
  expect(await staleRecords()).toEqual(['lifecycle.record']);
});
