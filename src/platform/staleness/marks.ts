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
  readonly cause: string;
  /** The position of the log at which the change was made. */
  readonly seq: number;
  /** How many AI systems it rests on that the change concerns. */
  readonly systems: number;
};

/** Which marks are wanted; what is left out restricts nothing. */
export type WantedMarks = Wanted & {
  readonly dependents?: readonly string[];
  readonly ids?: readonly string[];
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
    return sql`select '' as "dependent", '' as "id", null as "part", null as "ownerId", '' as "cause", 0 as "seq", 0 as "systems" where 1 = 0`;
  const rests = dependents.map(
    (each, i) => sql`${sql.ref(`rests${i}`)} as materialized (
      select r."id", r."part", r."ownerId", r."systemId", ${lastLook(ctx, each)} as "looked"
      from ${from(each.rows(ctx).as('r'))}
      where r."systemId" in (select "systemId" from "occ")${wanted.ids ? sql` and r."id" in (${sql.join(wanted.ids)})` : sql``})`,
  );
  const marks = dependents.map(
    (
      each,
      i,
    ) => sql`select ${sql.lit(each.id)} as "dependent", r."id", r."part", min(r."ownerId") as "ownerId",
        o."cause", o."seq", count(distinct r."systemId") as "systems"
      from ${sql.ref(`rests${i}`)} r join "occ" o on o."systemId" = r."systemId"
      where r."looked" < o."seq" and ${marksBy(book, each)} and ${notAnswered(book, each)} and ${notWithdrawn(book)}
      group by r."id", r."part", o."cause", o."seq"`,
  );
  return sql`with "occ" as materialized (${occurrences(ctx, book.days, { ...wanted, ...systemsOf(ctx, dependents, wanted) })}), ${sql.join(rests)} ${sql.join(marks, sql` union all `)}`;
}

/** Asked for some records only, only their systems matter. */
function systemsOf(
  ctx: Ctx,
  dependents: readonly PlatformDependent[],
  wanted: WantedMarks,
): Pick<Wanted, 'systems'> {
  if (!wanted.ids || wanted.systems) return {};
  const ids = sql.join(wanted.ids);
  const parts = dependents.map(
    (each) => sql`select r."systemId" from ${from(each.rows(ctx).as('r'))} where r."id" in (${ids})`,
  );
  return { systems: sql`${sql.join(parts, sql` union `)}` };
}

/** An aliased query as it stands behind `from`. */
export function from(query: unknown): RawBuilder<unknown> {
  return query as RawBuilder<unknown>;
}

/** The position of the last look at a row `r`, or of its first entry. */
function lastLook(ctx: Ctx, dependent: PlatformDependent): RawBuilder<number> {
  const until = ctx.at === 'now' ? sql`` : sql` and e."seq" <= ${ctx.at}`;
  return sql`(select coalesce(max(case when e."operation" in (${sql.join(dependent.seenBy.map((each) => sql.lit(each)))}) then e."seq" end), min(e."seq"))
    from "log_entry" e where e."org_id" = ${ctx.org.id} and e."record_id" = r."id"${until})`;
}

/** Whether the cause of an occurrence `o` marks this dependent: as the organisation decided, else as it is by default. */
export function marksBy(book: StaleBook, dependent: PlatformDependent): RawBuilder<boolean> {
  const spared = Object.keys(dependent.untouchedBy ?? {});
  const byDefault =
    spared.length === 0
      ? sql`1`
      : sql`case when o."cause" in (${sql.join(spared.map((each) => sql.lit(each)))}) then 0 else 1 end`;
  return sql`coalesce((select rule."marks" from ${from(book.rules.as('rule'))}
    where rule."cause" = o."cause" and rule."dependent" = ${sql.lit(dependent.id)}), ${byDefault}) = 1`;
}

function notAnswered(book: StaleBook, dependent: PlatformDependent): RawBuilder<boolean> {
  return sql`not exists (select 1 from ${from(book.answers.as('a'))}
    where a."dependent" = ${sql.lit(dependent.id)} and a."recordId" = r."id" and a."part" is not distinct from r."part"
      and a."cause" = o."cause" and a."seq" = o."seq")`;
}

function notWithdrawn(book: StaleBook): RawBuilder<boolean> {
  return sql`not exists (select 1 from ${from(book.withdrawn.as('w'))}
    where w."cause" = o."cause" and w."seq" = o."seq")`;
}

/** A raw query as a table under a name. */
export function table<Row, const Name extends string>(query: RawBuilder<Row>, name: Name) {
  return sql<Row>`(${query})`.as(name);
}
