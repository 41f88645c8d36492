import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSignIn, type SignInStage } from '#test/testkit/sign-in-stage.ts';
import { totp } from '#test/testkit/totp.ts';
import { visitor } from '#test/testkit/visitor.ts';

const PASSWORD = 'a sentence is a good password';
let stage: SignInStage;
let { runtime, api, anna, org }: Pick<SignInStage, 'runtime' | 'api' | 'anna' | 'org'> = {} as SignInStage;
beforeAll(async () => {
  stage = await openSignIn();
  ({ runtime, api, anna, org } = stage);
});
afterAll(() => stage.close());

const later = (minutes: number) =>
  stage.clock.set(new Date(stage.clock.now().getTime() + minutes * 60_000).toISOString());

/** An act of authority: excluding a control of Annex A. */
async function exclude(who: ReturnType<typeof visitor>) {
  const { body } = await anna(`/api/orgs/${org}/controls?limit=1`);
  const [control] = body.rows;
  return who(`/api/orgs/${org}/controls/${control.id}/exclude`, {
    version: control.version,
    justification: 'Nothing of this kind is done here',
  });
}
const decide = async (stepUpMinutes: number | null) => {
  const { body } = await anna(`/api/orgs/${org}/organisation`);
  return anna(`/api/orgs/${org}/organisation/sign-in`, { version: body.version, stepUpMinutes });
};

describe('an act of authority', () => {
  test('needs nothing beyond the session while the organisation asks for no more', async () => {
    later(600);
    expect((await exclude(anna)).status).toBe(200);
  });

  test('waits for a fresh proof once the last one is too old, and nothing of it is kept', async () => {
    expect((await decide(15)).status).toBe(200);
    // The session is ten hours old by now.
    const before = (await anna(`/api/orgs/${org}/controls?limit=1`)).body.rows[0].version;
    expect(await exclude(anna)).toMatchObject({ status: 403, body: { code: 'proof-needed' } });
    expect((await anna(`/api/orgs/${org}/controls?limit=1`)).body.rows[0].version).toBe(before);
  });

  test('goes on after the password, for so many minutes and no longer', async () => {
    expect((await anna('/api/account/proof', { password: 'not this one at all' })).status).toBe(403);
    expect((await exclude(anna)).body.code).toBe('proof-needed');
    expect((await anna('/api/account/proof', { password: PASSWORD })).status).toBe(200);
    expect((await exclude(anna)).status).toBe(200);
    later(14);
    expect((await exclude(anna)).status).toBe(200);
    later(2);
    expect((await exclude(anna)).body.code).toBe('proof-needed');
  });

  test('is proved for one session only', async () => {
    const other = visitor(api);
    await other('/api/auth/sign-in/email', { email: 'anna@example.org', password: PASSWORD });
    later(30);
    await anna('/api/account/proof', { password: PASSWORD });
    expect((await exclude(anna)).status).toBe(200);
    expect((await exclude(other)).body.code).toBe('proof-needed');
  });

  test('takes a code, and no longer the password, where there is a second factor', async () => {
    const { body } = await anna('/api/account/second-factor', { password: PASSWORD });
    await anna('/api/account/second-factor/confirm', { code: totp(body.uri) });
    later(60);
    expect((await exclude(anna)).body.code).toBe('proof-needed');
    expect((await anna('/api/account/proof', { password: PASSWORD })).status).toBe(403);
    expect((await anna('/api/account/proof', { code: totp(body.uri, 1) })).status).toBe(200);
    expect((await exclude(anna)).status).toBe(200);
  });
});

test('what anybody may do and what is only read waits for nothing', async () => {
  later(60);
  expect((await anna(`/api/orgs/${org}/suppliers`, { name: 'By a long session' })).status).toBe(200);
  expect((await anna(`/api/orgs/${org}/controls`)).status).toBe(200);
});

test('switching it off again is an act of authority itself', async () => {
  expect((await decide(null)).body.code).toBe('proof-needed');
});

describe('an API key', () => {
  test('does acts of authority only when it was made for them, which takes a fresh proof', async () => {
    const make = (authority: boolean) =>
      anna(`/api/orgs/${org}/keys`, { name: authority ? 'acts' : 'reads', authority });
    expect((await make(true)).body.code).toBe('proof-needed');
    const { body: without } = await make(false);
    const answer = await exclude(visitor(api, { 'x-api-key': without.key }));
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(answer.body.detail).toContain('not made for acts of authority');
    await runtime.db.write(null, ({ exec }) => exec(`delete from "used_code"`, []));
    const uri = await signedInAgain();
    expect(uri.status).toBe(200);
    const { body: with_ } = await make(true);
    expect((await exclude(visitor(api, { 'x-api-key': with_.key }))).status).toBe(200);
    expect((await anna(`/api/orgs/${org}/keys`)).body.keys).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'acts', authority: true }),
        expect.objectContaining({ name: 'reads', authority: false }),
      ]),
    );
  });

  test('proves nothing by itself', async () => {
    const { body } = await anna(`/api/orgs/${org}/keys`, { name: 'pipeline' });
    const byKey = visitor(api, { 'x-api-key': body.key });
    expect((await byKey('/api/account/proof', { password: PASSWORD })).status).toBe(403);
  });
});

/** A fresh proof without a code of this half minute: the operator's way out, then the password. */
async function signedInAgain() {
  await runtime.db.write(null, async ({ exec }) => {
    await exec(`delete from "twoFactor"`, []);
    await exec(`update "user" set "twoFactorEnabled" = false`, []);
  });
  runtime.accounts.forget();
  return anna('/api/account/proof', { password: PASSWORD });
}

test('each proof left an event', async () => {
  const rows = await runtime.db.write(null, ({ exec }) =>
    exec(`select "kind" from "auth_event" where "kind" = 'session-proof'`, []),
  );
  expect(rows.length).toBeGreaterThanOrEqual(3);
});
