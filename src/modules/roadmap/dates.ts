import type { DatedRow, DateSpan } from '#kernel/dates.ts';
import { t } from '#kernel/language.ts';
import type { Ctx } from '#platform/context.ts';
import { activitiesIn, currentPlan, scheduleFor } from './queries.ts';

/** The ends of activities and the milestones of the approved plan, as the schedule has them today. */
export async function roadmapDates(ctx: Ctx, span: DateSpan): Promise<readonly DatedRow[]> {
  const plan = await currentPlan(ctx);
  if (plan?.state !== 'approved') return [];
  const all = await activitiesIn(ctx, plan.id);
  const { tasks } = scheduleFor(plan, all);
  return all
    .map((each, i) => ({
      id: `${each.id} end`,
      kind: each.kind === 'milestone' ? t('Milestone of the plan') : t('Activity of the plan ends'),
      day: tasks[i]!.end,
      title: `${each.title} (${each.ref})`,
      href: `/plan?activity=${each.id}`,
      ownerId: each.ownerId,
    }))
    .filter((row) => row.day >= span.from && row.day <= span.to)
    .sort((a, b) => (a.day === b.day ? (a.id < b.id ? -1 : 1) : a.day < b.day ? -1 : 1))
    .slice(0, span.limit);
}
