import { sql } from 'kysely';
import type { CheckRow, Touch } from '#kernel/check.ts';
import { midSentence } from '#kernel/words.ts';
import type { Ctx, PlatformCheck, PlatformDependent, Registry } from '../context.ts';
import { from, openMarks, type StaleBook } from './marks.ts';
import { significantChanges } from './occurrences.ts';

/**
 * The check that everything of one kind was looked at again since the AI systems it rests on changed: one row for each
 * record that stands, a gap while it is stale.
 * @param own how decisions about staleness lead to rows: answers, rules, withdrawn changes
 */
export function lookedAgainCheck(
  registry: Registry,
  dependent: PlatformDependent,
  own: { readonly book: (ctx: Ctx) => StaleBook; readonly touches: readonly Touch[] },
): PlatformCheck {
  const changes = significantChanges(registry);
  const title = (cause: unknown) => changes.find((each) => each.id === cause)?.title ?? 'Something changed';
  return {
    id: `stale.${dependent.id}`,
    version: 1,
    requirements: dependent.requirements,
    title: `${dependent.title}: looked at again since the AI systems behind it changed`,
    severity: 'major',
    family: {
      title: `Look again: ${midSentence(dependent.title)}`,
      href: `/stale?dependent=${dependent.id}`,
    },
    touches: [...dependent.touches, ...touchesOf(registry, dependent), ...own.touches],
    rows: (ctx, only) => rows(ctx, { dependent, book: own.book(ctx), only }),
    idle: async () => `Nothing of this kind rests on an AI system yet: ${midSentence(dependent.title)}.`,
    messages: {
      ok: (_args, what) => `"${what}" was looked at since the last significant change behind it.`,
      stale: (args, what) =>
        `"${what}" was not looked at again since: ${midSentence(title(args.cause))}${Number(args.changes) > 1 ? `, and ${Number(args.changes) - 1} more` : ''}.`,
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
  const wanted = { dependents: [dependent.id], ...(only && { ids: only }) };
  const all = sql<{
    id: string;
  }>`(select distinct r."id" from ${from(dependent.rows(ctx).as('r'))}${only ? sql` where r."id" in (${sql.join(only)})` : sql``})`;
  const stale = sql`(select m."id", min(m."cause") as "cause", count(distinct m."seq" || ' ' || m."cause") as "changes"
    from (${openMarks(ctx, book, wanted)}) m group by m."id")`;
  return sql<CheckRow>`(select ${sql.lit(dependent.type)} as "type", p."id",
      case when s."id" is null then 'ok' else 'gap' end as "outcome",
      case when s."id" is null then 'ok' else 'stale' end as "reason",
      case when s."id" is null then null else '{"cause":"' || s."cause" || '","changes":' || cast(s."changes" as text) || '}' end as "args",
      cast(null as text) as "nextAt"
    from ${all} p left join ${stale} s on s."id" = p."id")`;
}

/**
 * A significant change can reach any row over its paths: it makes the check run whole. A changed AI system is nearer:
 * the dependent says how it leads to its rows.
 */
function touchesOf(registry: Registry, dependent: PlatformDependent): readonly Touch[] {
  const follows = dependent.touches.some((touch) => 'type' in touch && touch.type === 'system');
  const types = new Set<string>();
  const kinds = new Set<string>();
  for (const cause of significantChanges(registry)) {
    if ('type' in cause && !(cause.type === 'system' && follows)) types.add(cause.type);
    if ('link' in cause) kinds.add(cause.link);
    if (Array.isArray(cause.concerns))
      for (const path of cause.concerns) for (const step of path) kinds.add(step.link);
  }
  return [
    ...[...types].map((type) => ({ type, whole: true }) as const),
    ...[...kinds].map((link) => ({ link, whole: true }) as const),
  ];
}
