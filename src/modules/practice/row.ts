import { inboxOf } from '#modules/calendar/api.ts';
import { occurrences } from '#modules/calendar/read.ts';
import { certificationAudits } from '#modules/certification/read.ts';
import { standingInNumbers } from '#modules/conformity/api.ts';
import { correctiveActions, nonconformities } from '#modules/improvement/read.ts';
import type { Ctx } from '#platform/context.ts';
import type { PortfolioRow } from './contract.ts';

/** One organisation in one row, by the rights of whoever asks: nothing of another one is read on the way. */
export async function rowOf(ctx: Ctx): Promise<PortfolioRow> {
  const { totals, raised } = await standingInNumbers(ctx);
  const { excluded: _left, ...applying } = totals.subclauses;
  const waiting = (await inboxOf(ctx)).filter((task) => task.waitsFor === undefined);
  const [first] = [...waiting].sort((a, b) => ((a.dueAt ?? '9') < (b.dueAt ?? '9') ? -1 : 1));
  return {
    today: ctx.today,
    complete: totals.subclauses.complete,
    requirements: Object.values(applying).reduce((sum, count) => sum + count, 0),
    raised,
    ...(await nonconformitiesOf(ctx)),
    overdue: await overdueOf(ctx),
    nextAudit: await nextAuditOf(ctx),
    waiting: waiting.length,
    mostUrgent: first ? { title: first.title, href: first.href, dueAt: first.dueAt } : null,
  };
}

async function nonconformitiesOf(ctx: Ctx) {
  const rows = await ctx.q
    .selectFrom(nonconformities(ctx).as('n'))
    .where('n.state', 'not in', ['closed', 'dismissed'])
    .groupBy('n.grade')
    .select((eb) => ['n.grade', eb.fn.countAll().as('count')])
    .execute();
  return {
    openNonconformities: rows.reduce((sum, row) => sum + Number(row.count), 0),
    openMajors: rows.filter((row) => row.grade === 'major').reduce((sum, row) => sum + Number(row.count), 0),
  };
}

/** What has a day that passed and is not done: obligations of the calendar, and corrective actions. */
async function overdueOf(ctx: Ctx): Promise<number> {
  const due = await ctx.q
    .selectFrom(occurrences(ctx).as('o'))
    .where('o.state', '=', 'due')
    .where('o.dueOn', '<', ctx.today)
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  const actions = await ctx.q
    .selectFrom(correctiveActions(ctx).as('a'))
    .where('a.state', 'in', ['planned', 'started'])
    .where('a.dueOn', '<', ctx.today)
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  return Number(due.count) + Number(actions.count);
}

async function nextAuditOf(ctx: Ctx): Promise<PortfolioRow['nextAudit']> {
  const row = await ctx.q
    .selectFrom(certificationAudits(ctx).as('a'))
    .where('a.plannedFrom', '>=', ctx.today)
    .where('a.heldFrom', 'is', null)
    .select(['a.id', 'a.title', 'a.plannedFrom', 'a.certificationId'])
    .orderBy('a.plannedFrom')
    .orderBy('a.id')
    .limit(1)
    .executeTakeFirst();
  return row
    ? { day: row.plannedFrom!, title: row.title, href: `/certifications/${row.certificationId}` }
    : null;
}
