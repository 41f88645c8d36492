import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { operatorApi, publicApi } from '#apps/server/api.ts';
import { openSignIn, type SignInStage } from '#test/testkit/sign-in-stage.ts';
import { totp } from '#test/testkit/totp.ts';
import { SITE, visitor } from '#test/testkit/visitor.ts';

const PASSWORD = 'a sentence is a good password';
const ANNA = { email: 'anna@example.org', password: PASSWORD };
const BEN = { email: 'ben@example.org', password: PASSWORD };
let stage: SignInStage;
let { runtime, api, anna, org, clock }: Omit<SignInStage, 'password' | 'close'> = {} as SignInStage;
let uri = '';
let recovery: string[] = [];

beforeAll(async () => {
  stage = await openSignIn();
  ({ runtime, api, anna, org, clock } = stage);
  const { body } = await anna(`/api/orgs/${org}/invitations`, { email: BEN.email, roles: ['staff'] });
  await visitor(api)(`/api/invitations/${body.token}`, { name: 'Ben', password: PASSWORD });
});
// Each test opens its own API, so that what one guesses wrongly slows no other.
beforeEach(() => {
  api = publicApi(runtime, () => {});
});
afterAll(() => stage.close());

/** Lets the code of this half minute be used again. */
/** Codes that were used, and how often somebody guessed wrong in the tests before. */
const forgetCodes = () =>
  runtime.db.write(null, async ({ exec }) => {
    await exec(`delete from "used_code"`, []);
    await exec(`delete from "guess"`, []);
  });
const signIn = async (who = ANNA) => {
  const browser = visitor(api);
  return { browser, answer: await browser('/api/auth/sign-in/email', who) };
};
const opens = async (browser: ReturnType<typeof visitor>) =>
  (await browser(`/api/orgs/${org}/suppliers`)).status === 200;

describe('setting up a second factor', () => {
  test('needs the password, and counts only from the first right code on', async () => {
    expect((await anna('/api/account/second-factor')).body).toEqual({ on: false, recoveryLeft: 0 });
    expect(await anna('/api/account/second-factor', { password: 'not this one at all' })).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
    const begun = await anna('/api/account/second-factor', { password: PASSWORD });
    uri = begun.body.uri;
    recovery = begun.body.recoveryCodes;
    expect(uri).toMatch(/^otpauth:\/\/totp\/OpenAIMS:/);
    expect(recovery).toHaveLength(10);
    expect((await anna('/api/account/second-factor')).body.on).toBe(false);
    expect((await signIn()).answer.body).toEqual({ done: true, waitsForCode: false });
    expect((await anna('/api/account/second-factor/confirm', { code: '000000' })).status).toBe(403);
    expect((await signIn()).answer.body.waitsForCode).toBe(false);
  });

  test('ends every other session, which was opened without it', async () => {
    const other = (await signIn()).browser;
    expect(await opens(other)).toBe(true);
    expect((await anna('/api/account/second-factor/confirm', { code: totp(uri) })).status).toBe(200);
    expect(await opens(other)).toBe(false);
    expect(await opens(anna)).toBe(true);
    expect((await anna('/api/account/second-factor')).body).toEqual({ on: true, recoveryLeft: 10 });
    expect((await anna('/api/account/second-factor', { password: PASSWORD })).status).toBe(409);
  });

  test('is nothing that a key or a foreign page can do, and the secret is not stored as it is', async () => {
    const { body: made } = await anna(`/api/orgs/${org}/keys`, { name: 'pipeline' });
    const byKey = visitor(api, { 'x-api-key': made.key });
    expect((await byKey('/api/account/second-factor')).status).toBe(403);
    expect((await byKey('/api/account/second-factor', { password: PASSWORD })).status).toBe(403);
    const foreign = visitor(api, { origin: 'https://evil.example' });
    expect((await foreign('/api/account/second-factor', { password: PASSWORD })).status).toBe(403);
    const rows = await runtime.db.write(null, ({ exec }) => exec(`select * from "twoFactor"`, []));
    const stored = JSON.stringify(rows);
    for (const code of recovery) expect(stored).not.toContain(code);
    expect(stored).not.toContain(new URL(uri).searchParams.get('secret'));
  });
});

