import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operatorApi } from '#apps/server/api.ts';
import { shortened } from '#platform/auth/sign-ins.ts';
import { createOrganisation } from '#platform/create-organisation.ts';
import { jobRunner } from '#platform/jobs.ts';
import { openSignIn, type SignInStage } from '#test/testkit/sign-in-stage.ts';
import { totp } from '#test/testkit/totp.ts';
import { SITE, visitor } from '#test/testkit/visitor.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

let stage: SignInStage;
let ben: ReturnType<typeof visitor>;
let benId = '';
let other = '';

const acting = async (path: string, body?: unknown, method?: string) => {
  const answer = await stage.anna(`/api/orgs/${stage.org}${path}`, body, method);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
};
const signIns = async (query = '') => (await acting(`/sign-ins${query}`)).signIns;
const drain = () => jobRunner(stage.runtime, []).drain();
/** What the log of an organisation says of accounts, oldest first. */
const told = async (org = stage.org) => {
  await drain();
  const rows = await stage.runtime.db.read(org, (q) =>
    q
      .selectFrom('log_entry')
      .select(['operation', 'actor', 'record_id', 'text'])
      .where('org_id', '=', org)
      .where('change', '=', 'auth')
      .orderBy('seq')
      .execute(),
  );
  return rows;
};
const wrongly = async () => {
  const stranger = visitor(stage.api);
  for (let i = 0; i < 6; i += 1)
    await stranger('/api/auth/sign-in/email', { email: 'ben@example.org', password: `wrong wrong ${i}` });
};

beforeAll(async () => {
  stage = await openSignIn();
  const invited = async (org: string) => {
    const token = await stage.runtime.accounts.invite(org, {
      email: 'ben@example.org',
      roles: ['risk-manager'],
      outside: false,
      ground: null,
      invitedBy: null,
    });
    const browser = visitor(stage.api, { 'user-agent': FIREFOX });
    await browser(`/api/invitations/${token}`, { name: 'Ben Holm', password: stage.password });
    return browser;
  };
  ben = await invited(stage.org);
  other = await createOrganisation(stage.runtime, {
    kind: 'live',
    name: 'Südwind',
    timeZone: 'UTC',
    actor: { id: null, name: 'The operator', via: 'operator', roles: [] },
  });
  await invited(other);
  const { people } = await acting('/directory');
  benId = people.find((each: { name: string }) => each.name === 'Ben Holm').id;
});
afterAll(() => stage.close());

describe('the list of sign-ins', () => {
  test('shows an administrator who came in, when, how and with what, newest first', async () => {
    await ben('/api/auth/sign-in/email', { email: 'ben@example.org', password: stage.password });
    const [newest] = await signIns();
    expect(newest).toMatchObject({
      personId: benId,
      name: 'Ben Holm',
      kind: 'signed-in',
      way: 'password',
      device: 'Firefox on Linux',
      address: 'unknown',
    });
    const own = await signIns(`?personId=${benId}`);
    expect(new Set(own.map((each: { name: string }) => each.name))).toEqual(new Set(['Ben Holm']));
    expect((await signIns('?limit=1')).length).toBe(1);
  });

  test('is closed to everybody else', async () => {
    expect((await ben(`/api/orgs/${stage.org}/sign-ins`)).status).toBe(403);
    expect((await stage.anna(`/api/orgs/${other}/sign-ins`)).status).toBe(404);
  });

  test('keeps to itself what a provider of another organisation opened', async () => {
    const before = (await signIns(`?personId=${benId}`)).length;
    await stage.runtime.db.write(null, ({ exec }) =>
      exec(`update "sign_in" set "onlyOrg" = ? where "id" = (select max("id") from "sign_in")`, [other]),
    );
    expect((await signIns(`?personId=${benId}`)).length).toBe(before - 1);
  });

  test('names the network, never the whole address', () => {
    expect(shortened('192.0.2.77')).toBe('192.0.2.0/24');
    expect(shortened('2001:db8:1:2::/64')).toBe('2001:db8:1::/48');
    expect(shortened('unknown')).toBe('unknown');
    expect(shortened('2001:db8:0:0::/64')).toBe('2001:db8:0::/48');
    expect(shortened('a neighbour')).toBe('unknown');
    expect(shortened('')).toBe('unknown');
  });
});

