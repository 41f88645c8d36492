import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { holdsAccessible } from '#test/testkit/accessible.ts';
import { type BrowserStage, openDemoStage } from '#test/testkit/browser-stage.ts';

let stage: BrowserStage;
let page: BrowserStage['page'];
let open: BrowserStage['open'];
let ids: { readonly ranking: string; readonly paused: string; readonly result: string };
beforeAll(async () => {
  stage = await openDemoStage();
  ({ page, open } = stage);
  const { rows } = await api('/monitors');
  const named = (name: string) => rows.find((row: { name: string }) => row.name === name).id as string;
  const ranking = named('applicant-ranking');
  const { results } = await api(`/monitors/${ranking}/results`);
  ids = { ranking, paused: named('claims-anomalies'), result: results[0].id };
});
afterAll(() => stage?.close());

// biome-ignore lint/suspicious/noExplicitAny: bodies of the API
async function api(path: string): Promise<any> {
  const org = new URL(page.url()).pathname.split('/')[1];
  return page.evaluate(async (url) => (await fetch(url)).json(), `/api/orgs/${org}${path}`);
}

describe('monitoring, in the browser', () => {
  test('from the system to its monitor, and from a point to its definition and hash', async () => {
    await open('/monitors');
    await page.getByRole('link', { name: 'Ranking of applicants, by diploma and gender' }).click();
    await page.getByRole('heading', { name: 'False positive rate difference, across diploma' }).waitFor();
    const chart = page.locator('figure', { hasText: 'False positive rate difference, across diploma' });
    await chart.getByText('Figures as a table').click();
    await chart.locator('tbody button').first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Hash of the result').waitFor();
    expect(await dialog.textContent()).toMatch(/Formula.*Rows it stands on|Rows it stands on.*Formula/s);
    expect(await dialog.textContent()).toMatch(/[0-9a-f]{64}/);
    await page.keyboard.press('Escape');
  });

  test('groups stand side by side with their intervals, a small one withheld; the choice is in the address', async () => {
    await open(`/monitors/${ids.ranking}?view=groups&metric=false_positive_rate`);
    await page.getByRole('heading', { name: 'diploma', exact: true }).waitFor();
    await page.getByText('withheld: too small').first().waitFor();
    await page.getByLabel('Metric').selectOption('selection_rate');
    await expect.poll(() => page.url()).toContain('metric=selection_rate');
  });

  test('two model versions show where intervals do not meet', async () => {
    await open(`/monitors/${ids.ranking}/compare`);
    await page.getByRole('cell', { name: 'False positive rate', exact: true }).first().waitFor();
    expect(
      await page.getByRole('row', { name: /False positive rate.*diploma: elsewhere.*Apart/ }).count(),
    ).toBeGreaterThan(0);
  });

  test('a paused monitor is tried and switched on again', async () => {
    await open(`/monitors/${ids.paused}`);
    await page.getByRole('button', { name: 'Try and switch on' }).click();
    await page.getByRole('cell', { name: 'precision-floor' }).waitFor();
    await page.getByRole('button', { name: 'Switch the monitor on' }).click();
    await page.getByRole('button', { name: 'Evaluate the results' }).waitFor();
    expect((await api(`/monitors/${ids.paused}`)).state).toBe('active');
  });

  test('an open alert becomes a nonconformity, and closing says what is missing', async () => {
    await open('/alerts?state=open');
    await page.getByRole('link', { name: /False negative rate difference/ }).click();
    await page.getByRole('button', { name: 'Deal with it' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What it is').click();
    await page.getByRole('option', { name: 'A nonconformity' }).click();
    await dialog.getByLabel('Reason').fill('The second reader found it too');
    await dialog.getByRole('button', { name: 'Deal with it' }).click();
    await page.getByText('led to the nonconformity').waitFor();
    const close = page.getByRole('button', { name: 'Close the alert' });
    expect(await close.getAttribute('title')).toMatch(/back inside/);
  });

  test('a saved copy is held against the trail, and an altered one is told apart', async () => {
    const file = await api(`/results/${ids.result}/file`);
    await open('/monitors/verify');
    await page.getByLabel('or paste it').fill(JSON.stringify(file));
    await page.getByRole('button', { name: 'Hold it against the trail' }).click();
    await page.getByText('This copy is the result as it was received').waitFor();
    await page.getByLabel('or paste it').fill(JSON.stringify({ ...file, rows: file.rows + 1 }));
    await page.getByRole('button', { name: 'Hold it against the trail' }).click();
    await page.getByText('This copy is not what was received').waitFor();
    await page
      .getByRole('listitem')
      .filter({ hasText: /^rows$/ })
      .waitFor();
  });

  test('a spec is told its faults by line', async () => {
    await open('/monitors?add=yes');
    const spec = page.getByLabel('Spec (monitor.yaml)');
    await spec.fill((await spec.inputValue()).replace('metric: accuracy', 'metric: acuracy'));
    await page.getByRole('button', { name: 'Write the monitor down' }).click();
    await page.getByText(/did you mean accuracy/).waitFor();
  });

  test('asks nothing of another site', () => {
    expect(stage.foreign).toEqual([]);
  });
});

holdsAccessible(
  () => stage,
  [
    '/monitors',
    '/monitors/MON-0001',
    '/monitors/MON-0001?metric=false_positive_rate',
    '/monitors/MON-0001?view=groups',
    '/monitors/MON-0001?view=results',
    '/monitors/MON-0001?view=description',
    '/monitors/MON-0001/compare',
    '/monitors/MON-0001/dry-run',
    '/monitors/MON-0004',
    '/monitors/verify',
    '/results/MRS-0016',
    '/alerts',
    '/alerts/ALR-0004',
    '/alerts/ALR-0006',
  ],
);