describe('signing in with it', () => {
  test('the password alone opens nothing', async () => {
    const { browser, answer } = await signIn();
    expect(answer).toMatchObject({ status: 200, body: { done: false, waitsForCode: true } });
    expect((await browser('/api/session')).body).toMatchObject({ person: null, waitsForCode: true });
    expect(await opens(browser)).toBe(false);
  });

  test('a right code opens, once: the same code opens nothing a second time', async () => {
    await forgetCodes();
    const code = totp(uri);
    const first = await signIn();
    expect((await first.browser('/api/auth/second-factor', { code })).status).toBe(200);
    expect(await opens(first.browser)).toBe(true);
    const second = await signIn();
    expect((await second.browser('/api/auth/second-factor', { code })).status).toBe(401);
    expect(await opens(second.browser)).toBe(false);
  });

  test('of two who send one code at once, one comes in', async () => {
    await forgetCodes();
    const [one, two] = [await signIn(), await signIn()];
    const code = totp(uri);
    const answers = await Promise.all(
      [one, two].map(({ browser }) => browser('/api/auth/second-factor', { code })),
    );
    expect(answers.map((each) => each.status).sort()).toEqual([200, 401]);
  });

  test('a recovery code opens once and is counted off', async () => {
    const first = await signIn();
    expect((await first.browser('/api/auth/second-factor', { code: recovery[0] })).status).toBe(200);
    expect((await first.browser('/api/account/second-factor')).body.recoveryLeft).toBe(9);
    await forgetCodes();
    const second = await signIn();
    expect((await second.browser('/api/auth/second-factor', { code: recovery[0] })).status).toBe(401);
  });

  test('wrong codes are refused, then slowed, then the sign-in is over; a fresh password link opens it again', async () => {
    await forgetCodes();
    const { browser } = await signIn();
    const answers = [];
    for (let i = 0; i < 5; i += 1)
      answers.push((await browser('/api/auth/second-factor', { code: `00000${i}` })).status);
    expect(answers).toEqual([401, 401, 401, 401, 401]);
    expect((await browser('/api/auth/second-factor', { code: '000009' })).status).toBe(429);
    // From other addresses it goes on, until the account takes no codes: whoever comes so far knows the password.
    for (let i = 5; i < 10; i += 1) {
      // All tests come from one address: forgetting its guesses stands for coming from another.
      await forgetCodes();
      const next = await signIn();
      await next.browser('/api/auth/second-factor', { code: `00001${i}` });
    }
    await forgetCodes();
    const owner = await signIn();
    expect(await owner.browser('/api/auth/second-factor', { code: totp(uri) })).toMatchObject({
      status: 429,
      body: { code: 'rate-limited', data: { retryAfter: 900 } },
    });
    expect(await opens(anna)).toBe(true);
    const link = await operatorApi(runtime).request(`${SITE}/api/password-resets`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: ANNA.email }),
    });
    const { path } = (await link.json()) as { path: string };
    await visitor(api)(`/api/password-resets/${path.split('/')[2]}`, { password: PASSWORD });
    await forgetCodes();
    const again = await signIn();
    expect((await again.browser('/api/auth/second-factor', { code: totp(uri) })).status).toBe(200);
    anna = again.browser;
  });

  test('can be given up, and then takes no code', async () => {
    const { browser } = await signIn();
    expect((await browser('/api/auth/sign-out', {})).status).toBe(200);
    expect((await browser('/api/session')).body.waitsForCode).toBe(false);
    await forgetCodes();
    expect((await browser('/api/auth/second-factor', { code: totp(uri) })).status).toBe(401);
  });

  test('without a sign-in that waits, a code is taken from nobody', async () => {
    expect((await visitor(api)('/api/auth/second-factor', { code: totp(uri) })).status).toBe(401);
    const { browser } = await signIn();
    clock.advanceDays(1);
    expect((await browser('/api/auth/second-factor', { code: totp(uri) })).body.data).toEqual({ over: true });
    clock.advanceDays(-1);
  });
});

