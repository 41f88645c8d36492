import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readOutsideAllow } from '#platform/outside/address.ts';
import { atProvider, type LocalOidc, openLocalOidc } from '#test/testkit/local-oidc.ts';
import { openSignIn, type SignInStage } from '#test/testkit/sign-in-stage.ts';
import { SITE, visitor } from '#test/testkit/visitor.ts';

let stage: SignInStage;
let idp: LocalOidc;
const redirects: string[] = [];
type Provider = { id: string; version: number; start: string; callback: string; confirmedDomains: string[] };
let nordlicht: Provider;

const acting = async (path: string, body?: unknown, method?: string) => {
  const answer = await stage.anna(`/api/orgs/${stage.org}${path}`, body, method);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
};
const change = async (patch: object) => {
  nordlicht = await acting(
    `/identity-providers/${nordlicht.id}`,
    { version: nordlicht.version, ...patch },
    'PATCH',
  );
};

/** Signs in at the provider as `name`; the browser is new unless one is given. */
async function come(name: string, browser = visitor(stage.api), query = '') {
  const begun = await browser(`/api/sso/${stage.org}/${nordlicht.id}/start${query}`);
  expect(begun.status, JSON.stringify(begun.body)).toBe(302);
  const back = await atProvider()(begun.location!, name);
  const answer = await browser(`${back.pathname}${back.search}`);
  return { browser, back, answer, error: new URL(answer.location ?? '/', SITE).searchParams.get('error') };
}
const orgsOf = async (browser: ReturnType<typeof visitor>) => (await browser('/api/session')).body.orgs;

beforeAll(async () => {
  stage = await openSignIn({ outside: { allow: readOutsideAllow({ AIMS_OUTSIDE_ALLOW: '127.0.0.1' }) } });
  idp = await openLocalOidc({
    redirectUris: () => (redirects.length > 0 ? redirects : [`${SITE}/none`]),
    afterSignOut: [`${SITE}/`],
  });
  nordlicht = await acting('/identity-providers', {
    kind: 'oidc',
    label: 'Nordlicht ID',
    issuer: idp.issuer,
    clientId: idp.clientId,
    clientSecret: idp.clientSecret,
    domains: ['nordlicht.example'],
    groupsClaim: 'groups',
  });
  redirects.push(nordlicht.callback);
  await idp.rotateKeys();
  Object.assign(idp.people, {
    ben: { email: 'ben@nordlicht.example', email_verified: true, name: 'Ben Ahrens', groups: [] },
    eve: { email: 'eve@elsewhere.example', email_verified: true, name: 'Eve', groups: [] },
    anna: { email: 'anna@example.org', email_verified: true, name: 'Anna Berg', groups: [] },
    unsure: { email: 'unsure@nordlicht.example', email_verified: false, name: 'Unsure', groups: [] },
  });
});
afterAll(async () => {
  await idp.close();
  await stage.close();
});

describe('a provider that is off', () => {
  test('lets nobody in, but shows an administrator what it says', async () => {
    expect((await visitor(stage.api)(`/api/sso/${stage.org}/${nordlicht.id}/start`)).status).toBe(404);
    const { answer } = await come('ben', stage.anna, `?purpose=try&return=/${stage.org}/single-sign-on`);
    const handle = new URL(answer.location!, SITE).searchParams.get('tried')!;
    const tried = (await stage.anna(`/api/sso/tries/${handle}`)).body;
    expect(tried.error).toBeNull();
    expect(tried.claims).toMatchObject({
      subject: 'ben',
      email: 'ben@nordlicht.example',
      emailVerified: true,
    });
    expect((await visitor(stage.api)(`/api/sso/tries/${handle}`)).status).toBe(401);
    expect((await stage.anna('/api/session')).body.person.name).toBe('Anna Berg');
    expect((await visitor(stage.api)(`/api/sso/${stage.org}/${nordlicht.id}/start?purpose=try`)).status).toBe(
      401,
    );
    await change({ enabled: true });
  });
});

