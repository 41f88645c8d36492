import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { holdsAccessible } from '#test/testkit/accessible.ts';
import { type BrowserStage, openStage } from '#test/testkit/browser-stage.ts';
import { type Mailbox, openMailbox } from '#test/testkit/mailbox.ts';

let stage: BrowserStage;
let box: Mailbox;
let page: BrowserStage['page'];
let open: BrowserStage['open'];
/** Jonas, in a browser of his own. */
let his: BrowserStage['page'];
let openHis: (path: string) => Promise<void>;
beforeAll(async () => {
  box = await openMailbox();
  stage = await openStage({ mail: box.settings });
  ({ page, open } = stage);
});
afterAll(async () => {
  await stage?.close();
  await box?.close();
});

/** The day some days from today, as a date field takes it. */
const inDays = (days: number) =>
  new Intl.DateTimeFormat('en-CA', { dateStyle: 'short' }).format(Date.now() + days * 86_400_000);

async function received(subject: RegExp): Promise<string> {
  for (let i = 0; i < 60; i += 1) {
    const mail = box.received.find(({ headers }) => headers.some((line) => subject.test(line)));
    if (mail) return mail.text;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`No message with the subject ${subject} arrived`);
}

describe('an obligation, in the browser', () => {
  test('a second person is invited by e-mail, and the link is in their mailbox alone', async () => {
    await stage.begin('empty');
    await open('/people?invite=yes');
    const dialog = page.getByRole('dialog');
    await page.getByLabel('E-mail').fill('jonas@example.org');
    await dialog.getByLabel('Roles', { exact: true }).click();
    await page.getByRole('option', { name: 'Staff', exact: true }).click();
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: 'Send the link' }).click();
    await page.getByText('The invitation is on its way to jonas@example.org.').waitFor();
    expect(await page.locator('code').count()).toBe(0);
    const text = await received(/^Subject: .* invites you/);
    const link = /http:\/\/localhost:\d+(\/invitation\/[\w-]+)/.exec(text)![1]!;
    his = await stage.newPage();
    await his.goto(`${stage.server.url}${link}`);
    await his.fill('input[name=name]', 'Jonas Reiter');
    await his.fill('input[name=password]', 'a sentence is a good password');
    await his.getByRole('button', { name: /^Join/ }).click();
    await his.waitForURL(/\/aims_/);
    openHis = stage.screenOf(his).open;
  });

  test('falls due, and goes to the stand-in of its owner, who is away', async () => {
    await open('/calendar/obligations?add=yes');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Title', { exact: true }).fill('Test of the backups');
    await dialog.getByLabel('First due on').fill(inDays(0));
    await dialog.getByLabel('Owner', { exact: true }).click();
    await page.getByRole('option', { name: 'Anna Berg' }).click();
    await dialog.getByRole('button', { name: 'Add the obligation' }).click();
    await page.getByRole('heading', { name: 'Test of the backups', exact: true }).waitFor();
    await open('/');
    await page
      .getByRole('link', { name: /Test of the backups/ })
      .first()
      .waitFor();
    await openHis('/');
    expect(await his.locator('.tasks').getByText('Test of the backups').count()).toBe(0);
    await open('/calendar/absences?add=yes');
    await dialog.getByLabel('First day').fill(inDays(0));
    await dialog.getByLabel('Last day').fill(inDays(5));
    await dialog.getByLabel('Who stands in').click();
    await page.getByRole('option', { name: 'Jonas Reiter' }).click();
    await dialog.getByRole('button', { name: 'Record the absence' }).click();
    await page.getByRole('link', { name: 'Anna Berg' }).waitFor();
    await openHis('/');
    await his.getByText('For Anna Berg, who is away.').waitFor();
  });

  test('is done by the stand-in with evidence, and its next time appears', async () => {
    await his
      .locator('.tasks')
      .getByRole('link', { name: /Test of the backups/ })
      .click();
    await his.getByRole('button', { name: 'Record it as done' }).click();
    const dialog = his.getByRole('dialog');
    await dialog.getByLabel('What was done').fill('Three archives were restored.');
    await dialog.getByRole('button', { name: 'Record it as done' }).click();
    await dialog.getByText('Name evidence or a record that shows it').first().waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await his.setInputFiles('input[type=file]', {
      name: 'restore-protocol.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('restored'),
    });
    await his
      .getByRole('link', { name: /restore-protocol\.txt/ })
      .first()
      .waitFor();
    await his.getByRole('button', { name: 'Record it as done' }).click();
    await dialog.getByLabel('What was done').fill('Three archives were restored.');
    await dialog.getByRole('button', { name: 'Record it as done' }).click();
    await his.getByText('Jonas Reiter, standing in for Anna Berg').waitFor();
    await his.getByRole('link', { name: 'Test of the backups' }).first().click();
    const times = his.locator('.times li');
    await times.nth(1).waitFor();
    expect(await times.allTextContents()).toEqual([
      expect.stringMatching(/Due$/),
      expect.stringMatching(/Done$/),
    ]);
  });

  test('stands in the calendar, which is walked by keys, and in the feed of the stand-in', async () => {
    await openHis('/calendar');
    const today = his.locator('.is-today .month-day');
    await today.focus();
    await his.keyboard.press('Enter');
    await his.waitForURL(/day=/);
    await his
      .getByRole('region')
      .or(his.locator('.agenda-day'))
      .getByText('Test of the backups')
      .first()
      .waitFor();
    await his.keyboard.press('PageDown');
    await his.waitForFunction(() => document.activeElement?.classList.contains('month-day'));
    const focused = () => his.evaluate(() => (document.activeElement as HTMLElement).dataset.day);
    expect((await focused())!.slice(0, 7) > inDays(0).slice(0, 7)).toBe(true);
    const before = await focused();
    await his.keyboard.press('ArrowRight');
    await his.waitForFunction((day) => (document.activeElement as HTMLElement).dataset.day !== day, before);
    expect((await focused())! > before!).toBe(true);
    await openHis('/account');
    await his.getByRole('button', { name: 'Make an address' }).click();
    const address = await his.locator('code').textContent();
    const feed = await fetch(address!.replace(/^https?:\/\/[^/]+/, stage.server.url));
    expect(feed.headers.get('content-type')).toContain('text/calendar');
    expect(await feed.text()).toContain('SUMMARY:Done: Test of the backups');
  });

  test('e-mail is tried from the settings and arrives', async () => {
    await open('/settings');
    await page.getByRole('button', { name: 'Send yourself a message' }).click();
    await page.getByText('A message is on its way to anna@example.org.').waitFor();
    expect(await received(/^Subject: E-mail from .* works/)).toContain('You asked for this message');
  });

  test('nothing was asked of another site', () => {
    expect(stage.foreign).toEqual([]);
  });
});

holdsAccessible(
  () => stage,
  [
    '/calendar',
    '/calendar?whose=mine',
    '/calendar/obligations',
    '/calendar/occurrences',
    '/calendar/absences',
    '/account',
    '/settings',
  ],
);
