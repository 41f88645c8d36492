import { type Kysely, sql } from 'kysely';
import type { EngineName } from '../db/database.ts';
import { breather } from '../import/breathe.ts';
import { encodeCell } from './format.ts';

export type Db = Kysely<Record<string, Record<string, unknown>>>;

/** A table of one engine, whole or the rows where `column` is `value`. */
export type RowsOf = {
  readonly engine: EngineName;
  readonly name: string;
  readonly where?: { readonly column: string; readonly value: string };
};

/** The rows of a table inside a snapshot as JSON lines that either engine can load. */
export async function* linesOf(db: Db, from: RowsOf): AsyncIterable<string> {
  const breathe = breather();
  for await (const row of rowsOf(db, from)) {
    yield `${JSON.stringify(Object.fromEntries(Object.entries(row).map(([column, value]) => [column, encodeCell(value)])))}\n`;
    await breathe();
  }
}

/** A piece at a time: a log of millions never stands in memory at once. */
async function* rowsOf(db: Db, { engine, name, where }: RowsOf): AsyncIterable<Record<string, unknown>> {
  if (engine === 'sqlite') {
    const all = db.selectFrom(name).selectAll();
    yield* (where ? all.where(where.column, '=', where.value as never) : all).stream();
    return;
  }
  const some = where ? sql` where ${sql.ref(where.column)} = ${sql.lit(where.value)}` : sql``;
  await sql`declare "backup_rows" no scroll cursor for select * from ${sql.table(name)}${some}`.execute(db);
  for (;;) {
    const { rows } = await sql<Record<string, unknown>>`fetch 1000 from "backup_rows"`.execute(db);
    if (rows.length === 0) break;
    yield* rows;
  }
  await sql`close "backup_rows"`.execute(db);
}

/**
 * The lines of a stream of such rows. Only a line feed ends one: readline also splits at U+2028 and U+2029, which JSON
 * leaves as they are inside texts.
 */
export async function* splitLines(body: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest + decoder.decode() !== '') yield rest;
}
