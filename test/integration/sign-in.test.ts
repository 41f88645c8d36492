import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operatorApi, publicApi } from '#apps/server/api.ts';
import { type Instance, openInstance } from '#apps/server/compose.ts';
import { deviceOf } from '#platform/auth/sessions.ts';
import { startLink } from '#platform/auth/start.ts';
import { fakeClock } from '#test/testkit/app.ts';
import { createTestDatabase } from '#test/testkit/postgres.ts';

const URL_ = 'http://localhost:4242';
const clock = fakeClock();
let runtime: Instance;
let api: ReturnType<typeof publicApi>;
let folder: string;
let drop: () => Promise<void> = async () => {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aims-auth-'));
  const pg = process.env.AIMS_TEST_DB === 'postgres' ? await createTestDatabase() : null;
  if (pg) drop = () => pg.drop();
  runtime = await openInstance({ folder, clock, databaseUrl: pg?.url, databaseAdminUrl: pg?.adminUrl });
  api = publicApi(runtime, () => {});
});
afterAll(async () => {
  await runtime.db.close();
  await drop();
  await rm(folder, { recursive: true, force: true });
});

/** A browser: keeps cookies, sends the origin of its page. */
function browser(origin = URL_) {
  let cookie = '';
  return async (path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') => {
    const response = await api.request(`${URL_}${path}`, {
      method,
      headers: {
        host: 'localhost:4242',
        origin,
        cookie,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    for (const set of response.headers.getSetCookie()) cookie = set.split(';')[0]!;
    const text = await response.text();
    return {
      status: response.status,
      body: text.startsWith('{') ? JSON.parse(text) : text,
      cookies: response.headers.getSetCookie(),
    };
  };
}

const PASSWORD = 'a sentence is a good password';
const first = browser();
let org = '';

describe('the first administrator', () => {
  test('comes in by the link that the server prints, once', async () => {
    const link = new URL((await startLink(runtime, URL_))!);
    const token = link.searchParams.get('token');
    expect((await first('/api/session')).body).toEqual({
      person: null,
      orgs: [],
      needsStart: true,
      mail: false,
      waitsForCode: false,
    });
    const start = {
      token,
      name: 'Anna Berg',
      email: 'Anna@Example.org',
      password: PASSWORD,
      organisation: { name: 'Nordlicht', timeZone: 'Europe/Berlin' },
      choice: 'empty',
    };
    for (const password of ['short', 'Nordlicht 2026 !'])
      expect((await browser()('/api/start', { ...start, password })).body.problems).toEqual([
        expect.objectContaining({ path: 'password' }),
      ]);
    const answer = await first('/api/start', start);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    org = answer.body.org;
    expect(answer.cookies[0]).toMatch(/HttpOnly/i);
    expect((await first('/api/session')).body).toMatchObject({
      person: { name: 'Anna Berg', email: 'anna@example.org' },
      orgs: [{ id: org, name: 'Nordlicht', roles: ['administrator', 'governance-officer'] }],
      needsStart: false,
    });
    expect((await browser()('/api/start', { ...start, email: 'eve@example.org' })).status).toBe(404);
    expect(await startLink(runtime, URL_)).toBeNull();
  });

  test('does not let strangers make accounts', async () => {
    expect(
      (
        await browser()('/api/auth/sign-up/email', {
          name: 'Eve',
          email: 'eve@example.org',
          password: PASSWORD,
        })
      ).status,
    ).toBe(404);
  });
});

describe('a session', () => {
  test('opens the organisation, and nothing opens it without one', async () => {
    expect((await first(`/api/orgs/${org}/suppliers`)).status).toBe(200);
    expect(await browser()(`/api/orgs/${org}/suppliers`)).toMatchObject({
      status: 401,
      body: { code: 'not-signed-in' },
    });
  });

  test('is not used by a foreign page', async () => {
    const { cookies } = await browser()('/api/auth/sign-in/email', {
      email: 'anna@example.org',
      password: PASSWORD,
    });
    const answer = await api.request(`${URL_}/api/orgs/${org}/suppliers`, {
      method: 'POST',
      body: '{"name":"x"}',
      headers: {
        host: 'localhost:4242',
        origin: 'https://evil.example',
        cookie: cookies[0]!.split(';')[0]!,
        'content-type': 'application/json',
      },
    });
    expect(answer.status).toBe(403);
  });

  test('with a forged signature is none', async () => {
    const answer = await api.request(`${URL_}/api/orgs/${org}/suppliers`, {
      headers: { cookie: 'better-auth.session_token=abc.def' },
    });
    expect(answer.status).toBe(401);
  });

  test('ends when its owner signs out', async () => {
    const visitor = browser();
    await visitor('/api/auth/sign-in/email', { email: 'anna@example.org', password: PASSWORD });
    expect((await visitor(`/api/orgs/${org}/suppliers`)).status).toBe(200);
    await visitor('/api/auth/sign-out', {});
    expect((await visitor(`/api/orgs/${org}/suppliers`)).status).toBe(401);
  });

  test('is refused for a wrong password, slower and slower for that address only', async () => {
    const answers = [];
    for (let i = 0; i < 6; i += 1)
      answers.push(
        (
          await browser()('/api/auth/sign-in/email', {
            email: 'nobody@example.org',
            password: `wrong wrong ${i}`,
          })
        ).status,
      );
    expect(answers.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
    expect(answers[5]).toBe(429);
    clock.advanceDays(1);
    expect(
      (await browser()('/api/auth/sign-in/email', { email: 'anna@example.org', password: PASSWORD })).status,
    ).toBe(200);
  });
});

describe('the list of sessions', () => {
  const signedIn = async (email = 'anna@example.org') => {
    const visitor = browser();
    await visitor('/api/auth/sign-in/email', { email, password: PASSWORD });
    return visitor;
  };
  type Row = { readonly id: string; readonly current: boolean };
  const listed = async (visitor: ReturnType<typeof browser>) =>
    (await visitor('/api/account/sessions')).body.sessions as readonly Row[];

  test('shows one’s own, marks the present one, and ends one at once', async () => {
    const [here, there] = [await signedIn(), await signedIn()];
    const current = (await listed(there)).find((each) => each.current)!;
    const rows = await listed(here);
    expect(rows.filter((each) => each.current)).toHaveLength(1);
    expect(rows.find((each) => each.id === current.id)).toMatchObject({
      current: false,
      device: 'Unknown device',
    });
    expect(JSON.stringify(rows)).not.toMatch(/token|ipAddress/i);
    expect((await here(`/api/account/sessions/${current.id}`, {}, 'DELETE')).status).toBe(200);
    expect((await there(`/api/orgs/${org}/suppliers`)).status).toBe(401);
    expect((await here(`/api/account/sessions/${current.id}`, {}, 'DELETE')).status).toBe(404);
  });

  test('ends all others and keeps the present one', async () => {
    const [here, there] = [await signedIn(), await signedIn()];
    expect((await here('/api/account/sessions', {}, 'DELETE')).body.ended).toBeGreaterThanOrEqual(1);
    expect((await there('/api/session')).body.person).toBeNull();
    expect((await listed(here)).map((each) => each.current)).toEqual([true]);
    await first('/api/auth/sign-in/email', { email: 'anna@example.org', password: PASSWORD });
  });

  test('is nobody else’s: not without a session, not by a key, not from a foreign page, not across accounts', async () => {
    expect((await browser()('/api/account/sessions')).status).toBe(401);
    const { body } = await first(`/api/orgs/${org}/invitations`, {
      email: 'cleo@example.org',
      roles: ['staff'],
    });
    await browser()(`/api/invitations/${body.token}`, { name: 'Cleo', password: PASSWORD });
    const cleo = await signedIn('cleo@example.org');
    const own = (await listed(first)).find((each) => each.current)!;
    expect((await listed(cleo)).map((each) => each.id)).not.toContain(own.id);
    expect((await cleo(`/api/account/sessions/${own.id}`, {}, 'DELETE')).status).toBe(404);
    const { body: made } = await first(`/api/orgs/${org}/keys`, { name: 'pipeline' });
    const byKey = await api.request(`${URL_}/api/account/sessions`, { headers: { 'x-api-key': made.key } });
    expect(byKey.status).toBe(403);
    const { cookies } = await browser()('/api/auth/sign-in/email', {
      email: 'anna@example.org',
      password: PASSWORD,
    });
    const foreign = await api.request(`${URL_}/api/account/sessions`, {
      method: 'DELETE',
      headers: {
        host: 'localhost:4242',
        origin: 'https://evil.example',
        cookie: cookies[0]!.split(';')[0]!,
      },
    });
    expect(foreign.status).toBe(403);
    expect((await first('/api/session')).body.person).not.toBeNull();
  });
});

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
  [
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0',
    'Edge on Windows',
  ],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1', 'Safari on iPhone'],
  ['curl/8.0', 'Unknown device'],
])('the device of %s is %s', (userAgent, device) => {
  expect(deviceOf(userAgent)).toBe(device);
});

describe('a forgotten password', () => {
  const askFor = (email: string, headers: Record<string, string> = {}) =>
    operatorApi(runtime).request(`${URL_}/api/password-resets`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ email }),
    });
  const link = async () => ((await (await askFor('Anna@example.org')).json()) as { path: string }).path;
  const signInWith = (password: string) =>
    browser()('/api/auth/sign-in/email', { email: 'anna@example.org', password });
  const NEXT = 'another sentence is better still';

  test('is replaced by a link of the operator, once; sessions end and other links are void', async () => {
    const [used, other] = [await link(), await link()];
    expect((await first(`/api/orgs/${org}/suppliers`)).status).toBe(200);
    expect((await browser()(`/api/password-resets/${used.split('/')[2]}`)).body).toEqual({ usable: true });
    const set = (path: string, password: string) =>
      browser()(`/api/password-resets/${path.split('/')[2]}`, { password });
    for (const weak of ['short', 'Nordlicht 2026 !'])
      expect((await set(used, weak)).body.problems).toEqual([expect.objectContaining({ path: 'password' })]);
    expect((await set(used, NEXT)).status).toBe(200);
    expect((await first(`/api/orgs/${org}/suppliers`)).status).toBe(401);
    expect((await set(used, 'a third sentence, too late')).status).toBe(404);
    expect((await set(other, 'a third sentence, too late')).status).toBe(404);
    expect((await signInWith(PASSWORD)).status).toBe(401);
    expect((await signInWith(NEXT)).status).toBe(200);
    expect((await set(await link(), PASSWORD)).status).toBe(200);
    expect(
      (await first('/api/auth/sign-in/email', { email: 'anna@example.org', password: PASSWORD })).status,
    ).toBe(200);
  });

  test('of two who use one link at once, one sets the password', async () => {
    const token = (await link()).split('/')[2];
    const answers = await Promise.all(
      [PASSWORD, PASSWORD].map((password) => browser()(`/api/password-resets/${token}`, { password })),
    );
    expect(answers.map((each) => each.status).sort()).toEqual([200, 404]);
    await first('/api/auth/sign-in/email', { email: 'anna@example.org', password: PASSWORD });
  });

  test('gets no link after a day, from a foreign page, by a key, or on the public address', async () => {
    const token = (await link()).split('/')[2];
    expect(
      (await browser('https://evil.example')(`/api/password-resets/${token}`, { password: NEXT })).status,
    ).toBe(403);
    clock.advanceDays(2);
    expect((await browser()(`/api/password-resets/${token}`)).status).toBe(404);
    expect((await askFor('anna@example.org', { 'x-api-key': 'aims_x' })).status).toBe(403);
    expect((await askFor('nobody@example.org')).status).toBe(404);
    for (const email of ['anna@example.org', 'nobody@example.org'])
      expect((await first('/api/password-resets', { email })).status).toBe(404);
  });
});

