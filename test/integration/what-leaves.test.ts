import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serverLog } from '#apps/server/log.ts';
import { httpApp } from '#platform/http/app.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { openSignIn, type SignInStage } from '#test/testkit/sign-in-stage.ts';
import { totp } from '#test/testkit/totp.ts';
import { SITE, visitor } from '#test/testkit/visitor.ts';

/** A log that is kept, at its most talkative. */
function keptLog() {
  const lines: string[] = [];
  const to = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });
  return { log: serverLog('trace', to), lines };
}

describe('an error tells the caller nothing of our inside', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await makeTestApp();
  });
  afterAll(() => app.close());

  test('whatever was thrown, the body holds a number to ask for and nothing else', async () => {
    const { log, lines } = keptLog();
    const thrown = [
      Object.assign(new Error('select * from "user" where "email" = anna@example.org'), {
        code: '23505',
        detail: 'Key (email)=(anna@example.org) already exists.',
        parameters: ['anna@example.org'],
      }),
      new TypeError('cannot read properties of undefined at /opt/openaims/src/platform/x.ts'),
    ];
    for (const error of thrown) {
      const broken = httpApp({
        runtime: { ...app.runtime, log },
        operations: app.runtime.registry.modules.flatMap((module) => module.operations),
        resolveActor: () => Promise.reject(error),
      });
      const answer = await broken.request(`/api/orgs/${app.org}/suppliers`);
      const text = await answer.text();
      expect(answer.status).toBe(500);
      expect(text).not.toMatch(/select|anna|\.ts\b|node_modules|Error:|stack|23505/i);
      expect(JSON.parse(text)).toMatchObject({ code: 'internal', trace: expect.stringMatching(/^req_/) });
    }
    // The row that a database refused stays out of the log too; its code is there.
    expect(lines.join('')).toContain('23505');
    expect(lines.join('')).not.toContain('Key (email)');
    expect(lines.join('')).not.toContain('parameters');
  });

  test('of two values for one parameter the last counts, in the address, and the path wins over both', async () => {
    const officer = app.as('governance-officer');
    const { body: first } = await officer.post('/suppliers', { name: 'First of two' });
    const { body: second } = await officer.post('/suppliers', { name: 'Second of two' });
    const { body } = await officer.get('/suppliers?name=First of two&name=Second of two');
    expect(body.rows.map((row: { id: string }) => row.id)).toEqual([second.id]);
    expect((await officer.get(`/suppliers/${first.id}?id=${second.id}`)).body.id).toBe(first.id);
    const changed = await officer.patch(`/suppliers/${first.id}?name=Third`, {
      version: 1,
      name: 'Fourth',
      id: second.id,
    });
    expect(changed.body).toMatchObject({ id: first.id, name: 'Fourth' });
    expect((await officer.get(`/suppliers/${second.id}`)).body.name).toBe('Second of two');
  });

  test('an address that does not exist is named in JSON, never as a page', async () => {
    const answer = await app.request('/api/<script>alert(1)</script>');
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('the log', () => {
  let stage: SignInStage;
  const { log, lines } = keptLog();
  beforeAll(async () => {
    stage = await openSignIn({ log });
  });
  afterAll(() => stage.close());

  test('holds no password, code, cookie, key, link or address of anybody, at its most talkative', async () => {
    const { api, anna, org, password } = stage;
    const secrets: string[] = [password, 'anna@example.org', 'Anna Berg', 'Nordlicht'];
    const signedIn = await api.request(`${SITE}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { host: 'localhost:4242', origin: SITE, 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'anna@example.org', password }),
    });
    secrets.push(
      ...signedIn.headers.getSetCookie().map((each) => each.split(';')[0]!.split('=')[1]!.split('.')[0]!),
    );
    await visitor(api)('/api/auth/sign-in/email', {
      email: 'eve@example.org',
      password: 'a wrong secret sentence',
    });
    secrets.push('eve@example.org', 'a wrong secret sentence');
    const { body: key } = await anna(`/api/orgs/${org}/keys`, { name: 'pipeline' });
    await api.request(`${SITE}/api/orgs/${org}/suppliers`, { headers: { 'x-api-key': key.key } });
    secrets.push(key.key);
    const { body: invited } = await anna(`/api/orgs/${org}/invitations`, {
      email: 'ben@example.org',
      roles: ['staff'],
    });
    await visitor(api)(`/api/invitations/${invited.token}`);
    await visitor(api)(`/api/invitations/${invited.token}`, { name: 'Ben Holm', password: 'short' });
    secrets.push(invited.token, 'ben@example.org', 'Ben Holm');
    const { body: feed } = await anna(`/api/orgs/${org}/calendar/feed`, {});
    const secretPath = JSON.stringify(feed).match(/calendar-feeds\/([A-Za-z0-9_-]+)/)?.[1];
    expect(secretPath).toBeDefined();
    await visitor(api)(`/api/calendar-feeds/${secretPath}.ics`);
    await visitor(api)(`/api/calendar-messages/${secretPath}`);
    secrets.push(secretPath!);
    await visitor(api)('/api/by-link/abcdefgh-interview-link-0/answers');
    await visitor(api)('/api/password-resets/reset-link-9');
    await visitor(api)('/api/somewhere/AbCdEfGhIjKlMnOpQrStUvWxYz012345');
    secrets.push('abcdefgh-interview-link-0', 'reset-link-9', 'AbCdEfGhIjKlMnOpQrStUvWxYz012345');
    const { body: factor } = await anna('/api/account/second-factor', { password });
    const seed = new URL(factor.uri).searchParams.get('secret')!;
    const code = totp(factor.uri);
    await anna('/api/account/second-factor/confirm', { code });
    secrets.push(seed, ...factor.recoveryCodes);
    await anna(`/api/orgs/${org}/suppliers?q=Zanzibar&name=Secret%20supplier`);
    secrets.push('Zanzibar', 'Secret supplier', stage.runtime.secret);
    const all = lines.join('');
    expect(lines.length).toBeGreaterThan(10);
    for (const secret of secrets) expect([secret, all.includes(secret)]).toEqual([secret, false]);
  });

  test('says of every refusal when, what, by which rule and from which place, without saying who or where', async () => {
    const from = lines.length;
    await visitor(stage.api)('/api/auth/sign-in/email', {
      email: 'eve@example.org',
      password: 'a wrong sentence again',
    });
    await visitor(stage.api)(`/api/orgs/${stage.org}/suppliers`);
    const refused = lines
      .slice(from)
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter((line) => line.msg === 'refused');
    expect(refused).toHaveLength(2);
    for (const line of refused)
      expect(line).toMatchObject({
        level: 40,
        code: 'not-signed-in',
        trace: expect.stringMatching(/^req_/),
        time: expect.any(Number),
        from: expect.stringMatching(/^[\w-]{12}$/),
      });
    // The same place has the same mark, so that tries of one place can be counted.
    expect(refused[0]!.from).toBe(refused[1]!.from);
  });

  test('names who asked by an id, and a line stays one line whatever is in an address', async () => {
    const from = lines.length;
    await stage.anna(`/api/orgs/${stage.org}/suppliers/a%0d%0a%22%7d%7b%22level%22%3a60`);
    const added = lines.slice(from).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(added.find((line) => line.msg === 'request')).toMatchObject({
      org: stage.org,
      person: expect.stringMatching(/^prs_/),
    });
    for (const line of lines) expect(line.trimEnd().split('\n')).toHaveLength(1);
  });
});
