import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create } from 'tar';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openInstance } from '#apps/server/compose.ts';
import { supplierModule } from '#modules/supplier/module.ts';
import { LEFT_OUT } from '#platform/backup/format.ts';
import { restoreBackup } from '#platform/backup/restore.ts';
import type { Runtime } from '#platform/instance.ts';

/** A backup that somebody else wrote: whoever restores it trusts its records, never its paths. */
let room: string;
let runtime: Runtime;
beforeAll(async () => {
  room = await mkdtemp(join(tmpdir(), 'aims-hostile-'));
  runtime = await openInstance({ folder: join(room, 'data'), modules: [supplierModule] });
});
afterAll(async () => {
  await runtime.db.close();
  await rm(room, { recursive: true, force: true });
});

const HASH = 'a'.repeat(64);
const manifest = (more: object = {}) => ({
  format: 1,
  createdAt: '2026-11-24T09:00:00.000Z',
  version: '0.1.0',
  tables: {},
  files: [],
  logs: [],
  ...more,
});

/** Packs a folder that `fill` filled, with whatever names it wants. */
async function packed(
  name: string,
  fill: (folder: string) => Promise<readonly string[]>,
  options: { readonly preservePaths?: boolean } = {},
): Promise<string> {
  const folder = join(room, name);
  await mkdir(folder, { recursive: true });
  const entries = await fill(folder);
  const file = join(room, `${name}.tar.gz`);
  await create({ gzip: true, cwd: folder, file, portable: true, ...options }, [...entries]);
  return file;
}

async function refused(file: string): Promise<string> {
  const before = await readdir(tmpdir());
  const error = await restoreBackup(runtime, file, { noErasures: 'a test' }).then(
    () => null,
    (thrown: Error & { code?: string }) => thrown,
  );
  expect(error).toMatchObject({ code: 'invalid-input' });
  expect((await readdir(tmpdir())).filter((each) => each.startsWith('aims-restore-'))).toEqual(
    before.filter((each) => each.startsWith('aims-restore-')),
  );
  expect(await runtime.organisations.all()).toEqual([]);
  return error!.message;
}

test('a link in it is not unpacked, wherever it leads', async () => {
  const file = await packed('link', async (folder) => {
    await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest()));
    await mkdir(join(folder, 'tables'));
    await symlink('/etc/passwd', join(folder, 'tables', 'supplier.jsonl'));
    return ['manifest.json', 'tables'];
  });
  expect(await refused(file)).toContain('tables/supplier.jsonl');
});

test('a path out of the folder is not unpacked, upward or from the root', async () => {
  const outside = join(room, 'outside.txt');
  await writeFile(outside, 'x');
  const file = await packed(
    'path',
    async (folder) => {
      await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest()));
      return ['manifest.json', outside, '../outside.txt'];
    },
    { preservePaths: true },
  );
  await rm(outside);
  expect(await refused(file)).toContain('outside.txt');
  expect(existsSync(outside)).toBe(false);
});

test.each(['evil.sh', 'files/aims_1/../../../x', 'tables/a.jsonl.exe', 'manifest.json.bak'])(
  'a file that no backup holds stops it: %s',
  async (name) => {
    const file = await packed(`name-${name.length}`, async (folder) => {
      await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest()));
      const path = join(folder, name);
      await mkdir(join(path, '..'), { recursive: true });
      await writeFile(path, 'x');
      return ['manifest.json', name];
    });
    await refused(file);
  },
);

test.each([
  ['a table whose name is a path', { tables: { '../../etc/x': { rows: 0, sha256: HASH } } }],
  ['a file whose name is a path', { files: [{ org: 'aims_1', hash: '../../../../etc/passwd', size: 1 }] }],
  ['an organisation whose name is a path', { files: [{ org: '../..', hash: HASH, size: 1 }] }],
  ['a table that is not there', { tables: { supplier: { rows: 1, sha256: HASH } } }],
  ['sessions', { tables: { session: { rows: 1, sha256: HASH } } }],
  ['keys of the log', { tables: { log_key: { rows: 1, sha256: HASH } } }],
  ['work that waits', { tables: { job: { rows: 1, sha256: HASH } } }],
  ['a log of an odd epoch', { logs: [{ org: 'aims_1', epoch: 1.5, size: 0, root: '' }] }],
])('a manifest that names %s is refused', async (what, more) => {
  const file = await packed(`manifest-${what.replace(/\W/g, '')}`, async (folder) => {
    await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest(more)));
    return ['manifest.json'];
  });
  await refused(file);
});

test.each([...LEFT_OUT])('what no backup of ours holds comes from none: %s', async (name) => {
  const file = await packed(`left-${name}`, async (folder) => {
    await mkdir(join(folder, 'tables'));
    await writeFile(join(folder, 'tables', `${name}.jsonl`), '');
    const sha256 = createHash('sha256').update('').digest('hex');
    await writeFile(
      join(folder, 'manifest.json'),
      JSON.stringify(manifest({ tables: { [name]: { rows: 0, sha256 } } })),
    );
    return ['manifest.json', 'tables'];
  });
  expect(await refused(file)).toContain(`never holds the table ${name}`);
});

test('a table with columns that are SQL is refused, and nothing of the backup is kept', async () => {
  const line = `${JSON.stringify({ org_id: 'aims_1', 'id") values (1); drop table "org"; --': 'x' })}\n`;
  const file = await packed('columns', async (folder) => {
    await mkdir(join(folder, 'tables'));
    await writeFile(join(folder, 'tables', 'supplier.jsonl'), line);
    const sha256 = createHash('sha256').update(line).digest('hex');
    await writeFile(
      join(folder, 'manifest.json'),
      JSON.stringify(manifest({ tables: { supplier: { rows: 1, sha256 } } })),
    );
    return ['manifest.json', 'tables'];
  });
  await expect(restoreBackup(runtime, file, { noErasures: 'a test' })).rejects.toThrow();
  expect(await runtime.organisations.all()).toEqual([]);
});

test('what is no archive, or a broken one, is refused in a sentence', async () => {
  for (const [name, bytes] of [
    ['text', 'no archive at all'],
    ['cut', Buffer.from('1f8b0800000000000003', 'hex')],
  ] as const) {
    const file = join(room, `${name}.tar.gz`);
    await writeFile(file, bytes);
    await refused(file);
  }
});
