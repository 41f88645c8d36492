import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSignIn, type SignInStage } from '#test/testkit/sign-in-stage.ts';
import { visitor } from '#test/testkit/visitor.ts';

let stage: SignInStage;
beforeAll(async () => {
  stage = await openSignIn();
});
afterAll(() => stage.close());

test('how to sign in by a passkey is told to everybody alike, and names no account', async () => {
  const stranger = visitor(stage.api);
  const options = (await stranger('/api/auth/passkey/options', {})).body;
  const own = (await stage.anna('/api/auth/passkey/options', {})).body;
  for (const each of [options, own]) expect(Object.keys(each).sort()).toEqual(Object.keys(options).sort());
  expect(options.rpId).toBe('localhost');
  expect(options.allowCredentials ?? []).toEqual([]);
});

test('an answer that no device made opens nothing, and who tries often must wait', async () => {
  const stranger = visitor(stage.api);
  const answers = [];
  for (let i = 0; i < 6; i += 1) {
    await stranger('/api/auth/passkey/options', {});
    const response = { id: 'AAAA', rawId: 'AAAA', type: 'public-key', response: {} };
    answers.push((await stranger('/api/auth/passkey', { response })).status);
  }
  expect(answers).toEqual([401, 401, 401, 401, 401, 429]);
});

test('making one and taking one away need a session with a fresh proof, not a key and not a foreign page', async () => {
  const { anna, api, org, clock } = stage;
  expect((await anna('/api/account/passkeys/options', {})).status).toBe(200);
  const { body: key } = await anna(`/api/orgs/${org}/keys`, { name: 'pipeline' });
  expect((await visitor(api, { 'x-api-key': key.key })('/api/account/passkeys/options', {})).status).toBe(
    403,
  );
  expect((await visitor(api)('/api/account/passkeys/options', {})).status).toBe(401);
  clock.set(new Date(clock.now().getTime() + 16 * 60_000).toISOString());
  expect((await anna('/api/account/passkeys/options', {})).body.code).toBe('proof-needed');
  expect((await anna('/api/account/passkeys/some', {}, 'DELETE')).body.code).toBe('proof-needed');
  await anna('/api/account/proof', { password: stage.password });
  expect((await anna('/api/account/passkeys/some', {}, 'DELETE')).status).toBe(404);
  const response = { id: 'AAAA', rawId: 'AAAA', type: 'public-key', response: {} };
  expect((await anna('/api/account/passkeys', { name: 'Forged', response })).status).toBe(403);
  expect((await anna('/api/account/passkeys')).body).toEqual({ passkeys: [] });
});
