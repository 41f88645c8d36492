import { t } from '#kernel/language.ts';
import type { Ctx } from '#platform/context.ts';
import type { Task } from '#platform/module.ts';
import { mayInterview } from './policy.ts';
import { listInterviews } from './queries.ts';

/** The questions that wait for this person, and the people whom their interview waits for. */
export async function gapTasks(ctx: Ctx): Promise<readonly Task[]> {
  if (ctx.actor.id === null) return [];
  const { interviews } = await listInterviews(ctx);
  if (interviews.length === 0) return firstStep(ctx);
  return interviews
    .filter((each) => each.state === 'open')
    .flatMap((each) => {
      const open = each.parts.filter((one) => one.state === 'open');
      const mine = open.filter((one) => one.personId === ctx.actor.id);
      const others = open.filter((one) => one.personId !== ctx.actor.id);
      return [
        ...mine.map((one) => ({
          id: `gap:${one.id}`,
          kind: 'answer',
          title: t('Answer your questions: {answered} of {questions} answered', {
            answered: one.answered,
            questions: one.questions,
          }),
          why: t('"{title}" asks you; an answer is your word on a day, not a proof.', { title: each.title }),
          href: `/gap/answer/${one.id}`,
          dueAt: each.dueOn,
          count: Math.max(1, one.questions - one.answered),
        })),
        ...(each.startedBy === ctx.actor.id && others.length > 0
          ? [
              {
                id: `gap:waits:${each.id}`,
                kind: 'waits',
                title: t(
                  '{others, plural, one {# person has} other {# people have}} not finished "{title}"',
                  { others: others.length, title: each.title },
                ),
                why: t('Send them their link again, or ask somebody else.'),
                href: '/gap?tab=people',
                dueAt: each.dueOn,
                count: others.length,
                waitsFor: others
                  .slice(0, 3)
                  .map((one) => one.name)
                  .join(', '),
              },
            ]
          : []),
      ];
    });
}

/** In an organisation that has issued no Statement yet, the first thing to do: ask where it stands. */
async function firstStep(ctx: Ctx): Promise<readonly Task[]> {
  if (!mayInterview(ctx.actor).allowed) return [];
  const begun = await ctx.q
    .selectFrom('record')
    .select('id')
    .where('org_id', '=', ctx.org.id)
    .where('type', 'in', ['statement', 'roadmapPlan'])
    .limit(1)
    .executeTakeFirst();
  if (begun) return [];
  return [
    {
      id: 'gap:begin',
      kind: 'begin',
      title: t('Ask where you stand'),
      why: t('Half an hour of questions shows what is there, what is missing, and makes the plan.'),
      href: '/gap/begin',
      dueAt: null,
      count: 1,
    },
  ];
}
