import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import type { Actor } from '#kernel/policy.ts';
import { type Db, linesOf } from '../backup/rows.ts';
import { syncFolder } from '../durable.ts';
import { type NamedFile, namedFiles } from '../files/named.ts';
import type { Runtime } from '../instance.ts';
import { storageError } from '../storage-error.ts';
import { erasureLines } from '../trail/after-erasure.ts';
import { rootText } from '../trail/merkle.ts';
import { openKey, SealError, sealWithPassphrase } from '../trail/seal.ts';
import { verifyTrail } from '../trail/verify.ts';
import { closeOrganisation } from './close.ts';
import type { Exported } from './exported.ts';
import { moves } from './fate.ts';
import { FORMAT, MANIFEST, type Manifest, SEAL, SEAL_NAME, type Sealed } from './format.ts';
import { type Entry, inMemory, onDisk, writeArchive } from './write-archive.ts';

type Request = {
  readonly org: string;
  readonly target: string;
  readonly passphrase: string;
  /** Close the organisation here in favour of this one; absent: a copy, and it goes on here. */
  readonly to?: string | undefined;
  readonly actor: Actor;
  readonly version: string;
};

/**
 * Writes one organisation with rows, files, log, checkpoints and, when it is handed over, its key into one file, from
 * one snapshot while everything runs. The trail is verified first; the file appears under its name when it is whole.
 * @throws AppError `trail-broken`, `invalid-input` for a short passphrase, `wrong-state`, `storage-full`
 */
export async function exportOrganisation(runtime: Runtime, request: Request): Promise<Exported> {
  const mac = randomBytes(32);
  // Asked first: an organisation must not be closed for a file that cannot be made.
  await seal({ mac: '', keys: [] }, request.passphrase);
  const { answer, sentences } = await verifyTrail(runtime, request.org);
  if (answer === 'tampered')
    throw new AppError(
      'trail-broken',
      `The trail does not agree with the records. ${sentences.slice(0, 3).join(' ')}`,
    );
  if (request.to !== undefined) await closeOrganisation(runtime, { ...request, to: request.to });
  try {
    return await write(runtime, request, mac);
  } catch (error) {
    throw storageError(error, 'The export');
  }
}

async function write(runtime: Runtime, request: Request, mac: Buffer): Promise<Exported> {
  const { target } = request;
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(dirname(target), '.aims-handover-'));
  try {
    const { manifest, keys } = await writeTables(runtime, folder, request);
    const secrets: Sealed = { mac: mac.toString('base64'), keys: manifest.kind === 'hand-over' ? keys : [] };
    const about = Buffer.from(JSON.stringify(manifest, null, 1));
    const entries: Entry[] = [
      inMemory(SEAL, await seal(secrets, request.passphrase)),
      inMemory(MANIFEST, about),
      ...[...manifest.tables, ...manifest.beside].map((part) =>
        onDisk(part.path, join(folder, part.path.replace('/', '-')), part.bytes),
      ),
      ...manifest.files.map(({ hash, bytes }) => ({
        path: `files/${hash}`,
        bytes,
        body: () => runtime.files.stream(request.org, hash),
      })),
    ];
    await writeArchive(`${target}.part`, { entries, mac, at: new Date(manifest.createdAt) });
    await rename(`${target}.part`, target);
    await syncFolder(dirname(target));
    return {
      file: target,
      kind: manifest.kind,
      bytes: (await stat(target)).size,
      rows: manifest.tables.reduce((sum, table) => sum + table.rows, 0),
      files: manifest.files.length,
      entries: manifest.logs.reduce((sum, log) => sum + log.size, 0),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
    await rm(`${target}.part`, { force: true });
  }
}

async function seal(secrets: Sealed, passphrase: string): Promise<Uint8Array> {
  try {
    return await sealWithPassphrase(Buffer.from(JSON.stringify(secrets)), passphrase, SEAL_NAME);
  } catch (error) {
    if (error instanceof SealError) throw new AppError('invalid-input', error.message);
    throw error;
  }
}