describe('who comes in by a provider', () => {
  test('is nobody the organisation does not know', async () => {
    const { browser, error } = await come('ben');
    expect(error).toMatch(/Nordlicht does not/);
    expect((await browser('/api/session')).body.person).toBeNull();
  });

  test('is whoever was invited, once, with the roles of the invitation', async () => {
    const { token } = await acting('/invitations', {
      email: 'Ben@Nordlicht.example',
      roles: ['risk-manager'],
    });
    const { browser } = await come('ben');
    expect(await orgsOf(browser)).toMatchObject([{ id: stage.org, roles: ['risk-manager'] }]);
    expect((await visitor(stage.api)(`/api/invitations/${token}`)).status).toBe(404);
    expect((await orgsOf((await come('ben')).browser))[0].roles).toEqual(['risk-manager']);
    const { people } = await acting('/directory');
    const benId = people.find((each: { name: string }) => each.name === 'Ben Ahrens').id;
    // The log tells of the first time, the list of each.
    const { entries } = await acting('/trail?type=person');
    const admitted = entries.filter(
      (each: { id: string; change: string }) => each.id === benId && each.change === 'auth',
    );
    expect(admitted).toMatchObject([{ sentence: expect.stringContaining('let this person in') }]);
    const { signIns } = await acting(`/sign-ins?personId=${benId}`);
    expect(signIns.map((each: { way: string }) => each.way)).toEqual(['provider', 'provider']);
    expect(people.filter((each: { email: string }) => each.email === 'ben@nordlicht.example')).toHaveLength(
      1,
    );
  });

  test('is invited for a part of the organisation and gets the roles there alone', async () => {
    const system = await acting('/systems', { name: 'Fall alarm' });
    await acting('/invitations', {
      email: 'pia@nordlicht.example',
      roles: ['risk-manager'],
      scope: { units: [], systems: [system.ref] },
    });
    idp.people.pia = { email: 'pia@nordlicht.example', email_verified: true, name: 'Pia' };
    expect(await orgsOf((await come('pia')).browser)).toMatchObject([
      { roles: [], parts: [{ roles: ['risk-manager'], within: [{ units: [], systems: [system.id] }] }] },
    ]);
  });

  test('is the person whom the invitation names, such as one who came with a hand-over', async () => {
    const { writing } = await import('#platform/runtime.ts');
    const { person } = await import('#kernel/people.ts');
    const operator = { id: null, name: 'The operator', via: 'operator' as const, roles: [] };
    const known = await writing(
      stage.runtime,
      { org: stage.org, actor: operator, operation: 'person.create' },
      (tx) =>
        tx.insert(person, {
          name: 'Vera Vogt',
          email: 'vera@nordlicht.example',
          jobTitle: null,
          organisationName: null,
          // Of the instance where they were before.
          authUserId: 'user_elsewhere',
          active: true,
          language: null,
        }),
    );
    await acting(`/people/${known.id}/memberships`, { roles: ['risk-manager'] });
    await acting(`/people/${known.id}/invitation`, {});
    idp.people.vera = { email: 'vera@nordlicht.example', email_verified: true, name: 'V. Vogt' };
    const { browser, error } = await come('vera');
    expect(error).toBeNull();
    expect(await orgsOf(browser)).toMatchObject([{ personId: known.id, roles: ['risk-manager'] }]);
    const { people } = await acting('/directory');
    expect(people.filter((each: { email: string }) => each.email === 'vera@nordlicht.example')).toHaveLength(
      1,
    );
  });

  test('keeps their account when the address changes at the provider, since it goes by the subject', async () => {
    idp.people.ben = { ...idp.people.ben, email: 'ben.ahrens@nordlicht.example' };
    expect((await orgsOf((await come('ben')).browser))[0].roles).toEqual(['risk-manager']);
    idp.people.ben = { ...idp.people.ben, email: 'ben@nordlicht.example' };
  });

  test('is a newcomer only with a verified address, of the domain, and when the administrator says which roles', async () => {
    idp.people.cleo = { email: 'cleo@nordlicht.example', email_verified: true, name: 'Cleo' };
    expect((await come('cleo')).error).toMatch(/does not/);
    await change({ newcomerRoles: ['staff'] });
    expect((await come('unsure')).error).toMatch(/verified/);
    expect((await come('eve')).error).toMatch(/does not/);
    expect((await orgsOf((await come('cleo')).browser))[0].roles).toEqual(['staff']);
    await change({ newcomerRoles: null });
  });

  test('is not somebody who was let go', async () => {
    const { people } = await acting('/directory');
    const cleo = people.find((each: { name: string }) => each.name === 'Cleo');
    const { browser } = await come('cleo');
    const { version } = await acting(`/people/${cleo.id}`);
    await acting(`/people/${cleo.id}/deactivate`, { version });
    expect((await browser(`/api/orgs/${stage.org}/suppliers`)).status).toBe(401);
    await change({ newcomerRoles: ['staff'] });
    expect((await come('cleo')).error).toMatch(/let go/);
    await change({ newcomerRoles: null });
  });
});

