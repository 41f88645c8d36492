import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { viewModule } from './module.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp({ modules: [viewModule] });
});
afterAll(() => app.close());

const mine = { title: 'High and mine', page: '/risks', state: { 'level[gte]': '12', sort: '-level' } };

describe('a view', () => {
  test('is seen by who saved it and by nobody else, until it is shared', async () => {
    const officer = app.as('governance-officer');
    const staff = app.as('staff');
    const { body: made } = await officer.post('/views', mine);
    expect((await officer.get('/views?page=/risks')).body.views).toMatchObject([
      { title: 'High and mine', own: true, shared: false, state: mine.state },
    ]);
    expect((await staff.get('/views?page=/risks')).body.views).toEqual([]);
    await officer.patch(`/views/${made.id}`, { version: 1, shared: true });
    expect((await staff.get('/views?page=/risks')).body.views).toMatchObject([{ own: false, shared: true }]);
    expect((await staff.get('/views?page=/systems')).body.views).toEqual([]);
  });

  test.each([
    ['governance-officer', false, 200],
    ['governance-officer', true, 200],
    ['staff', false, 200],
    ['staff', true, 403],
    ['external-auditor', false, 200],
    ['external-auditor', true, 403],
  ] as const)('%s saving one with shared %s gets %i', async (role, shared, status) => {
    expect((await app.as(role).post('/views', { ...mine, page: '/people', shared })).status).toBe(status);
  });

  test('of somebody else is neither changed, nor taken over, nor removed', async () => {
    const { body: made } = await app.as('staff').post('/views', mine);
    const engineer = app.as('ai-engineer');
    expect((await engineer.patch(`/views/${made.id}`, { version: 1, title: 'Mine now' })).status).toBe(403);
    expect((await engineer.delete(`/views/${made.id}`, { version: 1 })).status).toBe(403);
    expect((await app.as('staff').patch(`/views/${made.id}`, { version: 1, shared: true })).status).toBe(403);
    expect((await app.as('staff').delete(`/views/${made.id}`, { version: 1 })).status).toBe(200);
  });

  test('needs a name and a page of this web app, and the command line alone has none', async () => {
    const officer = app.as('governance-officer');
    expect((await officer.post('/views', { ...mine, title: ' ' })).status).toBe(422);
    expect((await officer.post('/views', { ...mine, page: '//elsewhere.example' })).status).toBe(422);
    expect((await officer.post('/views', { ...mine, page: 'https://elsewhere.example' })).status).toBe(422);
    expect((await app.operator.post('/views', mine)).status).toBe(403);
  });

  test('of which there are forty already is refused', async () => {
    const manager = app.as('risk-manager');
    for (let i = 0; i < 40; i += 1)
      await manager.post('/views', { ...mine, page: '/forty', title: `View ${i}` });
    expect((await manager.post('/views', { ...mine, page: '/forty' })).body).toMatchObject({
      code: 'wrong-state',
    });
  });
});
