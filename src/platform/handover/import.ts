import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { sql } from 'kysely';
import { dayIn } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';
import { organisation } from '#kernel/people.ts';
import type { Actor } from '#kernel/policy.ts';
import { decodeCell } from '../backup/format.ts';
import { splitLines } from '../backup/rows.ts';
import type { Reader, WriteHandle } from '../db/database.ts';
import { appendDurably } from '../durable.ts';
import { breather } from '../import/breathe.ts';
import type { Runtime } from '../instance.ts';
import { readOrganisation } from '../organisations.ts';
import { storageError } from '../storage-error.ts';
import { erasureLines } from '../trail/after-erasure.ts';
import { epochEntry, startEpoch } from '../trail/epoch.ts';
import { rootText } from '../trail/merkle.ts';
import { sealKey } from '../trail/seal.ts';
import { verifyRead } from '../trail/verify.ts';
import { inTransaction } from '../tx.ts';
import { ownId } from './close.ts';
import { moves, STAYS } from './fate.ts';
import type { Manifest } from './format.ts';
import { type Archive, damaged, openArchive } from './read-archive.ts';
import { isHere, noteUnfinished, sweepUnfinished } from './unfinished.ts';

export type Imported = {
  readonly organisation: string;
  readonly name: string;
  readonly kind: Manifest['kind'];
  readonly from: string;
  readonly rows: number;
  readonly files: number;
  readonly entries: number;
  /** What the verification of the trail said, inside the transaction that brought it in. */
  readonly verified: readonly string[];
  readonly didNotMove: readonly string[];
};

const OPERATOR: Actor = { id: null, name: 'The operator', via: 'operator', roles: [] };
/** Rows in one statement: far below the parameters that either engine takes. */
const BATCH = 50;

/**
 * Brings an organisation in. Files first, then every row with its keys, the verification of the whole trail and the
 * entry that says where it came from in one transaction: killed anywhere, there is nothing or everything.
 * @throws AppError `invalid-input`, `newer-schema`, `duplicate`, `trail-broken`, `storage-full`; nothing is kept
 */
export async function importOrganisation(
  runtime: Runtime,
  request: { readonly file: string; readonly passphrase: string },
): Promise<Imported> {
  const archive = await openArchive(request.file, request.passphrase);
  await refuseUnfit(runtime, archive.manifest);
  const { org, files } = archive.manifest;
  await sweepUnfinished(runtime);
  const finish = await noteUnfinished(runtime, org.id, files);
  try {
    await bringFiles(runtime, archive);
    const verified = await runtime.db.write(org.id, (handle) => bringRows(runtime, archive, handle));
    runtime.organisations.forget(org.id);
    await bringBeside(runtime, archive);
    const { manifest } = archive;
    return {
      organisation: org.id,
      name: org.name,
      kind: manifest.kind,
      from: manifest.from,
      rows: manifest.tables.reduce((sum, table) => sum + table.rows, 0),
      files: manifest.files.length,
      entries: manifest.logs.reduce((sum, log) => sum + log.size, 0),
      verified,
      didNotMove: STAYS,
    };
  } catch (error) {
    throw storageError(error, 'The import');
  } finally {
    await finish();
  }
}

/** Everything that can be known before a byte is written. */
async function refuseUnfit(runtime: Runtime, manifest: Manifest): Promise<void> {
  const { org } = manifest;
  if (await isHere(runtime, org.id))
    throw new AppError('duplicate', `${org.name} is on this instance already.`, {
      next: 'Import into another instance: two continuations of one log do not fit together.',
    });
  await runtime.db.admin(async (db) => {
    const { rows } = await sql<{ name: string }>`select "name" from "kysely_migration"`.execute(db);
    const known = new Set(rows.map((row) => row.name));
    const missing = manifest.migrations.filter((name) => !known.has(name));
    const tables = new Map((await db.introspection.getTables()).map((table) => [table.name, table]));
    const strange = manifest.tables.filter(({ name, columns }) => {
      const here = tables.get(name)?.columns.map((column) => column.name) ?? [];
      return (
        !here.includes('org_id') ||
        columns.some((column) => !here.includes(column)) ||
        !moves({ name, columns: here })
      );
    });
    if (missing.length > 0 || strange.length > 0)
      throw new AppError(
        'newer-schema',
        `This file was written by OpenAIMS ${manifest.version}, whose data has changes that this program does not know: ${[...missing, ...strange.map((table) => table.name)].slice(0, 5).join(', ')}.`,
        { next: 'Bring this instance to that version, then import again.' },
      );
  });
}

async function bringFiles(runtime: Runtime, archive: Archive): Promise<void> {
  const { org, files } = archive.manifest;
  for (const { hash } of files) {
    const stored = await runtime.files.put(org.id, archive.stream(`files/${hash}`), Number.MAX_SAFE_INTEGER);
    if (stored.hash !== hash) throw damaged();
  }
}

