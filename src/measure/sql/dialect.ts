import type { Row } from '../duckdb.ts';

/** A numeric column to be counted in bins: open below, closed above. */
export type Binned = { readonly x: string; readonly edges: readonly number[] };

/** How an engine writes what engines write differently. Everything else is SQL that all of them speak. */
export type Dialect = {
  readonly name: 'duckdb' | 'postgres' | 'clickhouse';
  /** A name, quoted so that nothing in it can be read as SQL. */
  readonly identifier: (name: string) => string;
  /** A text, quoted likewise. */
  readonly text: (value: string) => string;
  readonly number: (value: number) => string;
  /** A whole number that is not there. */
  readonly none: string;
  readonly isNumber: (type: string) => boolean;
  /** The value as a floating-point number; null where it is none. */
  readonly toNumber: (x: string, type: string) => string;
  readonly toText: (x: string) => string;
  readonly toInteger: (x: string) => string;
  readonly finite: (x: string) => string;
  /** The sum of whole numbers, without overflow; null counts as nothing. */
  readonly sum: (x: string) => string;
  /** A column as an instant; naive times are those of the zone. Null where it is none. */
  readonly instant: (x: string, type: string, zone: string) => string;
  readonly instantOf: (iso: string) => string;
  /** An instant in milliseconds since 1970. */
  readonly millis: (x: string) => string;
  /** The values below which these shares of the rows lie: each a value that occurs. */
  readonly quantiles: (x: string, shares: readonly number[]) => string;
  /** A condition that about one in n rows fulfils, and always the same ones. */
  readonly oneIn: (n: number, columns: readonly string[]) => string;
  /**
   * The one hook for histograms: one statement for all columns, and how its rows are read.
   * Bin i holds the values above edge i-1 and up to edge i; the last bin is beyond the last edge.
   */
  readonly histograms: (
    columns: readonly Binned[],
    from: string,
  ) => {
    readonly sql: string;
    readonly read: (rows: readonly Row[]) => readonly (readonly number[])[];
  };
};

/** A count as an engine gives it: number, bigint or text. */
export function int(value: unknown): number {
  const number = Number(value ?? 0);
  if (!Number.isSafeInteger(number))
    throw new Error(`The engine answered ${String(value)} where a count belongs.`);
  return number;
}

/** A sum of whole numbers as an engine gives it. */
export function whole(value: unknown): bigint {
  return value === null || value === undefined ? 0n : BigInt(String(value));
}

/** A number literal that is a floating-point number and nothing else: `1.23` would be typed as a decimal. */
export function exponential(value: number): string {
  const text = value.toExponential();
  return value < 0 ? `(${text})` : text;
}
