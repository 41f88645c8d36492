import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BrowserStage, openDemoStage } from '#test/testkit/browser-stage.ts';

/** A walk by keys alone: Tab, Enter, Escape, arrows and the shortcuts that the help lists. */
let stage: BrowserStage;
let page: BrowserStage['page'];
let open: BrowserStage['open'];
beforeAll(async () => {
  stage = await openDemoStage();
  ({ page, open } = stage);
});
afterAll(() => stage?.close());

/** What has the focus, and what is wrong with how it shows it. */
const focused = () =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    if (element === document.body) return null;
    const parts = [
      element,
      ...element.querySelectorAll('*'),
      ...(element.parentElement?.children ?? []),
      element.parentElement!,
      // A field of several choices stands in the frame that shows it.
      element.closest('.mantine-MultiSelect-input, .mantine-TagsInput-input') ?? element,
    ];
    // Whatever changes when the focus comes shows it: a line around, a colour, a shadow, a line of a drawing.
    const look = () =>
      parts
        .map((each) => {
          const { outline, boxShadow, borderColor, backgroundColor, stroke, strokeWidth } =
            getComputedStyle(each);
          return [outline, boxShadow, borderColor, backgroundColor, stroke, strokeWidth].join();
        })
        .join(';');
    // One of several segments is drawn by its label.
    const drawn = (element as HTMLInputElement).labels?.[0] ?? element;
    const { width, height, bottom, right } = drawn.getBoundingClientRect();
    const name = `${element.tagName.toLowerCase()} ${element.getAttribute('aria-label') ?? element.textContent?.slice(0, 40)}`;
    const within = look();
    element.blur();
    const without = look();
    element.focus();
    return {
      name,
      wrong: [
        ...(within === without ? ['nothing shows the focus'] : []),
        ...(width > 0 && height > 0 && bottom > 0 && right > 0
          ? []
          : [`it is out of sight: ${element.outerHTML.slice(0, 200)}`]),
      ],
    };
  });

/** Presses Tab until something has the focus. @throws Error when it is not reached */
async function tabTo(selector: string): Promise<void> {
  for (let i = 0; i < 300; i += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  throw new Error(`Tab does not reach ${selector}`);
}

const PAGES = ['', '/risks', '/risks/RSK-0001', '/conformity', '/statement', '/plan', '/gap', '/calendar'];

describe('by keys alone', () => {
  test.each(PAGES)(
    'everything on "%s" is reached, shows that it has the focus, and lets it go again',
    async (path) => {
      await open(path);
      // What fades in shows nothing at its first moment.
      await page.addStyleTag({ content: '* { transition: none !important }' });
      await page.keyboard.press('Tab');
      expect((await focused())?.name).toContain('Skip to the content');
      const wrong: string[] = [];
      let left = false;
      for (let i = 0; i < 600 && !left; i += 1) {
        const now = await focused();
        left = now === null || (i > 0 && now.name.includes('Skip to the content'));
        if (now && !left) wrong.push(...now.wrong.map((each) => `${now.name}: ${each}`));
        await page.keyboard.press('Tab');
      }
      expect(wrong).toEqual([]);
      expect(left, 'the focus never leaves the page').toBe(true);
    },
  );

  test('the first stop skips to the content', async () => {
    await open('/risks');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('#content') !== null)).toBe(true);
  });

  test('a list is searched, a row chosen and its record opened; back is where one was', async () => {
    await open('/suppliers');
    await page.keyboard.press('/');
    expect(await page.evaluate(() => document.activeElement?.matches('[data-list-search]'))).toBe(true);
    await page.keyboard.type('a');
    await page.waitForURL(/q=a/);
    await page.keyboard.press('Escape');
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press('j');
    await page.locator('tr.here').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/suppliers\/[^?]+/);
    await page.goBack();
    await page.waitForURL(/\/suppliers\?q=a/);
  });

  test('a page is found by name and opened', async () => {
    await open('');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('Suppliers');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Suppliers/ })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/suppliers/);
  });

  test('a dialog keeps the focus while it is open, and gives it back', async () => {
    await open('/suppliers');
    const button = page.getByRole('button', { name: 'Add a supplier' }).first();
    await button.evaluate((element) => element.setAttribute('data-walk', ''));
    await tabTo('[data-walk]');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByLabel('Name', { exact: true }).waitFor();
    for (let i = 0; i < 20; i += 1) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)).toBe(true);
    }
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.hasAttribute('data-walk'));
  });

  test('the help lists the keys, and closes on Escape', async () => {
    await open('/risks');
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('J and K', { exact: true }).first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });
});

test('whoever asks for less motion sees none', async () => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open('/plan');
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((each) => {
      const { transitionDuration, animationDuration } = getComputedStyle(each);
      const seconds = `${transitionDuration},${animationDuration}`.split(',').map(Number.parseFloat);
      return Math.max(...seconds) > 0.001 ? [`${each.tagName} ${each.className}: ${seconds}`] : [];
    }),
  );
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(moving).toEqual([]);
});
