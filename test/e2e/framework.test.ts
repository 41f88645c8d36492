import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { holdsAccessible } from '#test/testkit/accessible.ts';
import { type BrowserStage, openDemoStage } from '#test/testkit/browser-stage.ts';
import { downloaded } from '#test/testkit/downloaded.ts';

let stage: BrowserStage;
let page: BrowserStage['page'];
let open: BrowserStage['open'];
beforeAll(async () => {
  stage = await openDemoStage();
  ({ page, open } = stage);
});
afterAll(() => stage?.close());

describe('other standards and laws, in the browser', () => {
  test('the AI Act is held against the records, narrowed by role and day, and nothing counts as fulfilled', async () => {
    await open('/frameworks/eu-ai-act/readiness');
    await page.getByText('Nothing here promises one.').waitFor();
    const carried = page.getByRole('row', { name: /Carried over/ });
    expect(await carried.textContent()).toContain('0 of');
    await page.getByRole('combobox', { name: 'For the role' }).click();
    await page.getByRole('option', { name: 'Deployer', exact: true }).click();
    await page.waitForURL(/role=deployer/);
    await page.locator('summary', { hasText: 'Article 9 Risk' }).waitFor({ state: 'detached' });
    await page.locator('summary', { hasText: 'Article 26' }).waitFor();
    await page.getByLabel('Only what applies on that day').check();
    await page.waitForURL(/applying=true/);
    await page.locator('summary', { hasText: 'Article 26' }).waitFor({ state: 'detached' });
    await page.locator('summary', { hasText: 'Article 4 AI literacy' }).click();
    const opened = page.locator('details[open]');
    await opened.getByText('Does not count as fulfilled.').first().waitFor();
    await opened.getByText('Still missing').waitFor();
  });

  test('the file of a high-risk system says what is missing and is written with a checkpoint', async () => {
    await open('/frameworks/eu-ai-act/files');
    await page.getByRole('link', { name: 'Emergency call triage' }).click();
    await page
      .getByText('No life-cycle record is linked to this AI system.')
      .or(page.locator('.missing'))
      .first()
      .waitFor();
    const download = await downloaded(page.getByRole('button', { name: 'Write the file as PDF' }));
    expect(download.suggestedFilename()).toMatch(/^ai-act-sys-\d+\.pdf$/);
  });

  test('an own framework gets a requirement, a mapping, and its readiness', async () => {
    await open('/own-requirements?add=yes');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Framework', { exact: true }).fill('OWF-0001');
    await dialog.getByLabel('Number', { exact: true }).fill('5');
    await dialog.getByLabel('Title', { exact: true }).fill('Staff are trained every year');
    await dialog.getByRole('button', { name: 'Add a requirement' }).click();
    await page.getByRole('heading', { name: '5 Staff are trained every year' }).waitFor();
    await page.getByRole('combobox', { name: 'How ours relates to it' }).click();
    await page.getByRole('option', { name: 'Ours is contained in it' }).click();
    await page.getByText('Saved').first().waitFor();
    await page.getByRole('combobox', { name: 'Requirements of ISO/IEC 42001' }).click();
    await page.keyboard.type('7.2');
    await page.getByRole('option', { name: /^7\.2 / }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'What our records cover' }).click();
    const line = page.locator('summary', { hasText: 'Staff are trained every year' });
    await line.getByText('A part').waitFor();
  });

  test('where one is with an outcome of the NIST framework is stated in one’s own words', async () => {
    await open('/frameworks/nist-ai-rmf/profile');
    await page
      .getByRole('row', { name: /GOVERN-1\.2/ })
      .getByRole('button', { name: 'State' })
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Now' }).click();
    await page.getByRole('option', { name: 'Done in part' }).click();
    await dialog.getByLabel('In your own words').fill('Two of five policies name it.');
    await dialog.getByRole('button', { name: 'Save the statement' }).click();
    await page.getByRole('row', { name: /GOVERN-1\.2.*Two of five policies name it/ }).waitFor();
  });
});

holdsAccessible(
  () => stage,
  [
    '/frameworks',
    '/frameworks/eu-ai-act/readiness',
    '/frameworks/iso-27001/readiness',
    '/frameworks/nist-ai-rmf/profile',
    '/frameworks/eu-ai-act/files',
    '/integrated',
    '/own-frameworks',
    '/own-requirements',
    '/harmonised-standards',
    '/packs/crosswalks',
  ],
);
