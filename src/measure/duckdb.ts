import { tmpdir } from 'node:os';
import type { DuckDBConnection } from '@duckdb/node-api';

export type DuckdbOptions = {
  /** Such as `256MB`; DuckDB's own default is most of the machine. */
  readonly memory?: string;
  readonly threads?: number;
  /** Where it may spill what does not fit. */
  readonly scratch?: string;
};

/** What the engine answers: rows as plain objects. */
export type Row = Readonly<Record<string, unknown>>;

export type Duckdb = {
  readonly rows: (sql: string) => Promise<readonly Row[]>;
  /**
   * From now on these files and folders are all that it opens, whatever the SQL says, and no setting can be changed back:
   * a second wall behind the quoting of names.
   */
  readonly confine: (to: {
    readonly files: readonly string[];
    readonly folders: readonly string[];
  }) => Promise<void>;
  readonly close: () => void;
};

/**
 * Opens a DuckDB in memory. It loads no extension by itself and so reaches for no network: Parquet, JSON and ICU are
 * part of the package, others are not. The library is loaded here and nowhere else, so that only measuring pays for it.
 */
export async function openDuckdb(options: DuckdbOptions = {}): Promise<Duckdb> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    temp_directory: options.scratch ?? tmpdir(),
    ...(options.memory && { memory_limit: options.memory }),
    ...(options.threads && { threads: String(options.threads) }),
  });
  const connection = await instance.connect();
  await connection.run(`set timezone = 'UTC'`);
  await connection.run('set preserve_insertion_order = false');
  // Otherwise what was read of a file stays in memory for a second reading, and memory grows with the log.
  await connection.run('set enable_external_file_cache = false');
  return {
    rows: (sql) => read(connection, sql),
    confine: async ({ files, folders }) => {
      const list = (names: readonly string[]) =>
        `[${names.map((name) => `'${name.replaceAll("'", "''")}'`).join(', ')}]`;
      await connection.run(`set allowed_paths = ${list(files)}`);
      await connection.run(`set allowed_directories = ${list(folders)}`);
      await connection.run('set enable_external_access = false');
      await connection.run('set lock_configuration = true');
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function read(connection: DuckDBConnection, sql: string): Promise<readonly Row[]> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRowObjectsJS() as readonly Row[];
}
