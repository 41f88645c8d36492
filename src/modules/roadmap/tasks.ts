import { addDays } from '#kernel/days.ts';
import { t } from '#kernel/language.ts';
import { claims } from '#modules/gap/read.ts';
import type { Ctx } from '#platform/context.ts';
import type { Task } from '#platform/module.ts';
import { mayCommit, mayPlan } from './policy.ts';
import { activitiesIn, currentPlan, scheduleFor } from './queries.ts';

/** How many days before its end an activity stands in the inbox of its owner. */
const AHEAD = 14;

/** A plan that waits for approval, and one's own activities that are due or begin. */
export async function roadmapTasks(ctx: Ctx): Promise<readonly Task[]> {
  const plan = await currentPlan(ctx);
  if (ctx.actor.id === null) return [];
  if (!plan) return nextStep(ctx);
  if (plan.state === 'closed') return [];
  return [...approval(ctx, plan), ...(plan.state === 'approved' ? await own(ctx, plan) : [])];
}

/** People have been asked and nobody drafted a plan: that is what comes next. */
async function nextStep(ctx: Ctx): Promise<readonly Task[]> {
  if (!mayPlan(ctx.actor).allowed) return [];
  const said = await claims(ctx).where('answer', 'is not', null).select('id').limit(1).executeTakeFirst();
  if (!said) return [];
  return [
    {
      id: 'roadmap:draft',
      kind: 'draft',
      title: t('Draft the plan'),
      why: t('What people said of each requirement goes into its activities.'),
      href: '/plan',
      dueAt: null,
      count: 1,
    },
  ];
}

type Plan = NonNullable<Awaited<ReturnType<typeof currentPlan>>>;

function approval(ctx: Ctx, plan: Plan): readonly Task[] {
  if (plan.state !== 'proposed') return [];
  const base = { id: `roadmap:approve:${plan.id}`, kind: 'approve', href: '/plan', dueAt: null, count: 1 };
  if (plan.proposedBy === ctx.actor.id)
    return [
      {
        ...base,
        title: t('"{title}", which you proposed', { title: plan.title }),
        why: t('Somebody else in top management approves it and commits to it (5.1).'),
        waitsFor: t('Top management'),
      },
    ];
  return mayCommit(ctx.actor).allowed
    ? [
        {
          ...base,
          title: t('Approve "{title}" and commit to it', { title: plan.title }),
          why: t('People and money for the management system are yours to decide (5.1, 7.1).'),
        },
      ]
    : [];
}

/** By the days alone: what the records show of each is on the page of the plan. */
async function own(ctx: Ctx, plan: Plan): Promise<readonly Task[]> {
  const all = await activitiesIn(ctx, plan.id);
  const { tasks } = scheduleFor(plan, all);
  const mine = all.flatMap((each, i) =>
    each.ownerId === ctx.actor.id &&
    each.kind === 'activity' &&
    tasks[i]!.start <= ctx.today &&
    tasks[i]!.end >= ctx.today &&
    tasks[i]!.end <= addDays(ctx.today, AHEAD)
      ? [{ each, end: tasks[i]!.end }]
      : [],
  );
  return mine.map(({ each, end }) => ({
    id: `roadmap:${each.id}`,
    kind: 'activity',
    title: each.title,
    why: t('Your activity of the plan, phase {phase}; the records show when it is done.', {
      phase: each.phase,
    }),
    href: `/plan?activity=${each.id}`,
    dueAt: end,
    count: 1,
  }));
}
