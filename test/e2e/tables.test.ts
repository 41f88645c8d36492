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

const row = (name: string) => page.getByRole('row', { name });

describe('people of spreadsheets', () => {
  test('paste cells, see what will happen and what is wrong, and bring in the rest', async () => {
    await open('/suppliers');
    await page.getByLabel('Export, paste or import').click();
    await page.getByText('Paste or import rows…').click();
    await page
      .getByLabel('Cells from a spreadsheet')
      .fill(
        'Reference\tName\tOwner here\nSUP-0001\tTriage AG\tJonas Reiter\n\tNobody Ltd\tNobody\n\tNew Ltd\t\n',
      );
    await page.getByRole('button', { name: 'See what will happen' }).click();
    await page.getByText('1 will be added, 1 changed, 0 stay as they are, 1 has an error').waitFor();
    await page.getByText('There is nobody and nothing called “Nobody” here.').waitFor();
    await page.getByRole('button', { name: 'Bring in 2 rows' }).click();
    await page.getByText('1 added, 1 changed.').waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await row('New Ltd').waitFor();
  });

  test('type into the search at any pace and lose no letter, and take it away with all filters', async () => {
    await open('/suppliers');
    const search = page.getByRole('textbox', { name: 'Search title or reference' });
    await search.focus();
    // A slow machine: what was told is long on its way, and comes back while more is typed.
    const slow = await page.context().newCDPSession(page);
    await slow.send('Emulation.setCPUThrottlingRate', { rate: 8 });
    const words = 'a search of many letters that nothing answers';
    // About as long between two keys as the list waits before it looks: an answer comes in the middle of the typing.
    for (const [i, letter] of [...words].entries())
      await page.keyboard.type(letter, { delay: 40 + (i % 9) * 6 });
    await slow.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    await page.waitForURL((url) => url.searchParams.get('q') === words);
    expect(await search.inputValue()).toBe(words);
    await page.getByText('Nothing matches these filters.').waitFor();
    await page.getByRole('button', { name: 'Show everything' }).click();
    await row('Triage AG').waitFor();
    expect(await search.inputValue()).toBe('');
  });

  test('change many together after a preview', async () => {
    await open('/suppliers');
    for (const name of ['Triage AG', 'New Ltd']) await row(name).getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Change together…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Field', { exact: true }).click();
    await page.getByRole('option', { name: 'Country' }).click();
    await dialog.getByLabel('Country').fill('Norway');
    await dialog.getByRole('button', { name: 'See what will happen' }).click();
    await dialog.getByText('2 will change.').waitFor();
    expect(await stage.violations()).toEqual([]);
    await dialog.getByRole('button', { name: 'Change 2' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await page.getByRole('cell', { name: 'Norway' }).count()).toBe(2);
  });

  test('edit in the table by keyboard alone, cell after cell', async () => {
    await open('/suppliers?q=New%20Ltd');
    await row('New Ltd').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await page.keyboard.press('e');
    await page.getByRole('textbox', { name: 'Name' }).waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('New Ltd and Sons');
    await page.keyboard.press('Tab');
    await page.getByRole('textbox', { name: 'What it supplies' }).waitFor();
    await page.keyboard.type('Speech');
    await page.keyboard.press('Enter');
    await page.getByRole('cell', { name: 'Speech' }).waitFor();
    await row('New Ltd and Sons').waitFor();
  });

  test('export exactly what the list shows', async () => {
    await open('/suppliers?country[contains]=Norway&columns=name,country&sort=-name');
    await page.getByLabel('Export, paste or import').click();
    const download = await downloaded(page.getByText('Export as CSV'));
    const text = await readFile(await download.path(), 'utf8');
    expect(text.replace('\u{feff}', '').trim().split('\r\n')).toEqual([
      'Reference,Name,Country',
      'SUP-0001,Triage AG,Norway',
      expect.stringMatching(/^SUP-\d+,New Ltd and Sons,Norway$/),
    ]);
  });

  test('read on a phone what each row is called, and at a desk every column without scrolling', async () => {
    const size = page.viewportSize()!;
    await page.setViewportSize({ width: 390, height: 844 });
    await open('/nonconformities');
    const name = page.locator('td.name a').first();
    await name.waitFor();
    expect((await name.boundingBox())!.width).toBeGreaterThan(150);
    await page.setViewportSize({ width: 1440, height: 900 });
    for (const path of ['/nonconformities', '/lifecycle-records', '/monitors', '/alerts']) {
      await open(path);
      await name.waitFor();
      const overflow = await page
        .locator('section.scroll')
        .evaluate((table) => table.scrollWidth - table.clientWidth);
      expect([path, overflow]).toEqual([path, 0]);
    }
    await page.setViewportSize(size);
  });

  test('read the name of the AI system in lists of other registers, asked for once', async () => {
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/record-names')) asked.push(request.url());
    });
    await open('/lifecycle-records');
    await page.getByRole('cell', { name: 'Spam filter', exact: true }).first().waitFor();
    expect(asked).toHaveLength(1);
  });

  test('fold a group of the rail, which stays folded but for its own page', async () => {
    await open('/');
    const rail = page.getByRole('navigation', { name: 'Main' });
    const plan = rail.getByRole('button', { name: 'Plan', exact: true });
    const risks = rail.getByRole('link', { name: 'Risks' });
    await risks.waitFor();
    await plan.focus();
    await page.keyboard.press('Enter');
    expect(await plan.getAttribute('aria-expanded')).toBe('false');
    await risks.waitFor({ state: 'hidden' });
    expect(await stage.violations()).toEqual([]);
    await open('/risks');
    await risks.waitFor();
    await open('/systems');
    await row('Spam filter').waitFor();
    expect(await risks.isVisible()).toBe(false);
    await plan.click();
    await risks.waitFor();
  });

  test('save how they look at a register, and find it as a tab with the same address', async () => {
    await open('/risks?level[gte]=12&sort=-level');
    await page.getByRole('button', { name: 'Save this view' }).click();
    await page.getByLabel(/^Name/).fill('Twelve and more');
    await page.getByLabel('Show it to everybody').check();
    await page.getByRole('dialog').getByRole('button', { name: 'Save this view' }).click();
    await page.getByRole('button', { name: 'Twelve and more', exact: true }).waitFor();
    await page.getByRole('button', { name: 'All', exact: true }).click();
    await page.waitForURL((url) => url.search === '');
    await page.getByRole('button', { name: 'Twelve and more', exact: true }).click();
    await page.waitForURL((url) => url.searchParams.get('level[gte]') === '12');
    expect(await stage.violations()).toEqual([]);
  });
});

