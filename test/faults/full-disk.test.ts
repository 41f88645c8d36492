import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openInstance } from '#apps/server/compose.ts';
import type { AppError } from '#kernel/errors.ts';
import { evidenceModule } from '#modules/evidence/module.ts';
import { supplierModule } from '#modules/supplier/module.ts';
import { trailModule } from '#modules/trail/module.ts';
import { createBackup } from '#platform/backup/create.ts';
import { makeTestApp } from '#test/testkit/app.ts';

const modules = [supplierModule, evidenceModule, trailModule];
const onSqlite = process.env.AIMS_TEST_DB !== 'postgres';
const before = process.env.TMPDIR;
let disk = '';

/** A disk of our own, 48 MB in memory; makeTestApp puts its folder there. */
function mount(): boolean {
  disk = mkdtempSync(join(tmpdir(), 'aims-disk-'));
  try {
    execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', disk], { stdio: 'pipe' });
    return true;
  } catch {
    rmSync(disk, { recursive: true });
    return false;
  }
}

/** Threads of an instance that was closed may hold the disk for a moment. */
async function readOnly(): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      execFileSync('/bin/mount', ['-o', 'remount,ro', disk], { stdio: 'pipe' });
      return;
    } catch (error) {
      if (tries === 100) throw error;
      await pause(50);
    }
  }
}

function unmount(): void {
  execFileSync('/bin/umount', ['--lazy', disk]);
  rmSync(disk, { recursive: true, force: true });
}

const mayMount = mount();
if (mayMount) unmount();

const upload = (size: number) => ({
  method: 'POST',
  body: 'x'.repeat(size),
  headers: { 'content-type': 'application/octet-stream' },
});

describe.runIf(mayMount)('on a disk of its own (needs the right to mount one)', () => {
  beforeEach(() => {
    mount();
    process.env.TMPDIR = disk;
  });
  afterEach(() => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    unmount();
  });

  /** Leaves `left` bytes free. */
  function fill(left: number): void {
    rmSync(join(disk, 'ballast'), { force: true });
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(join(disk, 'ballast'), Buffer.alloc(Math.max(0, bavail * bsize - left)));
  }

  test.runIf(onSqlite)(
    'a full disk answers writes with its cause, keeps reading, and goes on when there is space again',
    async () => {
      const app = await makeTestApp({ modules });
      try {
        const officer = app.as('governance-officer');
        fill(400_000);
        let kept = 0;
        let refusal = await officer.post('/suppliers', { name: 'First', supplies: 'x'.repeat(1500) });
        for (; refusal.status === 200 && kept < 3000; kept += 1)
          refusal = await officer.post('/suppliers', {
            name: `Number ${kept}`,
            supplies: 'x'.repeat(1500),
          });
        expect(kept, JSON.stringify(refusal)).toBeGreaterThan(0);
        expect(refusal).toMatchObject({ status: 507, body: { code: 'storage-full' } });
        expect(refusal.body.detail).toContain('disk is full');
        expect(refusal.body.next).toContain('Free some space');
        const many = await Promise.all(
          Array.from({ length: 20 }, (_, i) =>
            officer.post('/suppliers', { name: `Together ${i}`.repeat(9) }),
          ),
        );
        const together = many.filter((each) => each.status === 200).length;
        for (const each of many.filter((one) => one.status !== 200))
          expect(each).toMatchObject({ status: 507, body: { code: 'storage-full' } });

        const during = await officer.get('/suppliers?total=true&limit=1');
        expect(during).toMatchObject({ status: 200, body: { total: kept + together } });
        rmSync(join(disk, 'ballast'));
        const after = await officer.post('/suppliers', { name: 'There is space again' });
        expect(after.status).toBe(200);
        expect((await officer.get('/suppliers?total=true&limit=1')).body.total).toBe(kept + together + 1);
        expect((await officer.post('/trail/verify')).body.answer).toBe('ok');
      } finally {
        await app.close();
      }
    },
  );

  test('an uploaded file and a backup that do not fit leave nothing behind', async () => {
    const app = await makeTestApp({ modules });
    try {
      const officer = app.as('governance-officer');
      await officer.post('/suppliers', { name: 'Kept' });
      fill(600_000);
      const answer = await officer.raw('/evidence-files?fileName=big.txt', upload(2_000_000));
      expect(answer.status).toBe(507);
      expect(await answer.json()).toMatchObject({
        code: 'storage-full',
        detail: expect.stringContaining('disk is full'),
      });
      expect(readdirSync(join(app.folder, 'files', 'incoming'))).toEqual([]);
      const stored = readdirSync(join(app.folder, 'files'), { recursive: true, withFileTypes: true });
      expect(stored.filter((each) => each.isFile())).toEqual([]);

      fill(0);
      const target = join(app.folder, 'backups', 'full.tar.gz');
      const there = readdirSync(app.folder).sort();
      await expect(createBackup(app.runtime, target)).rejects.toMatchObject({ code: 'storage-full' });
      expect(
        readdirSync(app.folder)
          .filter((name) => name !== 'backups')
          .sort(),
      ).toEqual(there);
      expect(existsSync(join(app.folder, 'backups')) ? readdirSync(join(app.folder, 'backups')) : []).toEqual(
        [],
      );

      rmSync(join(disk, 'ballast'));
      expect((await officer.raw('/evidence-files?fileName=big.txt', upload(2_000_000))).status).toBe(200);
      expect(await createBackup(app.runtime, target)).toMatchObject({ verified: true });
    } finally {
      await app.close();
    }
  });

  test.each(['a folder with data', 'an empty folder'])(
    '%s that may only be read says so at the start',
    async (which) => {
      const folder = join(disk, 'data');
      if (which === 'a folder with data') await (await openInstance({ folder, modules })).db.close();
      else mkdirSync(folder);
      await readOnly();
      const refusal = await openInstance({ folder, modules }).then(
        () => 'It started.',
        (error: AppError) => `${error.code}: ${error.message}`,
      );
      expect(refusal).toContain(`storage-refused: The data folder ${folder} cannot be written`);
    },
  );
});
