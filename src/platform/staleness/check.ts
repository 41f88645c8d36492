import { sql } from 'kysely';
import type { CheckRow, Touch } from '#kernel/check.ts';
import { msg, t } from '#kernel/language.ts';
import { midSentence } from '#kernel/words.ts';
import type { Ctx, PlatformCheck, PlatformDependent, Registry } from '../context.ts';
import { from, openMarks, type StaleBook } from './marks.ts';
import { significantChanges } from './occurrences.ts';
import { type OwnHands, rowsReached } from './reached.ts';

/**
 * The check that everything of one kind was looked at again since the AI systems it rests on changed: one row for each
 * record that stands, a gap while it is stale.
 * @param own how decisions about staleness lead to rows: answers, rules, withdrawn changes
 */
export function lookedAgainCheck(
  registry: Registry,
  dependent: PlatformDependent,
  own: OwnHands & { readonly touches: readonly Touch[] },
): PlatformCheck {
  const changes = significantChanges(registry);
  const title = (cause: unknown) =>
    t(changes.find((each) => each.id === cause)?.title ?? msg('Something changed'));
  return {
    id: `stale.${dependent.id}`,
    version: 1,
    requirements: dependent.requirements,
    get title() {
      return t('{title}: looked at again since the AI systems behind it changed', {
        title: t(dependent.title),
      });
    },
    severity: 'major',
    family: {
      get title() {
        return t('Look again: {title}', { title: midSentence(t(dependent.title)) });
      },
      href: `/stale?dependent=${dependent.id}`,
    },
    touches: [...dependent.touches, ...own.touches],
    reached: (ctx, window) => rowsReached(ctx, window, { dependent, own }),
    rows: (ctx, only) => rows(ctx, { dependent, book: own.book(ctx), only }),
    idle: async () =>
      t('Nothing of this kind rests on an AI system yet: {title}.', {
        title: midSentence(t(dependent.title)),
      }),
    messages: {
      ok: (_args, what) => t('"{what}" was looked at since the last significant change behind it.', { what }),
      stale: (args, what) =>
        Number(args.changes) > 1
          ? t('"{what}" was not looked at again since: {cause}, and {changes} more.', {
              what,
              cause: midSentence(title(args.cause)),
              changes: Number(args.changes) - 1,
            })
          : t('"{what}" was not looked at again since: {cause}.', {
              what,
              cause: midSentence(title(args.cause)),
            }),
    },
    fix: ({ id }) => dependent.href({ id, part: null }),
  };
}

type Asked = {
  readonly dependent: PlatformDependent;
  readonly book: StaleBook;
  readonly only: readonly string[] | undefined;
};

function rows(ctx: Ctx, { dependent, book, only }: Asked) {
  // Read once, for the rows themselves and for their marks.
  const standing = sql`select r."id", r."part", r."ownerId", r."systemId" from ${from(dependent.rows(ctx).as('r'))}${only ? sql` where r."id" in (${sql.join(only)})` : sql``}`;
  const marks = openMarks(ctx, book, {
    dependents: [dependent.id],
    ...(only && { ids: only }),
    rows: sql`"standing" r`,
    // Where nothing of the kind stands, nobody looks for changes.
    when: sql`exists (select "id" from "standing")`,
  });
  // Grouped, not joined: SQLite has no measure of either side and would compare each row with each mark.
  const all = sql`select "id", null as "cause", null as "change" from "standing"
    union all select m."id", m."cause", m."seq" || ' ' || m."cause" from (${marks}) m`;
  return sql<CheckRow>`(with "standing" as materialized (${standing}) select ${sql.lit(dependent.type)} as "type", p."id",
      case when min(p."cause") is null then 'ok' else 'gap' end as "outcome",
      case when min(p."cause") is null then 'ok' else 'stale' end as "reason",
      case when min(p."cause") is null then null else '{"cause":"' || min(p."cause") || '","changes":' || cast(count(distinct p."change") as text) || '}' end as "args",
      cast(null as text) as "nextAt"
    from (${all}) p group by p."id")`;
}
