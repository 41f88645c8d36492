import { t } from '#kernel/language.ts';
import type { Ctx } from '#platform/context.ts';
import type { Task } from '#platform/module.ts';
import { mayApprove, mayIssue } from './policy.ts';
import { statements } from './read.ts';

/** A Statement of Applicability on its way: to approve, to issue, or waiting for somebody else. */
export async function controlTasks(ctx: Ctx): Promise<readonly Task[]> {
  const open = await ctx.q
    .selectFrom(statements(ctx).as('s'))
    .where('s.state', 'in', ['prepared', 'approved'])
    .select(['s.id', 's.state', 's.preparedBy', 's.preparedOn'])
    .execute();
  return open.flatMap((each) => taskOf(ctx, each) ?? []);
}

type Open = {
  readonly id: string;
  readonly state: string;
  readonly preparedBy: string | null;
  readonly preparedOn: string;
};

function taskOf(ctx: Ctx, statement: Open): Task | undefined {
  const task = { id: `statement:${statement.id}`, href: '/statement', dueAt: null, count: 1 };
  if (statement.state === 'approved')
    return mayIssue(ctx.actor).allowed
      ? {
          ...task,
          kind: 'issue',
          title: t('Issue the approved Statement of Applicability'),
          why: t('It is approved; issuing freezes it as a version with its checkpoint (6.1.3).'),
        }
      : undefined;
  if (statement.preparedBy === ctx.actor.id)
    return {
      ...task,
      kind: 'approve',
      title: t('The Statement of Applicability that you prepared'),
      why: t('Somebody else must approve what you prepared.'),
      waitsFor: t('Top management or the AI governance officer'),
    };
  return mayApprove(ctx.actor).allowed
    ? {
        ...task,
        kind: 'approve',
        title: t('Approve the Statement of Applicability'),
        why: t('It was prepared on {preparedOn} and waits for somebody with the authority (6.1.3).', {
          preparedOn: statement.preparedOn,
        }),
      }
    : undefined;
}