describe('groups', () => {
  test('bring roles and take them away again, beside those given by hand', async () => {
    await change({ groupRoles: [{ group: 'ai-audit', roles: ['internal-auditor'] }] });
    idp.people.ben = { ...idp.people.ben, groups: ['ai-audit', 'canteen'] };
    expect((await orgsOf((await come('ben')).browser))[0].roles.sort()).toEqual([
      'internal-auditor',
      'risk-manager',
    ]);
    idp.people.ben = { ...idp.people.ben, groups: ['canteen'] };
    expect((await orgsOf((await come('ben')).browser))[0].roles).toEqual(['risk-manager']);
  });

  test('leave the last administrator one, in one version of their membership', async () => {
    await change({ groupRoles: [{ group: 'admins', roles: ['administrator', 'staff'] }] });
    idp.people.ben = { ...idp.people.ben, groups: ['admins'] };
    const { browser } = await come('ben');
    const { people } = await acting('/directory');
    const anna = people.find((each: { name: string }) => each.name === 'Anna Berg');
    const [own] = anna.memberships;
    const given = await browser(
      `/api/orgs/${stage.org}/memberships/${own.id}`,
      { version: own.version, roles: ['governance-officer'] },
      'PATCH',
    );
    expect(given.status, JSON.stringify(given.body)).toBe(200);
    const heldOf = async (name: string) =>
      (await browser(`/api/orgs/${stage.org}/directory`)).body.people.find(
        (each: { name: string }) => each.name === name,
      ).memberships as { id: string; version: number; roles: string[] }[];
    const before = (await heldOf('Ben Ahrens')).find((each) => each.roles.includes('administrator'))!;
    idp.people.ben = { ...idp.people.ben, groups: [] };
    await come('ben');
    expect(await heldOf('Ben Ahrens')).toContainEqual(
      expect.objectContaining({ id: before.id, version: before.version + 1, roles: ['administrator'] }),
    );
    await browser(
      `/api/orgs/${stage.org}/memberships/${own.id}`,
      { version: given.body.version, roles: own.roles },
      'PATCH',
    );
    await come('ben');
    expect((await heldOf('Ben Ahrens')).flatMap((each) => each.roles)).toEqual(['risk-manager']);
    await change({ groupRoles: [{ group: 'ai-audit', roles: ['internal-auditor'] }] });
  });

  test('that the provider has no room to name take nothing away', async () => {
    idp.people.ben = { ...idp.people.ben, groups: ['ai-audit'] };
    await come('ben');
    const { groups: _groups, ...rest } = idp.people.ben;
    idp.people.ben = { ...rest, _claim_names: { groups: 'src1' } };
    expect((await orgsOf((await come('ben')).browser))[0].roles).toContain('internal-auditor');
    idp.people.ben = { ...rest, groups: [] };
    await come('ben');
  });
});

describe('what a session by a provider opens', () => {
  let other = '';
  beforeAll(async () => {
    const { createOrganisation } = await import('#platform/create-organisation.ts');
    other = await createOrganisation(stage.runtime, {
      kind: 'live',
      name: 'Südwind',
      timeZone: 'UTC',
      actor: { id: null, name: 'The operator', via: 'operator', roles: [] },
    });
    const token = await stage.runtime.accounts.invite(other, {
      email: 'anna@example.org',
      roles: ['administrator'],
      outside: false,
      ground: null,
      invitedBy: null,
    });
    const joined = await visitor(stage.api)(`/api/invitations/${token}`, {
      name: 'Anna Berg',
      password: stage.password,
    });
    expect(joined.status).toBe(200);
  });

  test('is its own organisation and no other, for it may say of anybody that it is them', async () => {
    expect((await orgsOf(stage.anna)).map((each: { id: string }) => each.id).sort()).toEqual(
      [stage.org, other].sort(),
    );
    const { browser } = await come('anna');
    expect((await orgsOf(browser)).map((each: { id: string }) => each.id)).toEqual([stage.org]);
    expect((await browser(`/api/orgs/${other}/suppliers`)).status).toBe(404);
    const made = await browser(`/api/orgs/${stage.org}/keys`, { name: 'robot' });
    const byKey = (org: string) =>
      stage.api.request(`${SITE}/api/orgs/${org}/suppliers`, { headers: { 'x-api-key': made.body.key } });
    expect((await byKey(stage.org)).status).toBe(200);
    expect((await byKey(other)).status).toBe(404);
  });

  test('is not the account itself: no passkeys, and no other sessions than its own kind', async () => {
    const { browser } = await come('anna');
    expect((await browser('/api/account/passkeys/options', {})).status).toBe(403);
    const { sessions } = (await browser('/api/account/sessions')).body;
    const own = (await stage.anna('/api/account/sessions')).body.sessions.find(
      (each: { current: boolean }) => each.current,
    );
    expect(sessions.map((each: { id: string }) => each.id)).not.toContain(own.id);
    expect((await browser(`/api/account/sessions/${own.id}`, {}, 'DELETE')).status).toBe(404);
    await browser('/api/account/sessions', {}, 'DELETE');
    expect((await stage.anna('/api/session')).body.person).not.toBeNull();
  });

  test('ends when the provider is switched off', async () => {
    const { browser } = await come('ben');
    await change({ enabled: false });
    expect((await browser('/api/session')).body.person).toBeNull();
    await change({ enabled: true });
  });
});

