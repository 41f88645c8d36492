import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { receiver } from '#modules/integration/receiver.testing.ts';
import { holdsAccessible } from '#test/testkit/accessible.ts';
import { type BrowserStage, openDemoStage } from '#test/testkit/browser-stage.ts';

let stage: BrowserStage;
let page: BrowserStage['page'];
let open: BrowserStage['open'];
beforeAll(async () => {
  stage = await openDemoStage();
  ({ page, open } = stage);
});
afterAll(() => stage?.close());

describe('a webhook, in the browser', () => {
  test('is registered, shows its secret once, and is tested', async () => {
    const other = await receiver();
    await open('/webhooks?add=yes');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('Data warehouse');
    await dialog.getByLabel('Address', { exact: true }).fill(other.url);
    await dialog.getByLabel('Events', { exact: true }).click();
    await page.getByRole('option', { name: 'Everything', exact: true }).click();
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: 'Register the webhook' }).click();
    await page.locator('code', { hasText: 'whsec_' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Data warehouse' }).click();
    await page.getByRole('button', { name: 'Send a test' }).click();
    // The server of this stage allows nothing inside its own network.
    await page.getByText('The test was not accepted').waitFor();
    await page.getByText('is not on the public internet').first().waitFor();
    expect(other.got).toEqual([]);
    await other.down();
  });
});

describe('a proposal, in the browser', () => {
  test('shows each field, and is approved and written', async () => {
    await open('/proposals');
    await page.getByRole('link', { name: 'Add an improvement' }).click();
    await page.getByText('Name a second reviewer for the triage of claims').first().waitFor();
    await page.getByRole('button', { name: 'Approve and write it' }).click();
    await page.getByText('Approved and written').waitFor();
    await open('/improvements');
    await page.getByText('Name a second reviewer for the triage of claims').first().waitFor();
  });
});

holdsAccessible(() => stage, ['/webhooks', '/proposals', '/proposals?state=all']);
