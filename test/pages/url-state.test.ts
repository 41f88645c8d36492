import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BrowserStage, openDemoStage } from '#test/testkit/browser-stage.ts';
import { plainRoutes } from '#test/testkit/pages.ts';

/** What a person sets on a list stands in the address: it is there again after a reload and on the way back. */
let stage: BrowserStage;
let page: BrowserStage['page'];
beforeAll(async () => {
  stage = await openDemoStage();
  ({ page } = stage);
}, 120_000);
afterAll(() => stage?.close());

const TABLE = 'table.list.picks';
const lists: string[] = [];
const empty: string[] = [];

/** What was typed is asked for a moment later. */
async function settled(): Promise<void> {
  await pause(250);
  await stage.settled();
}

/** What the list shows: its address, its controls and its rows. */
async function shown() {
  return {
    address: page.url(),
    words: await page.locator('[data-list-search]').inputValue(),
    filters: await page.locator('.filters .filter').allInnerTexts(),
    sorted: await page
      .locator(`${TABLE} th[aria-sort]`)
      .evaluateAll((heads) => heads.map((each) => `${each.textContent} ${each.getAttribute('aria-sort')}`)),
    rows: await page.locator(`${TABLE} tbody tr`).allInnerTexts(),
  };
}

async function setFilter(): Promise<void> {
  await page.locator('.filter-add').click();
  const drop = page.locator('.mantine-Popover-dropdown:visible');
  await drop.locator('button.item').first().click();
  const box = drop.getByRole('checkbox').first();
  const field = drop.getByRole('textbox').first();
  await box.or(field).first().waitFor();
  if ((await box.count()) > 0) await box.check();
  else {
    await field.fill('1');
    await field.press('Enter');
  }
  await page.keyboard.press('Escape');
  await settled();
}

async function setAll(): Promise<readonly string[]> {
  const set: string[] = [];
  const words = (await page.locator(`${TABLE} tbody a`).first().innerText()).slice(0, 3);
  const head = page.locator(`${TABLE} thead th button`).first();
  if ((await head.count()) > 0) {
    await head.click();
    await settled();
    set.push('sort=');
  }
  await page.locator('[data-list-search]').fill(words);
  await settled();
  set.push('q=');
  return set;
}

describe('the address of a list', () => {
  test.each(plainRoutes)(
    '%s holds what was set on it',
    async (route) => {
      await stage.open(route);
      if ((await page.locator('[data-list-search]').count()) === 0) return;
      lists.push(route);
      const first = page.locator(`${TABLE} tbody a`).first();
      if ((await first.count()) === 0) {
        empty.push(route);
        return;
      }
      for (const each of await setAll()) expect(page.url()).toContain(each);
      const before = await shown();
      await page.reload();
      await settled();
      expect(await shown()).toEqual(before);
      if ((await first.count()) > 0) {
        await first.click();
        await settled();
        expect(page.url()).not.toBe(before.address);
        await page.goBack();
        await settled();
        expect(await shown()).toEqual(before);
      }
      if ((await page.locator('.filter-add').count()) === 0) return;
      const unfiltered = page.url();
      await setFilter();
      expect(page.url()).not.toBe(unfiltered);
      const filtered = await shown();
      expect(filtered.filters.length).toBeGreaterThan(before.filters.length);
      await page.reload();
      await settled();
      expect(await shown()).toEqual(filtered);
    },
    60_000,
  );

  test('was looked at on every register', () => {
    expect(lists.length).toBeGreaterThanOrEqual(30);
    // Where every AI system is looked at by now.
    expect(empty).toEqual(['/impacts/screening']);
  });
});
