import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCatalog } from '#platform/language/catalogs.ts';
import { type BrowserStage, openDemoStage } from '#test/testkit/browser-stage.ts';

const ROUTES = [
  '',
  '/risks',
  '/treatments',
  '/statement',
  '/conformity',
  '/systems',
  '/impacts',
  '/nonconformities',
  '/plan',
  '/gap',
  '/calendar',
  '/changes',
  '/people',
  '/account',
  '/settings',
  '/evidence',
  '/readiness',
];

let stage: BrowserStage;
let page: BrowserStage['page'];
let open: BrowserStage['open'];
beforeAll(async () => {
  stage = await openDemoStage();
  ({ page, open } = stage);
});
afterAll(() => stage?.close());

describe('a person who chooses German', () => {
  test('finds it in the menu of their account, and it stays', async () => {
    await page.getByRole('button', { name: 'Your account' }).click();
    await page.getByRole('menuitem', { name: 'Deutsch' }).click();
    await page.getByRole('heading', { name: 'Start', exact: true }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    await page.reload();
    await page.getByRole('heading', { name: 'Start', exact: true }).waitFor();
  });

  test.each(ROUTES)('reads no English text of the interface on "%s", and it fits a phone', async (route) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await open(route);
    expect(await saidIn(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await tooWide(page)).toBe(0);
  });

  test('is refused in German, and whoever asks for nothing in English', async () => {
    const refused = (language: string) =>
      page.evaluate(async (wanted) => {
        const org = location.pathname.split('/')[1];
        const response = await fetch(`/api/orgs/${org}/risks`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'accept-language': wanted },
          body: JSON.stringify({ kind: 'risk', title: '' }),
        });
        const { title, problems } = await response.json();
        return [title, problems[0].message];
      }, language);
    expect(await refused('de')).toEqual([
      'Einige Werte können nicht angenommen werden',
      'Geben Sie dem Risiko einen Titel',
    ]);
    expect(await refused('fr')).toEqual(['Some values cannot be accepted', 'Give the risk a title']);
  });

  test('goes back to English the same way', async () => {
    await open('');
    await page.getByRole('button', { name: 'Ihr Konto' }).click();
    await page.getByRole('menuitem', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Home', exact: true }).waitFor();
  });
});

describe('a language that runs from right to left', () => {
  test.each(ROUTES)('fits a phone on "%s"', async (route) => {
    await page.evaluate(() => localStorage.setItem('aims-language', 'mirrored'));
    await page.setViewportSize({ width: 390, height: 844 });
    await open(route);
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
    expect(await tooWide(page)).toBe(0);
  });

  test('finds styles that know no left and right', () => {
    const sided =
      /(?<![\w-])(margin|padding|border)-(left|right)|text-align: *(left|right)|float: *(left|right)|^\s+(left|right):/m;
    const root = join(import.meta.dirname, '../..');
    const wrong = globSync('src/**/*.css', { cwd: root }).filter((path) =>
      sided.test(readFileSync(join(root, path), 'utf8')),
    );
    expect(wrong).toEqual([]);
  });
});

/** How many pixels the page is wider than its window. */
function tooWide(on: BrowserStage['page']): Promise<number> {
  return on.evaluate(() =>
    Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth),
  );
}

const german = readCatalog('de');
/** Texts of the interface that read otherwise in German. */
const english = new Set(
  Object.entries(german).flatMap(([text, words]) =>
    text !== words && !/[{<]/.test(text) && text.length > 2 ? [text] : [],
  ),
);
/** What packs, the demo organisation and its scales call their own things, and the German "Start" itself. */
const OF_DATA = new Set([
  'Start',
  'Internal audit',
  'Management review',
  'Documented information',
  'Improvement',
  'AI management system',
  'AI system impact assessment',
  'Resources',
  'Control of documented information',
  'Monitoring and measurement',
  'Suppliers',
  'Customers',
  'Insurance',
  'Certification',
  'Minor',
  'Major',
  'Review of the AI policy',
  'Risk assessment again',
  'Internal audit programme',
  'Applicant ranking for care jobs',
  'Rejected applicants were not read by a second person',
  'Ask where you stand',
  'Plan approved',
  'Decide the risk method, criteria and appetite',
]);

/** The English texts of the interface that the open page shows, or says to a screen reader. */
async function saidIn(on: BrowserStage['page']): Promise<readonly string[]> {
  const shown = await on.evaluate(() => {
    const texts = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      texts.add(node.textContent?.trim() ?? '');
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [data-label]'))
      for (const name of ['aria-label', 'title', 'placeholder', 'data-label'])
        texts.add(element.getAttribute(name)?.trim() ?? '');
    return [...texts];
  });
  return shown.filter((text) => english.has(text) && !OF_DATA.has(text));
}
