import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningServer, serve } from '#apps/server/serve.ts';

const run = promisify(execFile);
const MAIN = new URL('../../src/apps/cli/main.ts', import.meta.url).pathname;

let folder: string;
let server: RunningServer;
let cookie = '';
let org = '';
let key = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aims-post-'));
  server = await serve(
    { folder, host: '127.0.0.1', port: 0, socket: join(folder, 's'), url: 'http://localhost' },
    pino({ level: 'silent' }),
  );
  const token = /token=([\w-]+)/.exec(server.greeting.join(' '))![1];
  const started = await call('/api/start', 'POST', {
    token,
    name: 'Anna Berg',
    email: 'anna@example.org',
    password: 'a sentence is a good password',
    organisation: { name: 'Nordlicht', timeZone: 'Europe/Berlin' },
    choice: 'empty',
  });
  org = started.org;
  key = (await here('/keys', 'POST', { name: 'pipeline' })).key;
}, 60_000);
afterAll(async () => {
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

// biome-ignore lint/suspicious/noExplicitAny: bodies of the API
async function call(path: string, method = 'GET', body?: unknown): Promise<any> {
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: {
      cookie,
      origin: server.url,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  for (const set of response.headers.getSetCookie()) cookie = set.split(';')[0]!;
  const answer = await response.json();
  expect(response.status, JSON.stringify(answer)).toBe(200);
  return answer;
}
const here = (path: string, method?: string, body?: unknown) => call(`/api/orgs/${org}${path}`, method, body);

/** `./aims …` against the server, with the key of the pipeline. */
async function aims(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const all = [MAIN, ...args, '--server', server.url, '--key', key];
  const env = { ...process.env, NODE_OPTIONS: '' };
  return run(process.execPath, all, { env }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    (failed: { code: number; stdout: string; stderr: string }) => ({
      code: failed.code,
      out: failed.stdout,
      err: failed.stderr,
    }),
  );
}

/** A week of made-up rows: `right` of 100 predictions come true in each group. */
function week(day: string, right: number): string {
  return ['woman', 'man']
    .flatMap((gender) =>
      Array.from({ length: 100 }, (_, i) => {
        const label = i % 2 === 0 ? 'yes' : 'no';
        const other = label === 'yes' ? 'no' : 'yes';
        return `${day}T10:00:00Z,${i < right ? label : other},${label},${gender}\n`;
      }),
    )
    .join('');
}

test('a log is measured where it is, posted by a key, judged, and the gate of a pipeline reads it', async () => {
  const made = await here('/systems', 'POST', { name: 'Screening' });
  const spec = `monitor: screening
system: ${made.ref}
source: { format: csv, path: log.csv }
window: { column: at, size: week, time_zone: UTC }
task: binary
columns: { prediction: shown, label: hired, positive: "yes" }
protected: [{ column: gender }]
thresholds:
  - { id: floor, metric: accuracy, op: "<", value: 0.8, severity: high }
`;
  const file = join(folder, 'monitor.yaml');
  await writeFile(file, spec);
  await writeFile(join(folder, 'log.csv'), `at,shown,hired,gender\n${week('2026-03-03', 90)}`);
  const monitor = await here('/monitors', 'POST', { spec });
  const gate = () => aims('gate', made.ref, '--stage', 'operation-monitoring');
  expect((await gate()).out).toContain('not switched on');

  const first = await aims('measure', file, '--post');
  expect(first.err).toContain('sent 2026-03-02T00:00:00.000Z');
  expect(first.code).toBe(0);
  const { results } = await here(`/monitors/${monitor.id}/results`);
  expect(results).toEqual([
    expect.objectContaining({
      rows: 200,
      labelled: 200,
      live: false,
      worst: null,
      keyId: expect.stringMatching(/./),
    }),
  ]);
  const { fingerprint, windows } = await here(`/monitors/${monitor.id}/dry-run`);
  expect(windows).toBe(1);
  await here(`/monitors/${monitor.id}/activate`, 'POST', { version: monitor.version, fingerprint });
  expect((await gate()).out).not.toContain('not switched on');

  await writeFile(
    join(folder, 'log.csv'),
    `at,shown,hired,gender\n${week('2026-03-03', 90)}${week('2026-03-10', 60)}`,
  );
  const second = await aims('measure', file, '--post');
  expect(second.code).toBe(1);
  expect((await here(`/monitors/${monitor.id}/results`)).results).toHaveLength(2);
  const { rows } = await here(`/alerts?monitorId=${monitor.id}`);
  expect(rows).toEqual([expect.objectContaining({ title: 'Accuracy: 60.0 % < 80.0 %', severity: 'high' })]);
  const closed = await gate();
  expect(closed.code).toBe(1);
  expect(closed.out).toContain('a grave breach in the window from 2026-03-09');

  // The same log measured again is known; another version of the spec is refused with the way out.
  expect((await aims('measure', file, '--post')).err).toContain('sent');
  expect(
    (await here(`/monitors/${monitor.id}/results`)).results.map((each: { version: number }) => each.version),
  ).toEqual([1, 1]);
  await writeFile(file, spec.replace('value: 0.8', 'value: 0.7'));
  const refused = await aims('measure', file, '--post');
  expect(refused.code).not.toBe(0);
  expect(refused.err).toContain(`./aims monitor spec ${monitor.ref}`);
  const held = await aims('monitor', 'spec', monitor.ref, '-o', file);
  expect(held.code, held.err).toBe(0);
  expect((await aims('measure', file, '--post')).err).toContain('sent');
}, 180_000);
