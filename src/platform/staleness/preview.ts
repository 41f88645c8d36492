import { type RawBuilder, sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { SignificantChange } from '#kernel/staleness.ts';
import type { Ctx } from '../context.ts';
import { dependentsOf, from, marksBy, type StaleBook, table } from './marks.ts';
import { significantChanges } from './occurrences.ts';

/** What would have to be looked at again if a record changed now. */
export type Preview = {
  readonly systems: number;
  readonly rows: readonly {
    readonly dependent: string;
    readonly id: string;
    readonly part: string | null;
    readonly ownerId: string | null;
    readonly ref: string | null;
    readonly title: string | null;
  }[];
};

/** A significant change by its id. @throws AppError `invalid-input` */
export function significantChange(registry: Ctx['registry'], id: string): SignificantChange {
  const cause = significantChanges(registry).find((each) => each.id === id);
  if (cause) return cause;
  throw new AppError('invalid-input', t('No register knows the significant change "{id}".', { id }), {
    problems: [{ path: 'cause', message: t('Choose one of the changes that the registers know') }],
  });
}

/** The record types that such a change can happen to; null when any. */
export function subjectTypes(ctx: Pick<Ctx, 'registry'>, cause: SignificantChange): readonly string[] {
  if (!('link' in cause)) return [cause.type];
  const kind = ctx.registry.linkKind(cause.link);
  return cause.end === 'from' ? kind.from : kind.to;
}

/**
 * Everything that rests on the AI systems which a change of this record would concern, as links and rules are now.
 * @param change `itself`: the record is the AI system, whatever paths the change has
 */
export async function previewOf(
  ctx: Ctx,
  book: StaleBook,
  change: { readonly cause: string; readonly subjectId: string; readonly itself?: boolean },
): Promise<Preview> {
  const known = significantChange(ctx.registry, change.cause);
  const cause: SignificantChange = change.itself ? { ...known, concerns: 'itself' } : known;
  const occ = sql`with "occ" as materialized (${concerned(ctx, cause, change.subjectId)})`;
  const count = await ctx.q
    .selectFrom(
      table(sql<{ n: number }>`${occ} select count(distinct "systemId") as "n" from "occ"`, 'count'),
    )
    .select('count.n')
    .executeTakeFirstOrThrow();
  const parts = dependentsOf(ctx.registry).map(
    (each) => sql`select distinct ${sql.lit(each.id)} as "dependent", r."id", r."part", r."ownerId"
      from ${from(each.rows(ctx).as('r'))} join "occ" o on o."systemId" = r."systemId" where ${marksBy(book, each)}`,
  );
  const all = sql<
    Omit<Preview['rows'][number], 'ref' | 'title'>
  >`${occ} ${sql.join(parts, sql` union all `)}`;
  const rows = await ctx.q
    .selectFrom(table(all, 'm'))
    .leftJoin('record', (join) => join.onRef('record.id', '=', 'm.id').on('record.org_id', '=', ctx.org.id))
    .leftJoin('record_head as head', (join) =>
      join
        .onRef('head.id', '=', 'm.id')
        .on('head.org_id', '=', ctx.org.id)
        .on(sql<boolean>`head."to_seq" is null`),
    )
    .select(['m.dependent', 'm.id', 'm.part', 'm.ownerId', 'record.ref', 'head.title'])
    .orderBy('m.dependent')
    .orderBy('record.ref')
    .orderBy('m.part')
    .execute();
  return { systems: Number(count.n), rows };
}

/** The AI systems at the end of the paths from one record, over the links of now, shaped as occurrences. */
function concerned(ctx: Ctx, cause: SignificantChange, subjectId: string): RawBuilder<unknown> {
  const start = sql`(select "id" from "record" where "org_id" = ${ctx.org.id} and "id" = ${subjectId}) s`;
  const select = (end: string, joins: RawBuilder<unknown>) =>
    sql`select ${sql.lit(cause.id)} as "cause", ${sql.ref(end)} as "systemId" from ${start}${joins}`;
  if (cause.concerns === 'itself') return select('s.id', sql``);
  if ('column' in cause.concerns && 'type' in cause)
    return select(
      `v.${cause.concerns.column}`,
      sql` join ${sql.table(cause.type)} v on v."org_id" = ${ctx.org.id} and v."id" = s."id" and v."to_seq" is null`,
    );
  const paths = cause.concerns as Extract<SignificantChange['concerns'], readonly unknown[]>;
  return sql.join(
    paths.map((path) => {
      let end = 's.id';
      const joins = path.map((step, i) => {
        const [far, near] = step.end === 'from' ? ['to_id', 'from_id'] : ['from_id', 'to_id'];
        const join = sql` join "link" ${sql.ref(`l${i}`)} on ${sql.ref(`l${i}.org_id`)} = ${ctx.org.id} and ${sql.ref(`l${i}.kind`)} = ${sql.lit(step.link)}
          and ${sql.ref(`l${i}.${far}`)} = ${sql.ref(end)} and ${sql.ref(`l${i}.to_seq`)} is null`;
        end = `l${i}.${near}`;
        return join;
      });
      return select(end, sql`${sql.join(joins, sql``)}`);
    }),
    sql` union all `,
  );
}
