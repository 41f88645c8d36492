import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openInstance } from '#apps/server/compose.ts';
import { createDemo } from '#apps/server/demo/demo.ts';
import type { Actor } from '#kernel/policy.ts';
import { evidence } from '#modules/evidence/contract.ts';
import { exportOrganisation } from '#platform/handover/export.ts';
import { importOrganisation } from '#platform/handover/import.ts';
import { sweepUnfinished } from '#platform/handover/unfinished.ts';
import type { Runtime } from '#platform/instance.ts';
import { writing } from '#platform/runtime.ts';
import { verifyTrail } from '#platform/trail/verify.ts';
import { makeTestApp } from '#test/testkit/app.ts';
import { createTestDatabase } from '#test/testkit/postgres.ts';

const CHILD = new URL('./handover-child.ts', import.meta.url).pathname;
const PASSPHRASE = 'a passphrase for tests only';
const operator: Actor = { id: null, name: 'The operator', via: 'operator', roles: [] };

/** How many rows of the organisation any table holds. */
async function rowsLeft(runtime: Runtime, org: string): Promise<number> {
  return runtime.db.admin(async (db) => {
    let left = 0;
    for (const table of await db.introspection.getTables()) {
      if (!table.columns.some((column) => column.name === 'org_id')) continue;
      const { rows } = await sql<{
        n: number;
      }>`select count(*) as n from ${sql.table(table.name)} where "org_id" = ${org}`.execute(db);
      left += Number(rows[0]!.n);
    }
    return left;
  });
}

test('an import killed anywhere leaves nothing, or everything, and can be run again', async () => {
  const app = await makeTestApp();
  const folder = await mkdtemp(join(tmpdir(), 'aims-handover-kill-'));
  const pg = app.databaseUrl ? await createTestDatabase() : null;
  const where = { folder, databaseUrl: pg?.url, databaseAdminUrl: pg?.adminUrl };
  try {
    const org = await createDemo(app.runtime);
    const stored = await app.runtime.files.put(org, [Buffer.alloc(3_000_000, 7)] as never, 4_000_000);
    await writing(app.runtime, { org, actor: operator, operation: 'evidence.create' }, (tx) =>
      tx.insert(evidence, {
        title: 'A large one',
        kind: 'file',
        url: null,
        fileHash: stored.hash,
        fileName: 'large.bin',
        mediaType: 'application/octet-stream',
        fileSize: stored.size,
        effectiveOn: null,
        periodFrom: null,
        periodTo: null,
        expiresOn: null,
        ownerId: null,
        note: null,
      }),
    );
    const file = join(folder, 'demo.aims');
    await exportOrganisation(app.runtime, {
      org,
      target: file,
      passphrase: PASSPHRASE,
      actor: operator,
      version: '0',
    });
    for (const at of ['file', '1', '2', '20', '60', 'committed']) {
      const args = [CHILD, folder, file, PASSPHRASE, at, ...(pg ? [pg.url, pg.adminUrl] : [])];
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
      const signal = await new Promise((resolve) => child.once('exit', (_code, by) => resolve(by)));
      expect([at, signal]).toEqual([at, 'SIGKILL']);
      const after = await openInstance(where);
      const here = (await after.organisations.all()).some((each) => each.id === org);
      expect([at, here]).toEqual([at, at === 'committed']);
      if (here) expect((await verifyTrail(after, org)).answer).toBe('ok');
      else expect([at, await rowsLeft(after, org)]).toEqual([at, 0]);
      if (at === '60') {
        await sweepUnfinished(after);
        expect(await after.files.has(org, stored.hash)).toBe(false);
      }
      await after.db.close();
    }
    const last = await openInstance(where);
    // What was committed is whole; the note of the killed import goes with the next one.
    await expect(importOrganisation(last, { file, passphrase: PASSPHRASE })).rejects.toThrow(
      'on this instance already',
    );
    await sweepUnfinished(last);
    expect((await verifyTrail(last, org)).answer).toBe('ok');
    expect(await last.files.has(org, stored.hash)).toBe(true);
    expect((await readdir(join(folder, 'handover'))).filter((name) => name.endsWith('.incoming'))).toEqual(
      [],
    );
    await last.db.close();
  } finally {
    await app.close();
    await pg?.drop();
    await rm(folder, { recursive: true, force: true });
  }
}, 300_000);
