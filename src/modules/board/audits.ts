import { msg } from '#kernel/language.ts';
import { kinds } from '#modules/calendar/contract.ts';
import { occurrences } from '#modules/calendar/read.ts';
import { certificationAudits } from '#modules/certification/read.ts';
import type { Ctx } from '#platform/context.ts';
import type { Board } from './contract.ts';

/** The next audit of the certification body, and the next internal audit and management review. */
export async function nextAudits(ctx: Ctx): Promise<Board['audits']> {
  const outside = await ctx.q
    .selectFrom(certificationAudits(ctx).as('a'))
    .where('a.state', '=', 'planned')
    .where('a.plannedFrom', '>=', ctx.today)
    .select(['a.id', 'a.title', 'a.plannedFrom as day'])
    .orderBy('a.plannedFrom')
    .orderBy('a.id')
    .limit(1)
    .execute();
  const inside = await ctx.q
    .selectFrom(occurrences(ctx).as('o'))
    .where('o.state', '=', 'due')
    .where('o.kind', 'in', ['internal-audit', 'management-review'])
    .select(['o.id', 'o.title', 'o.kind', 'o.dueOn as day'])
    .orderBy('o.dueOn')
    .orderBy('o.id')
    .execute();
  const first = (kind: 'internal-audit' | 'management-review') =>
    inside.filter((each) => each.kind === kind).slice(0, 1);
  return [
    ...outside.map(({ id, title, day }) => ({
      what: msg('Audit by the certification body'),
      title,
      day: day!,
      href: `/certification-audits/${id}`,
    })),
    ...[...first('internal-audit'), ...first('management-review')].map(({ id, title, kind, day }) => ({
      what: kinds[kind],
      title,
      day,
      href: `/calendar/occurrences/${id}`,
    })),
  ];
}
