import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BrowserStage, demoDay, openDemoStage } from '#test/testkit/browser-stage.ts';

let stage: BrowserStage;
let page: BrowserStage['page'];
let open: BrowserStage['open'];
beforeAll(async () => {
  stage = await openDemoStage();
  ({ page, open } = stage);
});
afterAll(() => stage?.close());

const org = () => new URL(page.url()).pathname.split('/')[1];
/** What the API answers to the person in the browser. */
const get = (path: string) =>
  page.evaluate(async (address) => (await fetch(address)).json(), `/api/orgs/${org()}${path}`);
const idOf = async (path: string): Promise<string> => (await get(path)).rows[0].id;

describe('an AI system goes through a gate', () => {
  test('that is closed while a record is missing; the record is added, approved by a second person, and the gate opened', async () => {
    // Of low risk: the gate to design asks for the requirements and what the register itself knows.
    const made = await page.evaluate(
      async ({ address, owner }) => {
        const send = async (path: string, method: string, body: object) =>
          (
            await fetch(`${address}${path}`, {
              method,
              headers: { 'content-type': 'application/json' },
              body: JSON.stringify(body),
            })
          ).json();
        const system = await send('/systems', 'POST', {
          name: 'Menu planning',
          riskLevel: 'low',
          ownerId: owner,
        });
        let { version } = system;
        for (const [path, body] of [
          ['/scope', { scope: 'in' }],
          ['/classification', { answers: { 's-ai': 'no' } }],
          ['/classification/confirm', { reason: 'Looked at' }],
        ] as const)
          ({ version } = await send(`/systems/${system.id}${path}`, 'POST', { version, ...body }));
        const none = {
          low: ['impact.assessed', 'monitoring.on', 'monitoring.latest'],
          medium: [],
          high: [],
          critical: [],
        };
        const needs = {
          low: ['requirements'],
          medium: ['requirements'],
          high: ['requirements'],
          critical: ['requirements'],
        };
        await send('/gate-rules/design-development', 'POST', {
          needs,
          without: none,
          reason: 'Screened elsewhere',
        });
        return system as { id: string };
      },
      { address: `/api/orgs/${org()}`, owner: (await get('/people?limit=1')).rows[0].id as string },
    );
    await open(`/systems/${made.id}/gates?gate=design-development`);
    const gate = page.getByRole('button', { name: 'Open the gate' });
    expect(await gate.isDisabled()).toBe(true);
    expect(await gate.getAttribute('title')).toContain('1 of');
    await page.getByRole('link', { name: /^Mend this\s*: Requirements: an approved record/ }).click();
    await page.getByRole('button', { name: 'Begin the record' }).click();
    await page.getByRole('heading', { name: 'Requirements: Menu planning' }).waitFor();
    const over = page.getByRole('button', { name: 'Hand over for approval' });
    expect(await over.getAttribute('title')).toContain('Still missing');
    await page.getByLabel('Why the system is built or bought *').fill('Cooks plan by hand');
    await page.getByRole('button', { name: 'Add a line to Requirements *' }).click();
    await page.getByLabel('What must hold, Requirements * 1').fill('Allergies are never ignored');
    await page.getByLabel('Limits and uses that are ruled out *').fill('Not for tube feeding');
    await page.keyboard.press('Tab');
    await page.waitForFunction(
      () =>
        ![...document.querySelectorAll('button')].find(
          (each) => each.textContent === 'Hand over for approval',
        )?.disabled,
    );
    await over.click();
    await page.getByRole('button', { name: 'Approve the record' }).click();
    await page.getByText('You cannot approve a record that you prepared yourself.').waitFor();
    const path = new URL(page.url()).pathname.replace(`/${org()}`, '');
    const second = await stage.invite({
      name: 'Tomasz Zweiter',
      email: 'zweiter@example.org',
      role: 'Quality manager',
    });
    await second.open(path);
    await second.page.getByRole('button', { name: 'Approve the record' }).click();
    await second.page.getByText('Approved', { exact: true }).first().waitFor();
    await open(`/systems/${made.id}/gates?gate=design-development`);
    await page.getByRole('button', { name: 'Open the gate' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Open the gate' }).click();
    await page.getByText('The AI system is in this stage.').waitFor();
    await page.getByText('Everything was there').first().waitFor();
  });

  test('under an exception that says what was missing, by a person with the authority', async () => {
    const pricing = await idOf('/systems?q=premium');
    await open(`/systems/${pricing}/gates?gate=deployment`);
    await page.getByRole('button', { name: 'Give a time-limited exception' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('A field test of two weeks with 40 customers who agreed');
    await dialog.getByLabel('Last day').fill(demoDay(12));
    await dialog.getByRole('button', { name: 'Give the exception' }).click();
    await page.locator('p', { hasText: 'A field test of two weeks' }).waitFor();
    await page
      .getByText(/\d+ things were missing/)
      .first()
      .waitFor();
    await open('/gates/exceptions?state=exception');
    await page.getByText('Health premium pricing').first().waitFor();
  });
});

test('lineage is walked by links, and says what a withdrawal touches', async () => {
  const applications = await idOf('/datasets?q=Applications 2019');
  await open(`/datasets/${applications}`);
  await page.getByRole('link', { name: 'Lineage' }).click();
  const drawn = page.getByRole('region', { name: /^Lineage, drawn/ });
  await drawn.getByRole('link', { name: 'Applicant ranker' }).click();
  await page.getByRole('heading', { name: 'Lineage of Applicant ranker' }).waitFor();
  await page.getByRole('row', { name: /Applications 2019–2025 trains .*Applicant ranker/ }).waitFor();
  await page.goBack();
  await page.getByText('1 AI system', { exact: true }).waitFor();
});

test('a published card is read by anybody at its address, and by nobody once it is taken off', async () => {
  const card = (await get('/cards')).rows.find((each: { address: string | null }) => each.address);
  const outside = await stage.newPage();
  await outside.goto(`${stage.server.url}/cards/${card.address}`);
  await outside.getByRole('heading', { name: 'How we order applications for care jobs' }).waitFor();
  await outside.getByRole('link', { name: /^Version 1/ }).click();
  await outside.getByText('Version 2 of').waitFor();
  await open(`/cards/${card.id}`);
  await page.getByRole('button', { name: 'Take it off' }).click();
  await page.getByText('On no public address.').waitFor();
  expect((await outside.goto(`${stage.server.url}/cards/${card.address}`))!.status()).toBe(404);
});

test('every page of the life cycle is accessible and fits a phone, in both themes', async () => {
  const [cv, draft, data, card] = [
    await idOf('/systems?q=Applicant ranking'),
    await idOf('/lifecycle-records?state=draft'),
    await idOf('/datasets?q=Applications 2019'),
    await idOf('/cards?q=How we order'),
  ];
  const opening = await idOf('/gate-openings');
  const problems: string[] = [];
  for (const [width, colorScheme] of [
    [1440, 'light'],
    [390, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    for (const path of [
      `/systems/${cv}`,
      `/systems/${cv}/gates`,
      `/systems/${cv}/technical-documentation`,
      '/lifecycle-records',
      `/lifecycle-records/${draft}`,
      '/gates/rules?edit=deployment',
      '/gates/exceptions',
      `/gate-openings/${opening}`,
      `/datasets/${data}`,
      `/lineage/${data}`,
      '/cards',
      `/cards/${card}`,
      '/resources',
      '/claims',
    ]) {
      await open(path);
      for (const each of await stage.violations()) problems.push(`${path} ${width}: ${each}`);
      if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1))
        problems.push(`${path} is wider than ${width}`);
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  expect(problems).toEqual([]);
  expect(stage.foreign).toEqual([]);
});
