import { addDays } from '#kernel/days.ts';
import { t } from '#kernel/language.ts';
import type { Ctx } from '#platform/context.ts';
import type { Task } from '#platform/module.ts';
import { mayAdvise, mayApproveImpact } from './policy.ts';
import { impactAnswers, impacts, indicators } from './read.ts';

/** How many days before its date something stands in the inbox of whoever owns it. */
const AHEAD = 30;

/** What waits for this person: versions to approve or to advise on, own drafts, reviews and indicators that fall due. */
export async function impactTasks(ctx: Ctx): Promise<readonly Task[]> {
  return [
    ...(await toApprove(ctx)),
    ...(await toAdvise(ctx)),
    ...(await ownDrafts(ctx)),
    ...(await reviewsDue(ctx)),
    ...(await toLookAt(ctx)),
  ];
}

async function toApprove(ctx: Ctx): Promise<readonly Task[]> {
  const rows = await ctx.q
    .selectFrom(impacts(ctx).as('i'))
    .where('i.state', '=', 'in-review')
    .select(['i.id', 'i.title', 'i.submittedBy', 'i.submittedOn'])
    .orderBy('i.submittedOn')
    .orderBy('i.id')
    .execute();
  return rows.flatMap((row): Task[] => {
    const base = {
      id: `impact-approve:${row.id}`,
      kind: 'approve',
      href: `/impacts/${row.id}`,
      dueAt: null,
      count: 1,
    };
    if (row.submittedBy === ctx.actor.id && ctx.actor.id !== null)
      return [
        {
          ...base,
          title: t('The impact assessment of {title} that you handed in', { title: row.title }),
          why: t('Somebody else must approve what you prepared.'),
          waitsFor: t('Top management or the AI governance officer'),
        },
      ];
    if (!mayApproveImpact(ctx.actor).allowed) return [];
    return [
      {
        ...base,
        authority: true,
        title: t('Approve the impact assessment of {title}', { title: row.title }),
        why: t('It was handed in on {submittedOn} and waits for somebody with the authority (6.1.4).', {
          submittedOn: row.submittedOn,
        }),
      },
    ];
  });
}

/** Open versions with personal data that the data protection officer has not spoken on yet. */
async function toAdvise(ctx: Ctx): Promise<readonly Task[]> {
  if (!mayAdvise(ctx.actor).allowed) return [];
  const rows = await ctx.q
    .selectFrom(impacts(ctx).as('i'))
    .innerJoin(impactAnswers(ctx).as('p'), 'p.impactId', 'i.id')
    .where('i.state', 'in', ['draft', 'in-review'])
    .where('p.questionId', '=', 'q-personal-data')
    .where('p.value', 'like', '%"option":"yes"%')
    .where('i.id', 'not in', (eb) =>
      eb.selectFrom(impactAnswers(ctx).as('a')).select('a.impactId').where('a.questionId', '=', 'q-dpo'),
    )
    .select(['i.id', 'i.title'])
    .orderBy('i.id')
    .execute();
  return rows.map((row) => ({
    id: `impact-advise:${row.id}`,
    kind: 'advise',
    authority: true as const,
    title: t('Give your advice on the assessment of {title}', { title: row.title }),
    why: t('Personal data are processed: your advice is sought (GDPR Article 35(2)).'),
    href: `/impacts/${row.id}/interview?question=q-dpo`,
    dueAt: null,
    count: 1,
  }));
}

async function ownDrafts(ctx: Ctx): Promise<readonly Task[]> {
  if (ctx.actor.id === null) return [];
  const rows = await ctx.q
    .selectFrom(impacts(ctx).as('i'))
    .where('i.state', '=', 'draft')
    .where('i.ownerId', '=', ctx.actor.id)
    .select(['i.id', 'i.title', 'i.sentBackBecause'])
    .orderBy('i.id')
    .execute();
  return rows.map((row) => ({
    id: `impact-draft:${row.id}`,
    kind: 'assess',
    title: t('Go on with the impact assessment of {title}', { title: row.title }),
    why: row.sentBackBecause
      ? t('It was sent back: {sentBackBecause}', { sentBackBecause: row.sentBackBecause })
      : t('You own it, and it is a draft.'),
    href: `/impacts/${row.id}/interview`,
    dueAt: null,
    count: 1,
  }));
}

async function reviewsDue(ctx: Ctx): Promise<readonly Task[]> {
  if (ctx.actor.id === null) return [];
  const rows = await ctx.q
    .selectFrom(impacts(ctx).as('i'))
    .where('i.state', 'in', ['approved', 'under-watch'])
    .where('i.ownerId', '=', ctx.actor.id)
    .where('i.reviewOn', '<=', addDays(ctx.today, AHEAD))
    .select(['i.id', 'i.title', 'i.reviewOn'])
    .orderBy('i.reviewOn')
    .orderBy('i.id')
    .execute();
  return rows.map((row) => ({
    id: `impact-review:${row.id}`,
    kind: 'review',
    title: t('Look again at the impact assessment of {title}', { title: row.title }),
    why: t('Its review date is near or past (8.4).'),
    href: `/impacts/${row.id}`,
    dueAt: row.reviewOn,
    count: 1,
  }));
}

async function toLookAt(ctx: Ctx): Promise<readonly Task[]> {
  if (ctx.actor.id === null) return [];
  const rows = await ctx.q
    .selectFrom(indicators(ctx).as('d'))
    .innerJoin(impacts(ctx).as('i'), 'i.id', 'd.impactId')
    .where('i.state', '=', 'under-watch')
    .where('d.stoppedBecause', 'is', null)
    .where('d.watcherId', '=', ctx.actor.id)
    .where('d.nextOn', '<=', addDays(ctx.today, 7))
    .select(['d.id', 'd.title', 'd.nextOn', 'd.threshold'])
    .orderBy('d.nextOn')
    .orderBy('d.id')
    .execute();
  return rows.map((row) => ({
    id: `indicator:${row.id}`,
    kind: 'look',
    title: t('Look at: {title}', { title: row.title }),
    why: row.threshold ? t('Matters from: {threshold}', { threshold: row.threshold }) : t('You watch this.'),
    href: `/indicators/${row.id}`,
    dueAt: row.nextOn,
    count: 1,
  }));
}
