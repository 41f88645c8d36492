import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { holdsAccessible } from '#test/testkit/accessible.ts';
import { type BrowserStage, openStage } from '#test/testkit/browser-stage.ts';

let stage: BrowserStage;
let page: Page;
let open: BrowserStage['open'];
beforeAll(async () => {
  stage = await openStage();
  ({ page, open } = stage);
  await stage.begin('empty');
});
afterAll(() => stage?.close());

describe('forty people with ISO/IEC 27001 reach an approved plan in one sitting', () => {
  let top: Awaited<ReturnType<BrowserStage['invite']>>;
  let link = '';

  test('top management joins, and what ISO/IEC 27001 left behind is declared', async () => {
    top = await stage.invite({ name: 'Helene Vogt', email: 'helene@example.org', role: 'Top management' });
    await open('/gap?tab=reuse');
    await page.getByText('Nothing is declared yet').waitFor();
    await page.getByRole('button', { name: 'Declare something you have' }).click();
    await page.getByLabel('What it is').fill('Internal audit programme 2026');
    await page.getByLabel('Its clause there').fill('9.2.2');
    await page.getByRole('button', { name: 'Declare it' }).click();
    await page.getByText('requirements need nothing made twice').waitFor();
    await page.getByRole('link', { name: '9.2.2 Internal audit programme' }).waitFor();
  });

  test('the inbox leads to the questions, which are split over the people', async () => {
    await open('/');
    await page.getByRole('link', { name: /Ask where you stand/ }).click();
    await page.getByRole('heading', { name: 'Ask where you stand' }).waitFor();
    await page.getByLabel('Who is asked about 5.2').waitFor();
    expect(await page.getByLabel('Who is asked about 5.2').locator('option:checked').textContent()).toBe(
      'Helene Vogt',
    );
    await page.getByRole('button', { name: 'Ask 2 people' }).click();
    await page.waitForURL(/tab=people/);
    await page.getByRole('link', { name: 'Anna Berg' }).waitFor();
  });

  test('one answers signed in, by keyboard, and it is saved as it is typed', async () => {
    await page.getByRole('link', { name: 'Anna Berg' }).click();
    const first = page.getByRole('group').first();
    await first.getByLabel('Yes').focus();
    await page.keyboard.press('Space');
    await first.getByText('Saved', { exact: true }).waitFor();
    const answered = page.waitForResponse(
      (response) => response.request().method() !== 'GET' && response.ok(),
    );
    await first.getByLabel('In your words').fill('A workshop each autumn');
    await answered;
    await first.getByText('Saved', { exact: true }).waitFor();
    expect(await stage.violations()).toEqual([]);
    await page.reload();
    await page.getByRole('group').first().getByText('Yes').waitFor();
    await page.getByRole('navigation', { name: 'What is asked about' }).getByRole('button').first().click();
    expect(await page.getByRole('group').first().getByLabel('In your words').inputValue()).toBe(
      'A workshop each autumn',
    );
  });

  test('the other answers by a link on a phone, without an account', async () => {
    await open('/gap?tab=people');
    const row = page.getByRole('row').filter({ hasText: 'Helene Vogt' });
    await row.getByRole('button', { name: 'Make a link' }).click();
    link = (await page.locator('code.link-text').textContent())!;
    await page.keyboard.press('Escape');
    const phone = await stage.newPage(390);
    await phone.goto(link);
    await phone.getByText('Helene Vogt').waitFor();
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await phone.getByText('Yes', { exact: true }).click();
    await phone.getByText('Saved', { exact: true }).waitFor();
    await phone.getByRole('button', { name: /^Next/ }).click();
    await phone.getByText('Not applicable').click();
    await phone.getByText('Give the reason; it is saved then.').waitFor();
    await phone.getByLabel('Why does it not apply? (needed)').fill('We only buy AI');
    await phone.getByText('Saved', { exact: true }).waitFor();
    await phone.close();
  });

  test('what they say stands beside what the records show', async () => {
    await open('/gap');
    await page.getByText('You say yes; no record shows it.').first().waitFor();
    await page.getByRole('button', { name: 'Yes 1' }).first().click();
    await page.getByText('A workshop each autumn').waitFor();
  });

  test('the plan is drafted with its estimate, named, proposed, and approved by the second person', async () => {
    await open('/');
    await page.getByRole('link', { name: /Draft the plan/ }).click();
    await page.getByText('An existing ISO/IEC 27001').waitFor();
    expect(
      await page
        .getByRole('region', { name: 'How long it takes, and why' })
        .getByText(/^\d\d weeks$/)
        .textContent(),
    ).toMatch(/^2[68] weeks$/);
    await page.getByRole('button', { name: 'Draft the plan' }).click();
    await page.getByText('Name the project team and its sponsor').first().waitFor();
    expect(await page.getByRole('button', { name: 'Propose the plan' }).getAttribute('title')).toContain(
      'team',
    );
    await open('/plan/case');
    await page.getByRole('button', { name: 'Add to team' }).click();
    await page.getByLabel('What person 1 does').fill('Leads the project');
    await page.getByLabel('Day rate of own work').fill('700');
    await page.getByRole('button', { name: 'Keep people and money' }).click();
    await page.getByText('267 days: €186,900').waitFor();
    await open('/plan');
    await page.getByRole('button', { name: 'Propose the plan' }).click();
    await page.getByRole('button', { name: 'Approve the plan and commit to it' }).waitFor();
    expect(await page.getByRole('button', { name: 'Approve the plan and commit to it' }).isDisabled()).toBe(
      true,
    );

    await top.open('/plan');
    await top.page.getByRole('button', { name: 'Approve the plan and commit to it' }).click();
    await top.page
      .getByLabel('What we commit to')
      .fill('We give the people and the money and answer for it.');
    await top.page.getByRole('button', { name: 'Approve and commit' }).click();
    await top.page.getByText('We give the people and the money and answer for it.').waitFor();
    await top.page.locator('.plan-line').getByText('Approved').waitFor();
  });

  test('a bar moves by keyboard and by mouse, and the whole plan follows', async () => {
    await open('/plan');
    const bar = () => page.getByRole('button', { name: /^Ask where you stand:/ });
    const later = () => page.getByRole('button', { name: /^Decide what has to be built/ });
    const before = await later().getAttribute('aria-label');
    await bar().focus();
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    const saved = page.waitForResponse(
      (answer) => answer.url().includes('/plan-activities/') && answer.request().method() === 'PATCH',
    );
    expect((await saved).status()).toBe(200);
    await page.waitForFunction(
      (old) =>
        ![...document.querySelectorAll('g[role=button]')].some(
          (each) => each.getAttribute('aria-label') === old,
        ),
      before,
    );
    await page.getByText('2 days later than approved').waitFor();

    const shape = bar().locator('rect').nth(1);
    const box = (await shape.boundingBox())!;
    const patched = page.waitForResponse(
      (answer) => answer.url().includes('/plan-activities/') && answer.request().method() === 'PATCH',
    );
    await page.mouse.move(box.x + 8, box.y + 5);
    await page.mouse.down();
    await page.mouse.move(box.x + 68, box.y + 5, { steps: 6 });
    await page.mouse.up();
    expect((await patched).status()).toBe(200);
    await page.getByText(/1\d days later than approved/).waitFor();
  });

  test('a ring is refused by name in the drawer, and nothing changes', async () => {
    await page.getByRole('button', { name: /^Name the project team/ }).press('Enter');
    const drawer = page.getByRole('dialog');
    const options = await drawer.getByLabel('Also wait for').locator('option').allTextContents();
    await drawer
      .getByLabel('Also wait for')
      .selectOption({ label: options.find((each) => each.includes('Decide what has to be built'))! });
    await drawer.getByText(/"Name the project team and its sponsor" →/).waitFor();
    await page.keyboard.press('Escape');
  });

  test('a link that was taken back says so, clearly', async () => {
    await open('/gap?tab=people');
    await page
      .getByRole('row')
      .filter({ hasText: 'Helene Vogt' })
      .getByRole('button', { name: 'Take it back' })
      .click();
    await page
      .getByRole('row')
      .filter({ hasText: 'Helene Vogt' })
      .getByRole('button', { name: 'Make a link' })
      .waitFor();
    const late = await stage.newPage();
    await late.goto(link);
    await late.getByRole('heading', { name: 'This link is over' }).waitFor();
    await late.getByText(/Everything that was answered by it is kept/).waitFor();
    await late.close();
  });
});

holdsAccessible(
  () => stage,
  [
    '/gap',
    '/gap?tab=people',
    '/gap?tab=reuse',
    '/gap/begin',
    '/plan',
    '/plan/case',
    '/plan/audit-date',
    '/readiness',
    '/readiness?stage=2',
  ],
);

test('nothing is ever asked of another site', () => {
  expect(stage.foreign).toEqual([]);
});
