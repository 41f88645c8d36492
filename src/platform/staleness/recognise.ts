import { sql } from 'kysely';
import type { Ctx } from '../context.ts';
import { type StaleBook, table } from './marks.ts';
import { daysIn, occurrences, significantChanges } from './occurrences.ts';
import { populationOf } from './read.ts';

/** A significant change that the log shows: one operation, one kind of change. */
export type Recognised = {
  readonly cause: string;
  readonly seq: number;
  /** Records that changed in it, and AI systems it concerned. */
  readonly subjects: number;
  readonly systems: number;
  /** One of the records. */
  readonly subjectId: string;
};

/**
 * The significant changes in a stretch of the log, oldest first, of which something that somebody had looked at
 * rested on the AI systems they concern. A change of a system that nobody judged yet is its making, not its change.
 */
export async function recognisedBetween(
  ctx: Ctx,
  book: StaleBook,
  stretch: { readonly after: number; readonly upTo: number },
): Promise<readonly Recognised[]> {
  const until: Ctx = { ...ctx, at: stretch.upTo };
  const causes = significantChanges(ctx.registry).filter((each) => !('day' in each));
  const rows = await ctx.q
    .selectFrom(
      table(
        occurrences(until, book.days, { after: stretch.after, causes: causes.map((each) => each.id) }),
        'o',
      ),
    )
    .groupBy(['o.cause', 'o.seq'])
    .select((eb) => [
      'o.cause',
      'o.seq',
      eb.fn.count('o.subjectId').distinct().as('subjects'),
      eb.fn.count('o.systemId').distinct().as('systems'),
      eb.fn.min('o.subjectId').as('subjectId'),
    ])
    .orderBy('o.seq')
    .orderBy('o.cause')
    .execute();
  const found: Recognised[] = [];
  for (const row of rows) {
    const change = { cause: row.cause, seq: Number(row.seq) };
    if (await touchedAnything(ctx, book, change))
      found.push({
        ...change,
        subjects: Number(row.subjects),
        systems: Number(row.systems),
        subjectId: row.subjectId,
      });
  }
  return found;
}

/** Whether anything rested on the systems of a change when it was made. */
export async function touchedAnything(
  ctx: Ctx,
  book: StaleBook,
  change: { readonly cause: string; readonly seq: number },
): Promise<boolean> {
  const row = await ctx.q
    .selectFrom(table(populationOf(ctx, book, change), 'p'))
    .select('p.id')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The records that changed in one operation, by one kind of change. */
export async function subjectsOf(
  ctx: Ctx,
  book: StaleBook,
  change: { readonly cause: string; readonly seq: number },
): Promise<readonly { type: string; id: string; ref: string; title: string | null }[]> {
  return ctx.q
    .selectFrom(table(occurrences(ctx, book.days, { causes: [change.cause], seq: change.seq }), 'o'))
    .innerJoin('record', (join) =>
      join.onRef('record.id', '=', 'o.subjectId').on('record.org_id', '=', ctx.org.id),
    )
    .leftJoin('record_head as head', (join) =>
      join
        .onRef('head.id', '=', 'record.id')
        .on('head.org_id', '=', ctx.org.id)
        .on(sql<boolean>`head."to_seq" is null`),
    )
    .select(['record.type', 'record.id', 'record.ref', 'head.title'])
    .distinct()
    .orderBy('record.ref')
    .limit(50)
    .execute();
}

/** The days up to today that stand in the columns of significant changes of the calendar, now. */
export async function daysDue(ctx: Ctx): Promise<readonly { cause: string; day: string }[]> {
  const found: { cause: string; day: string }[] = [];
  for (const cause of significantChanges(ctx.registry)) {
    if (!('day' in cause)) continue;
    const rows = await ctx.q
      .selectFrom(sql.table(cause.type).as('v') as never)
      .where(sql<boolean>`v."org_id" = ${ctx.org.id} and v."to_seq" is null and ${daysIn(cause)} is not null`)
      .select(daysIn(cause).as('days'))
      .distinct()
      .execute();
    const days = new Set(
      (rows as { days: string }[]).flatMap(({ days }) =>
        days.startsWith('[') ? (JSON.parse(days) as string[]) : [days],
      ),
    );
    for (const day of [...days].sort()) if (day <= ctx.today) found.push({ cause: cause.id, day });
  }
  return found;
}
