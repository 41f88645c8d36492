import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operatorApi } from '#apps/server/api.ts';
import { openInstance } from '#apps/server/compose.ts';
import { examine } from '#apps/server/doctor.ts';
import { evidenceModule } from '#modules/evidence/module.ts';
import { trailModule } from '#modules/trail/module.ts';
import { createBackup } from '#platform/backup/create.ts';
import { restoreBackup } from '#platform/backup/restore.ts';
import { lookOverFiles, removeOrphans } from '#platform/files/look-over.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { type TestBucket, testBucket } from '#test/testkit/bucket.ts';

const modules = [evidenceModule, trailModule];
const noErasures = { noErasures: 'Nothing was erased' };

let bucket: TestBucket;
let app: TestApp;
let elsewhere: string;
beforeAll(async () => {
  bucket = await testBucket();
  app = await makeTestApp({ modules, files: bucket.settings });
  elsewhere = await mkdtemp(join(tmpdir(), 'aims-store-'));
});
afterAll(async () => {
  await app.close();
  await bucket.close();
  await rm(elsewhere, { recursive: true, force: true });
});

type Evidence = { id: string; ref: string; fileHash: string; mediaType: string };
const upload = async (name: string, body: string): Promise<Evidence> => {
  const response = await app.as('governance-officer').raw(`/evidence-files?fileName=${name}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/octet-stream' },
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Evidence;
};
const evidenceFinding = async () => (await examine(app.runtime, {})).find((each) => each.id === 'evidence');

describe('evidence in a bucket', () => {
  test('is uploaded, recognised, listed and given out', async () => {
    const made = await upload('minutes.txt', 'What was decided');
    expect(made.mediaType).toBe('text/plain');
    const answer = await app.as('staff').raw(`/evidence/${made.id}/file`);
    expect(await answer.text()).toBe('What was decided');
    expect(await lookOverFiles(app.runtime)).toMatchObject({
      place: 's3://evidence/aims',
      files: 1,
      bad: [],
      orphans: [],
    });
    expect(await evidenceFinding()).toMatchObject({ state: 'ok' });
    // Nothing stays on the machine that serves.
    expect(await readdir(join(app.folder, 'incoming'))).toEqual([]);
  });

  test('that was altered there is refused to readers, and named by those who look it over', async () => {
    const made = await upload('report.txt', 'The figure is 4');
    await bucket.alter(made.fileHash, 'The figure is 5');
    const answer = await app.as('staff').get(`/evidence/${made.id}/file`);
    expect(answer).toMatchObject({ status: 500, body: { code: 'file-altered' } });
    expect((await lookOverFiles(app.runtime)).bad).toEqual([]);
    expect((await lookOverFiles(app.runtime, { content: true })).bad).toEqual([
      { ref: made.ref, hash: made.fileHash, wrong: 'altered' },
    ]);
    await bucket.alter(made.fileHash, 'shorter');
    expect(await evidenceFinding()).toMatchObject({ state: 'bad', says: expect.stringContaining(made.ref) });
    const asked = await operatorApi(app.runtime).request('/api/files/verifications', {
      method: 'POST',
      body: '{"content":true}',
      headers: { 'content-type': 'application/json' },
    });
    expect(await asked.json()).toMatchObject({ badCount: 1, bad: [{ ref: made.ref, wrong: 'size' }] });
    await bucket.alter(made.fileHash, 'The figure is 4');
    expect((await lookOverFiles(app.runtime, { content: true })).bad).toEqual([]);
  });

  test('is refused with the reason while the bucket is away, and nothing is written down', async () => {
    bucket.fate(() => 'slow-down');
    const before = await app.as('staff').get('/evidence');
    const response = await app.as('governance-officer').raw('/evidence-files?fileName=late.txt', {
      method: 'POST',
      body: 'late',
      headers: { 'content-type': 'application/octet-stream' },
    });
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: 'file-store-unreachable' });
    bucket.fate(() => 'pass');
    expect((await app.as('staff').get('/evidence')).body.total).toBe(before.body.total);
  }, 20_000);

  test('that no record names is found, and removed only when it is older than a day', async () => {
    async function* nobodys() {
      yield new TextEncoder().encode('nobody names this');
    }
    const { hash } = await app.runtime.files.put(app.org, nobodys(), 1000);
    expect((await lookOverFiles(app.runtime)).orphans).toMatchObject([{ hash }]);
    app.clock.set(new Date().toISOString());
    expect(await removeOrphans(app.runtime)).toEqual({ removed: 0, bytes: 0 });
    app.clock.advanceDays(2);
    expect(await removeOrphans(app.runtime)).toEqual({ removed: 1, bytes: 17 });
    expect((await lookOverFiles(app.runtime)).bad).toEqual([]);
  });

  test('that two records share outlives the erasure of one of them', async () => {
    const [one, two] = [
      await upload('photo.txt', 'The same face'),
      await upload('photo.txt', 'The same face'),
    ];
    expect(one.fileHash).toBe(two.fileHash);
    const erase = async (recordId: string) => {
      const { body } = await app
        .as('administrator')
        .post('/erasures', { recordId, paths: ['fileName'], ground: 'GDPR Article 17' });
      expect((await app.as('data-protection-officer').post(`/erasures/${body.id}/approve`)).status).toBe(200);
    };
    await erase(one.id);
    expect(await app.runtime.files.has(app.org, one.fileHash)).toBe(true);
    await erase(two.id);
    expect(await app.runtime.files.has(app.org, one.fileHash)).toBe(false);
    expect((await lookOverFiles(app.runtime)).bad).toEqual([]);
  });
});

describe('a backup of an instance with a bucket', () => {
  test('leaves the files there, and restores where all of them are', async () => {
    const file = join(elsewhere, 'outside.tar.gz');
    const made = await createBackup(app.runtime, file);
    expect(made).toMatchObject({ filesAt: 's3://evidence/aims', filesMissing: 0 });
    expect(made.files).toBeGreaterThan(1);

    const lost = await openInstance({ folder: join(elsewhere, 'lost'), modules });
    await expect(restoreBackup(lost, file, noErasures)).rejects.toThrow(
      `${made.files} of ${made.files} are not in ${lost.files.place}`,
    );
    expect(await lost.organisations.all()).toEqual([]);
    expect(await restoreBackup(lost, file, { ...noErasures, acceptMissingFiles: true })).toMatchObject({
      filesMissing: made.files,
    });
    await lost.db.close();

    const found = await openInstance({ folder: join(elsewhere, 'found'), modules, files: bucket.settings });
    expect(await restoreBackup(found, file, noErasures)).toMatchObject({ filesMissing: 0 });
    expect((await lookOverFiles(found, { content: true })).bad).toEqual([]);
    await found.db.close();
  }, 30_000);

  test('says how many files are missing', async () => {
    const made = await upload('gone.txt', 'Soon gone');
    await app.runtime.files.remove(app.org, made.fileHash);
    for (const withFiles of [false, true])
      expect(await createBackup(app.runtime, join(elsewhere, 'some.tar.gz'), { withFiles })).toMatchObject({
        filesMissing: 1,
      });
    await upload('gone.txt', 'Soon gone');
  });

  test('holds the files inside when asked to, and restores into a folder', async () => {
    const file = join(elsewhere, 'inside.tar.gz');
    expect(await createBackup(app.runtime, file, { withFiles: true })).toMatchObject({
      filesAt: 'inside',
      filesMissing: 0,
    });
    const restored = await openInstance({ folder: join(elsewhere, 'inside'), modules });
    await restoreBackup(restored, file, noErasures);
    expect((await lookOverFiles(restored, { content: true })).bad).toEqual([]);
    await restored.db.close();
  }, 30_000);
});

test('./aims files move carries everything from the bucket to a folder and says what to set', async () => {
  const to = join(elsewhere, 'moved');
  const run = (args: readonly string[], env: Record<string, string> = {}) =>
    promisify(execFile)(
      process.execPath,
      [join(import.meta.dirname, '../../src/apps/cli/main.ts'), '--json', ...args],
      {
        env: { ...process.env, ...bucket.env, AIMS_DATA: join(elsewhere, 'data'), ...env },
      },
    ).catch((error: { stderr: string }) => error);
  const moved = JSON.parse(((await run(['files', 'move', '--to', to])) as { stdout: string }).stdout);
  expect(moved).toMatchObject({ from: 's3://evidence/aims', to, removed: 0 });
  expect(moved.copied).toBeGreaterThan(1);
  expect(moved.next).toContain(`AIMS_FILES=${to}`);
  const { stderr } = await run(['files', 'move', '--to', to], { AWS_SECRET_ACCESS_KEY: 'a wrong one' });
  expect(JSON.parse(stderr)).toMatchObject({
    code: 'file-store-refused',
    detail: expect.stringContaining('AWS_SECRET_ACCESS_KEY does not belong'),
  });
}, 30_000);
