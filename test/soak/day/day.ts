import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { percentile } from '../../../bench/figure.ts';
import { type Claim, sha256 } from '../../faults/claims.ts';
import { makeMonitor } from '../../faults/monitors.ts';
import { type Mailbox, openMailbox } from '../../testkit/mailbox.ts';
import { drive, type Tally } from './drive.ts';
import { PASSWORD, type Person, person } from './person.ts';
import { growth, watch } from './resident.ts';
import { day, type Page, type Scene } from './traffic.ts';

const SERVER = new URL('./server.ts', import.meta.url).pathname;
/** How many times as fast as the real clock that of the day passes: 24 hours in the minutes there are, or in an hour. */
const paceOf = (minutes: number) => (minutes >= 40 ? 1440 / minutes : 24);
/** Of this run only; it opens nothing but the figures of a server that is gone afterwards. */
const METRICS_TOKEN = 'figures of the soak run';

type Running = { readonly url: string; readonly greeting: readonly string[]; readonly process: ChildProcess };

/**
 * Mixed traffic of a day, for so many minutes of the real clock: 40 and more hold all 24 hours, fewer a part of them at
 * 24 times their rates. The server's clock passes midnight half-way. Memory and open files are sampled all the time; afterwards everything that was
 * answered is looked for, the queue of e-mail must be empty, and the trail must agree.
 */
