import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publicApi } from '#apps/server/api.ts';
import { type Instance, openInstance } from '#apps/server/compose.ts';
import { organisation, person } from '#kernel/people.ts';
import { createAccount } from '#platform/auth/accounts.ts';
import { userOf } from '#platform/auth/password-reset.ts';
import { createOrganisation } from '#platform/create-organisation.ts';
import { jobRunner } from '#platform/jobs.ts';
import { organisations } from '#platform/people-tables.ts';
import { writing } from '#platform/runtime.ts';
import { fakeClock } from '#test/testkit/app.ts';
import { type Mailbox, openMailbox } from '#test/testkit/mailbox.ts';
import { createTestDatabase } from '#test/testkit/postgres.ts';

const PAGE = 'http://localhost:4242';
const PASSWORD = 'a sentence is a good password';
const NEXT = 'another sentence is a good password';
const clock = fakeClock();
let box: Mailbox;
let runtime: Instance;
let api: ReturnType<typeof publicApi>;
let folder: string;
let drop: () => Promise<void> = async () => {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aims-reset-'));
  box = await openMailbox();
  const pg = process.env.AIMS_TEST_DB === 'postgres' ? await createTestDatabase() : null;
  if (pg) drop = () => pg.drop();
  runtime = await openInstance({
    folder,
    clock,
    mail: box.settings,
    databaseUrl: pg?.url,
    databaseAdminUrl: pg?.adminUrl,
  });
  api = publicApi(runtime, () => {});
  const mira = { name: 'Mira', email: 'mira@example.org', password: PASSWORD };
  await createAccount(await runtime.accounts.auth(), mira, []);
});
afterAll(async () => {
  await runtime.db.close();
  await drop();
  await box.close();
  await rm(folder, { recursive: true, force: true });
});

const post = async (path: string, body: unknown) => {
  const response = await api.request(`${PAGE}${path}`, {
    method: 'POST',
    headers: { host: 'localhost:4242', origin: PAGE, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
};
const drain = () => jobRunner(runtime, []).drain();

test('a forgotten password is set anew by a link that goes to the address of the account alone', async () => {
  expect(await post('/api/auth/forgotten', { email: 'Mira@Example.org' })).toEqual({
    status: 200,
    text: '{"done":true}',
  });
  await drain();
  expect(box.received.map(({ to }) => to)).toEqual([['mira@example.org']]);
  const token = /\/reset\/([\w-]{20,})/.exec(box.received[0]!.text)![1];
  expect((await post(`/api/password-resets/${token}`, { password: NEXT })).status).toBe(200);
  const signIn = { email: 'mira@example.org', password: NEXT };
  expect((await post('/api/auth/sign-in/email', signIn)).status).toBe(200);
});

test('an address without an account gets the same answer and no message; asked twice, one message leaves', async () => {
  const before = box.received.length;
  expect(await post('/api/auth/forgotten', { email: 'nobody@example.org' })).toEqual({
    status: 200,
    text: '{"done":true}',
  });
  clock.set('2026-11-24T10:00:00.000Z');
  await post('/api/auth/forgotten', { email: 'mira@example.org' });
  await post('/api/auth/forgotten', { email: 'mira@example.org' });
  await drain();
  expect(box.received.length - before).toBe(1);
});

test('whoever asks for many is told to wait', async () => {
  const answers = [];
  for (let i = 0; i < 12; i += 1)
    answers.push((await post('/api/auth/forgotten', { email: `a${i}@example.org` })).status);
  expect(answers.filter((status) => status === 429).length).toBeGreaterThan(3);
});

test('the message speaks the language that the person chose in one of their organisations, else the organisation’s', async () => {
  const userId = await userOf(runtime, 'mira@example.org');
  const actor = { id: null, name: 'Operator', via: 'operator' as const, roles: [] };
  const org = await createOrganisation(runtime, { kind: 'live', name: 'Nordlicht', timeZone: 'UTC', actor });
  const call = { org, actor, operation: 'person.update' };
  const personId = await writing(runtime, call, async (tx) => {
    const own = await tx.q.selectFrom(organisations(tx).as('o')).select('o.id').executeTakeFirstOrThrow();
    await tx.update(organisation, { id: own.id }, { language: 'de' });
    const mira = await tx.insert(person, {
      name: 'Mira',
      email: 'mira@example.org',
      jobTitle: null,
      organisationName: null,
      authUserId: userId,
      active: true,
      language: null,
    });
    return mira.id;
  });
  box.received.splice(0);
  clock.set('2026-11-24T12:00:00.000Z');
  await post('/api/auth/forgotten', { email: 'mira@example.org' });
  await drain();
  expect(box.received[0]!.text).toContain('Neues Passwort setzen:');
  await writing(runtime, call, (tx) => tx.update(person, { id: personId }, { language: 'en' }));
  clock.set('2026-11-24T12:30:00.000Z');
  await post('/api/auth/forgotten', { email: 'mira@example.org' });
  await drain();
  expect(box.received[1]!.text).toContain('Set a new password:');
});