describe('the way to the provider and back', () => {
  test('carries state, nonce and PKCE, and keeps the secret sealed', async () => {
    await come('ben');
    const asked = idp.asked.at(-1)!;
    expect(asked.get('code_challenge_method')).toBe('S256');
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(asked.get(name)!.length).toBeGreaterThan(20);
    const { rows } = await stage.runtime.db.read(stage.org, async (q) => ({
      rows: await q.selectFrom('sso_secret').selectAll().execute(),
    }));
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(idp.clientSecret);
    expect(JSON.stringify((await acting('/identity-providers')).providers)).not.toContain(idp.clientSecret);
  });

  test('is good once, and only in the browser that began it', async () => {
    const { browser, back } = await come('ben');
    const again = await browser(`${back.pathname}${back.search}`);
    expect(again.location).toMatch(/error=/);
    const begun = await browser(`/api/sso/${stage.org}/${nordlicht.id}/start`);
    const other = await atProvider()(begun.location!, 'ben');
    const stranger = visitor(stage.api);
    expect((await stranger(`${other.pathname}${other.search}`)).location).toMatch(
      /not%20begun%20in%20this%20browser/,
    );
    expect((await stranger('/api/session')).body.person).toBeNull();
  });

  test('does not hold with another state, another code, or a page elsewhere to return to', async () => {
    const browser = visitor(stage.api);
    const begun = await browser(`/api/sso/${stage.org}/${nordlicht.id}/start?return=https://evil.example/`);
    const back = await atProvider()(begun.location!, 'ben');
    const changed = new URL(back);
    changed.searchParams.set('code', 'another');
    expect((await browser(`${changed.pathname}${changed.search}`)).location).toMatch(/error=/);
    expect((await browser('/api/session')).body.person).toBeNull();
    for (const elsewhere of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      '/%0d%0aset-cookie:x',
    ]) {
      const { answer } = await come('ben', visitor(stage.api), `?return=${encodeURIComponent(elsewhere)}`);
      expect(new URL(answer.location!, SITE).origin).toBe(SITE);
    }
  });

  test('holds after the provider changed its key, at once', async () => {
    await come('ben');
    await idp.rotateKeys();
    expect((await come('ben')).error).toBeNull();
  });

  test('is over after ten minutes', async () => {
    const browser = visitor(stage.api);
    const begun = await browser(`/api/sso/${stage.org}/${nordlicht.id}/start`);
    const back = await atProvider()(begun.location!, 'ben');
    stage.clock.set(new Date(stage.clock.now().getTime() + 11 * 60_000).toISOString());
    expect((await browser(`${back.pathname}${back.search}`)).location).toMatch(/time%20is%20over/);
    stage.clock.set(new Date().toISOString());
  });

  test('is not gone where the operator allows no such address', async () => {
    const made = await acting('/identity-providers', {
      kind: 'oidc',
      label: 'Inside',
      issuer: 'https://169.254.169.254',
      clientId: 'x',
      enabled: true,
    });
    const answer = await visitor(stage.api)(`/api/sso/${stage.org}/${made.id}/start`);
    expect(answer.status).toBe(503);
    await acting(`/identity-providers/${made.id}`, { version: made.version }, 'DELETE');
  });
});