describe('invited people', () => {
  test('sign in with the roles they were invited for, and the link works once', async () => {
    const { body } = await first(`/api/orgs/${org}/invitations`, {
      email: 'ben@example.org',
      roles: ['risk-manager'],
    });
    const shown = await browser()(`/api/invitations/${body.token}`);
    expect(shown.body).toMatchObject({
      organisation: 'Nordlicht',
      email: 'ben@example.org',
      roles: ['Risk manager'],
    });
    const ben = browser();
    expect((await ben(`/api/invitations/${body.token}`, { name: 'Ben', password: PASSWORD })).status).toBe(
      200,
    );
    expect((await ben('/api/session')).body.orgs[0].roles).toEqual(['risk-manager']);
    expect(
      (await browser()(`/api/invitations/${body.token}`, { name: 'Eve', password: PASSWORD })).status,
    ).toBe(404);
  });

  test('get their roles for the part of the organisation that the invitation names, and for no other', async () => {
    const acting = async (path: string, sent: unknown) => (await first(`/api/orgs/${org}${path}`, sent)).body;
    const unit = await acting('/units', { name: 'Payments' });
    const inside = await acting('/systems', { name: 'Card check', unitId: unit.id });
    const other = await acting('/systems', { name: 'Fall alarm' });
    const invite = (scope: unknown) =>
      first(`/api/orgs/${org}/invitations`, { email: 'part@example.org', roles: ['risk-manager'], scope });
    expect((await invite({ units: [], systems: ['SYS-9999'] })).body.problems).toEqual([
      { path: 'scope.systems', message: 'There is no AI system SYS-9999' },
    ]);
    expect((await invite({ units: [], systems: [] })).status).toBe(422);
    const { body } = await invite({ units: [unit.ref.toLowerCase()], systems: [] });
    const shown = await browser()(`/api/invitations/${body.token}`);
    expect(shown.body).toMatchObject({ roles: ['Risk manager'], onlyFor: ['Payments'] });
    const person = browser();
    await person(`/api/invitations/${body.token}`, { name: 'Pia', password: PASSWORD });
    expect((await person('/api/session')).body.orgs[0]).toMatchObject({
      roles: [],
      parts: [{ roles: ['risk-manager'], within: [{ units: [unit.id], systems: [] }] }],
    });
    const risk = { kind: 'risk', title: 'Wrong refusal', impactDimensions: [] };
    const add = (system: string) => person(`/api/orgs/${org}/risks`, { ...risk, systemIds: [system] });
    expect((await add(inside.id)).status).toBe(200);
    expect((await add(other.id)).status).toBe(403);
  });

  test('who are here already stay one person, who has these roles too', async () => {
    const accept = async (roles: readonly string[], name: string) => {
      const { body } = await first(`/api/orgs/${org}/invitations`, { email: 'twice@example.org', roles });
      const theirs = browser();
      expect((await theirs(`/api/invitations/${body.token}`, { name, password: PASSWORD })).status).toBe(200);
      return (await theirs('/api/session')).body.orgs[0];
    };
    const once = await accept(['risk-manager'], 'Tora Wik');
    const again = await accept(['ai-engineer'], 'T. Wik');
    expect(again).toMatchObject({ personId: once.personId, roles: ['risk-manager', 'ai-engineer'] });
    const { rows } = (await first(`/api/orgs/${org}/people`)).body;
    expect(rows.filter((each: { email: string }) => each.email === 'twice@example.org')).toEqual([
      expect.objectContaining({ name: 'Tora Wik' }),
    ]);
  });

  test('from outside need a ground for their authority', async () => {
    const invite = (ground: string | null) =>
      first(`/api/orgs/${org}/invitations`, {
        email: 'judge@example.org',
        roles: ['top-management'],
        outside: true,
        ground,
      });
    expect((await invite(null)).body.problems).toEqual([expect.objectContaining({ path: 'ground' })]);
    expect((await invite('Board decision of 3 November')).status).toBe(200);
  });

  test('stand in a list until they come, and do not come by a link that was withdrawn', async () => {
    const invitations = `/api/orgs/${org}/invitations`;
    const listed = async () =>
      (await first(invitations)).body.invitations.filter(
        (each: { email: string }) => each.email === 'wren@example.org',
      );
    const make = async () =>
      (await first(invitations, { email: 'wren@example.org', roles: ['staff'] })).body.token;
    const token = await make();
    const [open] = await listed();
    expect(open).toMatchObject({ roles: ['staff'], onlyFor: [], invitedBy: 'Anna Berg', outside: false });
    expect(JSON.stringify(open)).not.toContain(token);
    const withdraw = async (id: string, who = first) =>
      (await who(`${invitations}/${id}`, undefined, 'DELETE')).status;
    expect(await withdraw(open.id, browser())).toBe(401);
    expect(await withdraw('no-such-invitation')).toBe(404);
    expect(await withdraw(open.id)).toBe(200);
    expect(await withdraw(open.id)).toBe(404);
    expect(await withdraw('WREN@example.org')).toBe(404);
    expect(await listed()).toEqual([]);
    expect((await browser()(`/api/invitations/${token}`)).status).toBe(404);
    expect((await browser()(`/api/invitations/${token}`, { name: 'Wren', password: PASSWORD })).status).toBe(
      404,
    );

    await make();
    expect(await withdraw('WREN@example.org')).toBe(200);
    const again = await make();
    expect(await listed()).toHaveLength(1);
    expect((await browser()(`/api/invitations/${again}`, { name: 'Wren', password: PASSWORD })).status).toBe(
      200,
    );
    expect(await listed()).toEqual([]);
  });

  test('cannot be invited by somebody who is no administrator', async () => {
    const ben = browser();
    await ben('/api/auth/sign-in/email', { email: 'ben@example.org', password: PASSWORD });
    expect(
      (await ben(`/api/orgs/${org}/invitations`, { email: 'x@example.org', roles: ['administrator'] }))
        .status,
    ).toBe(403);
    expect((await ben(`/api/orgs/${org}/invitations`)).status).toBe(403);
  });
});

