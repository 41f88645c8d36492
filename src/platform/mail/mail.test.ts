import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { jobRunner } from '#platform/jobs.ts';
import { acting } from '#platform/runtime.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { type Mailbox, openMailbox } from '#test/testkit/mailbox.ts';
import { writeMessage } from './message.ts';
import { readMailSettings } from './settings.ts';

describe('the settings of mail', () => {
  test('are off without both variables, and wrong with one or with nonsense', () => {
    expect(readMailSettings({})).toBeNull();
    expect(() => readMailSettings({ SMTP_URL: 'smtp://h' })).toThrow('MAIL_FROM is not');
    expect(() => readMailSettings({ MAIL_FROM: 'a@b.example' })).toThrow('SMTP_URL is not');
    expect(() => readMailSettings({ SMTP_URL: 'http://h', MAIL_FROM: 'a@b.example' })).toThrow('smtp://');
    expect(() => readMailSettings({ SMTP_URL: 'smtp://h', MAIL_FROM: 'nobody' })).toThrow('MAIL_FROM must');
    expect(readMailSettings({ SMTP_URL: 'smtps://h:465', MAIL_FROM: 'AIMS <a@b.example>' })).toEqual({
      url: 'smtps://h:465',
      from: { name: 'AIMS', address: 'a@b.example' },
    });
  });
});

describe('a written message', () => {
  test('escapes what it shows and links to nothing but web addresses', () => {
    const { html, text } = writeMessage({
      to: 'a@b.example',
      subject: 'x',
      parts: [
        { kind: 'list', title: '<b>', items: [{ text: '"><script>', url: 'https://h.example/?a=1&b="' }] },
      ],
    });
    expect(html).not.toContain('<script>');
    expect(html).toContain('&#60;b&#62;');
    expect(text).toContain('- "><script>');
    expect(() =>
      writeMessage({
        to: 'a@b.example',
        subject: 'x',
        parts: [{ kind: 'link', label: 'x', url: 'javascript:alert(1)' }],
      }),
    ).toThrow('Only web addresses');
  });

  test.each(['a@b.example\r\nBcc: c@d.example', 'a@b.example, c@d.example', 'A <a@b.example>', ''])(
    'goes to one address only, not to %j',
    (to) => expect(() => writeMessage({ to, subject: 'x', parts: [] })).toThrow('not an e-mail address'),
  );
});

