// biome-ignore-all lint/suspicious/noExplicitAny: tests look into bodies of every shape
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSignIn, type SignInStage } from '#test/testkit/sign-in-stage.ts';
import { SITE, visitor } from '#test/testkit/visitor.ts';

let stage: SignInStage;
let token = '';
let tokenId = '';

const acting = async (path: string, body?: unknown, method?: string) => {
  const answer = await stage.anna(`/api/orgs/${stage.org}${path}`, body, method);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
};
const scim = async (
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Headers; body: any }> => {
  const response = await stage.api.request(`${SITE}/scim/v2${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/scim+json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
};
/** What is secret of it; its letters may be any of base64url, `_` too. */
const secret = () => token.slice(-32);
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const personOf = async (name: string) =>
  (await acting('/directory')).people.find((each: { name: string }) => each.name === name);
const rolesOf = async (name: string) =>
  (await personOf(name)).memberships.flatMap((each: { roles: string[] }) => each.roles).sort();
const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';

/** As Entra ID documents its requests ("Develop a SCIM endpoint"). */
const entraUser = {
  schemas: [USER, 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'],
  externalId: '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef',
  userName: 'cleo@nordlicht.example',
  active: true,
  emails: [{ primary: true, type: 'work', value: 'cleo@nordlicht.example' }],
  meta: { resourceType: 'User' },
  name: { formatted: 'Cleo Dahl', familyName: 'Dahl', givenName: 'Cleo' },
  roles: [],
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'Wards' },
};

beforeAll(async () => {
  stage = await openSignIn();
  const made = await acting('/provisioning/tokens', { name: 'Nordlicht Entra' });
  token = made.token;
  tokenId = made.id;
});
afterAll(() => stage.close());

describe('the token', () => {
  test('is made by an administrator, shown once, and kept as a hash only', async () => {
    const shown = await acting('/provisioning');
    expect(JSON.stringify(shown)).not.toContain(secret());
    expect(shown).toMatchObject({
      address: `${SITE}/scim/v2`,
      tokens: [{ name: 'Nordlicht Entra', revoked: false }],
    });
    const rows = await stage.runtime.db.write(stage.org, ({ exec }) =>
      exec(`select * from "provisioningToken"`, []),
    );
    expect(JSON.stringify(rows)).not.toContain(secret());
    const { body } = await stage.anna(`/api/orgs/${stage.org}/invitations`, {
      email: 'ben@example.org',
      roles: ['risk-manager'],
    });
    const ben = visitor(stage.api);
    await ben(`/api/invitations/${body.token}`, { name: 'Ben', password: stage.password });
    expect((await ben(`/api/orgs/${stage.org}/provisioning/tokens`, { name: 'mine' })).status).toBe(403);
    expect((await ben(`/api/orgs/${stage.org}/provisioning`)).status).toBe(403);
  });

  test('opens nothing when it is wrong, over, revoked, or of another kind; and who guesses must wait', async () => {
    const asked = async (bearer: string) => {
      const answer = await scim('GET', '/Users', undefined, { authorization: bearer });
      expect(answer.body).toMatchObject({
        schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
        status: '401',
      });
      return answer.status;
    };
    expect(await asked(`Bearer ${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`)).toBe(401);
    expect(await asked(`Bearer scim_aims_00000000-0000-0000-0000-000000000000_${'x'.repeat(43)}`)).toBe(401);
    const key = (await acting('/keys', { name: 'robot' })).key;
    expect(await asked(`Bearer ${key}`)).toBe(401);
    expect((await scim('GET', '/Users')).status).toBe(200);
    const other = await acting('/provisioning/tokens', { name: 'Old', days: 1 });
    const bearer = { authorization: `Bearer ${other.token}` };
    expect((await scim('GET', '/Users', undefined, bearer)).status).toBe(200);
    await acting(`/provisioning/tokens/${other.id}`, { version: other.version }, 'DELETE');
    expect((await scim('GET', '/Users', undefined, bearer)).status).toBe(401);
    const api = await stage.api.request(`${SITE}/api/orgs/${stage.org}/suppliers`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(api.status).toBe(401);
  });
});

describe('what the service says of itself', () => {
  test('is what RFC 7643 asks for, in its content type', async () => {
    const config = await scim('GET', '/ServiceProviderConfig');
    expect(config.headers.get('content-type')).toMatch(/^application\/scim\+json/);
    expect(config.body).toMatchObject({
      patch: { supported: true },
      bulk: { supported: false },
      etag: { supported: true },
    });
    expect(
      (await scim('GET', '/ResourceTypes')).body.Resources.map((each: { id: string }) => each.id),
    ).toEqual(['User', 'Group']);
    expect((await scim('GET', `/Schemas/${USER}`)).body.name).toBe('User');
    expect(await scim('GET', '/Nothing')).toMatchObject({ status: 404, body: { status: '404' } });
    expect((await scim('POST', '/Users/x/y', {})).status).toBe(404);
  });

  test('is no error of ours when an address is not well written', async () => {
    for (const path of ['/Users/%', '/Groups/%E0%A4%A', '/%zz'])
      expect(await scim('GET', path), path).toMatchObject({ status: 400, body: { status: '400' } });
  });
});

describe('users', () => {
  let id = '';
  let tag = '';

  test('are looked for, then made, as Entra ID does it', async () => {
    const probe = await scim(
      'GET',
      `/Users?filter=${encodeURIComponent('userName eq "cleo@nordlicht.example"')}`,
    );
    expect(probe).toMatchObject({ status: 200, body: { totalResults: 0, Resources: [] } });
    const made = await scim('POST', '/Users', entraUser);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    id = made.body.id;
    tag = made.headers.get('etag')!;
    expect(made.headers.get('location')).toBe(`${SITE}/scim/v2/Users/${id}`);
    expect(made.body).toMatchObject({
      userName: 'cleo@nordlicht.example',
      externalId: entraUser.externalId,
      active: true,
      name: { formatted: 'Cleo Dahl' },
      emails: [{ value: 'cleo@nordlicht.example', type: 'work', primary: true }],
      meta: { resourceType: 'User', version: tag },
    });
    expect(await scim('POST', '/Users', entraUser)).toMatchObject({
      status: 409,
      body: { scimType: 'uniqueness' },
    });
    for (const filter of [
      'userName eq "CLEO@nordlicht.example"',
      `externalId eq "${entraUser.externalId}"`,
      'emails[type eq "work"].value eq "cleo@nordlicht.example"',
    ])
      expect(
        (await scim('GET', `/Users?filter=${encodeURIComponent(filter)}`)).body.totalResults,
        filter,
      ).toBe(1);
    expect(await personOf('Cleo Dahl')).toMatchObject({ active: true, account: false, memberships: [] });
  });

  test('stand once: an address that is known here is taken up, not doubled', async () => {
    const made = await scim('POST', '/Users', {
      schemas: [USER],
      userName: 'ben@example.org',
      name: { givenName: 'Ben', familyName: 'Ahrens' },
      emails: [{ primary: true, value: 'ben@example.org', type: 'work' }],
    });
    expect(made.status).toBe(201);
    const { people } = await acting('/directory');
    expect(people.filter((each: { email: string }) => each.email === 'ben@example.org')).toHaveLength(1);
    expect(await rolesOf('Ben Ahrens')).toEqual(['risk-manager']);
  });

  test('are not mistaken for somebody who wrote another’s address into their own record', async () => {
    const { body } = await stage.anna(`/api/orgs/${stage.org}/invitations`, {
      email: 'mallory@example.org',
      roles: ['staff'],
    });
    const mallory = visitor(stage.api);
    await mallory(`/api/invitations/${body.token}`, { name: 'Mallory', password: stage.password });
    const own = await personOf('Mallory');
    const { version } = await acting(`/people/${own.id}`);
    const lied = await mallory(
      `/api/orgs/${stage.org}/people/${own.id}`,
      { version, email: 'cfo@nordlicht.example' },
      'PATCH',
    );
    expect(lied.status).toBe(200);
    await scim('POST', '/Users', {
      schemas: [USER],
      userName: 'cfo@nordlicht.example',
      displayName: 'The CFO',
    });
    expect((await personOf('The CFO')).id).not.toBe(own.id);
  });

  test('are changed by PUT and by PATCH in every spelling that directories use', async () => {
    const patch = (operations: readonly object[], headers = {}) =>
      scim('PATCH', `/Users/${id}`, { schemas: [PATCH], Operations: operations }, headers);
    // Entra ID
    expect(
      (
        await patch([
          { op: 'Replace', path: 'emails[type eq "work"].value', value: 'cleo.dahl@nordlicht.example' },
          { op: 'Add', path: 'name.familyName', value: 'Dahl-Berg' },
          { op: 'Replace', path: 'displayName', value: 'Cleo Dahl-Berg' },
          {
            op: 'Add',
            path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department',
            value: 'x',
          },
        ])
      ).body,
    ).toMatchObject({
      displayName: 'Cleo Dahl-Berg',
      name: { familyName: 'Dahl-Berg' },
      emails: [{ value: 'cleo.dahl@nordlicht.example' }],
    });
    // Okta: no path, an object of values
    expect(
      (await patch([{ op: 'replace', value: { title: 'Head of wards', 'name.givenName': 'Cleopatra' } }]))
        .body,
    ).toMatchObject({
      title: 'Head of wards',
      name: { givenName: 'Cleopatra' },
    });
    expect((await patch([{ op: 'remove', path: 'title' }])).body.title).toBeUndefined();
    const whole = (await scim('GET', `/Users/${id}`)).body;
    expect((await scim('PUT', `/Users/${id}`, { ...whole, displayName: 'Cleo Dahl' })).body.displayName).toBe(
      'Cleo Dahl',
    );
    expect(await patch([{ op: 'explode', path: 'active' }])).toMatchObject({
      status: 400,
      body: { scimType: 'invalidSyntax' },
    });
    expect(await patch([{ op: 'replace', path: 'a b c', value: 1 }])).toMatchObject({
      status: 400,
      body: { scimType: 'invalidPath' },
    });
    expect(await patch([{ op: 'replace', path: 'active', value: 'maybe' }])).toMatchObject({
      status: 400,
      body: { scimType: 'invalidValue' },
    });
    expect(await patch([{ op: 'replace', path: 'active', value: true }], { 'if-match': tag })).toMatchObject({
      status: 412,
    });
    const now = (await scim('GET', `/Users/${id}`)).headers.get('etag')!;
    expect((await scim('GET', `/Users/${id}`, undefined, { 'if-none-match': now })).status).toBe(304);
    expect((await patch([{ op: 'replace', path: 'active', value: true }], { 'if-match': now })).status).toBe(
      200,
    );
  });

  test('are changed by two at once and lose neither change; of two who saw the same, one comes too late', async () => {
    const change = (path: string, value: string, headers = {}) =>
      scim(
        'PATCH',
        `/Users/${id}`,
        { schemas: [PATCH], Operations: [{ op: 'replace', path, value }] },
        headers,
      );
    for (let round = 0; round < 8; round += 1) {
      await Promise.all([
        change('title', `Title ${round}`),
        change('externalId', `id ${round}`),
        change('name.givenName', `Given ${round}`),
      ]);
      expect((await scim('GET', `/Users/${id}`)).body).toMatchObject({
        title: `Title ${round}`,
        externalId: `id ${round}`,
        name: { givenName: `Given ${round}` },
      });
    }
    const seen = { 'if-match': (await scim('GET', `/Users/${id}`)).headers.get('etag')! };
    const answers = await Promise.all([change('title', 'First', seen), change('title', 'Second', seen)]);
    expect(answers.map((each) => each.status).sort()).toEqual([200, 412]);
  });

  test('come in pages', async () => {
    const all = (await scim('GET', '/Users')).body;
    expect(all.totalResults).toBe(3);
    const page = (await scim('GET', '/Users?startIndex=2&count=1&attributes=userName')).body;
    expect(page).toMatchObject({ totalResults: 3, startIndex: 2, itemsPerPage: 1 });
    expect(Object.keys(page.Resources[0]).sort()).toEqual(['id', 'meta', 'schemas', 'userName']);
    expect((await scim('GET', '/Users?count=0')).body).toMatchObject({ totalResults: 3, Resources: [] });
    for (const filter of ['userName co "a"', 'userName eq "a" or active eq true', 'password eq "x"'])
      expect(await scim('GET', `/Users?filter=${encodeURIComponent(filter)}`), filter).toMatchObject({
        status: 400,
        body: { scimType: 'invalidFilter' },
      });
  });

  test('who are let go lose sessions, keys and roles at once, and get them back by groups alone', async () => {
    const ben = visitor(stage.api);
    await ben('/api/auth/sign-in/email', { email: 'ben@example.org', password: stage.password });
    const key = (await ben(`/api/orgs/${stage.org}/keys`, { name: 'script' })).body.key;
    const byKey = async () =>
      (await stage.api.request(`${SITE}/api/orgs/${stage.org}/suppliers`, { headers: { 'x-api-key': key } }))
        .status;
    expect([await byKey(), (await ben(`/api/orgs/${stage.org}/suppliers`)).status]).toEqual([200, 200]);
    const found = (await scim('GET', `/Users?filter=${encodeURIComponent('userName eq "ben@example.org"')}`))
      .body.Resources[0];
    // Entra ID sends a text for a truth value.
    const gone = await scim('PATCH', `/Users/${found.id}`, {
      schemas: [PATCH],
      Operations: [{ op: 'Replace', path: 'active', value: 'False' }],
    });
    expect(gone).toMatchObject({ status: 200, body: { active: false } });
    expect([await byKey(), (await ben(`/api/orgs/${stage.org}/suppliers`)).status]).toEqual([401, 401]);
    expect(await personOf('Ben Ahrens')).toMatchObject({ active: false, memberships: [] });
    // Okta
    const back = await scim('PATCH', `/Users/${found.id}`, {
      schemas: [PATCH],
      Operations: [{ op: 'replace', value: { active: true } }],
    });
    expect(back.body.active).toBe(true);
    expect(await personOf('Ben Ahrens')).toMatchObject({ active: true, memberships: [] });
  });

  test('who are the last administrator are not let go, and the answer says so', async () => {
    const made = await scim('POST', '/Users', {
      schemas: [USER],
      userName: 'anna@example.org',
      displayName: 'Anna Berg',
    });
    expect(made.status).toBe(201);
    const refused = await scim('PATCH', `/Users/${made.body.id}`, {
      schemas: [PATCH],
      Operations: [{ op: 'replace', path: 'active', value: false }],
    });
    expect(refused).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('without an administrator') },
    });
    expect((await scim('DELETE', `/Users/${made.body.id}`)).status).toBe(409);
    expect((await stage.anna('/api/session')).body.person).not.toBeNull();
    expect(await personOf('Anna Berg')).toMatchObject({ active: true });
  });

  test('are removed from the directory and let go here; what they did stays', async () => {
    const made = await scim('POST', '/Users', {
      schemas: [USER],
      userName: 'shortly@nordlicht.example',
      displayName: 'Shortly Here',
    });
    expect((await scim('DELETE', `/Users/${made.body.id}`)).status).toBe(204);
    expect((await scim('GET', `/Users/${made.body.id}`)).status).toBe(404);
    expect(await personOf('Shortly Here')).toMatchObject({ active: false });
  });
});

describe('groups', () => {
  const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
  let group = '';
  let cleo = '';
  const patch = (operations: readonly object[]) =>
    scim('PATCH', `/Groups/${group}`, { schemas: [PATCH], Operations: operations });
  const setRoles = async (roles: readonly string[]) => {
    const { groups } = await acting('/provisioning');
    const { version } = groups.find((each: { id: string }) => each.id === group);
    return stage.anna(`/api/orgs/${stage.org}/provisioning/groups/${group}/roles`, { version, roles });
  };

  test('bring the roles that an administrator names, to members old and new', async () => {
    cleo = (await scim('GET', `/Users?filter=${encodeURIComponent('userName eq "cleo@nordlicht.example"')}`))
      .body.Resources[0].id;
    const made = await scim('POST', '/Groups', {
      schemas: [GROUP],
      externalId: 'g1',
      displayName: 'AI auditors',
      members: [{ value: cleo }],
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    group = made.body.id;
    expect(await rolesOf('Cleo Dahl')).toEqual([]);
    expect((await setRoles(['internal-auditor'])).status).toBe(200);
    expect(await rolesOf('Cleo Dahl')).toEqual(['internal-auditor']);
    expect((await scim('GET', `/Users/${cleo}`)).body.groups).toMatchObject([
      { value: group, display: 'AI auditors' },
    ]);
  });

  test('take them away with the membership, in every spelling', async () => {
    await patch([{ op: 'Remove', path: 'members', value: [{ value: cleo }] }]);
    expect(await rolesOf('Cleo Dahl')).toEqual([]);
    await patch([{ op: 'Add', path: 'members', value: [{ value: cleo }] }]);
    expect(await rolesOf('Cleo Dahl')).toEqual(['internal-auditor']);
    await patch([{ op: 'remove', path: `members[value eq "${cleo}"]` }]);
    expect(await rolesOf('Cleo Dahl')).toEqual([]);
    await patch([{ op: 'replace', value: { id: group, displayName: 'AI auditors and friends' } }]);
    await patch([{ op: 'replace', path: 'members', value: [{ value: cleo }] }]);
    expect(await rolesOf('Cleo Dahl')).toEqual(['internal-auditor']);
    expect((await scim('GET', `/Groups/${group}?excludedAttributes=members`)).body).toMatchObject({
      displayName: 'AI auditors and friends',
    });
    expect((await scim('GET', `/Groups/${group}?excludedAttributes=members`)).body.members).toBeUndefined();
    expect(await patch([{ op: 'add', path: 'members', value: [{ value: 'nobody' }] }])).toMatchObject({
      status: 400,
      body: { scimType: 'invalidValue' },
    });
  });

  test('give their roles again to somebody who is back', async () => {
    const active = (value: boolean) =>
      scim('PATCH', `/Users/${cleo}`, {
        schemas: [PATCH],
        Operations: [{ op: 'replace', path: 'active', value }],
      });
    await active(false);
    expect(await rolesOf('Cleo Dahl')).toEqual([]);
    await active(true);
    expect(await rolesOf('Cleo Dahl')).toEqual(['internal-auditor']);
  });

  test('give nobody roles by their own hand', async () => {
    const anna = (await scim('GET', `/Users?filter=${encodeURIComponent('userName eq "anna@example.org"')}`))
      .body.Resources[0].id;
    await patch([{ op: 'add', path: 'members', value: [{ value: anna }] }]);
    expect(await setRoles(['top-management'])).toMatchObject({ status: 403 });
    await patch([{ op: 'remove', path: `members[value eq "${anna}"]` }]);
  });

  test('end, and their roles with them', async () => {
    expect((await scim('DELETE', `/Groups/${group}`)).status).toBe(204);
    expect(await rolesOf('Cleo Dahl')).toEqual([]);
    expect((await scim('GET', '/Groups')).body.totalResults).toBe(0);
  });
});

test('an administrator ends the sessions of a person at once; others may not', async () => {
  const mallory = visitor(stage.api);
  const signIn = () =>
    mallory('/api/auth/sign-in/email', { email: 'mallory@example.org', password: stage.password });
  await signIn();
  const { id } = await personOf('Mallory');
  const anna = await personOf('Anna Berg');
  const refused = await mallory(`/api/orgs/${stage.org}/people/${anna.id}/end-sessions`, {});
  expect(refused.status).toBe(403);
  expect((await acting(`/people/${id}/end-sessions`, {})).ended).toBeGreaterThan(0);
  expect((await mallory(`/api/orgs/${stage.org}/suppliers`)).status).toBe(401);
  expect((await signIn()).status).toBe(200);
});

test('every change stands in the log of the organisation in the name of the token', async () => {
  const entries = await stage.runtime.db.read(stage.org, (q) =>
    q
      .selectFrom('log_entry')
      .select(['operation', 'actor', 'text'])
      .where('org_id', '=', stage.org)
      .where('operation', 'like', 'scim.%')
      .execute(),
  );
  expect(entries.length).toBeGreaterThan(20);
  expect(entries.every((each) => each.actor === tokenId && each.text.includes('"via":"key"'))).toBe(true);
  const cleo = await personOf('Cleo Dahl');
  const { entries: history } = await acting(`/people/${cleo.id}/history`);
  expect(history.at(-1).sentence).toBe('Nordlicht Entra added this by the directory');
  const other = await stage.runtime.db.read(null, (q) => q.selectFrom('org').select('id').execute());
  expect(other).toHaveLength(1);
});
