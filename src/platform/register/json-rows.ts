import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import { type ColumnKind, columnsOf, type RecordDefinition } from '#kernel/record.ts';
import type { Ctx } from '../context.ts';

/**
 * Runs a page query and answers its rows as one JSON array in bytes, put together by the database.
 * Measured on 1,000 wide rows: several times the rate of building objects and serialising them here.
 */
export async function jsonRows(
  ctx: Ctx,
  page: SelectQueryBuilder<never, never, object> | unknown,
  definition: RecordDefinition,
): Promise<{ readonly json: Uint8Array; readonly count: number }> {
  const names = ['id', 'version', ...columnsOf(definition).keys()];
  const kinds = new Map<string, ColumnKind>([
    ['id', 'text'],
    ['version', 'integer'],
    ...columnsOf(definition),
  ]);
  const inner = (page as SelectQueryBuilder<{ record: Record<string, never> }, 'record', object>).select(
    names.map((name) => sql.ref(`record.${name}`).as(name)),
  );
  const q = ctx.q as unknown as Kysely<{ page: Record<string, string> }>;
  const { engine } = ctx;
  const object = engine === 'sqlite' ? sqliteObject(names, kinds) : postgresObject(names, kinds);
  const all =
    engine === 'sqlite'
      ? sql`cast('[' || coalesce(group_concat(${object}, ','), '') || ']' as blob)`
      : sql`convert_to('[' || coalesce(string_agg(${object}, ','), '') || ']', 'UTF8')`;
  const row = (await q
    .selectFrom(inner.as('page'))
    .select([all.as('json'), sql<number>`count(*)`.as('count')])
    .executeTakeFirstOrThrow()) as unknown as { json: Uint8Array; count: number };
  return { json: row.json, count: Number(row.count) };
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
