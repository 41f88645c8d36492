import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { holdsAccessible } from '#test/testkit/accessible.ts';
import { type BrowserStage, openStage } from '#test/testkit/browser-stage.ts';

let stage: BrowserStage;
beforeAll(async () => {
  stage = await openStage();
  await stage.begin('demo');
}, 90_000);
afterAll(() => stage?.close());

describe('whoever works for several organisations', () => {
  test('sees each in one row that leads into it', async () => {
    const { page, server } = stage;
    await page.goto(`${server.url}/portfolio`);
    await page.getByRole('heading', { name: 'Your organisations' }).waitFor();
    const row = page.getByRole('row').filter({ hasText: 'Nordlicht Care' });
    await row.getByText(/of 32/).waitFor();
    expect(await stage.violations()).toEqual([]);
    await row.getByRole('link', { name: 'Nordlicht Care (demo)' }).click();
    await page.getByRole('heading', { name: 'Home', exact: true }).waitFor();
  }, 60_000);

  test('makes a copy of an organisation under their own passphrase and downloads it', async () => {
    const { page, open } = stage;
    await open('/hand-over');
    await page.getByRole('button', { name: 'Make a copy' }).click();
    const passphrase = 'a passphrase that somebody chose';
    await page.getByRole('dialog').getByRole('textbox').fill(passphrase);
    await page.getByRole('button', { name: 'Make the copy' }).click();
    const note = page.getByRole('status').filter({ hasText: /The file holds .* entries/ });
    await note.waitFor({ timeout: 30_000 });
    expect(await note.getByRole('code').textContent()).toBe(passphrase);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: /^copy-/ }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^copy-.*\.aims$/);
  }, 60_000);
});

holdsAccessible(() => stage, ['/hand-over', '/templates', '/settings']);

test('nothing is ever asked of another site', () => {
  expect(stage.foreign).toEqual([]);
});