describe('a fresh proof by the provider', () => {
  const prove = async (browser: ReturnType<typeof visitor>, name: string) => {
    const begun = await browser(`/api/sso/${stage.org}/${nordlicht.id}/start?purpose=proof`);
    const back = await atProvider()(begun.location!, name);
    return (await browser(`${back.pathname}${back.search}`)).location!;
  };
  const demand = async (stepUpMinutes: number | null) => {
    const { version } = await acting('/organisation');
    await acting('/organisation/sign-in', { version, stepUpMinutes });
  };

  test('counts for acts of authority; a sign-in that the provider did not see anew does not', async () => {
    const { browser } = await come('anna');
    await demand(5);
    const { version } = await acting('/organisation');
    const act = () => browser(`/api/orgs/${stage.org}/organisation/sign-in`, { version, stepUpMinutes: 5 });
    expect(await act()).toMatchObject({ status: 403, body: { code: 'proof-needed' } });
    expect((await browser('/api/session')).body.person.provider).toMatchObject({ label: 'Nordlicht ID' });
    expect(await prove(browser, 'anna')).toBe('/sso?proven=yes');
    expect(idp.asked.at(-1)!.get('prompt')).toBe('login');
    expect((await act()).status).toBe(200);
    stage.clock.set(new Date(stage.clock.now().getTime() + 6 * 60_000).toISOString());
    expect((await act()).body.code).toBe('proof-needed');
    stage.clock.set(new Date().toISOString());
    await demand(null);
  });

  test('of somebody else proves nothing', async () => {
    const { browser } = await come('anna');
    expect(decodeURIComponent(await prove(browser, 'ben'))).toMatch(/Somebody else proved themselves/);
  });

  test('is not one that the provider took from memory', async () => {
    const { browser } = await come('anna');
    const begun = await browser(`/api/sso/${stage.org}/${nordlicht.id}/start?purpose=proof`);
    const there = atProvider();
    const lazy = new URL(begun.location!);
    lazy.searchParams.delete('prompt');
    lazy.searchParams.delete('max_age');
    const back = await there(lazy.href, 'anna');
    expect(decodeURIComponent((await browser(`${back.pathname}${back.search}`)).location!)).toMatch(
      /does not hold/,
    );
  });
});

describe('the second factor of the provider', () => {
  const demand = async (secondFactorFrom: string | null) => {
    const { version } = await acting('/organisation');
    await acting('/organisation/sign-in', { version, secondFactorFrom });
  };

  test('counts when the administrator named what it says, and not otherwise', async () => {
    const today = stage.clock.now().toISOString().slice(0, 10);
    const first = await come('ben');
    await demand(today);
    const asked = (browser: ReturnType<typeof visitor>) => browser(`/api/orgs/${stage.org}/suppliers`);
    expect(await asked(first.browser)).toMatchObject({ status: 403, body: { code: 'second-factor-needed' } });
    Object.assign(idp.saw, { amr: ['pwd', 'otp'] });
    expect((await asked((await come('ben')).browser)).status).toBe(403);
    const { rows } = await stage.runtime.db.write(null, async ({ exec }) => ({
      rows: await exec(`update "session" set "byPasskey" = true where "onlyOrg" is null returning "id"`, []),
    }));
    expect(rows.length).toBeGreaterThan(0);
    stage.runtime.accounts.forget();
    await change({ strongValues: ['otp', 'hwk'] });
    expect((await asked((await come('ben')).browser)).status).toBe(200);
    Object.assign(idp.saw, { amr: ['pwd'] });
    expect((await asked((await come('ben')).browser)).status).toBe(403);
    await demand(null);
  });
});

