import { sql } from 'kysely';
import { addDays } from '#kernel/days.ts';
import { msg, t } from '#kernel/language.ts';
import { judged } from '#platform/checks/judged.ts';
import type { Ctx } from '#platform/context.ts';
import { dayAfter, daysAfter } from '#platform/day-after.ts';
import type { PlatformCheck } from '#platform/module.ts';
import { requestsForUse } from './read.ts';
import { DAYS_TO_ANSWER } from './service.ts';

const id = sql<string>`"r"."id"`;
const page = ({ id: record }: { readonly id: string }) => `/use-requests/${record}`;

function requests(ctx: Ctx, only: readonly string[] | undefined) {
  const rows = ctx.q.selectFrom(requestsForUse(ctx).as('r')).where('r.state', '<>', 'withdrawn');
  return only ? rows.where('r.id', 'in', [...only]) : rows;
}

export const intakeChecks: readonly PlatformCheck[] = [
  {
    id: 'intake.answered',
    version: 1,
    requirements: ['A.9.2'],
    get title() {
      return t('Every request to use AI is answered within {days} days', { days: DAYS_TO_ANSWER });
    },
    severity: 'minor',
    fixedBy: ['governance-officer', 'top-management'],
    touches: [{ type: 'useRequest' }],
    rows: (ctx, only) =>
      requests(ctx, only).select(
        judged('useRequest', id, {
          reason: sql<
            string | null
          >`case when "r"."state" = 'asked' and "r"."dueOn" < ${ctx.today} then 'not-answered' else null end`,
          args: sql<string | null>`'{"dueOn":"' || "r"."dueOn" || '"}'`,
          nextAt: sql<
            string | null
          >`case when "r"."state" = 'asked' and "r"."dueOn" >= ${ctx.today} then ${dayAfter(ctx, sql`"r"."dueOn"`)} else null end`,
        }),
      ),
    idle: async () => t('Nobody has asked to use AI or declared a use yet.'),
    messages: {
      ok: (_args, title) =>
        t('The request for "{title}" is answered, or its answer is not due yet.', { title }),
      'not-answered': (args, title) =>
        t('Whoever asked for "{title}" waits for an answer since {dueOn}.', { title, dueOn: args.dueOn }),
    },
    fix: page,
  },
  {
    id: 'intake.current',
    version: 1,
    requirements: ['A.9.2'],
    title: msg('No approved use goes on after the end of its approval'),
    severity: 'minor',
    fixedBy: ['governance-officer', 'top-management'],
    touches: [{ type: 'useRequest' }],
    rows: (ctx, only) =>
      requests(ctx, only)
        .where('r.state', '=', 'approved')
        .select(
          judged('useRequest', id, {
            reason: sql<
              string | null
            >`case when "r"."validUntil" < ${ctx.today} then 'ran-out' else null end`,
            args: sql<string | null>`'{"until":"' || coalesce("r"."validUntil", '') || '"}'`,
            nextAt: sql<
              string | null
            >`case when "r"."validUntil" >= ${ctx.today} then ${dayAfter(ctx, sql`"r"."validUntil"`)} else null end`,
          }),
        ),
    idle: async () => t('No use is approved.'),
    messages: {
      ok: (args, title) => t('"{title}" is approved until {until}.', { title, until: args.until }),
      'ran-out': (args, title) =>
        t('The approval of "{title}" ended on {until}: decide anew, or end it.', {
          title,
          until: args.until,
        }),
    },
    fix: page,
  },
  {
    id: 'intake.acknowledged',
    version: 1,
    requirements: ['A.9.2'],
    get title() {
      return t('Whoever uses AI under conditions acknowledges them within {days} days', {
        days: DAYS_TO_ANSWER,
      });
    },
    severity: 'minor',
    touches: [{ type: 'useRequest' }],
    rows: (ctx, only) => {
      const from = addDays(ctx.today, -DAYS_TO_ANSWER);
      return requests(ctx, only)
        .where('r.state', '=', 'approved')
        .where('r.conditions', '<>', '[]')
        .select(
          judged('useRequest', id, {
            reason: sql<
              string | null
            >`case when "r"."acknowledgedOn" is null and "r"."decidedOn" < ${from} then 'not-acknowledged' else null end`,
            nextAt: sql<
              string | null
            >`case when "r"."acknowledgedOn" is null and "r"."decidedOn" >= ${from} then ${daysAfter(ctx, sql`"r"."decidedOn"`, DAYS_TO_ANSWER + 1)} else null end`,
          }),
        );
    },
    idle: async () => t('No use is approved under conditions.'),
    messages: {
      ok: (_args, title) =>
        t('The conditions of "{title}" are acknowledged, or were set not long ago.', { title }),
      'not-acknowledged': (_args, title) =>
        t('Nobody has acknowledged the conditions of "{title}".', { title }),
    },
    fix: page,
  },
];
