import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BrowserStage, openDemoStage } from '#test/testkit/browser-stage.ts';

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

test('the tree leads from a unit to its AI systems, and a new unit stands where it was put', async () => {
  await open('/units');
  const row = page.getByRole('row', { name: /^Insurance/ });
  await row.getByRole('link', { name: '3', exact: true }).first().click();
  await page.getByRole('link', { name: 'Health premium pricing' }).waitFor();
  await page.getByRole('link', { name: 'Claims anomaly detection' }).waitFor();
  expect(await page.getByRole('link', { name: 'Spam filter' }).count()).toBe(0);
  await open('/units');
  await page.getByRole('button', { name: 'Add a unit' }).click();
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('Premiums');
  await page.getByRole('dialog').getByLabel('Stands in', { exact: true }).click();
  await page.getByRole('option', { name: 'Insurance' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Add the unit' }).click();
  await page.getByRole('heading', { name: 'Premiums' }).waitFor();
  await page.getByRole('button', { name: 'Remove the unit' }).click();
  await page.getByRole('heading', { name: 'Units' }).waitFor();
});

test('a role for one unit opens the pages of its records, and says on others for what it is missing', async () => {
  const colleague = await stage.invite({ name: 'Ida Holm', email: 'ida@example.org', role: 'Staff' });
  const ida = await idOf('/people?name[contains]=Ida');
  await open(`/people/${ida}`);
  await page.getByRole('button', { name: 'Give roles' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Roles', { exact: true }).click();
  await page.getByRole('option', { name: 'Risk manager' }).click();
  await page.keyboard.press('Escape');
  await dialog.getByLabel('Only for these units', { exact: true }).click();
  await page.getByRole('option', { name: 'Insurance' }).click();
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Give these roles' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('link', { name: 'Insurance' }).waitFor();
  const [inside, outside] = [await idOf('/systems?q=Health premium'), await idOf('/systems?q=Spam filter')];
  await colleague.open(`/systems/${inside}`);
  const classify = colleague.page.getByRole('button', { name: 'Classify' });
  await expect.poll(() => classify.isEnabled()).toBe(true);
  await colleague.open(`/systems/${outside}`);
  await expect.poll(() => classify.isDisabled()).toBe(true);
  expect(await classify.getAttribute('title')).toContain('for the unit IT and digital services.');
});

test('an invitation for one unit says so to whoever opens it, and gives the roles there alone', async () => {
  await open('/people?invite=yes');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail', { exact: true }).fill('pia@example.org');
  await dialog.getByLabel('Roles', { exact: true }).click();
  await page.getByRole('option', { name: 'Risk manager' }).click();
  await page.keyboard.press('Escape');
  await dialog.getByLabel('Only for these units', { exact: true }).click();
  await page.getByRole('option', { name: 'Insurance' }).click();
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  const link = page.getByRole('dialog').getByRole('code');
  await link.waitFor();
  const invited = await stage.newPage();
  await invited.goto((await link.textContent())!);
  await invited.getByText('The roles hold only for Insurance.').waitFor();
  await invited.getByLabel('Your name').fill('Pia Sand');
  await invited.getByRole('textbox', { name: 'Password' }).fill('a sentence of her own, long');
  await invited.getByRole('button', { name: /^Join / }).click();
  await invited.getByRole('heading', { name: 'Home', exact: true }).waitFor();
  await invited.context().close();
  await open(`/people/${await idOf('/people?name[contains]=Pia')}`);
  await page.getByText('Risk manager only for Insurance').waitFor();
});

test('an administrator ends all sessions of a person after reading what that does, and sees who signed in', async () => {
  const colleague = await stage.invite({ name: 'Ole Brandt', email: 'ole@example.org', role: 'Staff' });
  await colleague.open('/systems');
  await open(`/people/${await idOf('/people?name[contains]=Ole')}`);
  await page.getByRole('button', { name: 'End all sessions' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('signed out at once').waitFor();
  await dialog.getByRole('button', { name: 'End the sessions' }).click();
  await page.getByRole('status').filter({ hasText: '1 session has ended.' }).waitFor();
  await page.getByText('ended all sessions of this person').waitFor();
  await colleague.page.reload();
  await colleague.page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  await page.getByRole('link', { name: 'See when this person signed in' }).click();
  await page.getByRole('heading', { name: 'Sign-ins' }).waitFor();
  await page.getByRole('row').filter({ hasText: 'Ole Brandt' }).waitFor();
  expect(await page.getByRole('row').filter({ hasText: 'Anna' }).count()).toBe(0);
  await open(`/people/${await idOf('/people?name[contains]=Sofie')}`);
  const none = page.getByRole('button', { name: 'End all sessions' });
  await expect.poll(() => none.isDisabled()).toBe(true);
  expect(await none.getAttribute('title')).toBe('This person has no account here, so no session.');
});

test('every page of units and roles is accessible and fits a phone, in both themes', async () => {
  const [unit, person] = [await idOf('/units?q=Insurance'), await idOf('/people?name[contains]=Sofie')];
  const problems: string[] = [];
  for (const [width, colorScheme] of [
    [1440, 'light'],
    [390, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    for (const path of [
      '/units',
      '/units?add=yes',
      '/units/table',
      `/units/${unit}`,
      `/people/${person}`,
      '/people',
      '/people?invite=yes',
      '/sign-ins',
      '/keys',
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
