import { addDays } from '#kernel/days.ts';
import { t } from '#kernel/language.ts';
import type { Ctx } from '#platform/context.ts';
import type { Task } from '#platform/module.ts';
import { mayApprovePlan, mayClose, mayDecideIdea, mayGrade } from './policy.ts';
import { correctiveActions, improvementIdeas, nonconformities } from './read.ts';

/** How many days before its date something stands in the inbox of whoever owns it. */
const AHEAD = 30;

/** What waits for this person: to grade, to answer, to approve, to carry out, to judge, to close, to decide. */
export async function improvementTasks(ctx: Ctx): Promise<readonly Task[]> {
  return [
    ...(await toGrade(ctx)),
    ...(await ownNonconformities(ctx)),
    ...(await ownActions(ctx)),
    ...(await toApprove(ctx)),
    ...(await toJudge(ctx)),
    ...(await toClose(ctx)),
    ...(await ideas(ctx)),
  ];
}

const live = (ctx: Ctx) =>
  ctx.q.selectFrom(nonconformities(ctx).as('n')).where('n.state', 'not in', ['closed', 'dismissed']);

async function toGrade(ctx: Ctx): Promise<readonly Task[]> {
  if (!mayGrade(ctx.actor).allowed) return [];
  const { count } = await live(ctx)
    .where('n.grade', 'is', null)
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  return tasks('grade', Number(count), {
    title: (n) => t('Grade {n, plural, one {# nonconformity} other {# nonconformities}}', { n }),
    why: t('The rule proposes a grade; a person decides it from the facts.'),
    href: '/nonconformities?grade[empty]=true&state[not]=closed,dismissed',
  });
}

async function ownNonconformities(ctx: Ctx): Promise<readonly Task[]> {
  if (ctx.actor.id === null) return [];
  const until = addDays(ctx.today, AHEAD);
  const row = await live(ctx)
    .where('n.ownerId', '=', ctx.actor.id)
    .where('n.planApprovedOn', 'is', null)
    .where('n.dueOn', '<=', until)
    .select((eb) => [eb.fn.countAll().as('count'), eb.fn.min('n.dueOn').as('first')])
    .executeTakeFirstOrThrow();
  return tasks('answer', Number(row.count), {
    title: (n) => t('Answer {n, plural, one {# nonconformity} other {# nonconformities}} of yours', { n }),
    why: t('Correction, cause, similar cases and a plan are due (10.2).'),
    href: `/nonconformities?ownerId=${ctx.actor.id}&state=open,contained,analysed,reopened`,
    dueAt: row.first,
  });
}

async function ownActions(ctx: Ctx): Promise<readonly Task[]> {
  if (ctx.actor.id === null) return [];
  const row = await ctx.q
    .selectFrom(correctiveActions(ctx).as('a'))
    .where('a.ownerId', '=', ctx.actor.id)
    .where('a.state', 'in', ['planned', 'started'])
    .where('a.dueOn', '<=', addDays(ctx.today, AHEAD))
    .select((eb) => [eb.fn.countAll().as('count'), eb.fn.min('a.dueOn').as('first')])
    .executeTakeFirstOrThrow();
  return tasks('carry-out', Number(row.count), {
    title: (n) =>
      t('Carry out {n, plural, one {# corrective action} other {# corrective actions}} of yours', { n }),
    why: t('Corrective action is carried out by its day (10.2).'),
    href: `/corrective-actions?ownerId=${ctx.actor.id}&state=planned,started`,
    dueAt: row.first,
  });
}

/** Plans that are complete and that somebody else prepared. */
async function toApprove(ctx: Ctx): Promise<readonly Task[]> {
  if (!mayApprovePlan(ctx.actor).allowed) return [];
  const rows = await live(ctx)
    .where('n.state', '=', 'analysed')
    .where('n.grade', 'is not', null)
    .where('n.similarConclusion', 'is not', null)
    .where('n.effectMethod', 'is not', null)
    .select(['n.causeBy', 'n.effectChosenBy'])
    .execute();
  const own = rows.filter((row) => [row.causeBy, row.effectChosenBy].includes(ctx.actor.id)).length;
  const common = {
    why: t(
      'Cause, similar cases and the way the effect is judged are there; a second person approves (10.2).',
    ),
    href: '/nonconformities?state=analysed',
  };
  return [
    ...tasks('approve', rows.length - own, {
      ...common,
      title: (n) => t('Approve {n, plural, one {# plan} other {# plans}} of corrective action', { n }),
    }),
    ...tasks('prepared', own, {
      ...common,
      title: (n) =>
        t('{n, plural, one {# plan} other {# plans}} of corrective action that you prepared', { n }),
      waitsFor: t('The AI governance officer, the quality manager or top management'),
    }),
  ];
}

