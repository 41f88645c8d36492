import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import { type ColumnKind, columnsOf, type RecordDefinition } from '#kernel/record.ts';
import type { Ctx } from '../context.ts';
import { positionNow } from './position.ts';

/** A page as the database put it together. */
export type JsonPage = {
  /** The rows as one JSON array. */
  readonly json: Uint8Array;
  readonly count: number;
  /** The values by which the last row is sorted, as a JSON array; null without rows. */
  readonly last: string | null;
  /** The position of the log that the rows show: of the same moment. */
  readonly at: number;
};

/**
 * Runs a page query and answers its rows as one JSON array in bytes, put together by the database in one statement.
 * Measured on 1,000 wide rows: several times the rate of building objects and serialising them here.
 */
export async function jsonRows(
  ctx: Ctx,
  page: SelectQueryBuilder<never, never, object> | unknown,
  of: { readonly definition: RecordDefinition; readonly sortedBy: readonly string[] },
): Promise<JsonPage> {
  const kinds = new Map<string, ColumnKind>([
    ['id', 'text'],
    ['version', 'integer'],
    ...columnsOf(of.definition),
  ]);
  const names = [...kinds.keys()];
  const inner = (page as SelectQueryBuilder<{ record: Record<string, never> }, 'record', object>).select(
    names.map((name) => sql.ref(`record.${name}`).as(name)),
  );
  const q = ctx.q as unknown as Kysely<{ page: Record<string, string> }>;
  const { whole, sorts } =
    ctx.engine === 'sqlite' ? onSqlite(names, kinds, of.sortedBy) : onPostgres(names, kinds, of.sortedBy);
  const row = (await q
    .selectFrom(inner.as('page'))
    .select([
      whole.as('json'),
      sql<number>`count(*)`.as('count'),
      sorts.as('sorts'),
      sql<number | null>`(${positionNow(ctx)})`.as('at'),
    ])
    .executeTakeFirstOrThrow()) as unknown as {
    json: Uint8Array;
    count: number;
    sorts: string | null;
    at: number | null;
  };
  return {
    json: row.json,
    count: Number(row.count),
    last: row.sorts?.slice(row.sorts.lastIndexOf('\n') + 1) ?? null,
    at: ctx.at === 'now' ? Number(row.at ?? -1) : ctx.at,
  };
}

/** The rows as one array, and a line for each with what it is sorted by. */
function onSqlite(names: readonly string[], kinds: ReadonlyMap<string, ColumnKind>, by: readonly string[]) {
  const values = sql`json_array(${sql.join(by.map((name) => sql.ref(`page.${name}`)))})`;
  return {
    whole: sql`cast('[' || coalesce(group_concat(${sqliteObject(names, kinds)}, ','), '') || ']' as blob)`,
    sorts: sql`group_concat(${values}, char(10))`,
  };
}

function onPostgres(names: readonly string[], kinds: ReadonlyMap<string, ColumnKind>, by: readonly string[]) {
  const values = sql`json_build_array(${sql.join(by.map((name) => sql.ref(`page.${name}`)))})::text`;
  return {
    whole: sql`convert_to('[' || coalesce(string_agg(${postgresObject(names, kinds)}, ','), '') || ']', 'UTF8')`,
    sorts: sql`string_agg(${values}, chr(10))`,
  };
}

function sqliteObject(names: readonly string[], kinds: ReadonlyMap<string, ColumnKind>) {
  const parts = names.flatMap((name) => {
    const ref = sql.ref(`page.${name}`);
    const kind = kinds.get(name);
    if (kind === 'json') return [sql.lit(name), sql`json(${ref})`];
    if (kind === 'flag')
      return [sql.lit(name), sql`json(case ${ref} when 1 then 'true' when 0 then 'false' else 'null' end)`];
    return [sql.lit(name), ref];
  });
  return sql`json_object(${sql.join(parts)})`;
}

function postgresObject(names: readonly string[], kinds: ReadonlyMap<string, ColumnKind>) {
  // json_build_object takes at most 100 arguments: wide registers are joined from pieces.
  const pieces: ReturnType<typeof sql>[] = [];
  for (let i = 0; i < names.length; i += 40) {
    const parts = names.slice(i, i + 40).flatMap((name) => {
      const ref = sql.ref(`page.${name}`);
      const kind = kinds.get(name);
      const value = kind === 'json' ? sql`${ref}::jsonb` : kind === 'flag' ? sql`(${ref} = 1)` : ref;
      return [sql`${sql.lit(name)}::text`, value];
    });
    pieces.push(sql`jsonb_build_object(${sql.join(parts)})`);
  }
  return sql`(${sql.join(pieces, sql` || `)})::text`;
}
