import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BrowserStage, openDemoStage, openStage } from '#test/testkit/browser-stage.ts';
import { exampleOf, pathsOf, plainRoutes, recordRoutes } from '#test/testkit/pages.ts';

/**
 * Pages that the demo organisation has no example of in a link: each with the reason. Everything else that the registry
 * of routes names is opened, so that no page can be forgotten.
 */
const WITHOUT_EXAMPLE: readonly string[] = [
  // Statements of a large list that is brought in by the command line; the organisation brings none in.
  '/claims/$id',
];

/** What else is opened, because its links lead to pages that nothing else links to. */
const ALSO: readonly string[] = ['/gap?tab=people', '/gap?tab=reuse', '/alerts/ALR-0001'];

/** What is wrong with the page that is open, one line each. */
async function look(stage: BrowserStage): Promise<readonly string[]> {
  const { page, violations } = stage;
  const wrong: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForFunction(
      (scheme) => document.documentElement.dataset.mantineColorScheme === scheme,
      colorScheme,
    );
    // What fades from one theme to the other has neither's colours on the way.
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map((each) => each.finished)));
    wrong.push(...(await violations()).map((each) => `${colorScheme}: ${each}`));
  }
  const content = page.locator('#content');
  if ((await content.getByRole('heading', { level: 1 }).count()) !== 1)
    wrong.push('it has no heading of its own');
  if ((await content.innerText()).trim().length < 40) wrong.push('it says next to nothing');
  if ((await content.getByText('Something went wrong').count()) > 0) wrong.push('it shows an error');
  return wrong;
}

/** 320 px, and 1,280 px at a zoom of 200 %: nothing but tables and drawings may scroll sideways (WCAG 1.4.10). */
async function reflow({ page }: BrowserStage): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const width of [320, 640]) {
    await page.setViewportSize({ width, height: 800 });
    const needs = await page.evaluate(() => document.documentElement.scrollWidth);
    if (needs > width) wrong.push(`at ${width} px it is ${needs} px wide`);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  return wrong;
}

/** On paper: no navigation, black on white whatever the screen shows, links that lead somewhere. */
async function print({ page }: BrowserStage): Promise<readonly string[]> {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const wrong = await page.evaluate(() => {
    const shown = (element: Element) => element.getClientRects().length > 0;
    const lightness = (color: string) => {
      const [r = 0, g = 0, b = 0, alpha = 1] = (color.match(/[\d.]+/g) ?? []).map(Number);
      return alpha === 0 ? null : (r + g + b) / 3;
    };
    const found: string[] = [];
    for (const each of document.querySelectorAll('nav, header.top, .noprint'))
      if (shown(each)) found.push(`prints ${each.tagName.toLowerCase()}.${each.className}`);
    const style = getComputedStyle(document.body);
    if (lightness(style.backgroundColor) !== 255) found.push('the paper is not white');
    if ((lightness(style.color) ?? 255) > 60) found.push('the ink is not black');
    for (const each of document.querySelectorAll('#content .card'))
      if ((lightness(getComputedStyle(each).backgroundColor) ?? 255) < 230)
        found.push('a card is printed dark');
    for (const each of document.querySelectorAll('#content a'))
      if (!each.getAttribute('href')) found.push(`a link leads nowhere: ${each.textContent}`);
    if (!shown(document.querySelector('.print-head')!)) found.push('the head of the print is missing');
    return [...new Set(found)];
  });
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
  return wrong.map((each) => `print: ${each}`);
}

describe('in the demo organisation', () => {
  let stage: BrowserStage;
  const seen = new Set<string>();
  beforeAll(async () => {
    stage = await openDemoStage();
  }, 120_000);
  afterAll(() => stage?.close());

  const visit = async (path: string) => {
    await stage.open(path);
    const hrefs = await stage.page
      .locator('a[href^="/aims_"]')
      .evaluateAll((links) => links.map((each) => each.getAttribute('href')!));
    for (const each of pathsOf(hrefs)) seen.add(each);
    const wrong = [...(await look(stage)), ...(await reflow(stage)), ...(await print(stage))];
    expect(wrong, path).toEqual([]);
  };

  test.each([...plainRoutes, ...ALSO])(
    '%s is accessible, reflows and prints',
    (route) => visit(route),
    90_000,
  );

  test.each(recordRoutes.filter((route) => !WITHOUT_EXAMPLE.includes(route)))(
    '%s is accessible, reflows and prints',
    async (route) => {
      const path = exampleOf(route, seen);
      expect(path, 'no page that was opened before leads to it').toBeDefined();
      await visit(path!);
    },
    90_000,
  );

  test('no page asks anybody else for anything', () => {
    expect(stage.foreign).toEqual([]);
  });
});

describe('in an empty organisation', () => {
  let stage: BrowserStage;
  beforeAll(async () => {
    stage = await openStage();
    await stage.begin('empty');
  }, 120_000);
  afterAll(() => stage?.close());

  test.each(plainRoutes)(
    '%s teaches what belongs here, and is accessible',
    async (route) => {
      await stage.open(route);
      expect(await look(stage), route).toEqual([]);
    },
    90_000,
  );
});
