import { type AliasableExpression, type RawBuilder, sql } from 'kysely';
import type { Ctx, PlatformDependent } from '../context.ts';
import { type DayReached, occurrences, type Wanted } from './occurrences.ts';

/** What people decided about staleness, as rows that this platform can join: registered by whoever keeps them. */
export type StaleBook = {
  /** Days that were reached. */
  readonly days: AliasableExpression<DayReached>;
  /** Whether a change marks a dependent, where the organisation decided otherwise than the default: 1 or 0. */
  readonly rules: AliasableExpression<{ cause: string; dependent: string; marks: number }>;
  /** "Still right": who owns it looked, and nothing had to change. */
  readonly answers: AliasableExpression<{
    dependent: string;
    recordId: string;
    part: string | null;
    cause: string;
    seq: number;
  }>;
  /** Changes that turned out not to be significant. */
  readonly withdrawn: AliasableExpression<{ cause: string; seq: number }>;
};

/** One thing to look at again because of one change. */
export type Mark = {
  readonly dependent: string;
  readonly id: string;
  readonly part: string | null;
  readonly ownerId: string | null;
  /** An AI system it rests on; of several the first. */
  readonly systemId: string;
  readonly cause: string;
  /** The position of the log at which the change was made. */
  readonly seq: number;
};

/** Which marks are wanted; what is left out restricts nothing. */
export type WantedMarks = Wanted & {
  readonly dependents?: readonly string[];
  readonly ids?: readonly string[];
  /** Of these persons; null: of nobody. */
  readonly owners?: readonly (string | null)[];
  /** The rows of the one dependent that is wanted, under the name `r`, where they were read already. */
  readonly rows?: RawBuilder<unknown>;
};

/** What the modules registered as resting on AI systems. @throws Error when two share an id: a mistake of the program */
export function dependentsOf(registry: Ctx['registry']): readonly PlatformDependent[] {
  const all = registry.modules.flatMap((module) => module.dependents ?? []);
  if (new Set(all.map((each) => each.id)).size !== all.length) throw new Error('Two dependents share an id');
  return all;
}

/**
 * Everything that is to be looked at again, now or at the position that the context shows: one query of `Mark`,
 * computed from the log, the registers and what people decided. A record is stale while a significant change is later
 * than the last look at it; a record without any look was looked at when it was made.
 */
export function openMarks(ctx: Ctx, book: StaleBook, wanted: WantedMarks = {}): RawBuilder<Mark> {
  const dependents = dependentsOf(ctx.registry).filter(
    (each) => wanted.dependents?.includes(each.id) ?? true,
  );
  if (dependents.length === 0)
    return sql`select '' as "dependent", '' as "id", null as "part", null as "ownerId", '' as "systemId", '' as "cause", 0 as "seq" where 1 = 0`;
  // Whoever was made after the last change of its systems is not asked for its looks: most are left out here.
  const rests = dependents.map(
    (each, i) => sql`${sql.ref(`rests${i}`)} as materialized (
      select r."id", r."part", r."ownerId", r."systemId", ${lastLook(ctx, each)} as "looked"
      from ${wanted.rows ?? from(each.rows(ctx).as('r'))} join "latest" on "latest"."systemId" = r."systemId"
      where "latest"."seq" > ${firstEntry(ctx)}${wanted.ids ? sql` and r."id" in (${sql.join(wanted.ids)})` : sql``}${ownedBy(wanted.owners)})`,
  );
  const marks = dependents.map(
    (
      each,
      i,
    ) => sql`select ${sql.lit(each.id)} as "dependent", r."id", r."part", min(r."ownerId") as "ownerId",
        min(r."systemId") as "systemId", o."cause", o."seq"
      from ${sql.ref(`rests${i}`)} r join "occ" o on o."systemId" = r."systemId"
      where r."looked" < o."seq" and ${marksBy(book, each)} and ${notAnswered(book, each)}
      group by r."id", r."part", o."cause", o."seq"`,
  );
  // Asked for some records only, only their systems matter; named apart, they are looked for once.
  const concerned = wanted.ids && !wanted.systems ? systemsOf(ctx, dependents, wanted) : null;
  const found = occurrences(ctx, book.days, {
    ...wanted,
    ...(concerned && { systems: sql`select "systemId" from "concerned"` }),
  });
  return sql`with ${concerned ? sql`"concerned" as materialized (${concerned}), ` : sql``}"found" as materialized (${found}),
    "occ" as materialized (select distinct o."cause", o."seq", o."systemId" from "found" o where ${notWithdrawn(book)}),
    "latest" as materialized (select "systemId", max("seq") as "seq" from "occ" group by "systemId"), ${sql.join(rests)} ${sql.join(marks, sql` union all `)}`;
}

