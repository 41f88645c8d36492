import { sql } from 'kysely';
import type { Ctx } from '../context.ts';
import type { PlatformCheck } from '../module.ts';
import type { Tally } from './state.ts';

/** No row at all. */
export const emptyTally: Tally = { ok: 0, gap: 0, unknown: 0, nextAt: null, oldest: null };

/**
 * Counts the rows of a check in SQL; no row comes into this program.
 * @param only restricts the population to these ids
 */
export async function tallyOf(ctx: Ctx, check: PlatformCheck, only?: readonly string[]): Promise<Tally> {
  if (only?.length === 0) return emptyTally;
  const count = (outcome: string) =>
    sql<number | null>`sum(case when "row"."outcome" = ${sql.lit(outcome)} then 1 else 0 end)`;
  const judged = judgedRows(ctx, check, only).leftJoin(headPositions(ctx).as('head'), 'head.id', 'row.id');
  const row = await judged
    .select([
      count('ok').as('ok'),
      count('gap').as('gap'),
      count('unknown').as('unknown'),
      sql<string | null>`min(case when "row"."nextAt" > ${ctx.today} then "row"."nextAt" end)`.as('nextAt'),
      sql<number | null>`min(case when "row"."outcome" = 'ok' then "head"."from_seq" end)`.as('oldest'),
    ])
    .executeTakeFirstOrThrow();
  return {
    ok: Number(row.ok ?? 0),
    gap: Number(row.gap ?? 0),
    unknown: Number(row.unknown ?? 0),
    nextAt: row.nextAt,
    oldest: row.oldest === null ? null : Number(row.oldest),
  };
}

/** The rows of a check under the name `row`, to be counted, paged or compared. */
export function judgedRows(ctx: Ctx, check: PlatformCheck, only?: readonly string[]) {
  const rows = ctx.q.selectFrom(check.rows(ctx, only).as('row'));
  // A check over the whole organisation may ignore `only`; the outer condition holds for every check.
  return only ? rows.where('row.id', 'in', [...only]) : rows;
}

/** Adds and takes away counts. `nextAt` and `oldest` are minima and can only be joined, see `exactMinima`. */
export function moved(before: Tally, gone: Tally, come: Tally): Tally {
  return {
    ok: before.ok - gone.ok + come.ok,
    gap: before.gap - gone.gap + come.gap,
    unknown: before.unknown - gone.unknown + come.unknown,
    nextAt: least(before.nextAt, come.nextAt),
    oldest: least(before.oldest, come.oldest),
  };
}

/** False when a row that went away held a minimum: then only a full run knows the next one. */
export function exactMinima(before: Tally, gone: Tally): boolean {
  const heldNext = gone.nextAt !== null && gone.nextAt === before.nextAt;
  const heldOldest = gone.oldest !== null && gone.oldest === before.oldest;
  return !heldNext && !heldOldest;
}

function least<T extends string | number>(a: T | null, b: T | null): T | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

/** Where each record's present form begins in the log. */
function headPositions(ctx: Ctx) {
  const rows = ctx.q
    .selectFrom('record_head')
    .where('record_head.org_id', '=', ctx.org.id)
    .select(['record_head.id', 'record_head.from_seq']);
  if (ctx.at === 'now') return rows.where('record_head.to_seq', 'is', null);
  const { at } = ctx;
  return rows
    .where('record_head.from_seq', '<=', at)
    .where((eb) => eb.or([eb('record_head.to_seq', 'is', null), eb('record_head.to_seq', '>', at)]));
}