/** Rows, keys, verification and the first entry of the new life, all in the caller's transaction. */
async function bringRows(
  runtime: Runtime,
  archive: Archive,
  handle: WriteHandle,
): Promise<readonly string[]> {
  const { manifest, secrets } = archive;
  const { org } = manifest;
  await handle.exec(`insert into "org" ("id","kind","name","createdAt") values (?,?,?,?)`, [
    org.id,
    org.kind,
    org.name,
    org.createdAt,
  ]);
  for (const table of manifest.tables) await load(handle, archive, table);
  for (const key of secrets.keys)
    await handle.exec(
      `insert into "log_key" ("org_id","epoch","keyName","publicKey","sealed","createdAt") values (?,?,?,?,?,?)`,
      [
        org.id,
        key.epoch,
        key.keyName,
        key.publicKey,
        sealKey(Buffer.from(key.privateKey, 'base64'), Buffer.from(runtime.secret), key.keyName),
        key.createdAt,
      ],
    );
  await expectLogs(handle, manifest);
  const { registry } = runtime;
  const { answer, sentences } = await verifyRead({ q: handle.q as Reader, org: org.id, registry });
  if (answer === 'tampered')
    throw new AppError(
      'trail-broken',
      `What the file holds does not agree: ${sentences.slice(0, 3).join(' ')}`,
    );
  await takeOver(runtime, manifest, handle);
  return sentences;
}

async function load(handle: WriteHandle, archive: Archive, table: Manifest['tables'][number]): Promise<void> {
  const breathe = breather();
  const hash = createHash('sha256');
  async function* hashed() {
    for await (const chunk of archive.stream(table.path)) {
      hash.update(chunk);
      yield chunk;
    }
  }
  const columns = table.columns.map((column) => `"${column}"`).join(',');
  const marks = `(${table.columns.map(() => '?').join(',')})`;
  let batch: unknown[][] = [];
  let rows = 0;
  const flush = async () => {
    if (batch.length === 0) return;
    const text = `insert into "${table.name}" (${columns}) values ${batch.map(() => marks).join(',')}`;
    await handle.exec(text, batch.flat());
    batch = [];
    await breathe();
  };
  const packed = Readable.from(hashed());
  const plain = packed.pipe(createGunzip());
  packed.once('error', (error) => plain.destroy(error));
  for await (const line of splitLines(plain)) {
    const row = JSON.parse(line) as Record<string, unknown>;
    if (row.org_id !== archive.manifest.org.id) throw damaged();
    batch.push(table.columns.map((column) => decodeCell(row[column]) ?? null));
    rows += 1;
    if (batch.length === BATCH) await flush();
  }
  await flush();
  if (rows !== table.rows || hash.digest('hex') !== table.sha256) throw damaged();
}

/** The logs that came are those that the manifest names, to the root. */
async function expectLogs(handle: WriteHandle, manifest: Manifest): Promise<void> {
  const rows = await handle.exec(`select * from "log" where "org_id" = ? order by "epoch"`, [
    manifest.org.id,
  ]);
  const came = rows.map(
    (row) => `${row.epoch} ${row.size} ${rootText(row.frontier as Uint8Array)} ${row.publicKey}`,
  );
  const said = manifest.logs.map((log) => `${log.epoch} ${log.size} ${log.root} ${log.publicKey}`);
  if (came.join('\n') !== said.join('\n')) throw damaged();
}

/** The entry that says where it came from: at the end of its own log, or first in the epoch of a copy. */
async function takeOver(runtime: Runtime, manifest: Manifest, handle: WriteHandle): Promise<void> {
  const id = manifest.org.id;
  const last = manifest.logs.at(-1)!;
  const now = runtime.clock.now();
  await handle.exec(`update "log" set "closed" = null where "org_id" = ?`, [id]);
  const copied =
    manifest.kind === 'copy' ? await startEpoch(handle, runtime, { ...last, org: id, now }) : null;
  const org = await readOrganisation(handle.q as Reader, id, runtime.registry);
  const catalog = await runtime.catalogOf(org.packs).catch((error: Error) => {
    throw new AppError(
      'invalid-input',
      `This instance lacks a pack that the organisation uses: ${error.message}`,
      {
        next: 'Add it first: ./aims pack add FILE.',
      },
    );
  });
  await inTransaction(
    handle,
    {
      org,
      actor: OPERATOR,
      operation: copied ? 'organisation.importCopy' : 'organisation.takeOver',
      now,
      today: dayIn(org.timeZone, now),
      catalog,
      registry: runtime.registry,
    },
    async (tx) => {
      if (copied) await tx.appendEntry(epochEntry(copied, now));
      await tx.update(
        organisation,
        { id: await ownId(tx) },
        {
          handedOver: null,
          cameFrom: {
            kind: manifest.kind,
            from: manifest.from,
            madeAt: manifest.createdAt,
            at: tx.now,
            size: last.startSeq + last.size,
            root: last.root,
          },
        },
      );
    },
  );
}

function ownErasures(text: string, org: string): string {
  return erasureLines(text)
    .filter((line) => line.org === org)
    .map((line) => JSON.stringify(line))
    .join('\n');
}

/** What lies outside the database. Erasures said twice are erased once. */
async function bringBeside(runtime: Runtime, { manifest, stream }: Archive): Promise<void> {
  const places: Readonly<Record<string, string>> = {
    'erasures.jsonl': join(runtime.folder, 'erasures.jsonl'),
    'witness.txt': join(runtime.folder, 'witness', `${manifest.org.id}.txt`),
  };
  await mkdir(join(runtime.folder, 'witness'), { recursive: true, mode: 0o700 });
  for (const { path } of manifest.beside) {
    const place = places[path];
    if (!place) continue;
    const chunks: Uint8Array[] = [];
    for await (const chunk of stream(path)) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString().trimEnd();
    // A later restore erases what stands there: a file speaks of its own organisation and of no other here.
    const own = path === 'witness.txt' ? text : ownErasures(text, manifest.org.id);
    if (own !== '') await appendDurably(place, own, 0o600);
  }
}
