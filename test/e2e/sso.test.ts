import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readOutsideAllow } from '#platform/outside/address.ts';
import { type BrowserStage, openStage } from '#test/testkit/browser-stage.ts';
import { type LocalOidc, openLocalOidc } from '#test/testkit/local-oidc.ts';

let stage: BrowserStage;
let idp: LocalOidc;
const redirects: string[] = [];

beforeAll(async () => {
  stage = await openStage({ outside: { allow: readOutsideAllow({ AIMS_OUTSIDE_ALLOW: '127.0.0.1' }) } });
  idp = await openLocalOidc({
    redirectUris: () => (redirects.length > 0 ? redirects : ['http://localhost/none']),
    afterSignOut: [`${stage.server.url}/`],
  });
  idp.people.ben = {
    email: 'ben@nordlicht.example',
    email_verified: true,
    name: 'Ben Ahrens',
    groups: ['audit'],
  };
  await stage.begin('empty');
});
afterAll(async () => {
  await stage.close();
  await idp.close();
});

describe('single sign-on', () => {
  test('is set up, tried without signing anybody in, and turned on', async () => {
    const { page, open } = stage;
    await open('/single-sign-on');
    await page.getByText('Nobody signs in by a provider yet').waitFor();
    await page.getByRole('button', { name: 'Add by OpenID Connect' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('Nordlicht ID');
    await dialog.getByLabel('Issuer').fill(idp.issuer);
    await dialog.getByLabel('Client id').fill(idp.clientId);
    await dialog.getByLabel('Client secret').fill(idp.clientSecret);
    await dialog.getByRole('button', { name: 'Add the provider' }).click();
    await page.getByRole('heading', { name: /Nordlicht ID/ }).waitFor();
    redirects.push((await page.locator('code').first().textContent())!);
    await idp.rotateKeys();
    await page.getByRole('button', { name: 'Say who comes in' }).click();
    await dialog.getByLabel('E-mail domains').fill('nordlicht.example');
    await page.keyboard.press('Enter');
    await dialog.getByLabel('Claim with the groups').fill('groups');
    await dialog.getByRole('button', { name: 'Keep it' }).click();
    await page.getByText('Leads the people of nordlicht.example.').waitFor();
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByLabel('Name').fill('ben');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('ben@nordlicht.example, verified').waitFor();
    expect(await stage.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Turn it on' }).click();
    await page.getByRole('button', { name: 'Turn it off' }).waitFor();
  });

  test('leads a person from their address to the provider’s form and in, and out again at both', async () => {
    const { page, open } = stage;
    await open('/people?invite=yes');
    await page.getByLabel('E-mail').fill('ben@nordlicht.example');
    await page.getByRole('dialog').getByLabel('Roles', { exact: true }).click();
    await page.getByRole('option', { name: 'Staff', exact: true }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Make the link' }).click();
    await page.locator('code').first().waitFor();
    const theirs = await stage.newPage();
    await theirs.goto(stage.server.url);
    await theirs.getByLabel('E-mail').fill('ben@nordlicht.example');
    await theirs.keyboard.press('Tab');
    await theirs.getByRole('link', { name: 'Sign in with Nordlicht ID' }).click();
    await theirs.getByLabel('Name').fill('ben');
    await theirs.getByRole('button', { name: 'Sign in' }).click();
    await theirs.waitForURL(/\/aims_/);
    await theirs.getByRole('heading', { name: 'Home', exact: true }).waitFor();
    await theirs.getByRole('button', { name: 'Your account' }).click();
    await theirs.getByRole('menuitem', { name: 'Sign out' }).click();
    await theirs.waitForURL(`${idp.issuer}/session/end**`);
    await theirs.goto(stage.server.url);
    await theirs.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    // Somebody unknown is told so, in words.
    idp.people.eve = { email: 'eve@elsewhere.example', email_verified: true, name: 'Eve' };
    const stranger = await stage.newPage();
    await stranger.goto(stage.server.url);
    await stranger.getByLabel('E-mail').fill('eve@nordlicht.example');
    await stranger.keyboard.press('Tab');
    await stranger.getByRole('link', { name: 'Sign in with Nordlicht ID' }).click();
    await stranger.getByLabel('Name').fill('eve');
    await stranger.getByRole('button', { name: 'Sign in' }).click();
    await stranger
      .getByRole('alert')
      .getByText(/Nordlicht ID knows you, but .* does not/)
      .waitFor();
  });
});

describe('provisioning', () => {
  test('shows a token once, and what a group of the directory brings', async () => {
    const { page, open } = stage;
    await open('/provisioning');
    await page.getByText('No directory writes here yet').waitFor();
    await page.getByRole('button', { name: 'Make a token' }).click();
    await page.getByRole('dialog').getByLabel('Which directory uses it').fill('Nordlicht Entra');
    await page.getByRole('button', { name: 'Make the token' }).click();
    const token = (await page.getByRole('dialog').locator('code').textContent())!;
    expect(token).toMatch(/^scim_aims_/);
    await page.keyboard.press('Escape');
    const answer = await fetch(`${stage.server.url}/scim/v2/Groups`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      body: JSON.stringify({ displayName: 'AI auditors', members: [] }),
    });
    expect(answer.status).toBe(201);
    await open('/provisioning');
    await page.getByRole('button', { name: 'Say which roles' }).click();
    await page.getByRole('dialog').getByLabel('Roles').click();
    await page.getByRole('option', { name: 'Internal auditor' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Decide it' }).click();
    await page.getByText('Brings Internal auditor').waitFor();
  });
});

describe.each(['light', 'dark'] as const)('the pages of signing in elsewhere, %s', (colorScheme) => {
  test.each(['/single-sign-on', '/provisioning'])(
    '%s has nothing a machine finds against WCAG 2.2 AA, and fits a phone',
    async (path) => {
      const { page, open } = stage;
      await page.emulateMedia({ colorScheme });
      await open(path);
      expect(await stage.violations()).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      await page.setViewportSize({ width: 1440, height: 900 });
    },
  );

  test('the page on which a way back ends', async () => {
    const { page } = stage;
    await page.emulateMedia({ colorScheme });
    await page.goto(`${stage.server.url}/sso?error=Begin%20again.`);
    await page.getByText('Begin again.').waitFor();
    expect(await stage.violations()).toEqual([]);
  });
});
