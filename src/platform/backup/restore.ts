import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { dayIn } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';
import type { Actor } from '#kernel/policy.ts';
import type { Runtime } from '../instance.ts';
import { erasureLines } from '../trail/after-erasure.ts';
import { epochEntry, startEpoch } from '../trail/epoch.ts';
import { eraseFields } from '../trail/erase.ts';
import { verifyTrail } from '../trail/verify.ts';
import { inTransaction } from '../tx.ts';
import { notIn } from './copy-files.ts';
import { decodeCell, type Manifest } from './format.ts';
import { checkedManifest, unpackBackup } from './look-through.ts';
import { type Db, splitLines } from './rows.ts';

export type RestoreOptions = {
  /** The `erasures.jsonl` kept outside the database; what it names is erased again. */
  readonly erasures?: string | undefined;
  /** Why there is none. */
  readonly noErasures?: string | undefined;
  /** Go on although files that the backup left in a bucket are not in the present store. */
  readonly acceptMissingFiles?: boolean;
};
export type Restored = {
  readonly organisations: number;
  readonly rows: number;
  readonly files: number;
  readonly filesMissing: number;
  readonly erasedAgain: number;
};

const OPERATOR: Actor = { id: null, name: 'The operator', via: 'operator', roles: [] };

/**
 * Puts a backup into an empty, migrated instance of either engine. Every log gets a new epoch whose first entry holds
 * what was restored, so that nobody takes the restored log for the one that ran on (spine.md section 4).
 * @throws AppError `invalid-input` when the file is damaged, or erasures are neither given nor waived; `duplicate` when the instance is not empty
 */
