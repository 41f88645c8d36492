import { addDays } from '#kernel/days.ts';
import { t } from '#kernel/language.ts';
import type { Ctx } from '#platform/context.ts';
import type { Task } from '#platform/module.ts';
import { tasksOf } from '#platform/tasks.ts';
import { mayApproveRecord, mayExcept } from './policy.ts';
import { gateOpenings, lifecycleRecords } from './read.ts';

const task = tasksOf('lifecycle');

const AHEAD = 30;

/** Records to approve, own records to look at again, and exceptions that run out. */
export async function lifecycleTasks(ctx: Ctx): Promise<readonly Task[]> {
  if (ctx.actor.id === null) return [];
  return [...(await toApprove(ctx)), ...(await toReview(ctx)), ...(await runningOut(ctx))];
}

async function toApprove(ctx: Ctx): Promise<readonly Task[]> {
  const rows = await ctx.q
    .selectFrom(lifecycleRecords(ctx).as('r'))
    .where('r.state', '=', 'prepared')
    .groupBy('r.preparedBy')
    .select(['r.preparedBy', (eb) => eb.fn.countAll().as('count')])
    .execute();
  const sum = (own: boolean) =>
    rows
      .filter((row) => (row.preparedBy === ctx.actor.id) === own)
      .reduce((total, row) => total + Number(row.count), 0);
  const [others, own] = [sum(false), sum(true)];
  const href = '/lifecycle-records?state=prepared';
  return [
    ...(others > 0 && mayApproveRecord(ctx.actor).allowed
      ? [
          task('approve', {
            title: t('Approve {others, plural, one {# life-cycle record} other {# life-cycle records}}', {
              others,
            }),
            why: t('Each was handed over complete by somebody else (A.6.2).'),
            href,
            count: others,
          }),
        ]
      : []),
    ...(own > 0
      ? [
          task('handed-over', {
            title: t(
              '{own, plural, one {# life-cycle record} other {# life-cycle records}} that you handed over',
              { own },
            ),
            why: t('Somebody who did not prepare it must approve it.'),
            href,
            count: own,
            waitsFor: t('A second person with the authority'),
          }),
        ]
      : []),
  ];
}

async function toReview(ctx: Ctx): Promise<readonly Task[]> {
  const until = addDays(ctx.today, AHEAD);
  const row = await ctx.q
    .selectFrom(lifecycleRecords(ctx).as('r'))
    .where('r.ownerId', '=', ctx.actor.id)
    .where('r.state', '=', 'approved')
    .where('r.reviewOn', '<=', until)
    .select((eb) => [eb.fn.countAll().as('count'), eb.fn.min('r.reviewOn').as('first')])
    .executeTakeFirstOrThrow();
  const count = Number(row.count);
  if (count === 0) return [];
  return [
    task('review', {
      title: t(
        'Look again at {count, plural, one {# life-cycle record} other {# life-cycle records}} of yours',
        { count },
      ),
      why: t('The day that was set for it has come or is near.'),
      href: `/lifecycle-records?ownerId=${ctx.actor.id}&state=approved&reviewOn[lte]=${until}`,
      dueAt: row.first,
      count,
    }),
  ];
}

async function runningOut(ctx: Ctx): Promise<readonly Task[]> {
  if (!mayExcept(ctx.actor).allowed) return [];
  const until = addDays(ctx.today, AHEAD);
  const row = await ctx.q
    .selectFrom(gateOpenings(ctx).as('o'))
    .where('o.state', '=', 'exception')
    .where('o.until', '<=', until)
    .select((eb) => [eb.fn.countAll().as('count'), eb.fn.min('o.until').as('first')])
    .executeTakeFirstOrThrow();
  const count = Number(row.count);
  if (count === 0) return [];
  return [
    task('exceptions', {
      title: t('End or prolong {count, plural, one {# exception} other {# exceptions}} of a gate', { count }),
      why: t('After its last day the gate counts as closed and the gap is open (A.6.2.5).'),
      href: `/gates/exceptions?state=exception&until[lte]=${until}`,
      dueAt: row.first,
      count,
    }),
  ];
}
