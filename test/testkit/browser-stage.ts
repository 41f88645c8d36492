import { existsSync } from 'node:fs';
import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import axe from 'axe-core';
import { pino } from 'pino';
import type { Page, Request } from 'playwright-core';
import type { InstanceConfig } from '#apps/server/compose.ts';
import { type RunningServer, serve } from '#apps/server/serve.ts';
import { type Clock, dayIn } from '#kernel/clock.ts';
import type { MailSettings } from '#platform/mail/settings.ts';
import { launchChromium } from './chromium.ts';

const TIME_ZONE = 'Europe/Berlin';
const PASSWORD = 'a sentence is a good password';
const ANNA = { name: 'Anna Berg', email: 'anna@example.org', password: PASSWORD };
/** Longer than a page takes from an answer to what it asks next. */
const QUIET_MS = 100;
/** The disk of a shared machine may hold up a durable write for half a minute; no test says how fast it is. */
const PATIENCE_MS = 60_000;

/** What one person has in front of them. */
export type Screen = {
  readonly page: Page;
  /** Opens a page of the organisation and waits until it has what it asked for. */
  readonly open: (path: string) => Promise<void>;
  /** Waits until the page that is open has what it asked for. */
  readonly settled: () => Promise<void>;
};

/** A running server on a folder of its own, and a person in front of a browser. */
export type BrowserStage = Screen & {
  /** Where the server keeps its data. */
  readonly folder: string;
  readonly server: RunningServer;
  /** An empty page for somebody else, in a browser of their own; as wide as a desk, or as said. */
  readonly newPage: (width?: number) => Promise<Page>;
  /** Requests that the pages sent to another site; must stay empty. */
  readonly foreign: readonly string[];
  /** Becomes the first administrator by the printed link; `start` says which organisation is begun. */
  readonly begin: (start?: 'demo' | 'empty') => Promise<void>;
  /** Signs in who began. */
  readonly signIn: () => Promise<void>;
  /** Somebody else's page, of a context of their own. */
  readonly screenOf: (page: Page) => Screen;
  /** A second person with an account, made by an invitation, in a browser of their own. */
  readonly invite: (person: {
    readonly name: string;
    readonly email: string;
    readonly role: string;
  }) => Promise<Screen>;
  /** What a machine finds against WCAG 2.2 AA on the open page, one line each. */
  readonly violations: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

type StageOptions = { readonly mail?: MailSettings; readonly clock?: Clock } & Pick<
  InstanceConfig,
  'outside'
>;

/** Starts a server on an empty folder and a browser of their own; close both with `close`. */
export async function openStage(options: StageOptions = {}): Promise<BrowserStage> {
  return stageOn(await mkdtemp(join(tmpdir(), 'aims-e2e-')), options);
}

/**
 * The same where Anna Berg has begun with the demo organisation and is signed in. It is made once for a run, and each
 * stage has a copy of it.
 */
export async function openDemoStage(options: StageOptions = {}): Promise<BrowserStage> {
  const folder = await mkdtemp(join(tmpdir(), 'aims-e2e-'));
  await cp(await demoFolder(), folder, { recursive: true });
  const stage = await stageOn(folder, options);
  await stage.signIn();
  return stage;
}

/** A data folder with the demo organisation, whose server has ended. */
async function demoFolder(): Promise<string> {
  const folder = join(process.env.AIMS_TEST_RUN!, 'demo');
  if (existsSync(folder)) return folder;
  const making = await mkdtemp(join(tmpdir(), 'aims-demo-'));
  const server = await serveOn(making);
  const answer = await fetch(`${server.url}/api/start`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url },
    body: JSON.stringify({
      token: new URL(startLinkOf(server)).searchParams.get('token'),
      ...ANNA,
      organisation: { name: 'Nordlicht Care', timeZone: TIME_ZONE },
      choice: 'demo',
    }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  await server.close();
  await rename(making, folder);
  return folder;
}

/** The day in the demo organisation some days from now, as a date field takes it: ahead of UTC before midnight. */
export function demoDay(days = 0, now = new Date()): string {
  return dayIn(TIME_ZONE, new Date(now.getTime() + days * 86_400_000));
}

const startLinkOf = ({ greeting }: RunningServer): string =>
  greeting.find((line) => line.includes('/start?token='))!.trim();

function serveOn(folder: string, options: StageOptions = {}): Promise<RunningServer> {
  return serve(
    { folder, host: '127.0.0.1', port: 0, socket: join(folder, 's'), url: 'http://localhost', ...options },
    pino({ level: 'silent' }),
  );
}

/** Waits until a page has what it asked for: nothing is under way for a moment, and nothing says that it is loading. */
function settling(page: Page): () => Promise<void> {
  const underWay = new Set<Request>();
  let changed = performance.now();
  page.on('request', (request) => {
    underWay.add(request);
    changed = performance.now();
  });
  const over = (request: Request) => {
    underWay.delete(request);
    changed = performance.now();
  };
  page.on('requestfinished', over);
  page.on('requestfailed', over);
  // Before its program has drawn anything a page asks for nothing either.
  const drawing = () =>
    page.evaluate(() => {
      const said = (selector: string) => document.querySelector<HTMLElement>(selector)?.innerText.trim();
      return !said('#root') || said('#content') === '' || document.querySelector('.wait') !== null;
    });
  return async () => {
    const until = performance.now() + PATIENCE_MS;
    while (underWay.size > 0 || performance.now() - changed < QUIET_MS || (await drawing())) {
      if (performance.now() > until)
        throw new Error(`still loading: ${[...underWay].map((each) => each.url()).join(', ')}`);
      await pause(20);
    }
  };
}

async function stageOn(folder: string, options: StageOptions): Promise<BrowserStage> {
  const server = await serveOn(folder, options);
  const browser = await launchChromium();
  const newPage = async (width = 1440) => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: true });
    context.setDefaultTimeout(PATIENCE_MS);
    return context.newPage();
  };
  const page = await newPage();
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(server.url) && !request.url().startsWith('data:'))
      foreign.push(request.url());
  });
  let org = '';
  const screenOf = (of: Page): Screen => {
    const settled = settling(of);
    return {
      page: of,
      settled,
      open: async (path) => {
        await of.goto(`${server.url}/${org}${path}`);
        await settled();
      },
    };
  };
  const screen = screenOf(page);
  const { open } = screen;
  const entered = async () => {
    await page.waitForURL(/\/aims_/);
    org = new URL(page.url()).pathname.split('/')[1]!;
    await page.getByRole('heading', { name: 'Home', exact: true }).waitFor();
  };
  const here = (link: string) => link.replace(/^https?:\/\/[^/]+/, server.url);
  return {
    ...screen,
    folder,
    server,
    newPage,
    foreign,
    screenOf,
    signIn: async () => {
      await page.goto(server.url);
      await page.fill('input[name=email]', ANNA.email);
      await page.fill('input[name=password]', PASSWORD);
      await page.keyboard.press('Enter');
      await entered();
    },
    begin: async (start = 'demo') => {
      await page.goto(here(startLinkOf(server)));
      if (start === 'empty') {
        await page.getByLabel('Start empty').check();
        await page.fill('input[name=organisation]', 'Forty People GmbH');
      }
      for (const [name, value] of Object.entries(ANNA)) await page.fill(`input[name=${name}]`, value);
      await page.keyboard.press('Enter');
      await entered();
    },
    invite: async ({ name, email, role }) => {
      await open('/people?invite=yes');
      await page.getByLabel('E-mail').fill(email);
      await page.getByRole('dialog').getByLabel('Roles', { exact: true }).click();
      await page.getByRole('option', { name: role, exact: true }).click();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Make the link' }).click();
      const invitation = await page.locator('code').textContent();
      const theirs = await newPage();
      await theirs.goto(here(invitation!));
      await theirs.fill('input[name=name]', name);
      await theirs.fill('input[name=password]', PASSWORD);
      await theirs.getByRole('button', { name: /^Join/ }).click();
      await theirs.waitForURL(/\/aims_/);
      return screenOf(theirs);
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
