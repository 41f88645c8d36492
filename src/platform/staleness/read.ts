import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../context.ts';
import {
  dependentsOf,
  from,
  type Mark,
  marksBy,
  openMarks,
  type StaleBook,
  table,
  type WantedMarks,
} from './marks.ts';
import { occurrences } from './occurrences.ts';

/** A mark with the name of the record. */
export type NamedMark = Mark & { readonly ref: string | null; readonly title: string | null };

export type MarksAsked = WantedMarks & {
  /** Of one person; null: of nobody. Absent: of everybody. */
  readonly owner?: string | null;
};

/** Open marks, the latest change first. */
export async function listMarks(
  ctx: Ctx,
  book: StaleBook,
  asked: MarksAsked & { readonly limit: number },
): Promise<readonly NamedMark[]> {
  let rows = named(ctx, openMarks(ctx, book, asked));
  if (asked.owner !== undefined)
    rows = rows.where('m.ownerId', asked.owner === null ? 'is' : '=', asked.owner);
  const found = await rows
    .orderBy('m.seq', 'desc')
    .orderBy('m.dependent')
    .orderBy('m.id')
    .orderBy('m.part')
    .limit(asked.limit)
    .execute();
  return found.map(plain);
}

/** How many marks are open, for each owner and kind. */
export async function countMarks(
  ctx: Ctx,
  book: StaleBook,
  asked: WantedMarks = {},
): Promise<readonly { ownerId: string | null; dependent: string; cause: string; count: number }[]> {
  const rows = await ctx.q
    .selectFrom(table(openMarks(ctx, book, asked), 'm'))
    .groupBy(['m.ownerId', 'm.dependent', 'm.cause'])
    .select(['m.ownerId', 'm.dependent', 'm.cause', (eb) => eb.fn.countAll().as('count')])
    .orderBy('m.ownerId')
    .orderBy('m.dependent')
    .orderBy('m.cause')
    .execute();
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

/** One thing that a change made stale, and the position of the first look after it. */
export type AffectedRow = {
  readonly dependent: string;
  readonly id: string;
  readonly part: string | null;
  readonly ownerId: string | null;
  readonly ref: string | null;
  readonly title: string | null;
  readonly open: boolean;
  /** The first entry that counts as a look, after the change. */
  readonly seenSeq: number | null;
};

/**
 * Everything that rested on the AI systems of a change when it was made, and what is open of it now; also what came
 * to rest on them later without having been looked at since.
 */
export async function affectedBy(
  ctx: Ctx,
  book: StaleBook,
  change: { readonly cause: string; readonly seq: number },
): Promise<readonly AffectedRow[]> {
  const wanted = { causes: [change.cause], seq: change.seq };
  const now = openMarks(ctx, book, wanted);
  const rows = await ctx.q
    .selectFrom(table(populationOf(ctx, book, change), 'p'))
    .leftJoin('record', (join) => join.onRef('record.id', '=', 'p.id').on('record.org_id', '=', ctx.org.id))
    .leftJoin('record_head as head', (join) =>
      join
        .onRef('head.id', '=', 'p.id')
        .on('head.org_id', '=', ctx.org.id)
        .on(sql<boolean>`head."to_seq" is null`),
    )
    .leftJoin(table(now, 'm'), (join) =>
      join
        .onRef('m.dependent', '=', 'p.dependent')
        .onRef('m.id', '=', 'p.id')
        .on(sql<boolean>`"m"."part" is not distinct from "p"."part"`),
    )
    .select([
      'p.dependent',
      'p.id',
      'p.part',
      sql<string | null>`coalesce("m"."ownerId", "p"."ownerId")`.as('ownerId'),
      'p.seenSeq',
      'record.ref',
      'head.title',
      'm.seq as openSeq',
    ])
    .orderBy('p.dependent')
    .orderBy('record.ref')
    .orderBy('p.part')
    .execute();
  const found = rows.map(({ openSeq, seenSeq, ...row }) => ({
    ...row,
    open: openSeq !== null,
    seenSeq: seenSeq === null ? null : Number(seenSeq),
  }));
  const known = new Set(found.map(keyOf));
  const late = (await named(ctx, now).execute()).map(plain).filter((mark) => !known.has(keyOf(mark)));
  return [...found, ...late.map((mark) => ({ ...mark, open: true, seenSeq: null }))];
}

type Population = {
  readonly dependent: string;
  readonly id: string;
  readonly part: string | null;
  readonly ownerId: string | null;
  readonly seenSeq: number | null;
};

/** What rested on the systems of one change just before it, by the rules of now. */
export function populationOf(
  ctx: Ctx,
  book: StaleBook,
  change: { readonly cause: string; readonly seq: number },
): RawBuilder<Population> {
  const before: Ctx = { ...ctx, at: change.seq - 1 };
  const until = ctx.at === 'now' ? sql`` : sql` and e."seq" <= ${ctx.at}`;
  const parts = dependentsOf(ctx.registry).map(
    (each) => sql`select ${sql.lit(each.id)} as "dependent", r."id", r."part", min(r."ownerId") as "ownerId",
      (select min(e."seq") from "log_entry" e where e."org_id" = ${ctx.org.id} and e."record_id" = r."id" and e."seq" >= ${change.seq}${until}
        and e."operation" in (${sql.join(each.seenBy.map((one) => sql.lit(one)))})) as "seenSeq"
      from ${from(each.rows(before).as('r'))} join "occ" o on o."systemId" = r."systemId"
      where ${marksBy(book, each)} group by r."id", r."part"`,
  );
  return sql`with "occ" as materialized (${occurrences(ctx, book.days, { causes: [change.cause], seq: change.seq })})
    ${sql.join(parts, sql` union all `)}`;
}

function named(ctx: Ctx, marks: RawBuilder<Mark>) {
  return ctx.q
    .selectFrom(table(marks, 'm'))
    .leftJoin('record', (join) => join.onRef('record.id', '=', 'm.id').on('record.org_id', '=', ctx.org.id))
    .leftJoin('record_head as head', (join) =>
      join
        .onRef('head.id', '=', 'm.id')
        .on('head.org_id', '=', ctx.org.id)
        .on(sql<boolean>`head."to_seq" is null`),
    )
    .select([
      'm.dependent',
      'm.id',
      'm.part',
      'm.ownerId',
      'm.systemId',
      'm.cause',
      'm.seq',
      'record.ref',
      'head.title',
    ]);
}

/** Numbers come as text from PostgreSQL where they could be large. */
function plain(row: NamedMark): NamedMark {
  return { ...row, seq: Number(row.seq) };
}

function keyOf(row: { readonly dependent: string; readonly id: string; readonly part: string | null }) {
  return `${row.dependent} ${row.id} ${row.part ?? ''}`;
}
