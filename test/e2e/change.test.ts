import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

const PAGES = ['/changes', '/changes/announce', '/changes/management', '/changes/rules', '/stale'] as const;

describe('a change of the base model of the CV screening', () => {
  test('is foreseen, made, seen at the records it made stale, and cleared in both ways', async () => {
    await open('/changes/announce');
    await page.getByRole('combobox', { name: 'What kind of change' }).click();
    await page.getByRole('option', { name: 'A model it uses got another version or origin' }).click();
    await page.getByRole('combobox', { name: 'Of which record' }).fill('ranker');
    await page.getByRole('option', { name: /Applicant ranker/ }).click();
    await page.getByText(/It concerns 1 AI system/).waitFor();
    await page
      .getByRole('textbox', { name: 'What changes' })
      .fill('Train it on the applications of January too');
    await page.getByRole('button', { name: 'Announce the change' }).click();
    await page.getByRole('heading', { name: 'Train it on the applications of January too' }).waitFor();

    await open('/models?q=Applicant%20ranker');
    await page.getByRole('link', { name: 'Applicant ranker' }).first().click();
    const version = page.getByLabel('Version', { exact: true });
    await version.fill('2027-01');
    await version.blur();
    await page.getByText('Saved').first().waitFor();

    await open('/changes');
    await page.getByRole('button', { name: 'Look through the log now' }).click();
    await page.getByText('1 change was recognised.').waitFor();
    await page.getByRole('link', { name: 'Train it on the applications of January too' }).first().click();
    await page.getByText('Made without approval').first().waitFor();
    await page
      .getByText(/to be looked at again/)
      .first()
      .waitFor();

    // Looking again, where the decision was taken.
    await open('/stale?dependent=system.classification&cause=model.version');
    await page.locator('.affected a').first().click();
    const note = page.getByRole('region', { name: 'Look again' });
    await note.waitFor();
    expect(await stage.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Confirm it again' }).click();
    const confirm = page.getByRole('dialog');
    await confirm.getByLabel('Reason').fill('More training data changes no class');
    await confirm.getByRole('button', { name: 'Confirm', exact: true }).click();
    await note.waitFor({ state: 'detached' });

    // Lines of the issued Statement that stand on the risks of this AI system say it too.
    await open('/statement');
    const line = page.locator('tbody tr').filter({ has: page.getByRole('button', { name: 'Look again' }) });
    await line.first().getByRole('button', { name: 'Look again' }).click();
    await note.getByText('A model it uses got another version').first().waitFor();
    expect(await stage.violations()).toEqual([]);

    // "It still holds", by the owner, with the reason: whoever takes the risk over.
    await open('/risks?q=ranked%20lower');
    await page.getByRole('link', { name: 'Applicants of one group are ranked lower' }).first().click();
    await note.waitFor();
    const still = note
      .getByRole('listitem')
      .filter({ hasText: 'A model it uses got another version' })
      .getByRole('button', { name: 'It still holds' });
    const before = await still.count();
    expect(await still.first().isDisabled()).toBe(true);
    await page.getByRole('combobox', { name: 'Owner' }).click();
    await page.getByRole('option', { name: 'Anna Berg' }).click();
    await expect.poll(() => still.first().isEnabled()).toBe(true);
    await still.first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('The same tests by group run for every version');
    expect(await stage.violations()).toEqual([]);
    await dialog.getByRole('button', { name: 'It still holds' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => still.count()).toBe(before - 1);
  });

  test('is told on a note that can be downloaded', async () => {
    await open('/changes?q=January');
    await page.getByRole('link', { name: 'Train it on the applications of January too' }).first().click();
    await page.getByText('The same tests by group run for every version').waitFor();
    const file = await downloaded(page.getByRole('link', { name: 'Change note, PDF' }));
    expect(file.suggestedFilename()).toMatch(/^change-note-CHG-\d+\.pdf$/);
    expect((await readFile((await file.path())!)).subarray(0, 5).toString()).toBe('%PDF-');
  });
});

describe('every page of changes', () => {
  test.each(PAGES)('%s keeps the accessibility rules in both themes and fits a phone', async (path) => {
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await open(path);
      await page.locator('h1').waitFor();
      expect(await stage.violations(), scheme).toEqual([]);
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 390, height: 844 });
    await open(path);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await page.setViewportSize({ width: 1440, height: 900 });
    expect(wider).toBeLessThanOrEqual(0);
  });

  test('the records of both kinds too', async () => {
    for (const list of ['/changes', '/changes/management']) {
      await open(list);
      await page.locator('table.list tbody a').first().click();
      await page.getByText('History').waitFor();
      await stage.settled();
      expect(await stage.violations()).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      await page.setViewportSize({ width: 1440, height: 900 });
      expect(wider).toBeLessThanOrEqual(0);
    }
  });

  test('nothing was asked of another site', () => {
    expect(stage.foreign).toEqual([]);
  });
});
