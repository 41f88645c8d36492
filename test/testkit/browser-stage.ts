import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import { pino } from 'pino';
import type { Browser, Page } from 'playwright-core';
import type { InstanceConfig } from '#apps/server/compose.ts';
import { type RunningServer, serve } from '#apps/server/serve.ts';
import type { Clock } from '#kernel/clock.ts';
import type { MailSettings } from '#platform/mail/settings.ts';
import { launchChromium } from './chromium.ts';

const PASSWORD = 'a sentence is a good password';

/** A running server on an empty folder, and a person in front of a browser. */
export type BrowserStage = {
  /** Where the server keeps its data. */
  readonly folder: string;
  readonly server: RunningServer;
  readonly browser: Browser;
  readonly page: Page;
  /** Requests that the pages sent to another site; must stay empty. */
  readonly foreign: readonly string[];
  /** Becomes the first administrator by the printed link; `start` says which organisation is begun. */
  readonly begin: (start?: 'demo' | 'empty') => Promise<void>;
  /** Opens a page of the organisation and waits until it has what it asked for. */
  readonly open: (path: string) => Promise<void>;
  /** A second person with an account, made by an invitation, in a browser of their own. */
  readonly invite: (person: {
    readonly name: string;
    readonly email: string;
    readonly role: string;
  }) => Promise<{ readonly page: Page; readonly open: (path: string) => Promise<void> }>;
  /** What a machine finds against WCAG 2.2 AA on the open page, one line each. */
  readonly violations: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

/** Starts a server and a browser of their own; close both with `close`. */
export async function openStage(
  options: { readonly mail?: MailSettings; readonly clock?: Clock } & Pick<InstanceConfig, 'outside'> = {},
): Promise<BrowserStage> {
  const folder = await mkdtemp(join(tmpdir(), 'aims-e2e-'));
  const server = await serve(
    {
      folder,
      host: '127.0.0.1',
      port: 0,
      socket: join(folder, 's'),
      url: 'http://localhost',
      ...(options.mail && { mail: options.mail }),
      ...(options.clock && { clock: options.clock }),
      ...(options.outside && { outside: options.outside }),
    },
    pino({ level: 'silent' }),
  );
  const browser = await launchChromium();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, bypassCSP: true });
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(server.url) && !request.url().startsWith('data:'))
      foreign.push(request.url());
  });
  let org = '';
  const opener = (of: Page) => async (path: string) => {
    await of.goto(`${server.url}/${org}${path}`);
    await of.waitForLoadState('networkidle');
  };
  const open = opener(page);
  const here = (link: string) => link.replace(/^https?:\/\/[^/]+/, server.url);
  return {
    folder,
    server,
    browser,
    page,
    foreign,
    open,
    begin: async (start = 'demo') => {
      await page.goto(here(server.greeting.find((line) => line.includes('/start?token='))!.trim()));
      if (start === 'empty') {
        await page.getByLabel('Start empty').check();
        await page.fill('input[name=organisation]', 'Forty People GmbH');
      }
      await page.fill('input[name=name]', 'Anna Berg');
      await page.fill('input[name=email]', 'anna@example.org');
      await page.fill('input[name=password]', PASSWORD);
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/aims_/, { timeout: 60_000 });
      org = new URL(page.url()).pathname.split('/')[1]!;
      await page.getByRole('heading', { name: 'Home', exact: true }).waitFor();
    },
    invite: async ({ name, email, role }) => {
      await open('/people?invite=yes');
      await page.getByLabel('E-mail').fill(email);
      await page.getByRole('dialog').getByLabel('Roles', { exact: true }).click();
      await page.getByRole('option', { name: role, exact: true }).click();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Make the link' }).click();
      const invitation = await page.locator('code').textContent();
      const theirs = await (await browser.newContext({ bypassCSP: true })).newPage();
      await theirs.goto(here(invitation!));
      await theirs.fill('input[name=name]', name);
      await theirs.fill('input[name=password]', PASSWORD);
      await theirs.getByRole('button', { name: /^Join/ }).click();
      await theirs.waitForURL(/\/aims_/);
      return { page: theirs, open: opener(theirs) };
    },
    violations: () => violationsOn(page),
    close: async () => {
      await browser.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function violationsOn(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.addScriptTag({ content: axe.source });
  return page.evaluate(async () => {
    // The script tag above puts it on the page.
    const { axe } = window as unknown as {
      axe: {
        run: (options: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
      };
    };
    const result = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
    return result.violations.map((each) => `${each.id}: ${each.nodes[0]?.html.slice(0, 160)}`);
  });
}