describe('an organisation that asks for a second factor', () => {
  const decide = async (change: object) => {
    const { body } = await anna(`/api/orgs/${org}/organisation`);
    return anna(`/api/orgs/${org}/organisation/sign-in`, { version: body.version, ...change });
  };
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  let cleo: ReturnType<typeof visitor>;

  test('gives a day until which deciding roles may wait, and says so; staff are not asked', async () => {
    const { body } = await anna(`/api/orgs/${org}/invitations`, {
      email: 'cleo@example.org',
      roles: ['risk-manager'],
    });
    cleo = visitor(api);
    await cleo(`/api/invitations/${body.token}`, { name: 'Cleo', password: PASSWORD });
    expect((await decide({ secondFactorFrom: day(-2) })).status).toBe(422);
    expect((await decide({ secondFactorFrom: day(10) })).status).toBe(200);
    expect((await cleo('/api/session')).body.orgs[0].secondFactor).toEqual({ from: day(10), due: false });
    expect(await opens(cleo)).toBe(true);
    expect((await (await signIn(BEN)).browser('/api/session')).body.orgs[0].secondFactor).toBeNull();
    expect((await anna('/api/session')).body.orgs[0].secondFactor).toBeNull();
  });

  test('is closed to them from that day on, by session and by key, until they set one up', async () => {
    const { body: key } = await cleo(`/api/orgs/${org}/keys`, { name: 'pipeline' });
    const byKey = visitor(api, { 'x-api-key': key.key });
    expect(await opens(byKey)).toBe(true);
    expect((await decide({ secondFactorFrom: day(0) })).status).toBe(200);
    for (const each of [cleo, byKey])
      expect(await each(`/api/orgs/${org}/suppliers`)).toMatchObject({
        status: 403,
        body: { code: 'second-factor-needed' },
      });
    expect((await cleo('/api/session')).body.orgs[0].secondFactor.due).toBe(true);
    expect(await opens((await signIn(BEN)).browser)).toBe(true);
    const begun = await cleo('/api/account/second-factor', { password: PASSWORD });
    await cleo('/api/account/second-factor/confirm', { code: totp(begun.body.uri) });
    expect(await opens(cleo)).toBe(true);
    await decide({ secondFactorFrom: null });
  });

  test('is decided by a named person whose role says so, and stands in the trail', async () => {
    const { body } = await cleo(`/api/orgs/${org}/organisation`);
    const refused = await cleo(`/api/orgs/${org}/organisation/sign-in`, {
      version: body.version,
      stepUpMinutes: 15,
    });
    expect(refused.status).toBe(403);
  });
});

describe('taking it off', () => {
  const both = (code: string, password = PASSWORD) =>
    anna('/api/account/second-factor', { code, password }, 'DELETE');

  test('needs the password and a code; new recovery codes void the old ones', async () => {
    await forgetCodes();
    expect((await both(totp(uri), 'not this one at all')).status).toBe(403);
    expect((await both('000000')).status).toBe(403);
    const { body } = await anna('/api/account/second-factor/recovery-codes', {
      password: PASSWORD,
      code: totp(uri),
    });
    expect(body.recoveryCodes).toHaveLength(10);
    expect((await both(recovery[1]!)).status).toBe(403);
    expect((await both(body.recoveryCodes[0])).status).toBe(200);
    expect((await signIn()).answer.body.waitsForCode).toBe(false);
  });

  test('by the operator, for somebody who lost the device and the codes, ends their sessions', async () => {
    const removal = (from: typeof api, headers = {}) =>
      from.request(`${SITE}/api/second-factors/removals`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ email: 'cleo@example.org' }),
      });
    const cleo = await signIn({ ...BEN, email: 'cleo@example.org' });
    expect(cleo.answer.body.waitsForCode).toBe(true);
    expect((await removal(api)).status).toBe(404);
    expect((await removal(operatorApi(runtime), { 'x-api-key': 'aims_x' })).status).toBe(403);
    expect((await removal(operatorApi(runtime))).status).toBe(200);
    expect((await signIn({ ...BEN, email: 'cleo@example.org' })).answer.body.waitsForCode).toBe(false);
  });
});

test('every step left an event, without a code or an address', async () => {
  const rows = await runtime.db.write(null, ({ exec }) => exec(`select * from "auth_event"`, []));
  expect(rows.map((row) => row.kind)).toEqual(
    expect.arrayContaining(['twoFactor-insert', 'twoFactor-update', 'twoFactor-delete']),
  );
  expect(JSON.stringify(rows)).not.toMatch(/example\.org|[A-Za-z0-9]{5}-[A-Za-z0-9]{5}"/);
});
