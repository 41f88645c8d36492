import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { person } from '#kernel/people.ts';
import type { Role } from '#kernel/roles.ts';
import { evidenceModule } from '#modules/evidence/module.ts';
import { jobRunner } from '#platform/jobs.ts';
import { acting, writing } from '#platform/runtime.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { type Mailbox, openMailbox } from '#test/testkit/mailbox.ts';
import { calendarJobs } from './jobs.ts';
import { calendarModule } from './module.ts';

// A Monday.
const MONDAY = '2026-11-30';
const actor = { id: null, name: 'OpenAIMS', via: 'job' as const, roles: [] };
let app: TestApp;
let box: Mailbox;
beforeEach(async () => {
  box = await openMailbox();
  app = await makeTestApp({
    mail: box.settings,
    modules: [evidenceModule, calendarModule],
    timeZone: 'Europe/Berlin',
  });
  app.clock.set(`${MONDAY}T00:20:00+01:00`);
});
afterEach(async () => {
  await app.close();
  await box.close();
});

/** Somebody with an account and an address. */
async function reachable(name: string, email: string, roles: readonly Role[] = ['staff']) {
  const client = await app.person(name, roles);
  await writing(app.runtime, { org: app.org, actor, operation: 'person.update' }, (tx) =>
    tx.update(person, { id: client.personId! }, { email, authUserId: `user of ${name}` }),
  );
  return client;
}
const duty = (title: string, ownerId: string | null, startsOn: string) =>
  app.as('governance-officer').post('/obligations', {
    title,
    kind: 'other',
    ownerId,
    every: 1,
    unit: 'year',
    startsOn,
    leadDays: 5,
  });

/** A night and the morning after it. */
async function passDay(day: string): Promise<void> {
  const jobs = jobRunner(app.runtime, calendarJobs);
  app.clock.set(`${day}T00:20:00+01:00`);
  const ctx = await acting(app.runtime, { org: app.org, actor, operation: 'calendar.roll' });
  await calendarJobs.find(({ kind }) => kind === 'calendar.roll')!.run(ctx, {});
  await jobs.drain();
  app.clock.set(`${day}T05:59:00+01:00`);
  await jobs.drain();
  app.clock.set(`${day}T06:01:00+01:00`);
  await jobs.drain();
}

describe('messages of the morning', () => {
  test('on Monday a digest of what is due, once, at six in the organisation’s time zone, and none for whoever has nothing', async () => {
    const mira = await reachable('Mira', 'mira@example.org');
    await reachable('Idle', 'idle@example.org');
    await duty('Check the back door', mira.personId, '2026-12-02');
    app.clock.set(`${MONDAY}T05:00:00+01:00`);
    await passDay(MONDAY);
    await passDay(MONDAY);
    expect(box.received.map(({ to }) => to[0])).toEqual(['mira@example.org']);
    const [mail] = box.received;
    expect(mail!.headers).toContain('Subject: Test organisation: 1 thing for this week');
    expect(mail!.text).toContain('This week\r\n- Check the back door (2026-12-02)');
    expect(mail!.headers.some((line) => line.startsWith('List-Unsubscribe: <http'))).toBe(true);
    expect(mail!.headers).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  });

  test('on other days a reminder when something is due today, nothing on quiet days', async () => {
    const mira = await reachable('Mira', 'mira@example.org');
    await duty('Check the back door', mira.personId, '2026-12-02');
    await passDay('2026-12-01');
    expect(box.received).toEqual([]);
    await passDay('2026-12-02');
    expect(box.received.map(({ headers }) => headers.find((line) => line.startsWith('Subject')))).toEqual([
      'Subject: Test organisation: Check the back door',
    ]);
  });

  test('follow an absence to the stand-in, who is told for whom', async () => {
    const mira = await reachable('Mira', 'mira@example.org');
    const jonas = await reachable('Jonas', 'jonas@example.org');
    await duty('Check the back door', mira.personId, '2026-12-02');
    await app.as('administrator').post('/absences', {
      personId: mira.personId,
      standInId: jonas.personId,
      fromOn: MONDAY,
      toOn: '2026-12-04',
    });
    await passDay(MONDAY);
    const his = box.received.find(({ to }) => to[0] === 'jonas@example.org');
    expect(his!.text).toContain('Check the back door (2026-12-02, for Mira)');
  });

  test('stop by the address in them without a sign-in, which only asks when it is opened', async () => {
    const mira = await reachable('Mira', 'mira@example.org');
    await duty('Check the back door', mira.personId, '2026-12-02');
    await passDay(MONDAY);
    const path = /\/api\/calendar-messages\/[\w-]+/.exec(box.received[0]!.text)![0];
    const asked = await app.request(path);
    expect([asked.status, (await asked.text()).includes('<form method="post">')]).toEqual([200, true]);
    expect((await mira.get('/calendar/notices')).body).toMatchObject({
      chosen: false,
      digest: 'weekly',
      reminders: true,
    });
    expect((await app.request(path, { method: 'POST' })).status).toBe(200);
    expect((await mira.get('/calendar/notices')).body).toMatchObject({
      chosen: true,
      digest: 'off',
      reminders: false,
    });
    await passDay('2026-12-02');
    expect(box.received).toHaveLength(1);
  });

  test('speak the language that a person chose, also on the page that ends them', async () => {
    const mira = await reachable('Mira', 'mira@example.org');
    await writing(app.runtime, { org: app.org, actor, operation: 'person.update' }, (tx) =>
      tx.update(person, { id: mira.personId! }, { language: 'de' }),
    );
    await duty('Check the back door', mira.personId, '2026-12-02');
    await passDay(MONDAY);
    const { subject, text } = box.received[0]!;
    expect(subject).toBe('Test organisation: 1 Punkt für diese Woche');
    expect(text).toContain('Diese Woche\r\n- Check the back door (02.12.2026)');
    expect(text).toContain('Eingang öffnen:');
    expect(text).toContain('Diese Nachrichten beenden:');
    expect(text).not.toMatch(/This week|Open your inbox|Stop these/);
    const page = await app.request(/\/api\/calendar-messages\/[\w-]+/.exec(text)![0]);
    expect(await page.text()).toContain('<button>Diese Nachrichten beenden</button>');
    box.received.splice(0);
    await passDay('2026-12-02');
    expect(box.received[0]!.text).toContain('Check the back door (02.12.2026, Eigene Pflicht)');
  });

  test('hold to what a person chose', async () => {
    const mira = await reachable('Mira', 'mira@example.org');
    await duty('Check the back door', mira.personId, '2026-12-02');
    const choose = (choice: object) => mira.post('/calendar/notices', choice);
    expect((await choose({ digest: 'weekly', weekday: 2, reminders: false })).status).toBe(200);
    await passDay(MONDAY);
    expect(box.received).toHaveLength(0);
    await passDay('2026-12-01');
    expect(box.received).toHaveLength(1);
    await passDay('2026-12-02');
    expect(box.received).toHaveLength(1);
    expect((await choose({ digest: 'hourly', weekday: 9, reminders: true })).status).toBe(422);
  });

  test('a name with line breaks in an obligation adds no header', async () => {
    const mira = await reachable('Mira', 'mira@example.org');
    await duty('Door\r\nBcc: victim@example.org', mira.personId, '2026-12-02');
    await passDay('2026-12-02');
    expect(box.received).toHaveLength(1);
    expect(box.received[0]!.to).toEqual(['mira@example.org']);
    expect(box.received[0]!.headers.filter((line) => /^bcc/i.test(line))).toEqual([]);
  });
});
