import { afterAll, beforeAll, expect, test } from 'vitest';
import { MANY_NAMES } from '#kernel/name-endpoints.ts';
import { modules } from '#modules/index.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp({ modules });
});
afterAll(() => app.close());

test('records are named by their ids in one answer; what is elsewhere or nowhere is left out', async () => {
  const officer = app.as('governance-officer');
  const add = async (name: string) => (await officer.post('/systems', { name })).body;
  const ours = [await add('Applicant ranking'), await add('Shift planning')];
  const stranger = (await app.otherOrganisation()).officer;
  const theirs = (await stranger.post('/systems', { name: 'Not ours' })).body;
  const ids = [...ours, theirs].map((each) => each.id).join(',');

  const answer = await app.as('ai-engineer').get(`/record-names?ids=${ids},sys_nowhere`);

  expect(answer.status).toBe(200);
  expect(answer.body.names).toEqual(
    ours.map(({ id, ref, name }) => ({ id, type: 'system', ref, title: name })),
  );
});

test('more ids than fit in an answer are refused, not cut off in silence', async () => {
  const ids = Array.from({ length: MANY_NAMES + 1 }, (_, i) => `sys_${i}`).join(',');

  expect((await app.as('ai-engineer').get(`/record-names?ids=${ids}`)).status).toBe(422);
  expect((await app.as('ai-engineer').get('/record-names')).status).toBe(422);
});