export async function dayOfTraffic(minutes: number) {
  const folder = await mkdtemp(join(tmpdir(), 'aims-day-'));
  const mailbox = await openMailbox();
  const pace = paceOf(minutes);
  let server: Running | null = null;
  try {
    server = await startServer(folder, mailbox, minutes);
    const scene = await prepare(server);
    const samples = watch(server.process.pid!, Math.min(5000, minutes * 500));
    const time = { minutes, hours: (minutes * pace) / 60 };
    const { tallies, errors } = await drive(scene, day, time);
    const held = samples();
    const mails = await mailsArrived(mailbox, scene);
    const lost = await notThere(scene);
    const trail = (await scene.people[0]!.json('POST', `/api/orgs/${scene.org}/trail/verify`, {})).body;
    const memory = growth(held.map(({ mb }) => mb));
    const files = growth(held.map((each) => each.files));
    const jobsFailed = await failedJobs(server.url);
    const backups = (await readdir(join(folder, 'backups')).catch(() => [])).length;
    const sum = (of: keyof Tally) =>
      Object.values(tallies).reduce((all, tally) => all + Number(tally[of]), 0);
    return {
      held:
        memory.steady &&
        files.steady &&
        lost.length + errors.length === 0 &&
        // What the driver did not get to ask, on a machine that others use as well.
        sum('leftOut') <= 0.02 * sum('asked') &&
        mails.missing === 0 &&
        jobsFailed === 0 &&
        backups > 0 &&
        trail.answer === 'ok',
      minutes,
      hoursOfTheDay: Math.round(time.hours * 10) / 10,
      timesAsFast: Math.round(pace * 10) / 10,
      asked: sum('asked'),
      failed: sum('failed'),
      leftOut: sum('leftOut'),
      errors,
      acknowledgedWrites: scene.told.length,
      lost: lost.slice(0, 20),
      mails,
      trail: trail.answer,
      entries: trail.entries,
      jobsFailed,
      backups,
      memoryMb: {
        rule: 'median of the last quarter ≤ 1.15 × that of the second',
        ...memory,
        samples: held.length,
      },
      openFiles: files,
      different: {
        lists: scene.lists.length,
        overviews: scene.overviews.length,
        reports: scene.reports.length,
      },
      databaseMb: await sizesIn(folder),
      kinds: Object.fromEntries(Object.entries(tallies).map(([name, tally]) => [name, shown(name, tally)])),
    };
  } finally {
    await stop(server);
    await mailbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function shown(name: string, { asked, answered, milliseconds }: Tally) {
  return {
    perDay: day.find((kind) => kind.name === name)!.perDay,
    asked,
    answered,
    p50: Math.round(percentile(milliseconds, 0.5)),
    p99: Math.round(percentile(milliseconds, 0.99)),
  };
}

async function startServer(folder: string, mailbox: Mailbox, minutes: number): Promise<Running> {
  const pace = paceOf(minutes);
  const midnight = Math.ceil(Date.now() / 86_400_000) * 86_400_000;
  const begin = midnight - (minutes / 2) * pace * 60_000;
  const child = spawn(process.execPath, [SERVER, String(begin), String(pace)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      AIMS_DATA: join(folder, 'data'),
      AIMS_BACKUP_FOLDER: join(folder, 'backups'),
      AIMS_BACKUP_AT: '00:00',
      AIMS_METRICS_TOKEN: METRICS_TOKEN,
      PORT: '0',
      SMTP_URL: mailbox.settings.url,
      MAIL_FROM: `AIMS <${mailbox.settings.from.address}>`,
    },
  });
  for await (const line of createInterface({ input: child.stdout! }))
    return { ...(JSON.parse(line) as Omit<Running, 'process'>), process: child };
  throw new Error('The server did not start');
}

async function stop(server: Running | null): Promise<void> {
  if (!server || server.process.exitCode !== null) return;
  const gone = new Promise((resolve) => server.process.once('exit', resolve));
  server.process.kill('SIGTERM');
  await gone;
}

/** The demo organisation with a first administrator and three more people, and four monitors. */
async function prepare(server: Running): Promise<Scene> {
  const anna = person(server.url, 'anna@example.org');
  const link = server.greeting.find((line) => line.includes('/start?token='))!.trim();
  const begun = await anna.json('POST', '/api/start', {
    token: new URL(link).searchParams.get('token'),
    name: 'Anna Berg',
    email: anna.email,
    password: PASSWORD,
    organisation: { name: 'A day', timeZone: 'UTC' },
    choice: 'demo',
  });
  if (!begun.ok) throw new Error(JSON.stringify(begun.body));
  const org = begun.body.org as string;
  const people = [anna];
  for (const [name, role] of [
    ['Ben', 'risk-manager'],
    ['Carla', 'governance-officer'],
    ['Deniz', 'staff'],
  ] as const)
    people.push(await invited(server.url, { org, anna, name, role }));
  const ask = (path: string, body?: unknown) =>
    anna.json(body === undefined ? 'GET' : 'POST', `/api/orgs/${org}${path}`, body);
  const monitors = [];
  for (let n = 0; n < 4; n += 1) monitors.push(await makeMonitor(ask, `Watched ${n}`));
  const readables = await readable(people, org);
  return { org, people, monitors, ...readables, told: [], known: new Map(), sent: { mails: 0 } };
}

async function invited(
  url: string,
  who: { readonly org: string; readonly anna: Person; readonly name: string; readonly role: string },
): Promise<Person> {
  const email = `${who.name.toLowerCase()}@example.org`;
  const { body } = await who.anna.json('POST', `/api/orgs/${who.org}/invitations`, {
    email,
    roles: [who.role],
    byMail: false,
  });
  const joined = person(url, email);
  const answer = await joined.json('POST', `/api/invitations/${body.token}`, {
    name: who.name,
    password: PASSWORD,
  });
  if (!answer.ok) throw new Error(JSON.stringify(answer.body));
  return joined;
}

type Described = {
  readonly paths: Readonly<
    Record<
      string,
      { readonly get?: { readonly responses: Record<string, { content?: Record<string, unknown> }> } }
    >
  >;
};

/** What the description of the API says can be read without naming a record, for each person who gets an answer. */
async function readable(people: readonly Person[], org: string) {
  const { body } = await people[0]!.json('GET', '/api/openapi.json');
  const lists: Page[] = [];
  const overviews: Page[] = [];
  const reports: Page[] = [];
  const { paths } = body as Described;
  for (const [path, { get }] of Object.entries(paths)) {
    if (!get || !path.startsWith('/api/orgs/{org}/') || path.split('{').length > 2) continue;
    const short = path.slice('/api/orgs/{org}'.length);
    for (const reader of people) {
      const answer = await reader.send(path.replace('{org}', org));
      await answer.arrayBuffer();
      if (answer.status !== 200) continue;
      const isPage = (answer.headers.get('content-type') ?? '').includes('json');
      (isPage ? (paths[`${path}/rows`] ? lists : overviews) : reports).push({ reader, path: short });
      // The same list as a workbook.
      if (short.endsWith('/rows')) reports.push({ reader, path: `${short}?format=xlsx` });
    }
  }
  return { lists, overviews, reports };
}

/** Everything that was answered, looked for one by one. */
async function notThere(scene: Scene): Promise<string[]> {
  const lost: string[] = [];
  const left = [...scene.told];
  const look = async () => {
    for (let claim = left.pop(); claim; claim = left.pop()) {
      const why = await breach(scene, claim);
      if (why) lost.push(`${claim.path}: ${why}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, look));
  return lost;
}

async function breach(scene: Scene, claim: Claim): Promise<string | null> {
  const answer = await scene.people[0]!.send(`/api/orgs/${scene.org}${claim.path}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (!answer.ok) return `answers ${answer.status}`;
  if (claim.sha256) return sha256(bytes) === claim.sha256 ? null : 'has other bytes';
  const body = JSON.parse(Buffer.from(bytes).toString()) as Record<string, unknown>;
  const wrong = Object.entries(claim.has ?? {}).find(
    ([name, value]) => JSON.stringify(body[name]) !== JSON.stringify(value),
  );
  return wrong ? `${wrong[0]} is ${JSON.stringify(body[wrong[0]])}` : null;
}

/** Messages leave by a job: they have a minute. */
async function mailsArrived(mailbox: Mailbox, scene: Scene) {
  const works = () =>
    mailbox.received.filter(({ headers }) => headers.some((line) => /^Subject: .*works/.test(line)));
  for (let tries = 0; tries < 120 && works().length < scene.sent.mails; tries += 1) await pause(500);
  return {
    sent: scene.sent.mails,
    missing: scene.sent.mails - works().length,
    arrived: mailbox.received.length,
  };
}

/** What the server's own figures say of its jobs. */
async function failedJobs(url: string): Promise<number> {
  const answer = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
  return Number(/^aims_jobs\{state="failed"\} (\d+)/m.exec(await answer.text())?.[1] ?? Number.NaN);
}

async function sizesIn(folder: string): Promise<Record<string, number>> {
  const sizes: Record<string, number> = {};
  for (const name of await readdir(join(folder, 'data')))
    if (name.startsWith('aims.db'))
      sizes[name] = Math.round((await stat(join(folder, 'data', name))).size / 2 ** 20);
  return sizes;
}