describe('mail over SMTP', () => {
  let app: TestApp;
  let box: Mailbox;
  beforeEach(async () => {
    box = await openMailbox();
    app = await makeTestApp({ mail: box.settings });
  });
  afterEach(async () => {
    await app.close();
    await box.close();
  });
  const drain = () => jobRunner(app.runtime, []).drain();
  const queued = () =>
    app.runtime.db.read(null, (q) =>
      q.selectFrom('job').selectAll().where('kind', '=', 'mail.send').execute(),
    );
  const queue = (subject: string, to = 'mira@example.org', key?: string) =>
    app.runtime.mail.queue(
      { to, subject, parts: [{ kind: 'text', text: 'Grüße – 你好' }] },
      { org: app.org, ...(key !== undefined && { key }) },
    );

  test('arrives as text and HTML with its own words, and the queue holds neither words nor address', async () => {
    await queue('A review falls due');
    const [row] = await queued();
    expect(JSON.stringify(row)).not.toMatch(/mira|review/);
    await drain();
    expect(box.received).toHaveLength(1);
    const [mail] = box.received;
    expect(mail!.to).toEqual(['mira@example.org']);
    expect(mail!.headers).toContain('Subject: A review falls due');
    expect(mail!.headers).toContain('Auto-Submitted: auto-generated');
    expect(mail!.text).toContain('text/plain');
    expect(mail!.text).toContain('text/html');
    expect(mail!.text).toContain('Grüße – 你好');
    expect((await queued()).map(({ state, payload }) => [state, payload])).toEqual([['done', '{}']]);
  });

  test('no name or title adds a header or a recipient', async () => {
    await queue('Hello\r\nBcc: victim@example.org\r\n\r\nbody');
    await drain();
    const [mail] = box.received;
    expect(mail!.to).toEqual(['mira@example.org']);
    expect(mail!.headers.filter((line) => /^bcc/i.test(line))).toEqual([]);
    expect(mail!.headers.filter((line) => line.startsWith('Subject:'))).toEqual([
      'Subject: Hello Bcc: victim@example.org body',
    ]);
  });

  test('with one key leaves once, also when it was asked for again after it left', async () => {
    await queue('One', 'mira@example.org', 'digest 1');
    await queue('One', 'mira@example.org', 'digest 1');
    await drain();
    await queue('One', 'mira@example.org', 'digest 1');
    await drain();
    expect(box.received).toHaveLength(1);
  });

  test('is tried again after a minute when the server says not now, and gives up when it says never', async () => {
    box.answerWith(451);
    await queue('Later');
    await drain();
    expect((await queued()).map(({ state, error }) => [state, error])).toEqual([
      ['waiting', 'Mail did not leave: 451'],
    ]);
    box.answerWith(null);
    await drain();
    expect(box.received).toHaveLength(0);
    app.clock.set('2026-11-24T09:02:00.000Z');
    await drain();
    expect(box.received).toHaveLength(1);
    box.answerWith(550);
    await queue('Never', 'gone@example.org');
    await drain();
    expect(await app.runtime.mail.state(app.org)).toMatchObject({
      waiting: 0,
      failed: [{ error: 'Mail did not leave: 550' }],
    });
  });

  test('waits while no server answers, and the others are not tried one after another', async () => {
    await box.close();
    await queue('One');
    await queue('Two');
    await drain();
    expect((await queued()).map(({ error }) => error).sort()).toEqual([
      'Mail did not leave: ESOCKET',
      'Mail did not leave: server not reachable',
    ]);
    box = await openMailbox();
  });

  test('every checkpoint goes to each witness once for each state of the log, as it was signed', async () => {
    const settings = (await app.as('administrator').get('/organisation')).body;
    const saved = await app.as('administrator').patch('/organisation', {
      version: settings.version,
      witnesses: ['auditor@example.org', 'lawyer@example.org'],
    });
    expect(saved.status).toBe(200);
    const ctx = await acting(app.runtime, {
      org: app.org,
      actor: { id: null, name: 'x', via: 'operator', roles: [] },
      operation: 'trail.checkpoint',
    });
    const note = await ctx.checkpoint('asked for');
    await ctx.checkpoint('asked for again');
    await drain();
    expect(box.received.map(({ to }) => to[0]).sort()).toEqual(['auditor@example.org', 'lawyer@example.org']);
    for (const mail of box.received)
      for (const line of note.trim().split('\n')) expect(mail.text).toContain(line);
  });

  test('each message speaks the language of whom it is for: theirs, else the organisation’s, whoever causes it', async () => {
    const admin = app.as('administrator');
    const settings = (await admin.get('/organisation')).body;
    const saved = await admin.patch('/organisation', {
      version: settings.version,
      language: 'de',
      witnesses: ['auditor@example.org'],
    });
    expect(saved.body).toMatchObject({ language: 'de' });
    const subjects = async () => {
      await drain();
      return box.received.splice(0);
    };
    await admin.post('/invitations', { email: 'new@example.org', roles: ['staff'] });
    const [invitation] = await subjects();
    expect(invitation).toMatchObject({ subject: 'Test organisation lädt Sie zu OpenAIMS ein' });
    expect(invitation!.text).toContain('<html lang="de">');
    expect(invitation!.text).toContain('Einladung annehmen:');
    expect(invitation!.text).not.toMatch(/invit(es|ation to)/i);
    const ctx = await acting(app.runtime, {
      org: app.org,
      actor: { id: null, name: 'x', via: 'operator', roles: [] },
      operation: 'trail.checkpoint',
    });
    await ctx.checkpoint('asked for');
    expect((await subjects()).map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^Prüfpunkt von Test organisation: \d+ Einträge$/),
    ]);
    const mira = await app.person('Mira', ['administrator']);
    const { version } = (await admin.get(`/people/${mira.personId}`)).body;
    await admin.patch(`/people/${mira.personId}`, { version, email: 'mira@example.org' });
    await mira.post('/organisation/mail/test', {});
    expect((await mira.post('/own-language', { language: 'en' })).body).toEqual({ language: 'en' });
    await mira.post('/organisation/mail/test', {});
    expect((await subjects()).map(({ subject }) => subject)).toEqual([
      'E-Mail von Test organisation funktioniert',
      'E-mail from Test organisation works',
    ]);
    expect((await mira.post('/own-language', { language: 'tlh' })).status).toBe(422);
    const officer = app.as('governance-officer');
    const ask = async () => {
      const made = await officer.post('/gap/interviews', {
        title: 'Where do we stand?',
        depth: 'all',
        parts: [{ personId: mira.personId, requirementIds: ['5.2'] }],
      });
      await officer.post(`/gap/parts/${made.body.parts[0].id}/link`, { days: 14, byMail: true });
    };
    await ask();
    await mira.post('/own-language', { language: 'de' });
    await ask();
    const [english, german] = await subjects();
    expect(english!.subject).toBe('Test organisation asks you some questions');
    expect(german!.subject).toBe('Test organisation stellt Ihnen einige Fragen');
    expect(german!.text).toContain('bis 08.12.2026');
  });

  test('an invitation goes to its address and is not shown to whoever invites; without mail it is', async () => {
    const admin = app.as('administrator');
    const invitation = { email: 'new@example.org', roles: ['staff'] };
    const sent = (await admin.post('/invitations', invitation)).body;
    expect(sent).toMatchObject({ token: null, path: null, mailedTo: 'new@example.org' });
    await drain();
    expect(box.received[0]!.text).toMatch(/http:\/\/localhost:4242\/invitation\/[\w-]{20,}/);
    const shown = (await admin.post('/invitations', { ...invitation, byMail: false })).body;
    expect(shown.path).toMatch(/^\/invitation\//);
    const off = await makeTestApp();
    expect((await off.as('administrator').post('/invitations', invitation)).body).toMatchObject({
      path: expect.stringMatching(/^\/invitation\//),
      mailedTo: null,
    });
    expect((await off.as('administrator').get('/organisation/mail')).body).toEqual({
      on: false,
      from: null,
      waiting: 0,
      failed: [],
    });
    await off.close();
  });
});
