import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { publicApi } from '#apps/server/api.ts';
import { openInstance } from '#apps/server/compose.ts';
import { readConfig } from '#apps/server/config.ts';
import { examine, type Finding } from '#apps/server/doctor.ts';
import { scheduler } from '#apps/server/schedule.ts';
import { modules } from '#modules/index.ts';
import { backupName } from '#platform/backup/keep.ts';
import { checkedManifest, unpackBackup } from '#platform/backup/look-through.ts';
import { jobRunner } from '#platform/jobs.ts';
import { VERSION } from '#platform/version.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp({ modules });
});
afterAll(() => app.close());

const found = async (env: Record<string, string> = {}) =>
  new Map((await examine(app.runtime, env)).map((each) => [each.id, each]));
const look = async (id: string, env: Record<string, string> = {}) => (await found(env)).get(id) as Finding;

describe('the doctor', () => {
  test('finds a new instance well, with advice on what is not set up yet', async () => {
    const all = [...(await found()).values()];
    expect(all.filter((each) => each.state === 'bad')).toEqual([]);
    expect(all.filter((each) => each.state === 'advice').map((each) => each.id)).toEqual(
      expect.arrayContaining(['backups', 'mail', 'origin']),
    );
    for (const each of all) expect(each.state === 'ok' ? each.mend : each.mend?.length).not.toBe(0);
  });

  test.runIf(process.platform !== 'win32')('sees that others may read the folder or the secret', async () => {
    await chmod(app.folder, 0o755);
    expect(await look('folder')).toMatchObject({ state: 'bad', mend: `chmod 700 '${app.folder}'` });
    await chmod(app.folder, 0o700);
    expect((await look('folder')).state).toBe('ok');
  });

  test('sees that a file of evidence is gone, and says whose', async () => {
    const officer = app.as('governance-officer');
    const response = await officer.raw('/evidence-files?fileName=proof.txt', {
      method: 'POST',
      body: 'Proof of something',
      headers: { 'content-type': 'application/octet-stream' },
    });
    const made = (await response.json()) as { ref: string; fileHash: string };
    expect((await look('evidence')).state).toBe('ok');
    await app.runtime.files.remove(app.org, made.fileHash);
    expect(await look('evidence')).toMatchObject({ state: 'bad', says: expect.stringContaining(made.ref) });
  });

  test('sees work that failed, with its cause', async () => {
    const now = app.clock.now().toISOString();
    await app.runtime.db.write(null, ({ exec }) =>
      exec(
        `insert into "job" ("id","org_id","kind","key","payload","dueAt","attempts","state","error","updatedAt") values ('job_x',null,'instance.backup','old','{}',?,4,'failed','No space',?)`,
        [now, now],
      ),
    );
    expect(await look('jobs')).toMatchObject({ state: 'bad', says: expect.stringContaining('No space') });
  });

  test('sees a clock that went back, and an open address without TLS', async () => {
    app.clock.set('2026-01-01T00:00:00.000Z');
    expect(await look(`clock ${app.org}`)).toMatchObject({ state: 'bad' });
    app.clock.set('2026-12-01T00:00:00.000Z');
    expect(await look('address', { HOST: '0.0.0.0' })).toMatchObject({ state: 'bad' });
    expect(await look('address', { HOST: '0.0.0.0', AIMS_URL: 'https://aims.example.org' })).toMatchObject({
      state: 'ok',
    });
  });
});

describe('the doctor, of services on other machines,', () => {
  const store = { AIMS_FILES: 's3://evidence' };
  test.each([
    ['store', { ...store, AIMS_S3_ENDPOINT: 'http://store.example.org' }],
    ['database-encryption', { DATABASE_URL: 'postgres://aims:word@db.example.org/aims' }],
    ['database-encryption', { DATABASE_ADMIN_URL: 'postgres://db.example.org/aims?sslmode=prefer' }],
    ['mail-encryption', { SMTP_URL: 'smtp://aims:word@mail.example.org:587' }],
  ])('advises encryption: %s', async (id, env) => {
    const { state, says, mend } = await look(id, env);
    expect(state).toBe('advice');
    expect(`${says} ${mend}`).not.toContain('word');
  });

  test.each([
    ['store', { ...store, AIMS_S3_ENDPOINT: 'https://store.example.org' }],
    ['store', { ...store, AIMS_S3_ENDPOINT: 'http://127.0.0.1:9000' }],
    ['database-encryption', { DATABASE_URL: 'postgres://db.example.org/aims?sslmode=verify-full' }],
    ['database-encryption', { DATABASE_URL: 'postgres://localhost/aims' }],
    ['mail-encryption', { SMTP_URL: 'smtps://mail.example.org' }],
    ['mail-encryption', { SMTP_URL: 'smtp://mail.example.org?requireTLS=true' }],
  ])('has nothing to say about %s of %j', async (id, env) => {
    expect((await found(env)).has(id)).toBe(false);
  });
});

