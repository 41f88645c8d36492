import { sql } from 'kysely';
import { addDays } from '#kernel/days.ts';
import { t } from '#kernel/language.ts';
import type { Ctx } from '#platform/context.ts';
import type { Task } from '#platform/module.ts';
import { tasksOf } from '#platform/tasks.ts';
import { mayAccept, mayApproveTreatment } from './policy.ts';
import { showCriteria } from './queries.ts';
import { risks, treatments } from './read.ts';
import { bandOf } from './scale.ts';
import { risksToAccept as toAccept } from './to-accept.ts';

const task = tasksOf('risk');

/** How many days before its date something stands in the inbox of whoever owns it. */
const AHEAD = 30;

/** What waits for this person: plans to approve, residual risks to accept, own risks and measures that fall due. */
export async function riskTasks(ctx: Ctx): Promise<readonly Task[]> {
  return [
    ...(await plansToApprove(ctx)),
    ...(await risksToAccept(ctx)),
    ...(await ownReviews(ctx)),
    ...(await ownMeasures(ctx)),
  ];
}

async function plansToApprove(ctx: Ctx): Promise<readonly Task[]> {
  const rows = await ctx.q
    .selectFrom(treatments(ctx).as('t'))
    .where('t.state', '=', 'proposed')
    .where('t.ownerId', 'is not', null)
    .where('t.dueOn', 'is not', null)
    .groupBy('t.proposedBy')
    .select(['t.proposedBy', (eb) => eb.fn.countAll().as('count')])
    .execute();
  const sum = (own: boolean) =>
    rows
      .filter((row) => (row.proposedBy === ctx.actor.id) === own)
      .reduce((total, row) => total + Number(row.count), 0);
  const [toApprove, proposed] = [sum(false), sum(true)];
  const href = '/treatments?state=proposed';
  return [
    ...(toApprove > 0 && mayApproveTreatment(ctx.actor).allowed
      ? [
          task('approve', {
            title: t('Approve {toApprove, plural, one {# risk treatment} other {# risk treatments}}', {
              toApprove,
            }),
            why: t('Each has an owner and a date, and was proposed by somebody else (6.1.3).'),
            href,
            count: toApprove,
          }),
        ]
      : []),
    ...(proposed > 0 && ctx.actor.id !== null
      ? [
          task('proposed', {
            title: t(
              '{proposed, plural, one {# risk treatment} other {# risk treatments}} that you proposed',
              { proposed },
            ),
            why: t('Somebody else must approve what you proposed.'),
            href,
            count: proposed,
            waitsFor: t('Top management, the AI governance officer or the risk manager'),
          }),
        ]
      : []),
  ];
}

/** Risks above the appetite whose plan is decided and approved, by the authority that the criteria name. */
async function risksToAccept(ctx: Ctx): Promise<readonly Task[]> {
  const { criteria } = await showCriteria(ctx);
  if (!criteria) return [];
  const rows = await toAccept(ctx)
    .where((eb) => eb.or([eb('r.assessedBy', 'is', null), eb('r.assessedBy', '<>', ctx.actor.id ?? '')]))
    .groupBy(sql`coalesce("r"."residualLevel", "r"."level")`)
    .select([
      sql<number>`coalesce("r"."residualLevel", "r"."level")`.as('level'),
      (eb) => eb.fn.countAll().as('count'),
    ])
    .execute();
  const count = rows
    .filter((row) => {
      const band = bandOf(criteria, Number(row.level));
      return mayAccept(ctx.actor, band.acceptedBy, band.label).allowed;
    })
    .reduce((total, row) => total + Number(row.count), 0);
  if (count === 0) return [];
  return [
    task('accept', {
      title: t('Accept or refuse what remains of {count, plural, one {# risk} other {# risks}}', { count }),
      why: t('Their treatment is approved, and the criteria give you the authority for their level (6.1.3).'),
      href: '/risks?toAccept=true',
      count,
    }),
  ];
}

async function ownReviews(ctx: Ctx): Promise<readonly Task[]> {
  if (ctx.actor.id === null) return [];
  const until = addDays(ctx.today, AHEAD);
  const row = await ctx.q
    .selectFrom(risks(ctx).as('r'))
    .where('r.ownerId', '=', ctx.actor.id)
    .where('r.state', '<>', 'closed')
    .where('r.reviewOn', '<=', until)
    .select((eb) => [eb.fn.countAll().as('count'), eb.fn.min('r.reviewOn').as('first')])
    .executeTakeFirstOrThrow();
  const count = Number(row.count);
  if (count === 0) return [];
  return [
    task('review', {
      title: t('Judge {count, plural, one {# risk} other {# risks}} of yours again', { count }),
      why: t('Risks are judged again at planned intervals (8.2).'),
      href: `/risks?ownerId=${ctx.actor.id}&reviewOn[lte]=${until}`,
      dueAt: row.first,
      count,
    }),
  ];
}

async function ownMeasures(ctx: Ctx): Promise<readonly Task[]> {
  if (ctx.actor.id === null) return [];
  const until = addDays(ctx.today, AHEAD);
  const row = await ctx.q
    .selectFrom(treatments(ctx).as('t'))
    .where('t.ownerId', '=', ctx.actor.id)
    .where('t.state', '=', 'approved')
    .where('t.dueOn', '<=', until)
    .select((eb) => [eb.fn.countAll().as('count'), eb.fn.min('t.dueOn').as('first')])
    .executeTakeFirstOrThrow();
  const count = Number(row.count);
  if (count === 0) return [];
  return [
    task('carry-out', {
      title: t('Carry out {count, plural, one {# risk treatment} other {# risk treatments}} of yours', {
        count,
      }),
      why: t('Approved treatments are carried out by their date (8.3).'),
      href: `/treatments?ownerId=${ctx.actor.id}&state=approved`,
      dueAt: row.first,
      count,
    }),
  ];
}
