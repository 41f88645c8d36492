import type { DatedRow, DateSpan } from '#kernel/dates.ts';
import { t } from '#kernel/language.ts';
import type { Ctx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import { calendarOf } from './calendar.ts';
import { certification } from './contract.ts';
import { certificationFindings, certifications } from './read.ts';
import { auditsOf } from './service.ts';

/** Surveillance and recertification by rule, audits by plan, and answers to the body. */
export async function certificationDates(ctx: Ctx, span: DateSpan): Promise<readonly DatedRow[]> {
  const rows = await ctx.q
    .selectFrom(certifications(ctx).as('c'))
    .selectAll('c')
    .where('c.state', 'in', ['contracted', 'granted', 'suspended'])
    .orderBy('c.ref')
    .execute();
  const cycles = await Promise.all(
    rows.map(async (row) => {
      const it = decodeRecord(certification, row);
      const audits = await auditsOf(ctx, it.id);
      return [
        ...calendarOf(it, audits, ctx.today).map(
          (each): DatedRow => ({
            id: `${it.id} ${each.id}`,
            kind: t('Certification, at the latest'),
            day: each.dueOn,
            title: t('{title} of {title2} ({ref})', { title: each.title, title2: it.title, ref: it.ref }),
            href: `/certifications/${it.id}`,
            ownerId: it.ownerId,
            ...(each.state === 'done' && { done: true }),
          }),
        ),
        ...audits.flatMap((each): DatedRow[] =>
          each.state === 'planned' && each.plannedFrom
            ? [
                {
                  id: `${each.id} planned`,
                  kind: t('Audit of the certification body'),
                  day: each.plannedFrom,
                  title: `${each.title} (${each.ref})`,
                  href: `/certification-audits/${each.id}`,
                  ownerId: it.ownerId,
                },
              ]
            : [],
        ),
      ];
    }),
  );
  const inSpan = cycles.flat().filter((each) => each.day >= span.from && each.day <= span.to);
  return [
    ...inSpan.sort((a, b) => (a.day < b.day ? -1 : 1)).slice(0, span.limit),
    ...(await answers(ctx, span)),
  ];
}

async function answers(ctx: Ctx, span: DateSpan): Promise<readonly DatedRow[]> {
  const rows = await ctx.q
    .selectFrom(certificationFindings(ctx).as('f'))
    .where('f.answerDueOn', '>=', span.from)
    .where('f.answerDueOn', '<=', span.to)
    .select(['f.id', 'f.ref', 'f.title', 'f.state', 'f.answerDueOn'])
    .orderBy('f.answerDueOn')
    .orderBy('f.id')
    .limit(span.limit)
    .execute();
  return rows.map((row) => ({
    id: `${row.id} answer`,
    kind: t('Answer to the certification body'),
    day: row.answerDueOn!,
    title: `${row.title} (${row.ref})`,
    href: `/certification-findings/${row.id}`,
    ownerId: null,
    ...(row.state !== 'open' && { done: true }),
  }));
}
