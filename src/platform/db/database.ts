import type { Kysely } from 'kysely';
import type { PlatformTables } from './tables.ts';

export type EngineName = 'sqlite' | 'postgres';

/** What reading code may do: build selects. Writes exist only on a transaction of the trail. */
export type Reader<T = PlatformTables> = Pick<
  Kysely<T>,
  'selectFrom' | 'selectNoFrom' | 'with' | 'withRecursive' | 'fn' | 'dynamic'
>;

/** One open transaction. `exec` takes `?` placeholders on both engines and runs precompiled text. */
export type WriteHandle = {
  readonly engine: EngineName;
  readonly q: Kysely<PlatformTables>;
  readonly exec: (sql: string, params: readonly unknown[]) => Promise<Record<string, unknown>[]>;
};

/**
 * The port to both engines. Asynchronous from the first day; nobody else opens a connection.
 * `org` keys row-level security on PostgreSQL; null is for platform tables only.
 */
export type Database = {
  readonly engine: EngineName;
  /** Point reads and index-bound pages. On PostgreSQL one read-only snapshot per call. */
  readonly read: <T>(org: string | null, run: (q: Reader) => Promise<T>) => Promise<T>;
  /**
   * Everything else that reads: lists, checks, overviews; off the event loop. On SQLite each query by itself sees the
   * newest state.
   */
  readonly scan: <T>(org: string | null, run: (q: Reader) => Promise<T>) => Promise<T>;
  /**
   * As `scan`, and all of it at one moment although others write: for what holds tables against each other, freezes
   * or prints. Must not be asked for inside another.
   */
  readonly moment: <T>(org: string | null, run: (q: Reader) => Promise<T>) => Promise<T>;
  /** One transaction, grouped with others that wait; resolves after the commit is durable. */
  readonly write: <T>(org: string | null, run: (handle: WriteHandle) => Promise<T>) => Promise<T>;
  /** The connection of sign-in (better-auth), which shares the one writer. */
  readonly auth: Kysely<PlatformTables>;
  /** The same tables for reading sessions and keys; no organisation keys them. */
  readonly authRead: Kysely<PlatformTables>;
  /** For migrations and restore: the owner's connection, outside row-level security. */
  readonly admin: <T>(run: (db: Kysely<PlatformTables>) => Promise<T>) => Promise<T>;
  /** Every row of every organisation at one moment, while writing goes on: for backups. */
  readonly snapshot: <T>(run: (db: Kysely<PlatformTables>) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
};
