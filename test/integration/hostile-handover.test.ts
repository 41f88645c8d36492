import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { supplierModule } from '#modules/supplier/module.ts';
import { trailModule } from '#modules/trail/module.ts';
import { exportOrganisation } from '#platform/handover/export.ts';
import { MANIFEST, type Manifest, SEAL, SEAL_NAME } from '#platform/handover/format.ts';
import { importOrganisation } from '#platform/handover/import.ts';
import { openArchive } from '#platform/handover/read-archive.ts';
import { inMemory, writeArchive } from '#platform/handover/write-archive.ts';
import { sealWithPassphrase } from '#platform/trail/seal.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';

/** Whoever has the passphrase may have written anything: the file is whole, sealed, and hostile. */
const PASSPHRASE = 'twelve characters and more';
const OPERATOR = { id: null, name: 'The operator', via: 'operator', roles: [] } as const;

let source: TestApp;
let target: TestApp;
let room: string;
let honest: string;
beforeAll(async () => {
  const modules = [supplierModule, trailModule];
  room = await mkdtemp(join(tmpdir(), 'aims-hostile-handover-'));
  source = await makeTestApp({ modules });
  target = await makeTestApp({ modules });
  await source.as('governance-officer').post('/suppliers', { name: 'Moves along' });
  honest = join(room, 'honest.aims');
  await exportOrganisation(source.runtime, {
    org: source.org,
    target: honest,
    passphrase: PASSPHRASE,
    actor: OPERATOR,
    version: 'test',
  });
});
afterAll(async () => {
  await source.close();
  await target.close();
  await rm(room, { recursive: true, force: true });
});

type Parts = { manifest: Manifest; bodies: Map<string, Buffer> };

/** The honest file, taken apart, changed, and sealed again with everything that a check of its bytes looks at. */
async function changed(name: string, change: (parts: Parts) => void): Promise<string> {
  const archive = await openArchive(honest, PASSPHRASE);
  const bodies = new Map<string, Buffer>();
  const paths = [...archive.manifest.tables, ...archive.manifest.beside].map(({ path }) => path);
  for (const path of [...paths, ...archive.manifest.files.map(({ hash }) => `files/${hash}`)]) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of archive.stream(path)) chunks.push(chunk);
    bodies.set(path, Buffer.concat(chunks));
  }
  const parts: Parts = { manifest: structuredClone(archive.manifest), bodies };
  change(parts);
  const file = join(room, `${name}.aims`);
  const seal = await sealWithPassphrase(Buffer.from(JSON.stringify(archive.secrets)), PASSPHRASE, SEAL_NAME);
  await writeArchive(file, {
    entries: [
      inMemory(SEAL, seal),
      inMemory(MANIFEST, Buffer.from(JSON.stringify(parts.manifest))),
      ...[...parts.bodies].map(([path, body]) => inMemory(path, body)),
    ],
    mac: Buffer.from(archive.secrets.mac, 'base64'),
    at: new Date(archive.manifest.createdAt),
  });
  return file;
}

const bring = (file: string) => importOrganisation(target.runtime, { file, passphrase: PASSPHRASE });

/** Puts other lines into a table, with length, count and checksum as they must be. */
function setTable({ manifest, bodies }: Parts, name: string, lines: (before: string[]) => string[]): void {
  const table = manifest.tables.find((each) => each.name === name)!;
  const after = lines(gunzipSync(bodies.get(table.path)!).toString().split('\n').filter(Boolean));
  const body = gzipSync(after.map((line) => `${line}\n`).join(''));
  bodies.set(table.path, body);
  Object.assign(table, {
    bytes: body.length,
    rows: after.length,
    sha256: createHash('sha256').update(body).digest('hex'),
  });
}

async function refused(name: string, change: (parts: Parts) => void): Promise<string> {
  const before = await target.runtime.organisations.all();
  const error = await bring(await changed(name, change)).then(
    () => null,
    (thrown: Error & { code?: string }) => thrown,
  );
  expect(error).not.toBeNull();
  expect(await target.runtime.organisations.all()).toEqual(before);
  return error!.code ?? '';
}

test('a row of another organisation stops it', async () => {
  const line = (org: string) => (text: string) => JSON.stringify({ ...JSON.parse(text), org_id: org });
  expect(
    await refused('foreign-row', (parts) =>
      setTable(parts, 'supplier', (rows) => rows.map(line(target.org))),
    ),
  ).toBe('invalid-input');
});

test.each(['user', 'session', 'account', 'apikey', 'one_time_token', 'job', 'log_key', 'kysely_migration'])(
  'accounts, sessions, keys and work come from no file: %s',
  async (name) => {
    const code = await refused(`table-${name}`, ({ manifest, bodies }) => {
      const body = gzipSync('');
      manifest.tables.push({
        name,
        columns: ['id'],
        path: `tables/${name}.jsonl.gz`,
        bytes: body.length,
        rows: 0,
        sha256: createHash('sha256').update(body).digest('hex'),
      });
      bodies.set(`tables/${name}.jsonl.gz`, body);
    });
    expect(code).not.toBe('');
  },
);

test('a column that is SQL, or a table that is a path, is no column and no table', async () => {
  expect(
    await refused('column', ({ manifest }) => {
      manifest.tables
        .find(({ name }) => name === 'supplier')!
        .columns.push('id") values (1); drop table "org"; --');
    }),
  ).toBe('newer-schema');
  expect(
    await refused('table', ({ manifest }) => {
      manifest.tables[0]!.name = '../../etc/passwd';
    }),
  ).toBe('invalid-input');
});

test('a record that was changed before it was sealed is found by the trail', async () => {
  expect(
    await refused('record', (parts) =>
      setTable(parts, 'supplier', (rows) => rows.map((text) => text.replace('Moves along', 'Moved aside'))),
    ),
  ).toBe('trail-broken');
});

test('what an import left that a power cut tore apart stops no other', async () => {
  const notes = join(target.folder, 'handover');
  await mkdir(notes, { recursive: true });
  await writeFile(join(notes, 'aims_torn.incoming'), '["0123');
  const code = await refused('after-torn', (parts) =>
    setTable(parts, 'supplier', (rows) => rows.map((text) => text.replace('Moves along', 'Moved aside'))),
  );
  expect(code).toBe('trail-broken');
  expect(await readdir(notes)).toEqual([]);
});

test('what it wants erased of another organisation is not written down; of its own it is', async () => {
  const lines = [
    { at: '2026-11-24T09:00:00.000Z', org: target.org, recordId: 'sup_1', paths: ['name'] },
    { at: '2026-11-24T09:00:00.000Z', org: source.org, recordId: 'prs_1', paths: ['name'] },
  ];
  const body = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const file = await changed('erasures', ({ manifest, bodies }) => {
    manifest.beside = [
      {
        path: 'erasures.jsonl',
        bytes: body.length,
        sha256: createHash('sha256').update(body).digest('hex'),
      },
    ];
    bodies.set('erasures.jsonl', body);
  });
  await bring(file);
  const kept = await readFile(join(target.folder, 'erasures.jsonl'), 'utf8');
  expect(kept).toContain(source.org);
  expect(kept).not.toContain(target.org);
});