export async function restoreBackup(
  runtime: Runtime,
  file: string,
  options: RestoreOptions,
): Promise<Restored> {
  if (!options.erasures && !options.noErasures)
    throw new AppError('invalid-input', 'A restore must erase again what was erased since the backup.', {
      next: 'Give --erasures FILE (data/erasures.jsonl), or --without-erasures REASON when nothing was ever erased.',
    });
  if ((await runtime.organisations.all()).length > 0)
    throw new AppError('duplicate', 'This instance holds data already.', {
      next: 'Restore into an empty data folder, look at it, then put it in the place of the old one.',
    });
  const folder = await mkdtemp(join(tmpdir(), 'aims-restore-'));
  try {
    await unpackBackup(file, folder);
    const manifest = await checkedManifest(folder);
    const missing = await missingFiles(runtime, manifest, options.acceptMissingFiles ?? false);
    await fill(runtime, folder, manifest);
    await restoreFiles(runtime, folder, manifest);
    for (const log of manifest.logs.filter(
      (each) => !manifest.logs.some((other) => other.org === each.org && other.epoch > each.epoch),
    ))
      await openEpoch(runtime, log);
    const erasedAgain = options.erasures ? await eraseAgain(runtime, options.erasures) : 0;
    for (const org of await runtime.organisations.all()) {
      const { answer, sentences } = await verifyTrail(runtime, org.id);
      if (answer === 'tampered')
        throw new AppError(
          'trail-broken',
          `The restored trail of ${org.name} does not agree: ${sentences.slice(0, 3).join(' ')}`,
        );
    }
    return {
      organisations: new Set(manifest.logs.map((log) => log.org)).size,
      rows: Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0),
      files: manifest.files.length,
      filesMissing: missing,
      erasedAgain,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** All tables in one transaction: a restore that is stopped leaves an empty instance. */
async function fill(runtime: Runtime, folder: string, manifest: Manifest): Promise<void> {
  await runtime.db.admin(async (owner) => {
    const known = new Map(
      (await owner.introspection.getTables()).map((table) => [
        table.name,
        new Map(table.columns.map((column) => [column.name, column])),
      ]),
    );
    await owner.transaction().execute(async (tx) => {
      // Loading accounts fires the triggers that write their events; the backup brings the events itself.
      // What others refer to comes first.
      const rank = (name: string) => (name === 'org' || name === 'user' ? 0 : name === 'auth_event' ? 2 : 1);
      for (const name of Object.keys(manifest.tables).sort((a, b) => rank(a) - rank(b))) {
        const columns = known.get(name);
        if (!columns) throw new AppError('newer-schema', `This program has no table "${name}".`);
        if (name === 'auth_event') await sql`delete from "auth_event"`.execute(tx);
        await load(tx as unknown as Db, {
          name,
          path: join(folder, 'tables', `${name}.jsonl`),
          postgres: runtime.db.engine === 'postgres',
          toFlag: (column, value) => flag(columns.get(column)?.dataType, value),
        });
      }
    });
  });
}

/** Flags are booleans on PostgreSQL in the tables of sign-in, and numbers on SQLite. */
function flag(dataType: string | undefined, value: unknown): unknown {
  if (dataType === 'bool' || dataType === 'boolean') return value === null ? null : Boolean(value);
  return typeof value === 'boolean' ? Number(value) : value;
}

async function load(
  db: Db,
  table: {
    readonly name: string;
    readonly path: string;
    readonly postgres: boolean;
    readonly toFlag: (column: string, value: unknown) => unknown;
  },
): Promise<void> {
  for await (const line of splitLines(createReadStream(table.path))) {
    if (line === '') continue;
    const row = Object.fromEntries(
      Object.entries(JSON.parse(line) as Record<string, unknown>).map(([column, value]) => [
        column,
        table.toFlag(column, decodeCell(value)),
      ]),
    );
    const insert = db.insertInto(table.name).values(row);
    await (table.name === 'auth_event'
      ? sql`insert into "auth_event" (${sql.join(Object.keys(row).map((column) => sql.id(column)))}) ${table.postgres ? sql`overriding system value` : sql``} values (${sql.join(Object.values(row))})`.execute(
          db,
        )
      : insert.execute());
  }
}

/** Files that the backup left in a bucket have to be in the present store before anything is restored. */
async function missingFiles(runtime: Runtime, manifest: Manifest, accept: boolean): Promise<number> {
  const { filesAt, files } = manifest;
  if (filesAt === undefined) return 0;
  const missing = await notIn(runtime.files, files);
  if (missing.length > 0 && !accept)
    throw new AppError(
      'invalid-input',
      `The backup left its files in ${filesAt}, and ${missing.length} of ${files.length} are not in ${runtime.files.place}.`,
      {
        next: `Set AIMS_FILES to ${filesAt} or to a copy of it, or give --accept-missing-files to restore the records alone.`,
      },
    );
  return missing.length;
}

async function restoreFiles(runtime: Runtime, folder: string, manifest: Manifest): Promise<void> {
  for (const { org, hash } of manifest.files) {
    const path = join(folder, 'files', org, hash);
    if (!(await stat(path).catch(() => null))) continue;
    const stored = await runtime.files.put(org, createReadStream(path), Number.MAX_SAFE_INTEGER);
    if (stored.hash !== hash)
      throw new AppError('invalid-input', `The backup is damaged: the file ${hash} is not what it was.`);
  }
}

/** A new epoch with a new key: the old one is in no backup. */
async function openEpoch(runtime: Runtime, log: Manifest['logs'][number]): Promise<void> {
  const now = runtime.clock.now();
  const org = await runtime.organisations.get(log.org);
  await runtime.db.write(log.org, async (handle) => {
    const detail = await startEpoch(handle, runtime, { ...log, now });
    const { catalog, registry } = runtime;
    const today = dayIn(org.timeZone, now);
    await inTransaction(
      handle,
      { org, actor: OPERATOR, operation: 'backup.restore', now, today, catalog, registry },
      (tx) => tx.appendEntry(epochEntry(detail, now)),
    );
    // What was handed over stays closed.
    await handle.exec(
      `update "log" set "closed" = (select "closed" from "log" where "org_id" = ? and "epoch" = ?) where "org_id" = ? and "epoch" = ?`,
      [log.org, log.epoch, log.org, detail.epoch],
    );
  });
}

/** What was erased since the backup was made is erased again. */
async function eraseAgain(runtime: Runtime, path: string): Promise<number> {
  let erased = 0;
  for (const { org: id, recordId, paths } of erasureLines(await readFile(path, 'utf8'))) {
    const org = await runtime.organisations.get(id).catch(() => null);
    if (!org) continue;
    const [record] = await runtime.db.write(id, ({ exec }) =>
      exec(`select "id" from "record" where "org_id" = ? and "id" = ?`, [id, recordId]),
    );
    if (record)
      erased += await eraseFields(
        runtime,
        { org, actor: OPERATOR, operation: 'backup.restore' },
        { recordId, paths, ground: 'Erased before; the restored backup is older', approvers: [] },
      );
  }
  await mkdir(runtime.folder, { recursive: true });
  return erased;
}
