import type { DatedRow, DateSpan } from '#kernel/dates.ts';
import { t } from '#kernel/language.ts';
import type { Ctx } from '#platform/context.ts';
import { correctiveActions, improvementIdeas, nonconformities } from './read.ts';

/** Answers that are due, corrective actions, effects to be judged, improvements and their benefit. */
export async function improvementDates(ctx: Ctx, span: DateSpan): Promise<readonly DatedRow[]> {
  return [
    ...(await nonconformityDays(ctx, span, {
      column: 'dueOn',
      what: t('answer'),
      kind: t('Nonconformity to be answered'),
    })),
    ...(await nonconformityDays(ctx, span, {
      column: 'effectDueOn',
      what: t('effect'),
      kind: t('Effect to be judged'),
    })),
    ...(await actionDays(ctx, span)),
    ...(await ideaDays(ctx, span)),
  ];
}

async function nonconformityDays(
  ctx: Ctx,
  span: DateSpan,
  day: { readonly column: 'dueOn' | 'effectDueOn'; readonly what: string; readonly kind: string },
): Promise<readonly DatedRow[]> {
  const rows = await ctx.q
    .selectFrom(nonconformities(ctx).as('n'))
    .where('n.state', '<>', 'dismissed')
    .where(`n.${day.column}`, '>=', span.from)
    .where(`n.${day.column}`, '<=', span.to)
    .select([
      'n.id',
      'n.ref',
      'n.title',
      'n.ownerId',
      'n.effectJudgeId',
      'n.planApprovedOn',
      'n.effectResult',
      `n.${day.column} as day`,
    ])
    .orderBy('day')
    .orderBy('n.id')
    .limit(span.limit)
    .execute();
  return rows.map((row) => {
    const effect = day.column === 'effectDueOn';
    const done = effect ? row.effectResult !== null : row.planApprovedOn !== null;
    return {
      id: `${row.id} ${day.what}`,
      kind: day.kind,
      day: row.day!,
      title: `${row.title} (${row.ref})`,
      href: `/nonconformities/${row.id}`,
      ownerId: effect ? row.effectJudgeId : row.ownerId,
      ...(done && { done: true }),
    };
  });
}

async function actionDays(ctx: Ctx, span: DateSpan): Promise<readonly DatedRow[]> {
  const rows = await ctx.q
    .selectFrom(correctiveActions(ctx).as('a'))
    .where('a.state', '<>', 'cancelled')
    .where('a.dueOn', '>=', span.from)
    .where('a.dueOn', '<=', span.to)
    .select(['a.id', 'a.ref', 'a.title', 'a.ownerId', 'a.state', 'a.dueOn'])
    .orderBy('a.dueOn')
    .orderBy('a.id')
    .limit(span.limit)
    .execute();
  return rows.map((row) => ({
    id: `${row.id} due`,
    kind: t('Corrective action due'),
    day: row.dueOn!,
    title: `${row.title} (${row.ref})`,
    href: `/corrective-actions/${row.id}`,
    ownerId: row.ownerId,
    ...(row.state === 'done' && { done: true }),
  }));
}

async function ideaDays(ctx: Ctx, span: DateSpan): Promise<readonly DatedRow[]> {
  const of = async (column: 'dueOn' | 'reviewOn', states: readonly ('adopted' | 'done' | 'reviewed')[]) =>
    ctx.q
      .selectFrom(improvementIdeas(ctx).as('i'))
      .where('i.state', 'in', [...states])
      .where(`i.${column}`, '>=', span.from)
      .where(`i.${column}`, '<=', span.to)
      .select(['i.id', 'i.ref', 'i.title', 'i.ownerId', 'i.state', `i.${column} as day`])
      .orderBy('day')
      .orderBy('i.id')
      .limit(span.limit)
      .execute();
  const carried = await of('dueOn', ['adopted', 'done', 'reviewed']);
  const reviewed = await of('reviewOn', ['adopted', 'done', 'reviewed']);
  const dated = (row: (typeof carried)[number], what: string, kind: string, done: boolean): DatedRow => ({
    id: `${row.id} ${what}`,
    kind,
    day: row.day!,
    title: `${row.title} (${row.ref})`,
    href: `/improvements/${row.id}`,
    ownerId: row.ownerId,
    ...(done && { done: true }),
  });
  return [
    ...carried.map((row) => dated(row, 'due', 'Improvement due', row.state !== 'adopted')),
    ...reviewed.map((row) => dated(row, 'benefit', 'Benefit to be reviewed', row.state === 'reviewed')),
  ];
}
