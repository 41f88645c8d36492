import { type AliasableExpression, type RawBuilder, sql } from 'kysely';
import type { SignificantChange, Step } from '#kernel/staleness.ts';
import type { Ctx } from '../context.ts';

/** That something significant happened to an AI system: at this position of the log, by a change of this record. */
export type Occurrence = {
  readonly cause: string;
  readonly seq: number;
  readonly subjectId: string;
  readonly systemId: string;
};

/** A day that was reached, and the position of the log at which it began. */
export type DayReached = { readonly cause: string; readonly day: string; readonly seq: number };

/** Which occurrences are wanted; what is left out restricts nothing. */
export type Wanted = {
  readonly causes?: readonly string[];
  /** Only later than this position. */
  readonly after?: number;
  /** Only of the operation that began at this position. */
  readonly seq?: number;
  /** Only of these AI systems: a query of their ids under `systemId`. */
  readonly systems?: RawBuilder<unknown>;
  /** Only when this holds, whatever the row: nothing is read otherwise. */
  readonly when?: RawBuilder<unknown>;
};

type Hands = Pick<Ctx, 'org' | 'at' | 'registry'>;
type Days = AliasableExpression<DayReached>;

/** The significant changes that the modules registered. @throws Error when two share an id: a mistake of the program */
export function significantChanges(registry: Hands['registry']): readonly SignificantChange[] {
  const all = registry.modules.flatMap((module) => module.significant ?? []);
  if (new Set(all.map((each) => each.id)).size !== all.length)
    throw new Error('Two significant changes share an id');
  return all;
}

/**
 * All occurrences as one query of `Occurrence`, read from the versions, the links and the log themselves; the same
 * row may come twice, over two paths.
 */
export function occurrences(ctx: Hands, days: Days, wanted: Wanted = {}): RawBuilder<Occurrence> {
  const causes = significantChanges(ctx.registry).filter((each) => wanted.causes?.includes(each.id) ?? true);
  const parts = causes.flatMap((cause) => occurrencesOf({ ctx, days, wanted }, cause));
  if (parts.length === 0)
    return sql`select '' as "cause", 0 as "seq", '' as "subjectId", '' as "systemId" where 1 = 0`;
  return sql`${sql.join(parts, sql` union all `)}`;
}

type Asked = { readonly ctx: Hands; readonly days: Days; readonly wanted: Wanted };

/** A place where changes show: what to read, its position, the record that changed, and the condition. */
type Source = {
  readonly from: RawBuilder<unknown>;
  readonly seq: string;
  readonly subject: string;
  readonly where: RawBuilder<unknown>;
};

function occurrencesOf(asked: Asked, cause: SignificantChange): readonly RawBuilder<unknown>[] {
  return sourcesOf(asked, cause).flatMap((source) =>
    pathsOf(cause).map((path) => {
      const steps = walk(path, source);
      const system =
        typeof cause.concerns === 'object' && 'column' in cause.concerns
          ? `v.${cause.concerns.column}`
          : steps.end;
      const among = asked.wanted.systems ? sql` and ${sql.ref(system)} in (${asked.wanted.systems})` : sql``;
      const given = asked.wanted.when ? sql` and ${asked.wanted.when}` : sql``;
      return sql`select ${sql.lit(cause.id)} as "cause", ${sql.ref(source.seq)} as "seq",
        ${sql.ref(source.subject)} as "subjectId", ${sql.ref(system)} as "systemId"
        from ${source.from}${steps.joins}
        where ${source.where} and ${within(asked, source.seq)}${among}${given}`;
    }),
  );
}

function sourcesOf({ ctx, days }: Asked, cause: SignificantChange): readonly Source[] {
  const org = ctx.org.id;
  if ('link' in cause) {
    const end = cause.end === 'from' ? 'v.from_id' : 'v.to_id';
    const kind = sql`v."org_id" = ${org} and v."kind" = ${sql.lit(cause.link)}`;
    // Standing and gone links apart, since each has an index of its own.
    const gone = sql`${kind} and v."to_seq" is not null`;
    return [
      { from: sql`"link" v`, seq: 'v.from_seq', subject: end, where: sql`${kind} and v."to_seq" is null` },
      { from: sql`"link" v`, seq: 'v.from_seq', subject: end, where: gone },
      { from: sql`"link" v`, seq: 'v.to_seq', subject: end, where: gone },
    ];
  }
  const table = sql.table(cause.type);
  if ('operations' in cause)
    return [
      {
        // From the records, since a log is longer than any register: SQLite keeps the order of a cross join.
        from: sql`${table} v cross join "log_entry" e`,
        seq: 'e.seq',
        subject: 'e.record_id',
        where: sql`v."org_id" = ${org} and e."org_id" = v."org_id" and e."record_id" = v."id" and e."version" = v."version" and e."operation" in (${sql.join(cause.operations.map((each) => sql.lit(each)))})`,
      },
    ];
  if ('day' in cause)
    return [
      {
        from: sql`${days.as('reached') as unknown as RawBuilder<unknown>} join ${table} v on ${reached(cause)}`,
        seq: 'reached.seq',
        subject: 'v.id',
        where: sql`v."org_id" = ${org} and reached."cause" = ${sql.lit(cause.id)} and ${current(ctx)}`,
      },
    ];
  return [versionSource(org, cause)];
}