describe('the log of an organisation', () => {
  test('tells that an account of a member was locked out, once a day, and the list each time', async () => {
    await wrongly();
    await stage.runtime.db.write(null, ({ exec }) => exec(`delete from "guess"`, []));
    await wrongly();
    const list = await signIns(`?personId=${benId}`);
    expect(list.filter((each: { kind: string }) => each.kind === 'locked-out')).toHaveLength(2);
    for (const org of [stage.org, other]) {
      const entries = await told(org);
      expect(entries.map((each) => each.operation)).toEqual(['account.lockedOut']);
      expect(entries[0]!.actor).toBeNull();
    }
    const { entries } = await acting('/trail?type=person&limit=1');
    expect(entries[0].sentence).toBe('OpenAIMS let somebody wait who failed at the sign-in of this account');
    await stage.runtime.db.write(null, ({ exec }) => exec(`delete from "guess"`, []));
  });

  test('tells of nobody who has no account', async () => {
    const before = (await told()).length;
    const stranger = visitor(stage.api);
    for (let i = 0; i < 6; i += 1)
      await stranger('/api/auth/sign-in/email', { email: 'nobody@example.org', password: `wrong ${i}` });
    expect((await told()).length).toBe(before);
    await stage.runtime.db.write(null, ({ exec }) => exec(`delete from "guess"`, []));
  });

  test('tells when a second factor came and went, by its owner or by whoever runs the machine', async () => {
    await ben('/api/auth/sign-in/email', { email: 'ben@example.org', password: stage.password });
    const add = async () => {
      const { body } = await ben('/api/account/second-factor', { password: stage.password });
      const code = totp(body.uri);
      expect((await ben('/api/account/second-factor/confirm', { code })).status).toBe(200);
      await stage.runtime.db.write(null, ({ exec }) => exec(`delete from "used_code"`, []));
      return code;
    };
    const code = await add();
    const off = await ben('/api/account/second-factor', { password: stage.password, code }, 'DELETE');
    expect(off.status, JSON.stringify(off.body)).toBe(200);
    await add();
    const dropped = await operatorApi(stage.runtime).request(`${SITE}/api/second-factors/removals`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'ben@example.org' }),
    });
    expect(dropped.status).toBe(200);
    const since = (await told()).slice(1);
    expect(since.map((each) => [each.operation, each.actor])).toEqual([
      ['account.secondFactorAdded', benId],
      ['account.secondFactorRemoved', benId],
      ['account.secondFactorAdded', benId],
      ['account.secondFactorRemoved', null],
    ]);
    expect((await told(other)).length).toBe((await told()).length);
  });

  test('tells when a passkey went', async () => {
    await ben('/api/auth/sign-in/email', { email: 'ben@example.org', password: stage.password });
    await stage.runtime.db.write(null, ({ exec, engine }) =>
      exec(
        `insert into "passkey" ("id","publicKey","userId","credentialID","counter","deviceType","backedUp") values ('pk','x',(select "id" from "user" where "email" = 'ben@example.org'),'c',0,'singleDevice',?)`,
        [engine === 'postgres' ? false : 0],
      ),
    );
    expect((await ben('/api/account/passkeys/pk', {}, 'DELETE')).status).toBe(200);
    expect((await told()).at(-1)).toMatchObject({ operation: 'account.passkeyRemoved', actor: benId });
  });

  test('tells that an administrator ended the sessions of a person, and shows it in the history', async () => {
    expect((await acting(`/people/${benId}/end-sessions`, {})).ended).toBeGreaterThan(0);
    const entry = (await told()).at(-1)!;
    expect(entry).toMatchObject({ operation: 'person.endSessions', record_id: benId });
    const [newest] = (await acting(`/people/${benId}/history`)).entries;
    expect(newest.sentence).toBe('Anna Berg ended all sessions of this person');
    expect((await told(other)).at(-1)!.operation).not.toBe('person.endSessions');
  });

  test('holds kinds and pseudonyms alone, and is verified with them', async () => {
    const { changes } = await acting('/home/changes?limit=20');
    expect(JSON.stringify(changes)).not.toMatch(/second factor|failed at the sign-in/);
    for (const org of [stage.org, other])
      for (const { text } of await told(org)) expect(text).not.toMatch(/ben@|Holm|Firefox|192\.|localhost/);
    const verified = await acting('/trail/verify', {});
    expect(verified.findings).toEqual([]);
  });
});

test('sign-ins are forgotten after ninety days', async () => {
  const before = (await signIns()).length;
  expect(before).toBeGreaterThan(3);
  const old = new Date(stage.clock.now().getTime() - 91 * 86_400_000).toISOString();
  await stage.runtime.db.write(null, ({ exec }) => exec(`update "sign_in" set "at" = ?`, [old]));
  await visitor(stage.api)('/api/auth/sign-in/email', {
    email: 'ben@example.org',
    password: stage.password,
  });
  const rows = await stage.runtime.db.write(null, ({ exec }) => exec(`select "id" from "sign_in"`, []));
  expect(rows).toHaveLength(1);
});
