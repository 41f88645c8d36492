import { sql } from 'kysely';
import { addDays } from '#kernel/days.ts';
import { t } from '#kernel/language.ts';
import type { Ctx } from '#platform/context.ts';
import type { Task } from '#platform/module.ts';
import { tasksOf } from '#platform/tasks.ts';
import { mayCloseAlert, mayTriage } from './policy.ts';
import { alerts, monitorResults, monitors } from './read.ts';

const task = tasksOf('monitoring');

/** How many days before its date an evaluation stands in the inbox. */
const AHEAD = 14;

/** What waits for this person: alerts to decide about, alerts that may be over, evaluations, monitors to switch on. */
export async function monitoringTasks(ctx: Ctx): Promise<readonly Task[]> {
  if (ctx.actor.id === null) return [];
  return [
    ...(await toDecide(ctx)),
    ...(await toClose(ctx)),
    ...(await toEvaluate(ctx)),
    ...(await toSwitchOn(ctx)),
  ];
}

/** Own alerts; those that nobody owns are for whoever keeps the register. */
async function toDecide(ctx: Ctx): Promise<readonly Task[]> {
  const keeps = mayTriage(ctx.actor).allowed;
  const row = await ctx.q
    .selectFrom(alerts(ctx).as('a'))
    .where('a.state', '=', 'open')
    .where((eb) =>
      keeps
        ? eb.or([eb('a.ownerId', '=', ctx.actor.id), eb('a.ownerId', 'is', null)])
        : eb('a.ownerId', '=', ctx.actor.id),
    )
    .select((eb) => [eb.fn.countAll().as('count'), eb.fn.min('a.triageBy').as('first')])
    .executeTakeFirstOrThrow();
  const count = Number(row.count);
  if (count === 0) return [];
  return [
    task('decide', {
      title: t('Decide about {count, plural, one {# alert} other {# alerts}} of monitoring', { count }),
      why: t('A figure left its limits or a window did not come; somebody says what it is (9.1).'),
      href: '/alerts?state=open',
      dueAt: row.first,
      count,
    }),
  ];
}

/** Alerts that somebody else decided on, and after whose last window outside another one came. */
async function toClose(ctx: Ctx): Promise<readonly Task[]> {
  if (!mayCloseAlert(ctx.actor).allowed) return [];
  const row = await ctx.q
    .selectFrom(alerts(ctx).as('a'))
    .where('a.state', 'in', ['watching', 'acting'])
    .where((eb) => eb.or([eb('a.triagedBy', 'is', null), eb('a.triagedBy', '<>', ctx.actor.id)]))
    .where((eb) =>
      eb.exists(
        ctx.q
          .selectFrom(monitorResults(ctx).as('r'))
          .select('r.id')
          .where(sql<boolean>`"r"."monitorId" = "a"."monitorId"`)
          .where(sql<boolean>`"r"."windowFrom" > "a"."lastWindow"`),
      ),
    )
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  const count = Number(row.count);
  if (count === 0) return [];
  return [
    task('close', {
      title: t('See whether {count, plural, one {# alert} other {# alerts}} can be closed', { count }),
      why: t('Later windows came since the last one outside; whoever decided what to do does not close it.'),
      href: '/alerts?state=watching,acting',
      count,
    }),
  ];
}

async function toEvaluate(ctx: Ctx): Promise<readonly Task[]> {
  const until = addDays(ctx.today, AHEAD);
  const row = await ctx.q
    .selectFrom(monitors(ctx).as('m'))
    .where('m.ownerId', '=', ctx.actor.id)
    .where('m.state', '=', 'active')
    .where('m.evaluateOn', '<=', until)
    .select((eb) => [eb.fn.countAll().as('count'), eb.fn.min('m.evaluateOn').as('first')])
    .executeTakeFirstOrThrow();
  const count = Number(row.count);
  if (count === 0) return [];
  return [
    task('evaluate', {
      title: t('Evaluate the results of {count, plural, one {# monitor} other {# monitors}} of yours', {
        count,
      }),
      why: t('What is measured is evaluated at planned times (9.1).'),
      href: `/monitors?ownerId=${ctx.actor.id}&evaluateOn[lte]=${until}`,
      dueAt: row.first,
      count,
    }),
  ];
}

async function toSwitchOn(ctx: Ctx): Promise<readonly Task[]> {
  const row = await ctx.q
    .selectFrom(monitors(ctx).as('m'))
    .where('m.ownerId', '=', ctx.actor.id)
    .where('m.state', '=', 'draft')
    .where((eb) =>
      eb.exists(
        ctx.q
          .selectFrom(monitorResults(ctx).as('r'))
          .select('r.id')
          .where(sql<boolean>`"r"."monitorId" = "m"."id"`),
      ),
    )
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  const count = Number(row.count);
  if (count === 0) return [];
  return [
    task('switch-on', {
      title: t(
        'Try the thresholds of {count, plural, one {# monitor} other {# monitors}} of yours and switch on',
        { count },
      ),
      why: t(
        'Results of past windows are here; the dry run shows how often each threshold would have fired.',
      ),
      href: `/monitors?ownerId=${ctx.actor.id}&state=draft`,
      count,
    }),
  ];
}