/** A version that differs from the one before in what matters. */
function versionSource(
  org: string,
  cause: Extract<SignificantChange, { fields: unknown } | { becomes: unknown }>,
): Source {
  const table = sql.table(cause.type);
  const before = sql`${table} b on b."org_id" = v."org_id" and b."id" = v."id" and b."version" = v."version" - 1`;
  const base = { seq: 'v.from_seq', subject: 'v.id' };
  if ('fields' in cause) {
    const differs = cause.fields.map(
      (field) => sql`v.${sql.ref(field)} is distinct from b.${sql.ref(field)}`,
    );
    return {
      ...base,
      from: sql`${table} v join ${before}`,
      where: sql`v."org_id" = ${org} and v."version" > 1 and (${sql.join(differs, sql` or `)})`,
    };
  }
  const values = sql.join(cause.becomes.values.map((each) => sql.lit(each)));
  const field = sql.ref(cause.becomes.field);
  return {
    ...base,
    from: sql`${table} v left join ${before}`,
    where: sql`v."org_id" = ${org} and v.${field} in (${values}) and (b.${field} is null or b.${field} not in (${values}))`,
  };
}

export type ReachedDay = Extract<SignificantChange, { day: string }>;

/** The days of a version `v` as text: one day, or a list as JSON. */
export function daysIn({ day, earlier }: ReachedDay): RawBuilder<string | null> {
  const own = sql<string | null>`v.${sql.ref(day)}`;
  if (!earlier) return own;
  const { field, value } = earlier.where;
  return sql`coalesce(${own}, case when v.${sql.ref(field)} = ${sql.lit(value)} then v.${sql.ref(earlier.day)} end)`;
}

function reached(cause: ReachedDay): RawBuilder<unknown> {
  return sql`(${daysIn(cause)} = reached."day" or ${daysIn(cause)} like '%"' || reached."day" || '"%')`;
}

/** The version that the reader sees. */
function current(ctx: Hands): RawBuilder<unknown> {
  return ctx.at === 'now'
    ? sql`v."to_seq" is null`
    : sql`+v."from_seq" <= ${ctx.at} and (v."to_seq" is null or v."to_seq" > ${ctx.at})`;
}

function pathsOf(cause: SignificantChange): readonly (readonly Step[])[] {
  return Array.isArray(cause.concerns) ? cause.concerns : [[]];
}

/**
 * Joins along the links as they stood when the change was made, from the
 * changed record outwards. What is added to the columns keeps SQLite from starting at the links or from positions.
 */
function walk(path: readonly Step[], source: Source): { joins: RawBuilder<unknown>; end: string } {
  let end = source.subject;
  const joins = path.map((step, i) => {
    const name = `l${i}`;
    const [far, near] = step.end === 'from' ? ['to_id', 'from_id'] : ['from_id', 'to_id'];
    const seq = sql.ref(source.seq);
    const join = sql` join "link" ${sql.ref(name)} on ${sql.ref(`${name}.org_id`)} = v."org_id" and ${sql.ref(`${name}.kind`)} = ${sql.lit(step.link)}
      and ${sql.ref(`${name}.${far}`)} = ${sql.ref(end)} || '' and +${sql.ref(`${name}.from_seq`)} <= +${seq}
      and (${sql.ref(`${name}.to_seq`)} is null or +${sql.ref(`${name}.to_seq`)} > +${seq})`;
    end = `${name}.${near}`;
    return join;
  });
  return { joins: sql`${sql.join(joins, sql``)}`, end };
}

function within({ ctx, wanted }: Asked, seq: string): RawBuilder<unknown> {
  const at = sql.ref(seq);
  const bounds = [
    // Most of the log is earlier than a past position: no index is chosen for it.
    ...(ctx.at === 'now' ? [] : [sql`+${at} <= ${ctx.at}`]),
    ...(wanted.after === undefined ? [] : [sql`${at} > ${wanted.after}`]),
    ...(wanted.seq === undefined ? [] : [sql`${at} = ${wanted.seq}`]),
  ];
  return bounds.length === 0 ? sql`1 = 1` : sql.join(bounds, sql` and `);
}