describe('roles', () => {
  test('nobody changes their own, and the last administrator stays', async () => {
    const { body } = await first(`/api/orgs/${org}/directory`);
    const anna = body.people.find((each: { name: string }) => each.name === 'Anna Berg');
    const [own] = anna.memberships;
    expect(
      (await first(`/api/orgs/${org}/people/${anna.id}/memberships`, { roles: ['top-management'] })).status,
    ).toBe(403);
    expect(
      (
        await first(
          `/api/orgs/${org}/memberships/${own.id}`,
          { version: own.version, roles: ['administrator', 'top-management'] },
          'PATCH',
        )
      ).status,
    ).toBe(403);
    expect(
      (await first(`/api/orgs/${org}/memberships/${own.id}`, { version: own.version }, 'DELETE')).body.detail,
    ).toContain('without an administrator');
  });
});

describe('an API key', () => {
  test('acts with its owner’s rights, is kept as a hash, and is gone at once when revoked', async () => {
    const { body: made } = await first(`/api/orgs/${org}/keys`, { name: 'pipeline' });
    expect(made.key).toMatch(/^aims_/);
    const use = () =>
      api.request(`${URL_}/api/orgs/${org}/suppliers`, {
        method: 'POST',
        body: '{"name":"By key"}',
        headers: { 'x-api-key': made.key, 'content-type': 'application/json' },
      });
    expect((await use()).status).toBe(200);
    const stored = await runtime.db.write(null, ({ exec }) => exec(`select "key" from "apikey"`, []));
    expect(stored.map((row) => row.key)).not.toContain(made.key);
    expect((await first(`/api/orgs/${org}/keys/${made.id}`, {}, 'DELETE')).status).toBe(200);
    expect((await use()).status).toBe(401);
  });

  test('makes no further keys', async () => {
    const { body: made } = await first(`/api/orgs/${org}/keys`, { name: 'parent' });
    const answer = await api.request(`${URL_}/api/orgs/${org}/keys`, {
      method: 'POST',
      body: '{"name":"child"}',
      headers: { 'x-api-key': made.key, 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(403);
  });
});

test('every change at sign-in left an event in the same transaction, without a name or an address', async () => {
  const rows = await runtime.db.write(null, ({ exec }) =>
    exec(`select "kind","detail" from "auth_event" order by "id"`, []),
  );
  const kinds = rows.map((row) => row.kind);
  expect(kinds).toEqual(
    expect.arrayContaining([
      'user-insert',
      'account-insert',
      'session-insert',
      'session-delete',
      'apikey-insert',
      'apikey-delete',
    ]),
  );
  expect(JSON.stringify(rows)).not.toMatch(/example\.org|Anna/);
});

test.each(['Password1234567', 'qwertyuiopasdfgh', 'BenBen ben@example'])(
  'a new password that is among the first to be guessed is not taken: %s',
  async (newPassword) => {
    const ben = browser();
    await ben('/api/auth/sign-in/email', { email: 'ben@example.org', password: PASSWORD });
    const answer = await ben('/api/auth/change-password', { currentPassword: PASSWORD, newPassword });
    expect(answer.status).toBe(422);
    expect(answer.body.problems).toEqual([expect.objectContaining({ path: 'newPassword' })]);
    expect((await ben('/api/session')).body.person).not.toBeNull();
  },
);

test('where people come over TLS, the cookie never leaves without, and opens as before', async () => {
  const own = await mkdtemp(join(tmpdir(), 'aims-tls-'));
  const behindProxy = await openInstance({ folder: own, clock, address: () => 'https://aims.example.org' });
  try {
    const app = publicApi(behindProxy, () => {});
    const token = new URL((await startLink(behindProxy, 'https://aims.example.org'))!).searchParams.get(
      'token',
    );
    const headers = {
      host: 'aims.example.org',
      origin: 'https://aims.example.org',
      'content-type': 'application/json',
    };
    const started = await app.request('https://aims.example.org/api/start', {
      method: 'POST',
      headers,
      body: JSON.stringify({
        token,
        name: 'Anna Berg',
        email: 'anna@example.org',
        password: PASSWORD,
        organisation: { name: 'Behind a proxy', timeZone: 'UTC' },
        choice: 'empty',
      }),
    });
    expect(started.status).toBe(200);
    const session = started.headers.getSetCookie().find((each) => each.includes('session_token'))!;
    expect(session).toMatch(/^__Host-better-auth\.session_token=/);
    expect(session).toMatch(/; Secure/i);
    expect(session).toMatch(/; HttpOnly/i);
    const seen = await app.request('https://aims.example.org/api/session', {
      headers: { cookie: session.split(';')[0]! },
    });
    expect((await seen.json()).person).toMatchObject({ name: 'Anna Berg' });
  } finally {
    await behindProxy.db.close();
    await rm(own, { recursive: true, force: true });
  }
});
