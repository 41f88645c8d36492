import { sql } from 'kysely';
import type { Ctx } from '../context.ts';
import type { PlatformCheck } from '../module.ts';
import { notByIndex, recordView } from '../view.ts';
import type { Tally } from './state.ts';

/** No row at all. */
const emptyTally: Tally = { ok: 0, gap: 0, unknown: 0, nextAt: null, oldest: null };

/**
 * Counts the rows of a check in SQL; no row comes into this program.
 * @param only restricts the population to these ids
 */
export async function tallyOf(ctx: Ctx, check: PlatformCheck, only?: readonly string[]): Promise<Tally> {
  if (only?.length === 0) return emptyTally;
  const count = (outcome: string) =>
    sql<number | null>`sum(case when "row"."outcome" = ${sql.lit(outcome)} then 1 else 0 end)`;
  const row = await judgedRows(ctx, check, only)
    .select([
      count('ok').as('ok'),
      count('gap').as('gap'),
      count('unknown').as('unknown'),
      sql<string | null>`min(case when "row"."nextAt" > ${ctx.today} then "row"."nextAt" end)`.as('nextAt'),
      sql<string | null>`min("row"."type")`.as('type'),
      sql<string | null>`max("row"."type")`.as('otherType'),
    ])
    .executeTakeFirstOrThrow();
  const ok = Number(row.ok ?? 0);
  const type = row.type === row.otherType && !only ? row.type : null;
  return {
    ok,
    gap: Number(row.gap ?? 0),
    unknown: Number(row.unknown ?? 0),
    nextAt: row.nextAt,
    oldest: ok === 0 ? null : await oldestProof(ctx, check, { type, only }),
  };
}

/** Of a register so many records with the oldest present form are looked at, before all are. */
const OLDEST = 100;

/**
 * The position at which the oldest present form of a row that is all right begins. Of one type of record the oldest
 * few are looked at first: when one of them is all right, no other row is older, and the rest need not be joined.
 */
async function oldestProof(
  ctx: Ctx,
  check: PlatformCheck,
  of: { readonly type: string | null; readonly only: readonly string[] | undefined },
): Promise<number | null> {
  const definition = of.type === null ? undefined : ctx.registry.records.get(of.type);
  if (definition) {
    const first = await recordView(definition)(ctx)
      .clearSelect()
      .select('id')
      .orderBy('from_seq')
      .limit(OLDEST)
      .execute();
    const found = await formedAt(
      ctx,
      check,
      first.map((each) => each.id),
    );
    if (found !== null) return found;
  }
  return formedAt(ctx, check, of.only);
}

async function formedAt(
  ctx: Ctx,
  check: PlatformCheck,
  only: readonly string[] | undefined,
): Promise<number | null> {
  const row = await judgedRows(ctx, check, only)
    .innerJoin(headPositions(ctx).as('head'), 'head.id', 'row.id')
    .where('row.outcome', '=', 'ok')
    .select((eb) => eb.fn.min('head.from_seq').as('oldest'))
    .executeTakeFirst();
  return row?.oldest == null ? null : Number(row.oldest);
}

/** The rows of a check under the name `row`, to be counted, paged or compared. */
export function judgedRows(ctx: Ctx, check: PlatformCheck, only?: readonly string[]) {
  const rows = ctx.q.selectFrom(check.rows(ctx, only).as('row'));
  // A check over the whole organisation may ignore `only`; the outer condition holds for every check.
  return only ? rows.where('row.id', 'in', [...only]) : rows;
}

/** Adds and takes away counts. `nextAt` and `oldest` are minima: right only where `minimaStand` says so. */
export function moved(before: Tally, gone: Tally, come: Tally): Tally {
  return {
    ok: before.ok - gone.ok + come.ok,
    gap: before.gap - gone.gap + come.gap,
    unknown: before.unknown - gone.unknown + come.unknown,
    nextAt: least(before.nextAt, come.nextAt),
    oldest: least(before.oldest, come.oldest),
  };
}

/**
 * Whether the minima of a remembered run still stand after some rows went and others came. When a row that held one
 * went, another row is looked for that holds it too: many records share a review day or came with one import.
 * @returns false when only a full run knows the next minimum
 */
export async function minimaStand(
  ctx: Ctx,
  check: PlatformCheck,
  moves: { readonly before: Tally; readonly gone: Tally; readonly come: Tally },
): Promise<boolean> {
  const { before, gone, come } = moves;
  const lost = (name: 'nextAt' | 'oldest') =>
    before[name] !== null &&
    gone[name] === before[name] &&
    (come[name] === null || come[name] > before[name]);
  if (lost('nextAt')) {
    const other = judgedRows(ctx, check).where('row.nextAt', '=', before.nextAt);
    if (!(await other.select('row.id').limit(1).executeTakeFirst())) return false;
  }
  return !lost('oldest') || anotherFormedAt(ctx, check, before.oldest!);
}

/** Of the records that got their present form in one operation, as an import's, so many are looked at. */
const BATCH = 50;

/** Whether a record that got its present form at this position still counts as proof. */
async function anotherFormedAt(ctx: Ctx, check: PlatformCheck, position: number): Promise<boolean> {
  const heads = await headPositions(ctx).where('record_head.from_seq', '=', position).limit(BATCH).execute();
  if (heads.length === 0) return false;
  const ids = heads.map((head) => head.id);
  const proof = judgedRows(ctx, check, ids).where('row.outcome', '=', 'ok').select('row.id').limit(1);
  // When none of them does, whether one of the others does only a run over everything knows.
  return (await proof.executeTakeFirst()) !== undefined;
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
    .where(notByIndex('record_head.from_seq'), '<=', at)
    .where((eb) => eb.or([eb('record_head.to_seq', 'is', null), eb('record_head.to_seq', '>', at)]));
}