describe('an organisation that asks for its own sign-in', () => {
  test('is closed to other sessions from the day on, but for whoever holds the spare key', async () => {
    const today = stage.clock.now().toISOString().slice(0, 10);
    const rule = (requiredFrom: string | null, exempt: readonly string[]) =>
      stage.anna(`/api/orgs/${stage.org}/identity-providers/${nordlicht.id}/require`, {
        version: nordlicht.version,
        requiredFrom,
        exempt,
      });
    const { people } = await acting('/directory');
    const id = (name: string) => people.find((each: { name: string }) => each.name === name).id;
    expect((await rule(today, [])).body.problems).toEqual([expect.objectContaining({ path: 'exempt' })]);
    expect((await rule(today, [id('Ben Ahrens')])).status).toBe(422);
    expect((await rule('2020-01-01', [id('Anna Berg')])).status).toBe(422);
    const { body } = await stage.anna(`/api/orgs/${stage.org}/invitations`, {
      email: 'dora@example.org',
      roles: ['staff'],
    });
    const dora = visitor(stage.api);
    await dora(`/api/invitations/${body.token}`, { name: 'Dora', password: stage.password });
    expect((await dora(`/api/orgs/${stage.org}/suppliers`)).status).toBe(200);
    // Who administers a part, or did until yesterday, could not mend the provider.
    const doraId = (await acting('/directory')).people.find((each: { name: string }) => each.name === 'Dora')
      .id as string;
    const { id: system } = await acting('/systems', { name: 'Night watch' });
    for (const limit of [{ scope: { units: [], systems: [system] } }, { until: '2020-01-01' }]) {
      const given = await acting(`/people/${doraId}/memberships`, { roles: ['administrator'], ...limit });
      expect((await rule(today, [doraId])).status, JSON.stringify(limit)).toBe(422);
      await acting(`/memberships/${given.id}`, { version: given.version }, 'DELETE');
    }
    const made = await rule(today, [id('Anna Berg')]);
    expect(made.status, JSON.stringify(made.body)).toBe(200);
    nordlicht = made.body;
    expect(await dora(`/api/orgs/${stage.org}/suppliers`)).toMatchObject({
      status: 403,
      body: { code: 'provider-needed' },
    });
    expect((await orgsOf(dora))[0].provider).toMatchObject({
      due: true,
      offers: [{ label: 'Nordlicht ID' }],
    });
    expect((await stage.anna(`/api/orgs/${stage.org}/suppliers`)).status).toBe(200);
    expect((await (await come('ben')).browser(`/api/orgs/${stage.org}/suppliers`)).status).toBe(200);
    nordlicht = (await rule(null, [])).body;
    expect((await dora(`/api/orgs/${stage.org}/suppliers`)).status).toBe(200);
  });
});

describe('signing out', () => {
  test('ends the session here and goes on to the provider', async () => {
    const { browser } = await come('ben');
    const { body } = await browser('/api/auth/sign-out', {});
    const elsewhere = new URL(body.elsewhere);
    expect(elsewhere.origin).toBe(idp.issuer);
    expect(elsewhere.searchParams.get('id_token_hint')).toMatch(/^ey/);
    expect(elsewhere.searchParams.get('post_logout_redirect_uri')).toBe(`${SITE}/`);
    expect((await browser('/api/session')).body.person).toBeNull();
    expect((await stage.anna('/api/auth/sign-out', {})).body.elsewhere).toBeNull();
    await stage.anna('/api/auth/sign-in/email', { email: 'anna@example.org', password: stage.password });
  });
});

describe('where people of a domain are led', () => {
  const offers = async (email: string) =>
    (await visitor(stage.api)(`/api/sso/offers?email=${encodeURIComponent(email)}`)).body.providers;

  test('tells the same of every address of the domain, and nothing of another', async () => {
    expect(await offers('nobody@Nordlicht.example')).toMatchObject([{ label: 'Nordlicht ID' }]);
    expect(await offers('anna@example.org')).toEqual([]);
    expect((await visitor(stage.api)('/api/sso/offers')).body.providers).toEqual([]);
    await change({ shown: true });
    expect((await visitor(stage.api)('/api/sso/offers')).body.providers).toMatchObject([
      { label: 'Nordlicht ID' },
    ]);
  });

  test('is decided by the operator where several organisations live together', async () => {
    await change({ domains: ['nordlicht.example', 'suedwind.example'] });
    expect(nordlicht.confirmedDomains).toEqual(['nordlicht.example']);
    expect(await offers('x@suedwind.example')).toEqual([]);
    const confirm = { domain: 'suedwind.example' };
    expect(
      (await stage.anna(`/api/orgs/${stage.org}/identity-providers/${nordlicht.id}/confirm-domain`, confirm))
        .status,
    ).toBe(403);
    const { operatorApi } = await import('#apps/server/api.ts');
    const answer = await operatorApi(stage.runtime).request(
      `${SITE}/api/orgs/${stage.org}/identity-providers/${nordlicht.id}/confirm-domain`,
      { method: 'POST', body: JSON.stringify(confirm), headers: { 'content-type': 'application/json' } },
    );
    expect(answer.status).toBe(200);
    expect(await offers('x@suedwind.example')).toMatchObject([{ label: 'Nordlicht ID' }]);
  });
});

test('every sign-in that changed something stands in the log, in the name of the provider', async () => {
  const { entries } = await acting(
    `/people/${(await acting('/directory')).people.find((each: { name: string }) => each.name === 'Ben Ahrens').id}/history`,
  );
  expect(entries.at(-1).sentence).toBe('Nordlicht ID let this person in');
});
