import { type Expression, type RawBuilder, sql } from 'kysely';
import type { Ctx } from './context.ts';

/**
 * The day after a day, in SQL: where a date is good until its end, the row flips on the next day.
 * @param day an expression of `YYYY-MM-DD` text, or null
 */
export function dayAfter(
  ctx: Pick<Ctx, 'engine'>,
  day: Expression<string | null> | RawBuilder<unknown>,
): RawBuilder<string | null> {
  return daysAfter(ctx, day, 1);
}

/** A day some days later, in SQL. */
export function daysAfter(
  ctx: Pick<Ctx, 'engine'>,
  day: Expression<string | null> | RawBuilder<unknown>,
  days: number,
): RawBuilder<string | null> {
  const count = sql.raw(String(Math.trunc(days)));
  return ctx.engine === 'sqlite'
    ? sql<string | null>`date(${day}, '+${count} day')`
    : sql<string | null>`to_char((${day})::date + ${count}, 'YYYY-MM-DD')`;
}