describe('two tabs with one record', () => {
  test('both keep what they wrote in different fields, and one chooses where they wrote in the same', async () => {
    const other = stage.screenOf(await page.context().newPage());
    const write = async (of: BrowserStage['page'], label: string, value: string) => {
      await of.getByLabel(label, { exact: true }).fill(value);
      await of.keyboard.press('Tab');
    };
    const saved = (of: BrowserStage['page']) => of.getByText('Saved', { exact: true }).first().waitFor();
    const country = async (of: BrowserStage['page']) =>
      of.getByLabel('Country', { exact: true }).inputValue();
    await open('/suppliers/SUP-0001');
    await other.open('/suppliers/SUP-0001');
    await write(other.page, 'Country', 'Finland');
    await saved(other.page);
    await write(page, 'Contract', 'FW-7 of 2026');
    await saved(page);
    await other.open('/suppliers/SUP-0001');
    expect(await other.page.getByLabel('Contract', { exact: true }).inputValue()).toBe('FW-7 of 2026');
    expect(await country(other.page)).toBe('Finland');

    await open('/suppliers/SUP-0001');
    await write(other.page, 'Country', 'Spain');
    await saved(other.page);
    await write(page, 'Country', 'Italy');
    const choice = page.getByRole('alert').filter({ hasText: 'Somebody else changed this meanwhile.' });
    expect(await choice.innerText()).toMatch(/Theirs\s+Spain\s+Yours\s+Italy/);
    await choice.getByRole('button', { name: 'Keep mine' }).click();
    await choice.waitFor({ state: 'detached' });
    await saved(page);
    await other.open('/suppliers/SUP-0001');
    expect(await country(other.page)).toBe('Italy');

    await open('/suppliers/SUP-0001');
    await write(other.page, 'Country', 'Norway');
    await saved(other.page);
    await write(page, 'Country', 'Malta');
    await choice.getByRole('button', { name: 'Keep theirs' }).click();
    await choice.waitFor({ state: 'detached' });
    await open('/suppliers/SUP-0001');
    expect(await country(page)).toBe('Norway');
    await other.page.close();
  });
});
