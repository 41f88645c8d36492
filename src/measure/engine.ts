import type { Row } from './duckdb.ts';
import type { Dialect } from './sql/dialect.ts';

/** A log that can be asked: an engine, where the rows are, and which columns there are. */
export type Log = {
  readonly dialect: Dialect;
  /** What stands after `from`. */
  readonly from: string;
  /** Name → type, as the engine calls it. */
  readonly columns: ReadonlyMap<string, string>;
  readonly rows: (sql: string) => Promise<readonly Row[]>;
  readonly close: () => Promise<void>;
};

/** A column as SQL. @throws Error when the log has none of that name: `checkColumns` comes first */
export function columnOf(log: Log, name: string): { readonly x: string; readonly type: string } {
  const type = log.columns.get(name);
  if (type === undefined) throw new Error(`The log has no column ${name}.`);
  return { x: log.dialect.identifier(name), type };
}

/** A column as a number; null where it is none. */
export function numberOf(log: Log, name: string): string {
  const { x, type } = columnOf(log, name);
  return log.dialect.toNumber(x, type);
}

/** A number in billionths, as a whole number; null stays null. */
export function billionths(log: Log, x: string): string {
  return log.dialect.toInteger(`floor((${x}) * 1e9 + 0.5)`);
}
