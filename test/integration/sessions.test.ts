import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publicApi } from '#apps/server/api.ts';
import { type Instance, openInstance } from '#apps/server/compose.ts';
import { person } from '#kernel/people.ts';
import { idleHours } from '#platform/auth/idle.ts';
import { startLink } from '#platform/auth/start.ts';
import { createOrganisation } from '#platform/create-organisation.ts';
import { persons } from '#platform/people-tables.ts';
import { writing } from '#platform/runtime.ts';
import { flowCookie, newFlow } from '#platform/sso/flow.ts';
import { fakeClock } from '#test/testkit/app.ts';
import { createTestDatabase } from '#test/testkit/postgres.ts';
import { openSignIn, type SignInStage } from '#test/testkit/sign-in-stage.ts';
import { SITE, visitor } from '#test/testkit/visitor.ts';

let stage: SignInStage;
beforeAll(async () => {
  stage = await openSignIn();
});
afterAll(() => stage.close());

const HOUR = 3_600_000;

/** Signs Anna in with these cookies sent along. @returns the answer with the cookies that it set */
async function signIn(cookie = '') {
  return stage.api.request(`${SITE}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { host: 'localhost:4242', origin: SITE, cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'anna@example.org', password: stage.password }),
  });
}

function sessionCookie(response: Response): string {
  return response.headers.getSetCookie().find((each) => each.includes('session_token='))!;
}

async function opens(cookie: string): Promise<number> {
  const headers = { cookie: cookie.split(';')[0]! };
  return (await stage.api.request(`${SITE}/api/orgs/${stage.org}/suppliers`, { headers })).status;
}

const pass = (ms: number) => stage.clock.set(new Date(stage.clock.now().getTime() + ms).toISOString());

describe('a session', () => {
  test('is new with every sign-in: one that was planted before is neither taken nor left open', async () => {
    const planted = sessionCookie(await signIn());
    expect(await opens(planted)).toBe(200);
    const own = sessionCookie(await signIn(planted.split(';')[0]));
    expect(own.split(';')[0]).not.toBe(planted.split(';')[0]);
    expect(await opens(own)).toBe(200);
    expect(await opens(planted)).toBe(401);
  });

  test('has a token of at least 128 random bits, which tells nothing of whose it is', async () => {
    const tokens = new Set<string>();
    for (let i = 0; i < 4; i += 1) {
      const value = decodeURIComponent(
        sessionCookie(await signIn())
          .split(';')[0]!
          .split('=')[1]!,
      );
      const [token = ''] = value.split('.');
      expect(token).toMatch(/^[A-Za-z0-9]{32,}$/);
      expect(value).not.toMatch(/anna|example/i);
      tokens.add(token);
    }
    expect(tokens.size).toBe(4);
  });

  test('goes in a cookie that no script reads and no foreign page sends, to this host alone', async () => {
    const attributes = sessionCookie(await signIn()).toLowerCase();
    for (const each of ['httponly', 'samesite=lax', 'path=/']) expect(attributes).toContain(each);
    expect(attributes).not.toContain('domain=');
    expect(await (await signIn()).text()).not.toMatch(/token/i);
  });

  test('changes with the password, and every other one of the account ends', async () => {
    const other = sessionCookie(await signIn());
    const before = sessionCookie(await signIn());
    const next = 'quite another sentence for now';
    const change = (from: string, currentPassword: string, newPassword: string) =>
      stage.api.request(`${SITE}/api/auth/change-password`, {
        method: 'POST',
        headers: {
          host: 'localhost:4242',
          origin: SITE,
          cookie: from.split(';')[0]!,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ currentPassword, newPassword }),
      });
    const answer = await change(before, stage.password, next);
    expect(answer.status).toBe(200);
    const after = sessionCookie(answer);
    expect([await opens(other), await opens(before), await opens(after)]).toEqual([401, 401, 200]);
    expect((await change(after, next, stage.password)).status).toBe(200);
  });

  test('does not let its thief try passwords one after the other', async () => {
    const cookie = sessionCookie(await signIn()).split(';')[0]!;
    const answers = [];
    for (let i = 0; i < 6; i += 1) {
      const answer = await stage.api.request(`${SITE}/api/auth/change-password`, {
        method: 'POST',
        headers: { host: 'localhost:4242', origin: SITE, cookie, 'content-type': 'application/json' },
        body: JSON.stringify({
          currentPassword: `not the password ${i}`,
          newPassword: 'quite another sentence for now',
        }),
      });
      answers.push(answer.status);
      if (answer.status === 429) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(answers).toEqual([403, 403, 403, 403, 403, 429]);
    pass(HOUR);
  });

  test('is over after twelve hours in which nobody used it, and not while somebody does', async () => {
    const [left, used] = [sessionCookie(await signIn()), sessionCookie(await signIn())];
    pass(7 * HOUR);
    expect(await opens(used)).toBe(200);
    pass(7 * HOUR);
    expect([await opens(left), await opens(used)]).toEqual([401, 200]);
  });

  test('is over seven days after its sign-in, however busy it was', async () => {
    // The library dates a session by the machine's clock, which the stage's own has left behind by now.
    stage.clock.set(new Date().toISOString());
    const cookie = sessionCookie(await signIn());
    const answers: number[] = [];
    for (let i = 0; i < 22 && answers.at(-1) !== 401; i += 1) {
      pass(8 * HOUR);
      // Both kinds of request: those that we resolve and those that the library sees.
      await visitor(stage.api, { cookie: cookie.split(';')[0]! })('/api/account/second-factor');
      answers.push(await opens(cookie));
    }
    expect(answers.slice(0, 10)).toEqual(Array(10).fill(200));
    expect(answers.at(-1)).toBe(401);
  });

  test('tells the browser at its end to drop what it kept', async () => {
    const cookie = sessionCookie(await signIn()).split(';')[0]!;
    const answer = await stage.api.request(`${SITE}/api/auth/sign-out`, {
      method: 'POST',
      headers: { host: 'localhost:4242', origin: SITE, cookie },
    });
    expect(answer.headers.get('clear-site-data')).toBe('"cache"');
    expect(await opens(cookie)).toBe(401);
  });
});

test('the password opens exactly as it was set: no space, no case, no cut', async () => {
  stage.clock.set(new Date().toISOString());
  const { password } = stage;
  for (const near of [`${password} `, ` ${password}`, password.toUpperCase(), password.slice(0, -1)]) {
    const answer = await visitor(stage.api)('/api/auth/sign-in/email', {
      email: 'anna@example.org',
      password: near,
    });
    expect([near, answer.status]).toEqual([near, 401]);
  }
  expect((await signIn()).status).toBe(200);
});

test('sessions end for whoever is let go, and the keys too unless another organisation has them', async () => {
  const { api, anna, org, runtime, clock } = stage;
  clock.set(new Date().toISOString());
  await anna('/api/auth/sign-in/email', { email: 'anna@example.org', password: stage.password });
  const second = await createOrganisation(runtime, {
    kind: 'live',
    name: 'Another',
    timeZone: 'UTC',
    actor: { id: null, name: 'The operator', via: 'operator', roles: [] },
  });
  const join = async (where: string) => {
    const token = await runtime.accounts.invite(where, {
      email: 'ben@example.org',
      roles: ['staff'],
      outside: false,
      ground: null,
      invitedBy: null,
    });
    const ben = visitor(api);
    await ben(`/api/invitations/${token}`, { name: 'Ben Holm', password: 'a sentence of his own, long' });
    return ben;
  };
  const ben = await join(org);
  await join(second);
  const { body: key } = await ben(`/api/orgs/${org}/keys`, { name: 'pipeline' });
  const byKey = async (where: string) =>
    (await api.request(`${SITE}/api/orgs/${where}/suppliers`, { headers: { 'x-api-key': key.key } })).status;
  expect([await byKey(org), await byKey(second)]).toEqual([200, 200]);
  const letGo = async () => {
    const { body } = await anna(`/api/orgs/${org}/directory`);
    const person = body.people.find((each: { name: string }) => each.name === 'Ben Holm');
    const { body: whole } = await anna(`/api/orgs/${org}/people/${person.id}`);
    return anna(`/api/orgs/${org}/people/${person.id}/deactivate`, { version: whole.version });
  };
  expect((await letGo()).status).toBe(200);
  expect((await ben(`/api/orgs/${org}/suppliers`)).status).toBe(401);
  // Gone here at once; the other organisation's programs go on.
  expect([await byKey(org), await byKey(second)]).toEqual([404, 200]);
  const [account] = await runtime.db.write(null, ({ exec }) =>
    exec(`select "id" from "user" where "email" = 'ben@example.org'`, []),
  );
  await writing(
    runtime,
    {
      org: second,
      actor: { id: null, name: 'The operator', via: 'operator', roles: [] },
      operation: 'person.deactivate',
    },
    async (tx) => {
      const row = await tx.q
        .selectFrom(persons(tx).as('p'))
        .select(['p.id', 'p.version'])
        .where('p.name', '=', 'Ben Holm')
        .executeTakeFirstOrThrow();
      await tx.update(person, { id: row.id, version: row.version }, { active: false });
    },
  );
  await runtime.accounts.endAll(account!.id as string);
  expect(await byKey(second)).toBe(401);
});

test('how long an unused session lasts is set in hours, and nonsense is refused', () => {
  expect([idleHours({}), idleHours({ AIMS_SESSION_IDLE_HOURS: '1' })]).toEqual([12, 1]);
  for (const AIMS_SESSION_IDLE_HOURS of ['0', '169', 'soon', '1.5', ''])
    expect(() => idleHours({ AIMS_SESSION_IDLE_HOURS })).toThrow('whole number');
});

test('whoever comes in by an invitation ends what the browser was signed in to before', async () => {
  const planted = sessionCookie(await signIn()).split(';')[0]!;
  const token = await stage.runtime.accounts.invite(stage.org, {
    email: 'pia@example.org',
    roles: ['staff'],
    outside: false,
    ground: null,
    invitedBy: null,
  });
  const joined = await stage.api.request(`${SITE}/api/invitations/${token}`, {
    method: 'POST',
    headers: { host: 'localhost:4242', origin: SITE, cookie: planted, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Pia', password: 'a sentence of her own, long' }),
  });
  expect(joined.status).toBe(200);
  expect(await opens(sessionCookie(joined))).toBe(200);
  expect(await opens(planted)).toBe(401);
});

describe('over TLS', () => {
  const HTTPS = 'https://aims.example.org';
  let runtime: Instance;
  let api: ReturnType<typeof publicApi>;
  let close: () => Promise<void>;
  let start: Response;

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'aims-tls-'));
    const pg = process.env.AIMS_TEST_DB === 'postgres' ? await createTestDatabase() : null;
    runtime = await openInstance({
      folder,
      clock: fakeClock(new Date().toISOString()),
      databaseUrl: pg?.url,
      databaseAdminUrl: pg?.adminUrl,
      address: () => HTTPS,
    });
    api = publicApi(runtime, () => {});
    close = async () => {
      await runtime.db.close();
      await pg?.drop();
      await rm(folder, { recursive: true, force: true });
    };
    start = await api.request(`${HTTPS}/api/start`, {
      method: 'POST',
      headers: { host: 'aims.example.org', origin: HTTPS, 'content-type': 'application/json' },
      body: JSON.stringify({
        token: new URL((await startLink(runtime, HTTPS))!).searchParams.get('token'),
        name: 'Anna Berg',
        email: 'anna@example.org',
        password: 'a sentence is a good password',
        organisation: { name: 'Nordlicht', timeZone: 'UTC' },
        choice: 'empty',
      }),
    });
  });
  afterAll(() => close());

  test('every cookie is secure and bound to the host by its name', async () => {
    const signedIn = await api.request(`${HTTPS}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { host: 'aims.example.org', origin: HTTPS, 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'anna@example.org', password: 'a sentence is a good password' }),
    });
    const cookies = [
      ...start.headers.getSetCookie(),
      ...signedIn.headers.getSetCookie(),
      flowCookie(
        runtime,
        newFlow(runtime, { provider: 'acme', purpose: 'sign-in', sessionId: null, returnTo: '/' }),
      ),
    ];
    expect(new Set(cookies.map((each) => each.split('=')[0]!.slice(0, 20))).size).toBe(3);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/^__Host-/);
      expect(cookie).toMatch(/; Secure/i);
      expect(cookie).toMatch(/; Path=\/(;|$)/i);
      expect(cookie).not.toMatch(/domain=/i);
    }
  });

  test('a cookie of the plain name, which a neighbouring host could have set, opens nothing', async () => {
    const cookie = sessionCookie(start).split(';')[0]!;
    const person = async (sent: string) => {
      const answer = await api.request(`${HTTPS}/api/session`, { headers: { cookie: sent } });
      return ((await answer.json()) as { person: { name: string } | null }).person?.name ?? null;
    };
    expect(await person(cookie)).toBe('Anna Berg');
    expect(await person(cookie.replace('__Host-', ''))).toBeNull();
    expect(await person(cookie.replace('__Host-', '__Secure-'))).toBeNull();
  });

  test('browsers are told to come over TLS only, by every answer', async () => {
    for (const path of ['/api/health', '/api/session', '/api/orgs/none/suppliers', '/api/nothing']) {
      const answer = await api.request(`${HTTPS}${path}`);
      expect(answer.headers.get('strict-transport-security'), path).toBe(
        'max-age=63072000; includeSubDomains',
      );
    }
    expect(
      (await stage.api.request(`${SITE}/api/health`)).headers.get('strict-transport-security'),
    ).toBeNull();
  });
});
