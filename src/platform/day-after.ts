import { type Expression, type RawBuilder, sql } from 'kysely';
import type { Ctx } from './context.ts';

/**
 * The day after a day, in SQL: where a date is good until its end, the row flips on the next day.
 * @param day an expression of `YYYY-MM-DD` text, or null
 */
export function dayAfter(
  ctx: Pick<Ctx, 'engine'>,
  day: Expression<string | null>,
): RawBuilder<string | null> {
  return ctx.engine === 'sqlite'
    ? sql<string | null>`date(${day}, '+1 day')`
    : sql<string | null>`to_char((${day})::date + 1, 'YYYY-MM-DD')`;
}
