import { CompiledQuery, Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { AppError } from '#kernel/errors.ts';
import type { Database, Reader, WriteHandle } from './database.ts';
import type { PlatformTables } from './tables.ts';

/**
 * PostgreSQL: a pool for the application's role under row-level security; migrations use the owner's connection.
 * A transaction takes its organisation's log row at its first write, so there is one writer per organisation.
 */
export function postgresDatabase(
  url: string,
  adminUrl: string,
  options: { readonly connections?: number } = {},
): Database {
  const pool = new pg.Pool({ connectionString: url, max: options.connections ?? 10, types: portableTypes });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  const db = new Kysely<PlatformTables>({ dialect: new PostgresDialect({ pool }) });

  async function snapshot<T>(org: string | null, run: (q: Reader) => Promise<T>): Promise<T> {
    return guarded(() =>
      db
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute(async (tx) => {
          await enter(tx, org);
          return run(tx);
        }),
    );
  }

  return {
    engine: 'postgres',
    read: snapshot,
    scan: snapshot,
    moment: snapshot,
    write: (org, run) =>
      guarded(() =>
        db.transaction().execute(async (tx) => {
          await enter(tx, org);
          return run(writeHandle(tx));
        }),
      ),
    auth: db,
    authRead: db,
    admin: (run) => asOwner(adminUrl, run),
    snapshot: (run) =>
      asOwner(adminUrl, (owner) =>
        owner.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(run),
      ),
    close: () => db.destroy(),
  };
}

async function asOwner<T>(adminUrl: string, run: (db: Kysely<PlatformTables>) => Promise<T>): Promise<T> {
  const owner = new pg.Pool({ connectionString: adminUrl, max: 1, types: portableTypes });
  const kysely = new Kysely<PlatformTables>({ dialect: new PostgresDialect({ pool: owner }) });
  try {
    return await run(kysely);
  } finally {
    await kysely.destroy();
  }
}

function writeHandle(tx: Transaction<PlatformTables>): WriteHandle {
  return {
    engine: 'postgres',
    q: tx,
    exec: async (text, params) =>
      (await tx.executeQuery<Record<string, unknown>>(CompiledQuery.raw(numbered(text), [...params]))).rows,
  };
}

async function enter(tx: Transaction<PlatformTables>, org: string | null): Promise<void> {
  await tx.executeQuery(CompiledQuery.raw("select set_config('app.org', $1, true)", [org ?? '']));
}

const numberedCache = new Map<string, string>();

/** `?` placeholders to `$1`, `$2` …; our texts hold no question mark elsewhere. */
function numbered(text: string): string {
  const known = numberedCache.get(text);
  if (known) return known;
  let n = 0;
  const result = text.replace(/\?/g, () => `$${++n}`);
  numberedCache.set(text, result);
  return result;
}

async function guarded<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    if (code === '53100')
      throw new AppError(
        'storage-full',
        "The data could not be written because the database server's disk is full.",
      );
    if (code === 'ECONNREFUSED' || code.startsWith('57P') || code.startsWith('08')) {
      throw new AppError('unavailable', 'The database server does not answer.');
    }
    throw error;
  }
}

/** Counts and positions come back as numbers, as they do from SQLite. */
const portableTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === 20 || oid === 1700 ? (Number as never) : (pg.types.getTypeParser(oid, format as 'text') as never),
};
