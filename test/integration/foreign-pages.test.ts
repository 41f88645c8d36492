import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { modules } from '#modules/index.ts';
import { logSize, makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { openSignIn, type SignInStage } from '#test/testkit/sign-in-stage.ts';
import { SITE } from '#test/testkit/visitor.ts';

const operations = modules.flatMap((module) => module.operations);
const writes = operations.filter(({ endpoint }) => endpoint.method !== 'GET');
const reads = operations.filter(({ endpoint }) => endpoint.method === 'GET');

let stage: SignInStage;
let cookie = '';
beforeAll(async () => {
  stage = await openSignIn();
  const answer = await stage.api.request(`${SITE}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { host: 'localhost:4242', origin: SITE, 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'anna@example.org', password: stage.password }),
  });
  cookie = answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
});
afterAll(() => stage.close());

/** Anna's browser, sent here by a page of somebody else. */
function sent(path: string, method: string, headers: Record<string, string>, body: string | null = '{}') {
  return stage.api.request(`${SITE}${path}`, {
    method,
    headers: { host: 'localhost:4242', cookie, ...headers },
    ...(body !== null && method !== 'GET' && { body }),
  });
}

/** Routes between organisations ask who it is for each that the body names. */
const BETWEEN: Readonly<Record<string, string>> = {
  '/api/templates/preview': JSON.stringify({ from: 'a', to: 'b' }),
  '/api/templates/copies': JSON.stringify({ from: 'a', to: 'b', keys: ['x'] }),
};

const FOREIGN: readonly (readonly [string, Record<string, string>])[] = [
  ['another site', { origin: 'https://evil.example' }],
  ['a page without an origin', { origin: 'null' }],
  ['a form of a neighbouring host', { origin: 'http://other.localhost:4242', 'sec-fetch-site': 'same-site' }],
  ['this host on another port', { origin: 'http://localhost:4243' }],
  ['an origin that only begins like ours', { origin: 'http://localhost:4242.evil.example' }],
  ['nobody who says where it is from', {}],
  ['a cross-site request that hides its origin', { 'sec-fetch-site': 'cross-site' }],
  // A browser adds this by itself to an address such as https://a:b@host, so it proves nothing.
  [
    'another site with a name and password in the address',
    { origin: 'https://evil.example', authorization: 'Basic YTpi' },
  ],
  ['an empty key', { origin: 'https://evil.example', 'x-api-key': '' }],
];

describe('a page of somebody else changes nothing with the cookie of somebody signed in', () => {
  test.each(writes.map(({ endpoint }) => [endpoint.id, endpoint] as const))('%s', async (_id, endpoint) => {
    const before = await logSize(stage);
    const path = `/api/orgs/${stage.org}${endpoint.path.replace(/:[A-Za-z]+/g, 'x')}`;
    for (const [what, headers] of FOREIGN) {
      const answer = await sent(path, endpoint.method, { 'content-type': 'application/json', ...headers });
      expect([what, answer.status]).toEqual([what, 403]);
    }
    expect(await logSize(stage)).toBe(before);
  });

  test.each([
    ['POST', '/api/auth/sign-in/email'],
    ['POST', '/api/auth/sign-out'],
    ['POST', '/api/auth/change-password'],
    ['POST', '/api/auth/forgotten'],
    ['POST', '/api/auth/second-factor'],
    ['POST', '/api/auth/passkey'],
    ['POST', '/api/auth/passkey/options'],
    ['POST', '/api/account/second-factor'],
    ['POST', '/api/account/second-factor/confirm'],
    ['POST', '/api/account/second-factor/recovery-codes'],
    ['DELETE', '/api/account/second-factor'],
    ['POST', '/api/account/proof'],
    ['POST', '/api/account/passkeys'],
    ['POST', '/api/account/passkeys/options'],
    ['DELETE', '/api/account/passkeys/x'],
    ['DELETE', '/api/account/sessions'],
    ['DELETE', '/api/account/sessions/x'],
    ['POST', '/api/start'],
    ['POST', '/api/invitations/x'],
    ['POST', '/api/password-resets/x'],
    ['POST', '/api/by-link/x/answers'],
  ])('%s %s', async (method, path) => {
    for (const [what, headers] of FOREIGN) {
      const answer = await sent(path, method, { 'content-type': 'application/json', ...headers });
      expect([what, [403, 404].includes(answer.status)]).toEqual([what, true]);
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
    expect((await stage.api.request(`${SITE}/api/account/sessions`, { headers: { cookie } })).status).toBe(
      200,
    );
  });

  test('every route of sign-in that changes something is in this list or refuses likewise', async () => {
    const routes = stage.api.routes.filter(
      ({ method, path }) =>
        !['GET', 'ALL'].includes(method) &&
        // A provider sends its answer from its own page; what binds it to this browser is tested with single sign-on.
        /^\/api\/(?!orgs\/|by-link\/|calendar-messages\/|sso\/.*\/acs$)/.test(path),
    );
    expect(routes.length).toBeGreaterThan(15);
    for (const { method, path } of routes) {
      const headers = { origin: 'https://evil.example', 'content-type': 'application/json' };
      const answer = await sent(path.replace(/:[A-Za-z]+/g, 'x'), method, headers, BETWEEN[path]);
      expect([method, path, answer.status]).toEqual([method, path, 403]);
    }
  });
});

describe('what a form can send without asking first', () => {
  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'as %s is no JSON, even from our own page',
    async (type) => {
      const answer = await sent(`/api/orgs/${stage.org}/suppliers`, 'POST', {
        origin: SITE,
        'content-type': type,
      });
      expect(answer.status).toBe(415);
    },
  );

  test('a method in a header, a parameter or the body is no method', async () => {
    const before = await logSize(stage);
    for (const [path, method, headers, body] of [
      [`/api/orgs/${stage.org}/suppliers`, 'GET', { 'x-http-method-override': 'POST' }, null],
      [`/api/orgs/${stage.org}/suppliers?_method=POST&name=x`, 'GET', {}, null],
      [
        `/api/orgs/${stage.org}/suppliers/x`,
        'POST',
        { origin: SITE, 'x-http-method': 'DELETE' },
        '{"_method":"DELETE"}',
      ],
    ] as const)
      await sent(path, method, { 'content-type': 'application/json', ...headers }, body);
    expect(await logSize(stage)).toBe(before);
  });

  test('no answer ever lets another site read it', async () => {
    for (const [method, path] of [
      ['OPTIONS', `/api/orgs/${stage.org}/suppliers`],
      ['GET', `/api/orgs/${stage.org}/suppliers`],
      ['GET', '/api/session'],
    ] as const) {
      const answer = await sent(
        path,
        method,
        {
          origin: 'https://evil.example',
          'access-control-request-method': 'POST',
        },
        null,
      );
      const allowed = [...answer.headers.keys()].filter((name) => name.startsWith('access-control-'));
      expect(allowed).toEqual([]);
      expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    }
  });
});

describe('reading changes nothing', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await makeTestApp({ modules });
  });
  afterAll(() => app.close());

  test('not one entry in the log after every reading operation was asked', async () => {
    const officer = app.as('governance-officer');
    const { body } = await officer.post('/suppliers', { name: 'Kept' });
    const size = async () =>
      (await officer.get('/suppliers?total=true')).body as { total: number; at: number };
    const before = await size();
    for (const { endpoint } of reads)
      for (const id of ['x', body.ref])
        await officer.raw(`${endpoint.path.replace(/:[A-Za-z]+/g, id)}?confirm=true&state=approved`);
    expect(await size()).toEqual(before);
  }, 120_000);
});

describe('what a browser is told with every page', () => {
  test('no script but our own files, no frame, no base, no plug-in, no guessing of types', async () => {
    for (const path of ['/api/health', '/api/nothing', '/api/session']) {
      const { headers } = await stage.api.request(`${SITE}${path}`);
      const policy = new Map(
        headers
          .get('content-security-policy')!
          .split('; ')
          .map((each) => [each.split(' ')[0], each.split(' ').slice(1).join(' ')] as const),
      );
      expect(policy.get('script-src')).toBe("'self'");
      expect(policy.get('default-src')).toBe("'self'");
      expect(policy.get('frame-ancestors')).toBe("'none'");
      expect(policy.get('object-src')).toBe("'none'");
      expect(policy.get('base-uri')).toBe("'none'");
      expect(policy.get('form-action')).toBe("'self'");
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('cache-control')).toMatch(/no-store|no-cache/);
    }
  });
});
