import { type Kysely, sql } from 'kysely';
import { columnsOf } from '#kernel/record.ts';
import type { Ctx } from '../context.ts';
import type { PlatformCheck } from '../module.ts';
import { links, recordView } from '../view.ts';
import { shown, titled } from './rows.ts';
import { judgedRows } from './tally.ts';

/**
 * Which judged rows are meant: those about records of one type, such as AI systems, narrowed by one column of it.
 * `where` without a value means records in which the column is empty.
 */
export type About = {
  readonly type: string;
  readonly where?: { readonly column: string; readonly value: string | null };
  /** The ids of the rows, when they are few and known: see `idsAbout`. */
  readonly only?: readonly string[];
};

export type GroupCount = {
  readonly group: string | null;
  readonly outcome: 'ok' | 'gap' | 'unknown';
  readonly n: number;
};

type Pair = { readonly id: string; readonly subject: string };
type Row = Record<string, string | number | null>;
type Pairs = ReturnType<ReturnType<Kysely<{ p: Pair }>['selectFrom']>['select']>;

/** A record about two subjects of one group counts there once. */
const distinct = sql<number>`count(distinct "row"."id" || ' ' || "row"."reason")`;

/**
 * How many rows of a check came out how, by a column of the records they are about: one query, however many groups.
 * @returns nothing when the check judges no record about that type
 */
export async function countsAbout(
  ctx: Ctx,
  check: PlatformCheck,
  { about, by }: { readonly about: About; readonly by: string | null },
): Promise<readonly GroupCount[]> {
  const rows = rowsAbout(ctx, check, about);
  if (!rows) return [];
  const group = by === null ? sql<string | null>`null` : sql<string | null>`${sql.ref(`subject.${by}`)}`;
  const found = await rows
    .select([group.as('group'), 'row.outcome', distinct.as('n')])
    .groupBy(by === null ? ['row.outcome'] : ['row.outcome', sql.ref(`subject.${by}`) as never])
    .execute();
  return found.map((each) => ({ ...each, n: Number(each.n) }));
}

/** The gaps of a check among the rows about these records, in the order of their ids. */
export async function gapsAbout(
  ctx: Ctx,
  check: PlatformCheck,
  { about, limit }: { readonly about: About; readonly limit: number },
) {
  const gaps = rowsAbout(ctx, check, about)
    ?.where('row.outcome', '=', 'gap')
    .select(['row.type', 'row.id', 'row.outcome', 'row.reason', 'row.args', 'row.nextAt'])
    .distinct()
    .orderBy('row.id')
    .orderBy('row.reason')
    .limit(limit);
  if (!gaps) return [];
  // What is shown is chosen first: titles are looked up of these rows only.
  const rows = await titled(ctx, ctx.q.selectFrom(gaps.as('row')))
    .orderBy('row.id')
    .orderBy('row.reason')
    .execute();
  return rows.map((row) => {
    const { type, id, ref, title, message, fix } = shown(check, row);
    return { check: check.id, type, id, ref, title, message, fix };
  });
}

/** The records about one record: with them a check looks at nothing else. */
export async function idsAbout(ctx: Ctx, type: string, id: string): Promise<readonly string[]> {
  const pairs = pairsOf(ctx, type, new Set(ctx.registry.records.keys()));
  if (!pairs) return [];
  const rows = await ctx.q
    .selectFrom(pairs.as('about') as never)
    .where('about.subject' as never, '=', id as never)
    .select('about.id' as never)
    .execute();
  return rows.map((row) => (row as Pair).id);
}

/** The types of the records that a check may judge. */
export function judgedTypes(check: PlatformCheck): ReadonlySet<string> {
  return new Set(check.touches.flatMap((touch) => ('type' in touch ? [touch.type] : [])));
}

/** A judged row under the name `row`, once for each record it is about, which is `subject`. */
function rowsAbout(ctx: Ctx, check: PlatformCheck, { type, where, only }: About) {
  const pairs = only?.length === 0 ? null : pairsOf(ctx, type, judgedTypes(check));
  const definition = ctx.registry.records.get(type);
  if (!pairs || !definition) return null;
  const subjects = recordView(definition)(ctx) as unknown as ReturnType<Kysely<{ s: Row }>['selectFrom']>;
  const rows = once(ctx, check, only)
    // In this order on SQLite too: for each judged row what it is about, by an index; never the other way round.
    .crossJoin(pairs.as('about'))
    .crossJoin((subjects as unknown as typeof pairs).as('subject'))
    .whereRef('about.id', '=', 'row.id')
    .whereRef('subject.id', '=', 'about.subject');
  if (!where) return rows;
  const column = sql.ref(`subject.${where.column}`);
  return rows.where(
    where.value === null ? sql<boolean>`${column} is null` : sql<boolean>`${column} = ${where.value}`,
  );
}

/** The rows of a check, computed once: a planner that took them for the inner side of a join would compute them for each record. */
function once(ctx: Ctx, check: PlatformCheck, only: readonly string[] | undefined) {
  const rows = ctx.q
    .with(
      (name) => name('judged').materialized(),
      () => judgedRows(ctx, check, only).selectAll('row') as never,
    )
    .selectFrom('judged as row' as never);
  return rows as unknown as ReturnType<typeof judgedRows>;
}

/**
 * Which record is about which of the type: itself, records with its id in the column `<type>Id`, and records linked to
 * it. Only records of the given types are looked at; null when none of them is about that type.
 */
function pairsOf(ctx: Ctx, type: string, judged: ReadonlySet<string>): Pairs | null {
  const column = `${type}Id`;
  const arms: Pairs[] = [];
  for (const definition of ctx.registry.records.values()) {
    if (!judged.has(definition.type)) continue;
    const from = definition.type === type ? 'id' : columnsOf(definition).has(column) ? column : null;
    if (from === null) continue;
    const view = recordView(definition)(ctx) as unknown as Pairs;
    arms.push(
      view.clearSelect().select([sql.ref('id').as('id'), sql.ref(from).as('subject')] as never) as never,
    );
  }
  for (const kind of ctx.registry.linkKinds)
    if (kind.to.includes(type) && kind.from.some((each) => judged.has(each)))
      arms.push(
        links(ctx, kind.kind).clearSelect().select(['from_id as id', 'to_id as subject']) as unknown as Pairs,
      );
  const [first, ...others] = arms;
  return first ? others.reduce((all, each) => all.union(each as never) as unknown as Pairs, first) : null;
}
