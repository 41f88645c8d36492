import { CompiledQuery, Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import type { Database, Reader, WriteHandle } from './database.ts';
import { databaseError } from './postgres-error.ts';
import type { PlatformTables } from './tables.ts';

/** In milliseconds. */
const PATIENCE = 10_000;

/**
 * PostgreSQL: a pool for the application's role under row-level security; migrations use the owner's connection.
 * A transaction takes its organisation's log row at its first write, so there is one writer per organisation.
 */
export function postgresDatabase(
  url: string,
  adminUrl: string,
  options: { readonly connections?: number } = {},
): Database {
  const pool = connections(url, options.connections ?? 10);
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
    write: async (org, run) => {
      let complete = false;
      try {
        return await db.transaction().execute(async (tx) => {
          await enter(tx, org);
          const value = await run(writeHandle(tx));
          complete = true;
          return value;
        });
      } catch (error) {
        throw databaseError(error, { complete });
      }
    },
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

function connections(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    types: portableTypes,
    // A server that is gone without a word, or none that is free: say so instead of waiting for ever.
    connectionTimeoutMillis: PATIENCE,
    keepAlive: true,
    keepAliveInitialDelayMillis: PATIENCE,
  });
  // A connection that breaks is replaced by the pool; without a listener it would end the process, while it is idle
  // and in the hands of a transaction that is between two statements.
  pool.on('error', () => {});
  pool.on('connect', (client) => void client.on('error', () => {}));
  return pool;
}

async function asOwner<T>(adminUrl: string, run: (db: Kysely<PlatformTables>) => Promise<T>): Promise<T> {
  const kysely = new Kysely<PlatformTables>({
    dialect: new PostgresDialect({ pool: connections(adminUrl, 1) }),
  });
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
    throw databaseError(error);
  }
}

/** Counts and positions come back as numbers, as they do from SQLite. */
const portableTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === 20 || oid === 1700 ? (Number as never) : (pg.types.getTypeParser(oid, format as 'text') as never),
};