async function toJudge(ctx: Ctx): Promise<readonly Task[]> {
  if (ctx.actor.id === null) return [];
  const row = await live(ctx)
    .where('n.state', '=', 'implemented')
    .where('n.effectJudgeId', '=', ctx.actor.id)
    .where('n.effectDueOn', '<=', addDays(ctx.today, AHEAD))
    .select((eb) => [eb.fn.countAll().as('count'), eb.fn.min('n.effectDueOn').as('first')])
    .executeTakeFirstOrThrow();
  return tasks('judge', Number(row.count), {
    title: (n) =>
      t('Judge the effect of {n, plural, one {# corrective action} other {# corrective actions}}', { n }),
    why: t('You were chosen to judge it, by a method and criterion fixed before the action began (10.2).'),
    href: `/nonconformities?effectJudgeId=${ctx.actor.id}&state=implemented`,
    dueAt: row.first,
  });
}

async function toClose(ctx: Ctx): Promise<readonly Task[]> {
  if (!mayClose(ctx.actor).allowed) return [];
  const rows = await live(ctx).where('n.state', '=', 'effective').select('n.ownerId').execute();
  const others = rows.filter((row) => row.ownerId === null || row.ownerId !== ctx.actor.id).length;
  return tasks('close', others, {
    title: (n) => t('Close {n, plural, one {# nonconformity} other {# nonconformities}}', { n }),
    why: t('The action was found effective; closing says that all of 10.2 was done.'),
    href: '/nonconformities?state=effective',
  });
}

async function ideas(ctx: Ctx): Promise<readonly Task[]> {
  const all = await ctx.q
    .selectFrom(improvementIdeas(ctx).as('i'))
    .select(['i.state', 'i.proposedBy', 'i.ownerId', 'i.dueOn', 'i.reviewOn'])
    .where('i.state', 'in', ['proposed', 'adopted', 'done'])
    .execute();
  const until = addDays(ctx.today, AHEAD);
  const toDecide = mayDecideIdea(ctx.actor).allowed
    ? all.filter((each) => each.state === 'proposed' && each.proposedBy !== ctx.actor.id)
    : [];
  const mine = all.filter((each) => ctx.actor.id !== null && each.ownerId === ctx.actor.id);
  const due = mine.filter((each) => each.state === 'adopted' && (each.dueOn ?? '') <= until);
  const review = mine.filter((each) => each.state === 'done' && (each.reviewOn ?? '') <= until);
  const first = (days: readonly (string | null)[]) => [...days].sort()[0] ?? null;
  return [
    ...tasks('decide', toDecide.length, {
      title: (n) => t('Decide on {n, plural, one {# idea} other {# ideas}} for improvement', { n }),
      why: t('Whoever had the idea waits for an answer (10.1).'),
      href: '/improvements?state=proposed',
    }),
    ...tasks('improve', due.length, {
      title: (n) => t('Carry out {n, plural, one {# improvement} other {# improvements}} of yours', { n }),
      why: t('It was adopted with you as its owner (10.1).'),
      href: `/improvements?ownerId=${ctx.actor.id}&state=adopted`,
      dueAt: first(due.map((each) => each.dueOn)),
    }),
    ...tasks('benefit', review.length, {
      title: (n) => t('Review the benefit of {n, plural, one {# improvement} other {# improvements}}', { n }),
      why: t('It is done; whether it got better shows now (10.1).'),
      href: `/improvements?ownerId=${ctx.actor.id}&state=done`,
      dueAt: first(review.map((each) => each.reviewOn)),
    }),
  ];
}

function tasks(
  kind: string,
  count: number,
  words: Omit<Task, 'id' | 'kind' | 'title' | 'count' | 'dueAt'> & {
    readonly title: (count: number) => string;
    readonly dueAt?: string | null;
  },
): readonly Task[] {
  const { title, ...rest } = words;
  return count === 0
    ? []
    : [{ id: `improvement:${kind}`, kind, dueAt: null, ...rest, title: title(count), count }];
}