/** Every row that moves, from one snapshot, each table packed into a file of its own; and the manifest of all. */
async function writeTables(
  runtime: Runtime,
  folder: string,
  request: Request,
): Promise<{ readonly manifest: Manifest; readonly keys: Sealed['keys'] }> {
  return runtime.db.snapshot(async (snapshot) => {
    const db = snapshot as unknown as Db;
    const all = await snapshot.introspection.getTables({ withInternalKyselyTables: true });
    const org = await snapshot.selectFrom('org').selectAll().where('id', '=', request.org).executeTakeFirst();
    if (!org) throw new AppError('not-found', 'There is no such organisation here.');
    const tables: Manifest['tables'] = [];
    for (const table of all.filter((each) => !each.isView).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const columns = table.columns.map((column) => column.name);
      if (!columns.includes('org_id') || !moves({ name: table.name, columns })) continue;
      const lines = linesOf(db, {
        engine: runtime.db.engine,
        name: table.name,
        where: { column: 'org_id', value: org.id },
      });
      const path = `tables/${table.name}.jsonl.gz`;
      tables.push({
        name: table.name,
        columns,
        path,
        ...(await pack(lines, join(folder, path.replace('/', '-')))),
      });
    }
    const logs = await db
      .selectFrom('log')
      .selectAll()
      .where('org_id', '=', org.id as never)
      .orderBy('epoch')
      .execute();
    const { rows } = await sql<{
      name: string;
    }>`select "name" from "kysely_migration" order by "name"`.execute(db);
    const closed = (logs.at(-1)?.closed as string | null | undefined) ?? null;
    const manifest: Manifest = {
      format: FORMAT,
      kind: closed === null ? 'copy' : 'hand-over',
      createdAt: runtime.clock.now().toISOString(),
      version: request.version,
      migrations: rows.map((row) => row.name),
      org,
      from: runtime.origin,
      to: closed,
      tables,
      ...(await present(runtime, org.id, await namedFiles(snapshot))),
      beside: await beside(runtime, org.id, folder),
      logs: logs.map((log) => ({
        epoch: Number(log.epoch),
        startSeq: Number(log.startSeq),
        size: Number(log.size),
        root: rootText(log.frontier as Uint8Array),
        publicKey: String(log.publicKey),
      })),
    };
    return { manifest, keys: await openKeys(runtime, db, org.id) };
  });
}

async function pack(
  lines: AsyncIterable<string>,
  path: string,
): Promise<{ readonly bytes: number; readonly sha256: string; readonly rows: number }> {
  const hash = createHash('sha256');
  let rows = 0;
  let bytes = 0;
  async function* counted() {
    for await (const line of lines) {
      rows += 1;
      yield line;
    }
  }
  async function* hashed(packed: AsyncIterable<Buffer>) {
    for await (const chunk of packed) {
      hash.update(chunk);
      bytes += chunk.byteLength;
      yield chunk;
    }
  }
  await pipeline(counted, createGzip({ level: 6 }), hashed, createWriteStream(path));
  return { bytes, sha256: hash.digest('hex'), rows };
}

/** The files that rows of this organisation name: those in the store, and those that are not. */
async function present(
  runtime: Runtime,
  org: string,
  named: readonly NamedFile[],
): Promise<{ readonly files: Manifest['files']; readonly absent: string[] }> {
  const files: Manifest['files'] = [];
  const absent: string[] = [];
  const own = named.filter((each) => each.org === org);
  for (const { hash, size } of own.sort((a, b) => (a.hash < b.hash ? -1 : 1))) {
    if (!(await runtime.files.has(org, hash))) absent.push(hash);
    else files.push({ hash, bytes: size ?? (await sizeOf(await runtime.files.stream(org, hash))) });
  }
  return { files, absent };
}

async function sizeOf(body: AsyncIterable<Uint8Array>): Promise<number> {
  let size = 0;
  for await (const chunk of body) size += chunk.byteLength;
  return size;
}

/** The erasures of this organisation and its witness notes, which lie outside the database. */
async function beside(runtime: Runtime, org: string, folder: string): Promise<Manifest['beside']> {
  const erasures = erasureLines(
    await readFile(join(runtime.folder, 'erasures.jsonl'), 'utf8').catch(() => ''),
  ).filter((line) => line.org === org);
  const notes = await readFile(join(runtime.folder, 'witness', `${org}.txt`), 'utf8').catch(() => '');
  const parts: Manifest['beside'] = [];
  for (const [path, text] of [
    ['erasures.jsonl', erasures.map((line) => `${JSON.stringify(line)}\n`).join('')],
    ['witness.txt', notes],
  ] as const) {
    if (text === '') continue;
    await writeFile(join(folder, path), text);
    parts.push({
      path,
      bytes: Buffer.byteLength(text),
      sha256: createHash('sha256').update(text).digest('hex'),
    });
  }
  return parts;
}

async function openKeys(runtime: Runtime, db: Db, org: string): Promise<Sealed['keys']> {
  const rows = await db
    .selectFrom('log_key')
    .selectAll()
    .where('org_id', '=', org as never)
    .execute();
  return rows.map((row) => ({
    epoch: Number(row.epoch),
    keyName: String(row.keyName),
    publicKey: String(row.publicKey),
    createdAt: String(row.createdAt),
    privateKey: Buffer.from(
      openKey(new Uint8Array(row.sealed as Uint8Array), Buffer.from(runtime.secret), String(row.keyName)),
    ).toString('base64'),
  }));
}
