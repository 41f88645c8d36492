import { addDays } from '#kernel/days.ts';
import { t } from '#kernel/language.ts';
import type { Ctx } from '#platform/context.ts';
import type { Task } from '#platform/module.ts';
import { mayDecideUse } from './policy.ts';
import { requestsForUse } from './read.ts';

/** How many days before its end an approval stands in the inbox. */
const AHEAD = 30;

/** What waits for this person: requests to answer, approvals that end; for whoever asked: questions and conditions. */
export async function intakeTasks(ctx: Ctx): Promise<readonly Task[]> {
  return [...(mayDecideUse(ctx.actor).allowed ? await toDecide(ctx) : []), ...(await own(ctx))];
}

async function toDecide(ctx: Ctx): Promise<readonly Task[]> {
  const rows = await ctx.q
    .selectFrom(requestsForUse(ctx).as('u'))
    .select(['u.state', 'u.dueOn', 'u.validUntil', 'u.askedBy'])
    .where('u.state', 'in', ['asked', 'approved'])
    .execute();
  const until = addDays(ctx.today, AHEAD);
  const asked = rows.filter((row) => row.state === 'asked' && row.askedBy !== ctx.actor.id);
  const ending = rows.filter((row) => row.state === 'approved' && (row.validUntil ?? '') <= until);
  return [
    ...some('decide', asked.length, {
      title: t('Answer {n, plural, one {# request} other {# requests}} to use AI', { n: asked.length }),
      why: t('Somebody asked, or declared what is in use already, and waits (A.9.2).'),
      href: '/use-requests?state=asked',
      dueAt: first(asked.map((row) => row.dueOn)),
    }),
    ...some('renew', ending.length, {
      title: t('Decide anew on {n, plural, one {# approval} other {# approvals}} of AI use', {
        n: ending.length,
      }),
      why: t('Approvals end; then somebody looks again (A.9.2).'),
      href: `/use-requests?state=approved&validUntil[lte]=${until}`,
      dueAt: first(ending.map((row) => row.validUntil)),
    }),
  ];
}

async function own(ctx: Ctx): Promise<readonly Task[]> {
  if (ctx.actor.id === null) return [];
  const rows = await ctx.q
    .selectFrom(requestsForUse(ctx).as('u'))
    .select(['u.state', 'u.conditions', 'u.acknowledgedOn'])
    .where('u.askedBy', '=', ctx.actor.id)
    .where('u.state', 'in', ['question', 'approved'])
    .execute();
  const questions = rows.filter((row) => row.state === 'question').length;
  const conditions = rows.filter(
    (row) => row.state === 'approved' && row.conditions !== '[]' && row.acknowledgedOn === null,
  ).length;
  return [
    ...some('question', questions, {
      title: t('Answer {n, plural, one {# question} other {# questions}} about your use of AI', {
        n: questions,
      }),
      why: t('Then your request can be decided.'),
      href: '/ask',
    }),
    ...some('conditions', conditions, {
      title: t('Read the conditions of {n, plural, one {# approved use} other {# approved uses}} of AI', {
        n: conditions,
      }),
      why: t('Your use is approved under conditions; say that you know them.'),
      href: '/ask',
    }),
  ];
}

function some(
  kind: string,
  count: number,
  rest: Omit<Task, 'id' | 'kind' | 'count' | 'dueAt'> & { readonly dueAt?: string | null },
): readonly Task[] {
  return count === 0 ? [] : [{ id: `intake:${kind}`, kind, count, dueAt: null, ...rest }];
}

function first(days: readonly (string | null)[]): string | null {
  return [...days].sort()[0] ?? null;
}