/** The AI systems on which some records rest. */
function systemsOf(
  ctx: Ctx,
  dependents: readonly PlatformDependent[],
  wanted: WantedMarks,
): RawBuilder<unknown> {
  const ids = sql.join(wanted.ids ?? []);
  const parts = dependents.map(
    (each) =>
      sql`select r."systemId" from ${wanted.rows ?? from(each.rows(ctx).as('r'))} where r."id" in (${ids})`,
  );
  return sql`${sql.join(parts, sql` union `)}`;
}

function ownedBy(owners: WantedMarks['owners']): RawBuilder<unknown> {
  if (!owners) return sql``;
  const persons = owners.filter((each) => each !== null);
  const named = persons.length > 0 ? sql`r."ownerId" in (${sql.join(persons)})` : sql`1 = 0`;
  return owners.includes(null) ? sql` and (${named} or r."ownerId" is null)` : sql` and ${named}`;
}

/** An aliased query as it stands behind `from`. */
export function from(query: unknown): RawBuilder<unknown> {
  return query as RawBuilder<unknown>;
}

/** The position at which a row `r` came into its register. */
function firstEntry(ctx: Ctx): RawBuilder<number> {
  return sql`(select min(e."seq") from "log_entry" e where e."org_id" = ${ctx.org.id} and e."record_id" = r."id")`;
}

/** The position of the last look at a row `r`, or of its first entry. */
function lastLook(ctx: Ctx, dependent: PlatformDependent): RawBuilder<number> {
  const until = ctx.at === 'now' ? sql`` : sql` and e."seq" <= ${ctx.at}`;
  return sql`(select coalesce(max(case when e."operation" in (${sql.join(dependent.seenBy.map((each) => sql.lit(each)))}) then e."seq" end), min(e."seq"))
    from "log_entry" e where e."org_id" = ${ctx.org.id} and e."record_id" = r."id"${until})`;
}

/**
 * Whether the cause of an occurrence `o` marks this dependent: as the organisation decided, else as it is by default.
 * The lists do not depend on the row: each is read once, however many marks there are.
 */
export function marksBy(book: StaleBook, dependent: PlatformDependent): RawBuilder<boolean> {
  const decided = (marks: 0 | 1) =>
    sql`(select rule."cause" from ${from(book.rules.as('rule'))} where rule."dependent" = ${sql.lit(dependent.id)} and rule."marks" = ${sql.lit(marks)})`;
  const spared = Object.keys(dependent.untouchedBy ?? {});
  const byDefault =
    spared.length === 0
      ? sql``
      : sql` and (o."cause" not in (${sql.join(spared.map((each) => sql.lit(each)))}) or o."cause" in ${decided(1)})`;
  return sql`o."cause" not in ${decided(0)}${byDefault}`;
}

function notAnswered(book: StaleBook, dependent: PlatformDependent): RawBuilder<boolean> {
  const key = (row: string, id: string, mark: string) =>
    sql`${sql.ref(`${row}.${id}`)} || ' ' || coalesce(${sql.ref(`${row}.part`)}, '') || ' ' || ${sql.ref(`${mark}.cause`)} || ' ' || ${sql.ref(`${mark}.seq`)}`;
  return sql`${key('r', 'id', 'o')} not in (select ${key('a', 'recordId', 'a')} from ${from(book.answers.as('a'))}
    where a."dependent" = ${sql.lit(dependent.id)})`;
}

function notWithdrawn(book: StaleBook): RawBuilder<boolean> {
  return sql`o."cause" || ' ' || o."seq" not in (select w."cause" || ' ' || w."seq" from ${from(book.withdrawn.as('w'))})`;
}

/** A raw query as a table under a name. */
export function table<Row, const Name extends string>(query: RawBuilder<Row>, name: Name) {
  return sql<Row>`(${query})`.as(name);
}