describe('backups by themselves', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aims-backups-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test('are made once a day from their time on, and older ones that need not stay go', async () => {
    app.clock.set('2026-12-02T01:00:00.000Z');
    const runtime = {
      ...app.runtime,
      backups: { folder, minute: 135, keep: { days: 2, weeks: 0, months: 0 } },
    };
    const jobs = jobRunner(runtime, []);
    const schedule = scheduler({ ...runtime, registry: { ...runtime.registry, modules: [] } }, jobs);
    schedule.stop();
    for (const old of ['2026-11-29', '2026-11-30', '2026-12-01'])
      await writeFile(join(folder, backupName(new Date(`${old}T02:15:00Z`))), 'an older one');
    await writeFile(join(folder, 'notes.txt'), 'not ours');
    await schedule.wake();
    expect(await readdir(folder)).toHaveLength(4);
    app.clock.set('2026-12-02T02:20:00.000Z');
    await schedule.wake();
    await schedule.wake();
    expect((await readdir(folder)).sort()).toEqual([
      'aims-2026-12-01T02-15-00Z.tar.gz',
      expect.stringMatching(/^aims-2026-12-02T02-20-/),
      'notes.txt',
    ]);
    const [, made] = (await readdir(folder)).sort();
    const unpacked = await mkdtemp(join(folder, 'unpacked-'));
    await unpackBackup(join(folder, made!), unpacked);
    expect((await checkedManifest(unpacked)).version).toBe(VERSION);
    expect((await examine(runtime, {})).find((each) => each.id === 'backups')).toMatchObject({ state: 'ok' });
    app.clock.set('2026-12-09T00:00:00.000Z');
    expect((await examine(runtime, {})).find((each) => each.id === 'backups')).toMatchObject({
      state: 'bad',
    });
  });

  test.each([
    [{ AIMS_BACKUP_FOLDER: '/b', AIMS_BACKUP_AT: '25:00' }, 'AIMS_BACKUP_AT'],
    [{ AIMS_BACKUP_FOLDER: '/b', AIMS_BACKUP_KEEP: 'all' }, 'AIMS_BACKUP_KEEP'],
    [{ AIMS_METRICS_TOKEN: 'short' }, 'AIMS_METRICS_TOKEN'],
  ])('a setting that cannot be meant is named: %j', (env, name) => {
    expect(() => readConfig(env)).toThrow(name);
  });
});

describe('metrics', () => {
  test('count requests, jobs and entries for whoever has the token, and name nobody', async () => {
    const instance = await openInstance({ folder: await mkdtemp(join(tmpdir(), 'aims-metrics-')) });
    try {
      const api = publicApi(instance, () => {}, 'a token of its own');
      expect((await api.request('/metrics')).status).toBe(401);
      expect((await api.request('/metrics', { headers: { authorization: 'Bearer guessed' } })).status).toBe(
        401,
      );
      await api.request('/api/health');
      const response = await api.request('/metrics', {
        headers: { authorization: 'Bearer a token of its own' },
      });
      const text = await response.text();
      expect(response.headers.get('content-type')).toContain('text/plain');
      expect(text).toMatch(/^aims_http_requests_total\{method="GET",status="200"\} 1$/m);
      expect(text).toMatch(/^aims_jobs\{state="failed"\} 0$/m);
      expect(text).toMatch(/^aims_log_entries 0$/m);
      expect(text).toMatch(/^aims_process_resident_memory_bytes \d+$/m);
      const without = publicApi(instance, () => {});
      expect((await without.request('/metrics')).status).toBe(404);
    } finally {
      await instance.db.close();
      await rm(instance.folder, { recursive: true, force: true });
    }
  });
});
