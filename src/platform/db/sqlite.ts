import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { SqliteDatabase } from 'kysely';

/** A prepared-statement cache over one handle, shared by Kysely and by our own precompiled writes. */
export type SqliteHandle = {
  readonly raw: DatabaseSync;
  readonly all: (sql: string, params: readonly unknown[]) => Record<string, unknown>[];
  readonly run: (sql: string, params: readonly unknown[]) => number;
  readonly kysely: SqliteDatabase;
};

/**
 * Opens the database file.
 * @throws when the folder cannot be written or the file is no database; the message is SQLite's
 */
export function openSqlite(path: string, options: { readonly readOnly?: boolean } = {}): SqliteHandle {
  const raw = new DatabaseSync(path, { readOnly: options.readOnly ?? false, timeout: 250 });
  if (!options.readOnly) {
    raw.exec('pragma journal_mode = wal');
    raw.exec('pragma synchronous = full');
    raw.exec('pragma secure_delete = on');
  }
  raw.exec('pragma foreign_keys = on');
  raw.exec('pragma cache_size = -65536');
  raw.exec('pragma temp_store = memory');
  const statement = statementCache(raw);
  return {
    raw,
    all: (sql, params) => statement(sql).st.all(...bind(params)) as Record<string, unknown>[],
    run: (sql, params) => Number(statement(sql).st.run(...bind(params)).changes),
    kysely: {
      close: () => raw.close(),
      prepare(query) {
        // SQLite rolls back by itself on a full disk; a second rollback would hide the real error.
        if (query === 'rollback' && !raw.isTransaction) query = 'select 1';
        // Taking the write lock at once avoids the upgrade from a stale snapshot.
        const sql = query === 'begin' ? 'begin immediate' : query;
        const { st, reader } = statement(sql);
        return {
          reader,
          all: (params) => st.all(...bind(params)),
          run: (params) => st.run(...bind(params)),
          iterate: (params) => raw.prepare(sql).iterate(...bind(params)) as IterableIterator<unknown>,
        };
      },
    },
  };
}

function statementCache(raw: DatabaseSync) {
  const cache = new Map<string, { readonly st: StatementSync; readonly reader: boolean }>();
  return (sql: string) => {
    const known = cache.get(sql);
    if (known) return known;
    const st = raw.prepare(sql);
    const entry = { st, reader: st.columns().length > 0 };
    if (cache.size > 500) cache.clear();
    cache.set(sql, entry);
    return entry;
  };
}

/** A Date or plain object as the first parameter would be taken for named parameters and bind NULL: refuse it. */
function bind(params: readonly unknown[]): SQLInputValue[] {
  return params.map((value) => {
    if (value === undefined) return null;
    if (typeof value === 'boolean') return value ? 1 : 0;
    if (value === null || typeof value !== 'object' || value instanceof Uint8Array)
      return value as SQLInputValue;
    throw new TypeError('Only text, numbers, flags and bytes can be stored');
  });
}
