import { globSync, realpathSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { AppError } from '#kernel/errors.ts';
import { type Duckdb, type DuckdbOptions, openDuckdb } from './duckdb.ts';
import type { Log } from './engine.ts';
import { flattenEvaluations } from './otel.ts';
import { sourceError } from './source-error.ts';
import type { Spec } from './spec.ts';
import { duckdbDialect } from './sql/duckdb-dialect.ts';
import { usedColumns } from './used-columns.ts';

export type FileOptions = DuckdbOptions & {
  /** Where relative paths start. */
  readonly folder: string;
  /** When set, no file outside this folder is read, by whatever path or link. */
  readonly within?: string;
};

/**
 * Opens Parquet, CSV, JSON lines or OpenTelemetry files as a log. Parquet is read in place; the others are read once into
 * a scratch file of DuckDB's, with the columns that the spec uses.
 * @throws AppError when there are no such files, or they cannot be read
 */
export async function openFiles(spec: Spec, options: FileOptions): Promise<Log> {
  const files = findFiles(spec, options);
  const scratch = await mkdtemp(join(options.scratch ?? tmpdir(), 'aims-measure-'));
  const db = await openDuckdb({ ...options, scratch });
  const close = async () => {
    db.close();
    await rm(scratch, { recursive: true, force: true });
  };
  try {
    await db.confine({ files, folders: [scratch] });
    const from = await tableOf(spec, { db, files, scratch });
    const described = await db.rows(`describe select * from ${from}`);
    return {
      dialect: duckdbDialect,
      from,
      columns: new Map(described.map((row) => [String(row.column_name), String(row.column_type)])),
      rows: async (sql) => {
        try {
          return await db.rows(sql);
        } catch (error) {
          throw sourceError(error, 'The log cannot be read');
        }
      },
      close,
    };
  } catch (error) {
    await close();
    throw sourceError(error, `${files.length === 1 ? files[0] : 'The files'} cannot be read`);
  }
}

/** The files of the source, in a fixed order. */
function findFiles(spec: Spec, { folder, within }: FileOptions): readonly string[] {
  const patterns = [spec.source.path ?? []].flat();
  const remote = patterns.find((pattern) => /^[a-z][a-z0-9+.-]+:\/\//i.test(pattern));
  if (remote)
    throw new AppError('invalid-input', `${remote} is not on this machine.`, {
      next: 'Only files of this machine are read: fetch them first, or measure in the warehouse (format postgres or clickhouse).',
    });
  const found = new Set<string>();
  for (const pattern of patterns) {
    const whole = isAbsolute(pattern) ? pattern : resolve(folder, pattern);
    const matches = globSync(escaped(whole, pattern)).sort();
    if (matches.length === 0)
      throw new AppError('not-found', `No file matches ${pattern}.`, {
        next: `Paths start at the folder of the spec (${folder}); * and ** stand for names and folders.`,
      });
    for (const match of matches) found.add(match);
  }
  for (const file of found) inside(file, within);
  return [...found];
}

/** A folder whose name holds a bracket is no pattern; only the part that the spec wrote is. */
function escaped(whole: string, pattern: string): string {
  const head = whole.slice(0, whole.length - pattern.length);
  return head.replace(/[[\]{}*?!]/g, (sign) => `[${sign}]`) + whole.slice(head.length);
}

/** Links are followed before the path is compared. */
function inside(file: string, within: string | undefined): void {
  if (within === undefined) return;
  const way = relative(realpathSync(within), realpathSync(file));
  if (way === '..' || way.startsWith(`..${'/'}`) || way.startsWith('..\\') || isAbsolute(way))
    throw new AppError('forbidden', `${file} lies outside the folder that may be read.`, {
      next: 'Name files inside it.',
    });
}

async function tableOf(
  spec: Spec,
  {
    db,
    files,
    scratch,
  }: { readonly db: Duckdb; readonly files: readonly string[]; readonly scratch: string },
): Promise<string> {
  const { text } = duckdbDialect;
  const list = `[${files.map(text).join(', ')}]`;
  if (spec.source.format === 'parquet') return `read_parquet(${list}, union_by_name = true)`;
  await db.rows(`attach ${text(join(scratch, 'log.duckdb'))} as scratch`);
  if (spec.source.format === 'otel') {
    const from = await flattenEvaluations(db, { files, scratch });
    await db.rows(`create table scratch.log as ${from}`);
    return 'scratch.log';
  }
  await db.rows(`create table scratch.log as ${await texts(spec, db, list)}`);
  return 'scratch.log';
}

/**
 * CSV and JSON lines are read as texts, since types guessed from one file would be others in the next: a part that only
 * holds `f` would become a boolean, and its groups would not add up with those of the other parts.
 */
async function texts(spec: Spec, db: Duckdb, list: string): Promise<string> {
  if (spec.source.format === 'csv') {
    const reader = `read_csv(${list}, header = true, all_varchar = true, union_by_name = true)`;
    const columns = await picked(spec, db, reader);
    return `select ${columns?.join(', ') ?? '*'} from ${reader}`;
  }
  const shape = `format = 'newline_delimited', union_by_name = true`;
  const guessed = `read_json(${list}, ${shape}, sample_size = -1)`;
  const columns = await picked(spec, db, guessed);
  if (columns === null) return `select * from ${guessed}`;
  const typed = columns.map((column) => `${column}: 'VARCHAR'`).join(', ');
  return `select * from read_json(${list}, ${shape}, columns = {${typed}})`;
}

/** The columns that the spec uses; null, which is all of them, when one is not there, so that an error can name them. */
async function picked(spec: Spec, db: Duckdb, reader: string): Promise<readonly string[] | null> {
  const there = (await db.rows(`describe select * from ${reader}`)).map((row) => String(row.column_name));
  const used = new Set(usedColumns(spec).map(({ name }) => name));
  if ([...used].some((name) => !there.includes(name))) return null;
  const wanted = there.filter((name) => used.has(name));
  return wanted.length > 0 ? wanted.map(duckdbDialect.identifier) : null;
}
