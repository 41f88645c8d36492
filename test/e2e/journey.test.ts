import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { holdsAccessible } from '#test/testkit/accessible.ts';
import { type BrowserStage, openStage } from '#test/testkit/browser-stage.ts';
import { downloaded } from '#test/testkit/downloaded.ts';

let stage: BrowserStage;
let page: BrowserStage['page'];
let open: BrowserStage['open'];
beforeAll(async () => {
  stage = await openStage();
  ({ page, open } = stage);
});
afterAll(() => stage?.close());

describe('the first loop, in the browser', () => {
  test('the printed link makes the first administrator, who explores the demo organisation', async () => {
    await stage.begin('demo');
  });

  test('a real inventory is looked at, imported, and undone', async () => {
    await open('/systems');
    const before = Number.parseInt((await page.getByText(/^\d+ in all$/).textContent())!, 10);
    await open('/imports');
    await page.setInputFiles(
      'input[type=file]',
      join(import.meta.dirname, '../fixtures/inventory-made-up.csv'),
    );
    await page.getByText('Windows-1252').waitFor();
    await page.getByRole('button', { name: 'Import 40 AI systems' }).click();
    await page.getByRole('link', { name: 'Show the AI systems' }).click();
    await page.getByText(`${before + 40} in all`).waitFor();
    await page.goBack();
    await page.getByRole('button', { name: 'Undo this import' }).click();
    await page.getByText('40 removed').waitFor();
  });

  test('a classification is answered by keyboard, says what follows, and is confirmed', async () => {
    await open('/systems?q=Shift');
    await page.getByRole('link', { name: 'Shift planning' }).click();
    await page.getByRole('button', { name: 'Classify' }).click();
    const bench = page.getByRole('region', { name: /Question; 1 yes/ });
    await bench.focus();
    const before = await bench.getByRole('heading').textContent();
    await page.keyboard.press('2');
    await page.waitForFunction(
      (text) => document.querySelector('section[aria-label^="Question"] h2')?.textContent !== text,
      before,
    );
    await page.getByText('Still open').waitFor();
    await page.getByRole('button', { name: 'Confirm the classification' }).click();
    await page.getByLabel('Reason').fill('The vendor answers next month.');
    await page.getByRole('button', { name: 'Confirm', exact: true }).click();
    await page.getByText(/Confirmed by Anna Berg/).waitFor();
  });

  test('a risk is written down, judged and planned for', async () => {
    await open('/risks');
    await page.getByRole('button', { name: 'Add a risk' }).first().click();
    await page.getByLabel('Title', { exact: true }).fill('Interpreters are replaced too early');
    await page.getByRole('button', { name: 'Add it' }).click();
    await page.getByRole('heading', { name: 'Interpreters are replaced too early' }).waitFor();
    await page.getByRole('button', { name: 'Assess the risk' }).click();
    await page.getByRole('dialog').getByLabel('Likelihood', { exact: true }).click();
    await page.getByRole('option', { name: '4 Likely' }).click();
    await page.getByRole('dialog').getByLabel('Consequence', { exact: true }).click();
    await page.getByRole('option', { name: '4 Major' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Assess the risk' }).click();
    await page.getByText('Assessed, above the appetite').waitFor();
    // The governance officer may not accept this band: the button says who may.
    expect(
      await page.getByRole('button', { name: 'Accept the residual risk' }).getAttribute('title'),
    ).toContain('Top management');
  });

  test('the Statement is prepared, approved by a second person, issued with its checkpoint, and exported', async () => {
    await open('/statement');
    await page.getByRole('button', { name: 'Prepare version 2' }).click();
    await page.getByRole('button', { name: 'Prepare it' }).click();
    await page.getByRole('button', { name: 'Approve the Statement' }).waitFor();
    await page.getByRole('button', { name: 'Approve the Statement' }).click();
    await page.getByText('You cannot approve the Statement that you prepared yourself.').waitFor();
    const helene = await stage.invite({
      name: 'Dr. Helene Vogt',
      email: 'helene@example.org',
      role: 'Top management',
    });
    await helene.open('/statement');
    const second = helene.page;
    await second.getByRole('button', { name: 'Approve the Statement' }).click();
    await second.getByRole('button', { name: 'Issue version 2' }).click();
    // What is signed and by whom stands there before anything is: who prepared, approved and issues it, what differs.
    const dialog = second.getByRole('dialog');
    await dialog.getByText(/^Dr\. Helene Vogt, .*20\d\d$/).waitFor();
    await dialog.getByText('Dr. Helene Vogt, now').waitFor();
    await dialog.getByText(/things differ from version 1$/).waitFor();
    await dialog.getByRole('button', { name: 'Issue version 2' }).click();
    await dialog.locator('pre').filter({ hasText: 'openaims.invalid' }).waitFor();
    await dialog.getByRole('link', { name: 'Open version 2' }).click();
    await second.locator('pre').filter({ hasText: 'openaims.invalid' }).waitFor();
    const download = await downloaded(second.getByRole('link', { name: 'PDF' }));
    expect(download.suggestedFilename()).toBe('statement-of-applicability-v2.pdf');
  });

  test('a reason of the Statement opens in place, a duty is taken over, and the margin shows what changed', async () => {
    await open('/statement');
    const row = page.getByRole('row', { name: /A\.6\.2\.6/ });
    await row.getByRole('button', { name: 'Art. 26(5)' }).click();
    const opened = page.getByRole('link', { name: /^Open it in / });
    await opened.waitFor();
    await page.keyboard.press('Escape');
    // A press while it still closes would only close it.
    await opened.waitFor({ state: 'detached' });
    await page
      .getByRole('row', { name: /A\.6\.2\.8/ })
      .getByRole('button', { name: /suggested$/ })
      .click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('listitem').filter({ hasText: 'Art. 12' }).getByRole('button').click();
    await drawer.getByRole('button', { name: 'Save' }).click();
    await drawer.getByText('Saved').waitFor();
    await page.keyboard.press('Escape');
    await open('/statement?show=changed');
    const changed = page.getByRole('row', { name: /Record-keeping/ });
    expect(await changed.locator('ins').allTextContents()).toContainEqual(
      expect.stringContaining('Art. 12 Record-keeping'),
    );
  });

  test('conformity says clause by clause what is missing, and the trail agrees with the records', async () => {
    await open('/conformity');
    await page.getByText('4 Context of the organization').waitFor();
    await page.getByText('5 Leadership').click();
    await page.getByRole('button', { name: '5.3 Roles, responsibilities and authorities' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText('Nobody owns "Claims anomaly detection".').first().waitFor();
    await page.keyboard.press('k');
    await drawer.getByRole('heading', { name: '5.2 AI policy' }).waitFor();
    await page.keyboard.press('j');
    await drawer.getByRole('button', { name: 'Withdraw the confirmation' }).click();
    await page.getByLabel('Why', { exact: true }).fill('The owner of a system is gone');
    await page.getByRole('button', { name: 'Withdraw it' }).click();
    await drawer.getByText('Not confirmed').waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    expect(await page.getByText(/compliant|certified|100 %/i).count()).toBe(0);
    await open('/trail');
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.getByText('Log and records agree').waitFor();
  });

  test('the palette finds a record by its reference', async () => {
    await open('');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('RSK-0001');
    await page.getByText('Applicants of one group are ranked lower').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/risks\/rsk_/);
  });

  test('a day before today shows as the past, and nothing can be changed there', async () => {
    await open('/risks?asOf=2020-01-01');
    await page.getByText('You see what the system knew at the end of 2020-01-01').waitFor();
    expect(await page.getByRole('button', { name: 'Add a risk' }).first().isDisabled()).toBe(true);
  });
});

const ROUTES = [
  '',
  '/systems',
  '/imports',
  '/risks',
  '/risks/criteria',
  '/risks/library',
  '/treatments',
  '/statement',
  '/controls',
  '/evidence',
  '/suppliers',
  '/models',
  '/datasets',
  '/people',
  '/settings',
  '/keys',
  '/account',
  '/conformity',
  '/conformity?requirement=6.1.3',
  '/conformity/5.3',
  '/conformity/trend',
  '/statement?show=changed',
  '/statement?control=A.6.2.8',
  '/statements/1',
  '/frameworks',
  '/frameworks/iso-42001',
  '/frameworks/eu-ai-act/art-26',
  '/packs',
  '/annex-a',
  '/trail',
];

holdsAccessible(() => stage, ROUTES);

test('nothing is ever asked of another site', () => {
  expect(stage.foreign).toEqual([]);
});
