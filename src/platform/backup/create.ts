import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { create } from 'tar';
import { AppError } from '#kernel/errors.ts';
import type { EngineName } from '../db/database.ts';
import { syncFile, syncFolder } from '../durable.ts';
import { namedFiles } from '../files/named.ts';
import type { Runtime } from '../instance.ts';
import { storageError } from '../storage-error.ts';
import { rootText } from '../trail/merkle.ts';
import { verifyTrail } from '../trail/verify.ts';
import { VERSION } from '../version.ts';
import { copyFiles, notIn } from './copy-files.ts';
import { LEFT_OUT, type Manifest } from './format.ts';
import { type Db, linesOf } from './rows.ts';

export type BackupMade = {
  readonly file: string;
  readonly bytes: number;
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  /** `inside`, or the bucket in which the files stay. */
  readonly filesAt: string;
  /** Files of records that are not where they should be, or not what they were. */
  readonly filesMissing: number;
  /** The trail agreed with the records. */
  readonly verified: true;
};

export type BackupOptions = {
  /** Files that lie in a bucket stay there unless this is set; those of a folder are always inside. */
  readonly withFiles?: boolean;
};

/**
 * Writes a backup from one snapshot while everything runs: rows, evidence files, logs with their roots; never a key or
 * the secret. The trail is verified first, and the file appears under its name only when it is whole.
 * @throws AppError `trail-broken` when the records do not agree with the log: such a state is not what one wants back; `storage-full`
 */
export async function createBackup(
  runtime: Runtime,
  target: string,
  options: BackupOptions = {},
): Promise<BackupMade> {
  for (const org of await runtime.organisations.all()) {
    const { answer, sentences } = await verifyTrail(runtime, org.id);
    if (answer === 'tampered')
      throw new AppError(
        'trail-broken',
        `The trail of ${org.name} does not agree with its records. ${sentences.slice(0, 3).join(' ')}`,
      );
  }
  try {
    return await writeBackup(runtime, target, options);
  } catch (error) {
    throw storageError(error, 'The backup');
  }
}

async function writeBackup(
  runtime: Runtime,
  target: string,
  { withFiles = false }: BackupOptions,
): Promise<BackupMade> {
  await mkdir(dirname(target), { recursive: true });
  const folder = await mkdtemp(join(dirname(target), '.aims-backup-'));
  try {
    const outside = runtime.files.place.startsWith('s3://') && !withFiles;
    const manifest: Manifest = {
      ...(await writeTables(runtime, folder)),
      ...(outside && { filesAt: runtime.files.place }),
    };
    const missing = outside
      ? await notIn(runtime.files, manifest.files)
      : await copyFiles(runtime.files, join(folder, 'files'), manifest.files);
    await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest, null, 2));
    const erasures = await readFile(join(runtime.folder, 'erasures.jsonl')).catch(() => null);
    if (erasures) await writeFile(join(folder, 'erasures.jsonl'), erasures);
    // Nobody else on the machine reads it, from its first byte on.
    await writeFile(`${target}.part`, '', { mode: 0o600 });
    await create({ gzip: true, cwd: folder, file: `${target}.part`, portable: true }, [
      'manifest.json',
      'tables',
      'files',
      ...(erasures ? ['erasures.jsonl'] : []),
    ]);
    await syncFile(`${target}.part`);
    await rename(`${target}.part`, target);
    await syncFolder(dirname(target));
    const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0);
    return {
      file: target,
      bytes: (await stat(target)).size,
      tables: Object.keys(manifest.tables).length,
      rows,
      files: manifest.files.length,
      filesAt: manifest.filesAt ?? 'inside',
      filesMissing: missing.length,
      verified: true,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
    await rm(`${target}.part`, { force: true });
  }
}

/** Every table inside one transaction of the owner: nothing moves while it is read. */
async function writeTables(runtime: Runtime, folder: string): Promise<Manifest> {
  await mkdir(join(folder, 'tables'));
  await mkdir(join(folder, 'files'));
  return runtime.db.snapshot(async (snapshot) => {
    const db = snapshot as unknown as Db;
    const names = (await snapshot.introspection.getTables())
      .filter((table) => !table.isView && !LEFT_OUT.has(table.name))
      .map((table) => table.name);
    const tables: Record<string, { rows: number; sha256: string }> = {};
    for (const name of names.sort())
      tables[name] = await writeTable(
        db,
        { engine: runtime.db.engine, name },
        join(folder, 'tables', `${name}.jsonl`),
      );
    const logs = await db.selectFrom('log').selectAll().execute();
    const files = (await namedFiles(snapshot)).filter((file) => file.ref !== null);
    return {
      format: 1,
      createdAt: runtime.clock.now().toISOString(),
      version: VERSION,
      tables,
      files: files.map(({ org, hash, size }) => ({ org, hash, size: size ?? 0 })),
      logs: logs.map((row) => ({
        org: String(row.org_id),
        epoch: Number(row.epoch),
        size: Number(row.size),
        root: rootText(row.frontier as Uint8Array),
      })),
    };
  });
}

async function writeTable(
  db: Db,
  from: { readonly engine: EngineName; readonly name: string },
  path: string,
): Promise<{ rows: number; sha256: string }> {
  const hash = createHash('sha256');
  let count = 0;
  async function* lines() {
    for await (const line of linesOf(db, from)) {
      hash.update(line);
      count += 1;
      yield line;
    }
  }
  // A pipeline hears a full disk whenever it is found; a stream by itself would end the server with it.
  await pipeline(lines, createWriteStream(path));
  return { rows: count, sha256: hash.digest('hex') };
}
