import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSignIn, type SignInStage } from '#test/testkit/sign-in-stage.ts';
import { visitor } from '#test/testkit/visitor.ts';

let stage: SignInStage;
let at: (path: string) => string;
const ids: string[] = [];
beforeAll(async () => {
  stage = await openSignIn();
  at = (path) => `/api/orgs/${stage.org}${path}`;
  for (const name of ['Measured', 'Not measured'])
    ids.push((await stage.anna(at('/systems'), { name })).body.id);
});
afterAll(() => stage.close());

test('a key for one AI system does for it what its person may, and nothing elsewhere', async () => {
  const { body: made } = await stage.anna(at('/keys'), { name: 'pipeline', systems: ['SYS-0001'] });
  const byKey = visitor(stage.api, { 'x-api-key': made.key });
  const edit = (id: string) => byKey(at(`/systems/${id}`), { version: 1, purpose: 'Known' }, 'PATCH');
  expect((await edit(ids[0]!)).status).toBe(200);
  const refused = await edit(ids[1]!);
  expect(refused.status).toBe(403);
  expect(refused.body.detail).toContain('for the AI system Not measured.');
  for (const [path, body] of [
    ['/systems', { name: 'Made by the key' }],
    ['/suppliers', { name: 'Somebody' }],
    ['/invitations', { email: 'x@example.org', roles: ['staff'] }],
    ['/keys', { name: 'another' }],
  ] as const)
    expect((await byKey(at(path), body)).status, path).toBe(403);
  const { body: shown } = await stage.anna(at('/keys'));
  expect(shown.keys[0]).toMatchObject({ name: 'pipeline', systems: [{ id: ids[0], name: 'Measured' }] });
});

test('a key is narrowed only to AI systems that are there', async () => {
  const answer = await stage.anna(at('/keys'), { name: 'pipeline', systems: ['SYS-0099'] });
  expect(answer.body.problems).toEqual([{ path: 'systems', message: 'There is no AI system SYS-0099' }]);
});

test('a key that was not narrowed does what its person may', async () => {
  const { body: made } = await stage.anna(at('/keys'), { name: 'whole' });
  const byKey = visitor(stage.api, { 'x-api-key': made.key });
  expect((await byKey(at('/suppliers'), { name: 'Somebody' })).status).toBe(200);
});
