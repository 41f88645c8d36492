import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { modules } from '#modules/index.ts';
import { forwarded, networkOf } from '#platform/http/address.ts';
import { makeTestApp, type TestApp, type TestClient } from '#test/testkit/app.ts';
import { openSignIn, type SignInStage } from '#test/testkit/sign-in-stage.ts';
import { visitor } from '#test/testkit/visitor.ts';

/** A problem without what differs by nature: the number of the request, and what was asked for. */
function told(body: unknown): string {
  return JSON.stringify(body).replace(/"trace":"[^"]*"/, '');
}

describe('nobody finds out who has an account', () => {
  let stage: SignInStage;
  beforeAll(async () => {
    stage = await openSignIn();
  });
  afterAll(() => stage.close());

  test('a wrong password and an unknown address get the same answer for the same work', async () => {
    const { password } = await (await stage.runtime.accounts.auth()).$context;
    const { hash, verify } = password;
    let work = 0;
    // Both are one run of scrypt with the same cost; wall time would tell of the machine instead.
    password.hash = (text) => {
      work += 1;
      return hash(text);
    };
    password.verify = (data) => {
      work += 1;
      return verify(data);
    };
    const attempt = async (email: string) => {
      work = 0;
      const { status, body } = await visitor(stage.api)('/api/auth/sign-in/email', {
        email,
        password: 'a wrong sentence of some length',
      });
      stage.clock.advanceDays(1);
      return { status, body: told(body), work };
    };
    try {
      const known = await attempt('anna@example.org');
      expect(known.work).toBe(1);
      for (const email of ['nobody@example.org', 'ANNA@example.org ', 'anna@example.org.invalid'])
        expect(await attempt(email)).toEqual(known);
    } finally {
      Object.assign(password, { hash, verify });
    }
  });

  test('an address is slowed by its own wrong tries, known and unknown accounts alike', async () => {
    stage.clock.advanceDays(1);
    const tries = async (email: string) => {
      const answers: number[] = [];
      for (let i = 0; i < 6; i += 1)
        answers.push(
          (
            await visitor(stage.api)('/api/auth/sign-in/email', {
              email,
              password: `wrong sentence ${i} here`,
            })
          ).status,
        );
      stage.clock.advanceDays(1);
      return answers;
    };
    expect(await tries('anna@example.org')).toEqual([401, 401, 401, 401, 401, 429]);
    expect(await tries('nobody@example.org')).toEqual([401, 401, 401, 401, 401, 429]);
  });

  test('an invitation is no way to try the passwords of an account', async () => {
    stage.clock.set(new Date().toISOString());
    await stage.anna('/api/auth/sign-in/email', { email: 'anna@example.org', password: stage.password });
    const { body } = await stage.anna(`/api/orgs/${stage.org}/invitations`, {
      email: 'anna@example.org',
      roles: ['staff'],
    });
    const answers: number[] = [];
    for (let i = 0; i < 6; i += 1)
      answers.push(
        (
          await visitor(stage.api)(`/api/invitations/${body.token}`, {
            name: 'Eve',
            password: `not the password ${i}`,
          })
        ).status,
      );
    expect(answers).toEqual([401, 401, 401, 401, 401, 429]);
  });
});

describe('nobody finds out what another organisation has', () => {
  let app: TestApp;
  let other: { org: string; officer: TestClient };
  beforeAll(async () => {
    app = await makeTestApp({ modules });
    other = await app.otherOrganisation();
  });
  afterAll(() => app.close());

  test('an organisation one does not belong to answers like one that does not exist', async () => {
    const ask = async (org: string) => {
      const answer = await app.request(`/api/orgs/${org}/suppliers`, {
        headers: { 'x-test-person': app.as('staff').personId! },
      });
      return [answer.status, told(await answer.json())];
    };
    expect(await ask(other.org)).toEqual(await ask('aims_0000'));
    expect((await ask(other.org))[0]).toBe(404);
  });

  test('a record of another organisation answers like one that does not exist, by id and by reference', async () => {
    const { body } = await other.officer.post('/suppliers', { name: 'Theirs alone' });
    const officer = app.as('governance-officer');
    const without = (text: string, ...ids: string[]) =>
      ids.reduce((rest, id) => rest.replaceAll(id, '?'), text);
    const ask = async (id: string) => {
      const answers = [
        await officer.get(`/suppliers/${id}`),
        await officer.get(`/suppliers/${id}/history`),
        await officer.patch(`/suppliers/${id}`, { version: 1, name: 'Ours' }),
        await officer.delete(`/suppliers/${id}`, { version: 1 }),
        await officer.get(`/records/${id}/evidence`),
      ];
      return answers.map(({ status, body: each }) => [status, without(told(each), id)]);
    };
    expect(await ask(body.id)).toEqual(await ask('sup_00000000-0000-7000-8000-000000000000'));
    expect((await other.officer.get(`/suppliers/${body.id}`)).body.name).toBe('Theirs alone');
  });

  test('nothing of one organisation can be linked to a record of another', async () => {
    const { body: theirs } = await other.officer.post('/suppliers', { name: 'Out of reach' });
    const officer = app.as('governance-officer');
    const { body: piece } = await officer.post('/evidence', { title: 'Ours', url: 'https://example.org/' });
    const link = async (recordId: string) => {
      const { status, body } = await officer.post(`/evidence/${piece.id}/links`, { recordId });
      return [status, told(body).replaceAll(recordId, '?')];
    };
    expect(await link(theirs.id)).toEqual(await link('sup_00000000-0000-7000-8000-000000000000'));
    expect((await link(theirs.id))[0]).toBe(422);
    const { body: found } = await officer.get('/search?q=Out of reach');
    expect(JSON.stringify(found)).not.toContain('Out of reach');
  });
});

describe('the address that wrong tries are counted by', () => {
  test('is never one that the sender made up, however many they put in front', () => {
    expect(forwarded('6.6.6.6, 203.0.113.9', '1')).toBe('203.0.113.9');
    expect(forwarded('6.6.6.6, 203.0.113.9, 10.0.0.2', '2')).toBe('203.0.113.9');
    expect(forwarded('203.0.113.9', 'yes')).toBe('203.0.113.9');
    expect(forwarded('6.6.6.6', undefined)).toBeUndefined();
    expect(forwarded('6.6.6.6', '0')).toBeUndefined();
    // Fewer entries than proxies: somebody came around one of them.
    expect(forwarded('6.6.6.6', '2')).toBeUndefined();
    expect(forwarded(undefined, '1')).toBeUndefined();
  });

  test('of IPv6 is the network, since one line has billions of addresses', () => {
    expect(networkOf('2001:db8:1:2:aaaa::1')).toBe('2001:db8:1:2::/64');
    expect(networkOf('2001:0db8:0001:0002:ffff:ffff:ffff:ffff')).toBe('2001:db8:1:2::/64');
    expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0::/64');
    expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
    expect(networkOf('::ffff:203.0.113.9')).toBe('203.0.113.9');
    expect(networkOf('203.0.113.9')).toBe('203.0.113.9');
    expect(networkOf('x'.repeat(500))).toHaveLength(64);
  });
});
