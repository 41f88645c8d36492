import { AsyncLocalStorage } from 'node:async_hooks';
import { rm } from 'node:fs/promises';
import { backup } from 'node:sqlite';
import { type Dialect, Kysely, SqliteDialect, type Transaction } from 'kysely';
import { storageError } from '../storage-error.ts';
import type { Database, Reader, WriteHandle } from './database.ts';
import { momentPool } from './moment-pool.ts';
import { readerPool } from './reader-pool.ts';
import { openSqlite, type SqliteHandle } from './sqlite.ts';
import type { PlatformTables } from './tables.ts';

const BATCH = 64;
const ALL_PAGES = 2 ** 31 - 1;

type Job = {
  readonly run: (handle: WriteHandle) => Promise<unknown>;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * SQLite: one writing connection with group commit, one read-only connection for point reads, threads for the rest.
 * @param path the database file; its folder exists
 */
export function sqliteDatabase(path: string, options: { readonly threads?: number } = {}): Database {
  const writer = openSqlite(path);
  const reader = openSqlite(path, { readOnly: true });
  const pool = readerPool(path, options.threads ?? 2);
  const db = new Kysely<PlatformTables>({ dialect: writing(writer) });
  const read = new Kysely<PlatformTables>({ dialect: new SqliteDialect({ database: reader.kysely }) });
  const scan = pool.kysely<PlatformTables>();
  const moments = momentPool<PlatformTables>(path, options.threads ?? 2);
  const queue: Job[] = [];
  let draining: Promise<void> | null = null;

  async function drain(): Promise<void> {
    // One turn of the loop lets the requests that arrived together share a commit.
    await new Promise((resolve) => setImmediate(resolve));
    while (queue.length > 0) await runBatch(db, writer, queue.splice(0, BATCH));
    draining = null;
  }

  return {
    engine: 'sqlite',
    read: (_org, run) => run(read),
    scan: (_org, run) => run(scan as Reader),
    moment: (_org, run) => moments.run((q) => run(q as Reader)),
    write: (_org, run) =>
      new Promise((resolve, reject) => {
        // It runs when its turn comes, and still in the language of who asked.
        queue.push({ run: AsyncLocalStorage.bind(run), resolve: resolve as Job['resolve'], reject });
        draining ??= drain();
      }),
    auth: db,
    authRead: read,
    admin: (run) => run(db),
    snapshot: (run) => onCopy(path, run),
    close: async () => {
      await draining;
      await Promise.all([pool.close(), moments.close()]);
      await read.destroy();
      await db.destroy();
      // Kysely closes only what it has used.
      for (const { raw } of [reader, writer]) if (raw.isOpen) raw.close();
    },
  };
}

/** SQLite changes its schema inside a transaction as well; Kysely does not count on it. */
function writing({ kysely }: SqliteHandle): Dialect {
  const dialect = new SqliteDialect({ database: kysely });
  const adapter = Object.create(dialect.createAdapter(), { supportsTransactionalDdl: { value: true } });
  return {
    createAdapter: () => adapter,
    createDriver: () => dialect.createDriver(),
    createIntrospector: (of) => dialect.createIntrospector(of),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}

/** Up to 64 waiting writes in one transaction, each in a savepoint, answered only after the commit. */
async function runBatch(
  db: Kysely<PlatformTables>,
  writer: SqliteHandle,
  batch: readonly Job[],
): Promise<void> {
  const answers: (() => void)[] = [];
  try {
    await db.transaction().execute(async (tx) => {
      const handle = writeHandle(tx, writer);
      for (const job of batch) await runJob(job, handle, writer, answers);
    });
    for (const answer of answers) answer();
  } catch (error) {
    const cause = translate(error);
    for (const job of batch) job.reject(cause);
  }
}

async function runJob(
  job: Job,
  handle: WriteHandle,
  writer: SqliteHandle,
  answers: (() => void)[],
): Promise<void> {
  writer.run('savepoint w', []);
  try {
    const value = await job.run(handle);
    writer.run('release w', []);
    answers.push(() => job.resolve(value as never));
  } catch (error) {
    // A full disk has already rolled back everything: the whole batch is gone and must hear the real error.
    if (!writer.raw.isTransaction) throw error;
    writer.run('rollback to w', []);
    writer.run('release w', []);
    answers.push(() => job.reject(translate(error)));
  }
}

function writeHandle(tx: Transaction<PlatformTables>, writer: SqliteHandle): WriteHandle {
  return { engine: 'sqlite', q: tx, exec: async (text, params) => writer.all(text, params) };
}

const translate = (error: unknown) => storageError(error, 'The data');

/**
 * SQLite copies itself while others write; the copy is read at leisure and thrown away. In one step: between two steps
 * somebody writes and it begins again, for ever where people are busy. By a connection of its own, which nobody waits for.
 */
async function onCopy<T>(path: string, run: (db: Kysely<PlatformTables>) => Promise<T>): Promise<T> {
  const copy = `${path}.copy-${process.hrtime.bigint()}`;
  try {
    const source = openSqlite(path, { readOnly: true });
    try {
      await backup(source.raw, copy, { rate: ALL_PAGES });
    } finally {
      source.raw.close();
    }
    const db = new Kysely<PlatformTables>({
      dialect: new SqliteDialect({ database: openSqlite(copy).kysely }),
    });
    try {
      return await run(db);
    } finally {
      await db.destroy();
    }
  } finally {
    // Also what a full disk left of a copy: it would keep the space that is wanted.
    await Promise.all(['', '-journal', '-wal', '-shm'].map((end) => rm(copy + end, { force: true })));
  }
}
