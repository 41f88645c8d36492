import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { holdsAccessible } from '#test/testkit/accessible.ts';
import { type BrowserStage, demoDay, openDemoStage } from '#test/testkit/browser-stage.ts';
import { totp } from '#test/testkit/totp.ts';

const PASSWORD = 'a sentence is a good password';
let minutesLater = 0;
const clock = { now: () => new Date(Date.now() + minutesLater * 60_000) };
let stage: BrowserStage;
let page: BrowserStage['page'];
let open: BrowserStage['open'];
beforeAll(async () => {
  stage = await openDemoStage({ clock });
  ({ page, open } = stage);
});
afterAll(() => stage?.close());

let uri = '';
let recovery: readonly string[] = [];

const codeField = () => page.locator('input[name=code]');
const signOut = async () => {
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
};
const givePassword = async () => {
  await page.fill('input[name=email]', 'anna@example.org');
  await page.fill('input[name=password]', PASSWORD);
  await page.keyboard.press('Enter');
};
const home = () => page.getByRole('heading', { name: 'Home', exact: true }).waitFor();

describe('a second factor', () => {
  test('is set up by keyboard with a code drawn on the page, and leaves recovery codes', async () => {
    await open('/account');
    await page.getByRole('button', { name: 'Set up a second factor' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Your password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    const picture = dialog.getByRole('img', { name: /QR code/ });
    await picture.waitFor();
    expect(await picture.getAttribute('src')).toMatch(/^data:image\/svg/);
    expect(await picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(20);
    const letters = (await dialog.locator('.mono').first().textContent())!.replaceAll(' ', '');
    uri = `otpauth://totp/x?secret=${letters}`;
    expect(await stage.violations()).toEqual([]);
    await codeField().fill(totp(uri, -1));
    await page.keyboard.press('Enter');
    await dialog.getByText('Keep these recovery codes now.').waitFor();
    recovery = await dialog.getByRole('list', { name: 'Recovery codes' }).locator('li').allTextContents();
    expect(recovery).toHaveLength(10);
    expect(await stage.violations()).toEqual([]);
    await dialog.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByText('10 of your recovery codes are left.').waitFor();
  });

  test('is asked for at sign-in, also after the page is loaded again; a wrong code says so', async () => {
    await signOut();
    await givePassword();
    await page.getByRole('heading', { name: 'Enter your code' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Enter your code' }).waitFor();
    expect(await stage.violations()).toEqual([]);
    await codeField().fill('000000');
    await page.keyboard.press('Enter');
    await page.getByText('This code is wrong, or was used already.').waitFor();
    await codeField().fill(totp(uri));
    await page.keyboard.press('Enter');
    await home();
  });

  test('lets one begin again instead', async () => {
    await signOut();
    await givePassword();
    await page.getByRole('button', { name: 'Begin again' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await givePassword();
    await codeField().fill(recovery[5]!);
    await page.keyboard.press('Enter');
    await home();
  });

  test('gives way to a recovery code, once', async () => {
    await signOut();
    await givePassword();
    await codeField().fill(recovery[0]!);
    await page.keyboard.press('Enter');
    await home();
    await open('/account');
    await page.getByText('8 of your recovery codes are left.').waitFor();
    await signOut();
    await givePassword();
    await codeField().fill(recovery[0]!);
    await page.keyboard.press('Enter');
    await page.getByText('This code is wrong, or was used already.').waitFor();
    await codeField().fill(recovery[1]!);
    await page.keyboard.press('Enter');
    await home();
  });
});

describe('an organisation that asks for a fresh proof', () => {
  test('is set so under Organisation', async () => {
    await open('/settings');
    await page.getByRole('button', { name: 'Change how people prove themselves' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Before an act of authority').click();
    await page.getByRole('option', { name: 'A proof not older than 15 minutes' }).click();
    await dialog.getByRole('button', { name: 'Decide it' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(/within the last 15 minutes/).waitFor();
  });

  test('asks before an approval when the last proof is too old, and then approves at once', async () => {
    minutesLater += 20;
    await open('/treatments?state=proposed');
    await page.getByRole('row').nth(1).getByRole('link').first().click();
    await page.getByRole('button', { name: 'Approve the treatment' }).click();
    const dialog = page.getByRole('dialog', { name: 'Prove that it is you' });
    await dialog.waitFor();
    expect(await stage.violations()).toEqual([]);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('An act of authority needs a fresh proof that it is you.').waitFor();
    await page.getByRole('button', { name: 'Approve the treatment' }).click();
    await codeField().fill(recovery[2]!);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Report as done' }).waitFor();
  });

  test('asks above the dialog of an act, and what was typed there is kept', async () => {
    minutesLater += 20;
    await open('/settings');
    await page.getByRole('button', { name: 'Change how people prove themselves' }).click();
    await page.getByRole('dialog').getByLabel('Before an act of authority').click();
    await page.getByRole('option', { name: 'The session is proof enough' }).click();
    await page.getByRole('button', { name: 'Decide it' }).click();
    await page.getByRole('dialog', { name: 'Prove that it is you' }).waitFor();
    await codeField().fill(recovery[3]!);
    await page.keyboard.press('Enter');
    await page.getByText('being signed in is proof enough').waitFor();
  });
});

describe('a passkey', () => {
  test('is made on the device after a fresh proof, signs in without a code, and proves an act', async () => {
    const device = await page.context().newCDPSession(page);
    await device.send('WebAuthn.enable');
    const { authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    minutesLater += 20;
    await open('/account');
    await page.locator('input[name=passkey]').fill('Laptop');
    await page.getByRole('button', { name: 'Make a passkey' }).click();
    await codeField().fill(recovery[4]!);
    await page.keyboard.press('Enter');
    await page.getByText(/^Laptop/).waitFor();
    await signOut();
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await home();
    // A device that was not unlocked proves nobody's presence: the server refuses what the browser lets through.
    await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    await signOut();
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.getByRole('alert').waitFor();
    await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await home();
    minutesLater += 20;
    await open('/account');
    await page.getByRole('button', { name: 'Take it away' }).click();
    await page
      .getByRole('dialog', { name: 'Prove that it is you' })
      .getByRole('button', { name: 'Use a passkey' })
      .click();
    await page.getByText(/^Laptop/).waitFor({ state: 'detached' });
    expect(await page.getByText('(this one)').count()).toBe(1);
  });
});

describe('an organisation that asks for a second factor', () => {
  test('says from when, and then is closed to deciding roles until one is set up', async () => {
    const cleo = await stage.invite({ name: 'Cleo', email: 'cleo@example.org', role: 'Risk manager' });
    const decide = async (day: string) => {
      await open('/settings');
      await page.getByRole('button', { name: 'Change how people prove themselves' }).click();
      await page.getByLabel('Second factor for deciding roles from').fill(day);
      await page.getByRole('button', { name: 'Decide it' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    };
    await decide(demoDay(14, clock.now()));
    await cleo.open('');
    await cleo.page.getByText(/opens to your roles with a second factor only/).waitFor();
    await decide(demoDay(0, clock.now()));
    await cleo.open('');
    await cleo.page.getByRole('heading', { name: /asks for a second factor/ }).waitFor();
    await cleo.page.setViewportSize({ width: 390, height: 844 });
    await cleo.page.getByLabel('Your password').fill(PASSWORD);
    await cleo.page.keyboard.press('Enter');
    const letters = (await cleo.page.locator('.mono').first().textContent())!.replaceAll(' ', '');
    expect(await cleo.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await cleo.page.locator('input[name=code]').fill(totp(`otpauth://totp/x?secret=${letters}`));
    await cleo.page.keyboard.press('Enter');
    await cleo.page.getByRole('button', { name: 'I have kept them' }).click();
    await cleo.page.getByRole('heading', { name: 'Home', exact: true }).waitFor();
    await cleo.page.close();
  });
});

holdsAccessible(() => stage, ['/account', '/settings', '/keys']);

test('nothing is ever asked of another site', () => {
  expect(stage.foreign).toEqual([]);
});
