import { addDays } from '#kernel/days.ts';
import { t } from '#kernel/language.ts';
import { midSentence } from '#kernel/words.ts';
import type { Ctx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import type { Task } from '#platform/module.ts';
import { calendarOf, hasExpired, majorsVerifiedBy } from './calendar.ts';
import { certification } from './contract.ts';
import { mayKeepFile } from './policy.ts';
import { certificationFindings, certifications } from './read.ts';
import { auditsOf, type Certification } from './service.ts';

/** Days before a surveillance or recertification is due: it has to be agreed with the body in time. */
const AHEAD = 120;

/** What waits for whoever keeps the file: findings to answer, audits of the cycle to agree, a certificate that ends. */
export async function certificationTasks(ctx: Ctx): Promise<readonly Task[]> {
  if (!mayKeepFile(ctx.actor).allowed || ctx.actor.via === 'job') return [];
  const rows = await ctx.q
    .selectFrom(certifications(ctx).as('c'))
    .selectAll('c')
    .where('c.state', 'in', ['contracted', 'granted', 'suspended'])
    .orderBy('c.ref')
    .execute();
  const cycles = await Promise.all(rows.map((row) => ofOne(ctx, decodeRecord(certification, row))));
  return [...(await findingsToAnswer(ctx)), ...cycles.flat()];
}

async function findingsToAnswer(ctx: Ctx): Promise<readonly Task[]> {
  const row = await ctx.q
    .selectFrom(certificationFindings(ctx).as('f'))
    .where('f.state', '=', 'open')
    .where('f.kind', 'in', ['area-of-concern', 'major', 'minor'])
    .select((eb) => [eb.fn.countAll().as('count'), eb.fn.min('f.answerDueOn').as('first')])
    .executeTakeFirstOrThrow();
  const count = Number(row.count);
  if (count === 0) return [];
  return [
    task('answer', {
      title: t('Answer {count, plural, one {# finding} other {# findings}} of the certification body', {
        count,
      }),
      why: t('The body set a day for the answer.'),
      href: '/certification-findings?state=open',
      dueAt: row.first,
      count,
    }),
  ];
}

async function ofOne(ctx: Ctx, it: Certification): Promise<readonly Task[]> {
  const audits = await auditsOf(ctx, it.id);
  const href = `/certifications/${it.id}`;
  const until = addDays(ctx.today, AHEAD);
  const due = calendarOf(it, audits, ctx.today).filter(
    (each) => (each.state === 'open' || each.state === 'late') && each.dueOn <= until,
  );
  const stage2 = audits.find((each) => each.kind === 'stage-2' && each.state === 'held');
  const limit = it.state === 'contracted' ? majorsVerifiedBy(stage2) : null;
  return [
    ...due.map((each) =>
      task(`${each.id}:${it.id}`, {
        title:
          each.state === 'late'
            ? t('Overdue: {title} of {title2}', { title: midSentence(each.title), title2: it.title })
            : t('Agree on: {title} of {title2}', { title: midSentence(each.title), title2: it.title }),
        why: each.rule,
        href,
        dueAt: each.dueOn,
      }),
    ),
    ...(hasExpired(it, ctx.today)
      ? [
          task(`expired:${it.id}`, {
            title: t('The certificate of {title} has ended', { title: it.title }),
            why: t('Take references to it down, and agree with the body how to go on.'),
            href,
            dueAt: it.validUntil,
          }),
        ]
      : []),
    ...(limit && limit <= until
      ? [
          task(`majors:${it.id}`, {
            title: t('Major findings of stage 2 are to be verified for {title}', { title: it.title }),
            why: t('Six months after stage 2; then stage 2 is held again.'),
            href,
            dueAt: limit,
          }),
        ]
      : []),
  ];
}

function task(id: string, rest: Omit<Task, 'id' | 'kind' | 'count'> & { readonly count?: number }): Task {
  return { id: `certification:${id}`, kind: id.split(':')[0]!, count: 1, ...rest };
}
