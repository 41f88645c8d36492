import { sql } from 'kysely';
import { t } from '#kernel/language.ts';
import { judged } from '#platform/checks/judged.ts';
import type { Ctx } from '#platform/context.ts';
import { dayAfter } from '#platform/day-after.ts';
import type { PlatformCheck } from '#platform/module.ts';
import { obligations, occurrences } from './read.ts';

/** The requirements that ask for something at planned intervals, and what the intervals are of. */
const PLANNED: Readonly<Record<string, string>> = {
  '8.2': 'AI risk assessment',
  '8.4': 'AI system impact assessment',
  '9.1': 'monitoring, measurement, analysis and evaluation',
  '9.2.2': 'internal audits',
  '9.3.1': 'management review',
  'A.2.4': 'review of the AI policy',
};

/** Requirements that no other check reads. */
const ALONE: ReadonlySet<string> = new Set(['9.2.2', '9.3.1', 'A.2.4']);

/** One row for each obligation that names the requirement. */
function planned(ctx: Ctx, requirement: string, only: readonly string[] | undefined) {
  const rows = ctx.q
    .selectFrom(obligations(ctx).as('d'))
    .where('d.requirementId', '=', `iso-42001:${requirement}`);
  return only ? rows.where('d.id', 'in', [...only]) : rows;
}

/** The occurrences of the obligation in the outer query. */
function timesOf(ctx: Ctx) {
  return ctx.q.selectFrom(occurrences(ctx).as('o')).where(sql<boolean>`"o"."obligationId" = "d"."id"`);
}

const keptAtIntervals = ([requirement, words]: [string, string]): PlatformCheck => ({
  id: `calendar.kept-${requirement}`,
  version: 1,
  requirements: [requirement],
  title: t('The planned intervals of {words} are kept', { words }),
  family: {
    title: t('Close what your recurring obligations let fall due'),
    href: '/calendar/occurrences?state=due',
  },
  severity: 'minor',
  touches: [{ type: 'obligation' }, { type: 'occurrence', column: 'obligationId' }],
  rows: (ctx, only) => {
    const due = timesOf(ctx).where('o.state', '=', 'due');
    const missed = due.where('o.dueOn', '<', ctx.today).select('o.id');
    const last = timesOf(ctx)
      .where('o.state', '<>', 'due')
      .select('o.state')
      .orderBy('o.dueOn', 'desc')
      .limit(1);
    const next = due.where('o.dueOn', '>=', ctx.today).select((eb) => eb.fn.min('o.dueOn').as('day'));
    return planned(ctx, requirement, only).select(
      judged('obligation', sql<string>`"d"."id"`, {
        reason: sql<
          string | null
        >`case when exists ${missed} then 'overdue' when ${last} = 'not-done' then 'not-done' end`,
        // Due today is not missed yet; it flips on the day after when nobody closes it.
        nextAt: dayAfter(ctx, sql<string | null>`${next}`),
      }),
    );
  },
  // Where nothing else reads the requirement, that nobody planned anything proves nothing.
  idle: async () => (ALONE.has(requirement) ? null : t('No recurring obligation names this requirement.')),
  messages: {
    ok: (_args, title) => t('Of "{title}" nothing is overdue.', { title }),
    overdue: (_args, title) => t('A day of "{title}" has passed and nothing is recorded.', { title }),
    'not-done': (_args, title) => t('"{title}" was not done last time; the reason is recorded.', { title }),
  },
  fix: ({ id }) => `/calendar/obligations/${id}`,
});

export const calendarChecks: readonly PlatformCheck[] = Object.entries(PLANNED).map(keptAtIntervals);
