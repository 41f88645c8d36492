import { type Expression, sql } from 'kysely';

/**
 * The columns of a judged row, for the query of a check.
 * @param type the record type of the rows
 * @param id the column of their ids
 * @param row `reason` is a case expression over the row, null when all is well; `args` a JSON text of what the
 *   message needs; `nextAt` the day on which the row flips without a write
 * @example risks(ctx)….select(judged('risk', sql.ref('r.id'), { reason: sql`case when "r"."ownerId" is null then 'no-owner' end` }))
 */
export function judged(
  type: string,
  id: Expression<string>,
  row: {
    readonly reason: Expression<string | null>;
    readonly args?: Expression<string | null>;
    readonly nextAt?: Expression<string | null>;
  },
) {
  return [
    sql<string>`${sql.lit(type)}`.as('type'),
    sql<string>`${id}`.as('id'),
    sql<'ok' | 'gap'>`case when ${row.reason} is null then 'ok' else 'gap' end`.as('outcome'),
    sql<string>`coalesce(${row.reason}, 'ok')`.as('reason'),
    sql<string | null>`${row.args ?? sql.lit(null)}`.as('args'),
    sql<string | null>`${row.nextAt ?? sql.lit(null)}`.as('nextAt'),
  ] as const;
}
