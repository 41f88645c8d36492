import { sql } from 'kysely';
import { addDays } from '#kernel/days.ts';
import { msg, t } from '#kernel/language.ts';
import { judged } from '#platform/checks/judged.ts';
import type { Ctx } from '#platform/context.ts';
import { dayAfter, daysAfter } from '#platform/day-after.ts';
import type { PlatformCheck } from '#platform/module.ts';
import { organisations } from '#platform/people-tables.ts';
import { improvementIdeas } from './read.ts';

/** Days within which an idea gets its answer, and in which one improvement shows its benefit: rules of this product. */
const DAYS_TO_DECIDE = 60;
const DAYS_OF_A_CYCLE = 365;

const id = sql<string>`"r"."id"`;
const page = ({ id: record }: { readonly id: string }) => `/improvements/${record}`;

function ideas(ctx: Ctx, only: readonly string[] | undefined) {
  const rows = ctx.q.selectFrom(improvementIdeas(ctx).as('r'));
  return only ? rows.where('r.id', 'in', [...only]) : rows;
}

export const ideaChecks: readonly PlatformCheck[] = [
  {
    id: 'improvement.decided',
    version: 1,
    requirements: ['10.1'],
    get title() {
      return t('Every idea for improvement is decided within {days} days', { days: DAYS_TO_DECIDE });
    },
    severity: 'minor',
    touches: [{ type: 'improvementIdea' }],
    rows: (ctx, only) => {
      const limit = daysAfter(ctx, sql`"r"."proposedOn"`, DAYS_TO_DECIDE + 1);
      return ideas(ctx, only).select(
        judged('improvementIdea', id, {
          reason: sql<
            string | null
          >`case when "r"."state" = 'proposed' and "r"."proposedOn" < ${addDays(ctx.today, -DAYS_TO_DECIDE)} then 'not-decided' else null end`,
          args: sql<string | null>`'{"proposedOn":"' || "r"."proposedOn" || '"}'`,
          nextAt: sql<
            string | null
          >`case when "r"."state" = 'proposed' and "r"."proposedOn" >= ${addDays(ctx.today, -DAYS_TO_DECIDE)} then ${limit} else null end`,
        }),
      );
    },
    idle: async () => t('No idea for improvement is written down yet.'),
    messages: {
      ok: (_args, title) => t('"{title}" is decided, or was proposed not long ago.', { title }),
      'not-decided': (args, title) =>
        t('"{title}" was proposed on {proposedOn} and nobody has decided on it.', {
          title,
          proposedOn: args.proposedOn,
        }),
    },
    fix: page,
  },
  {
    id: 'improvement.benefit',
    version: 1,
    requirements: ['10.1'],
    title: msg('Adopted improvements are carried out by their day, and their benefit is looked at'),
    severity: 'minor',
    touches: [{ type: 'improvementIdea' }],
    rows: (ctx, only) => {
      const date = sql`case when "r"."state" = 'adopted' then "r"."dueOn" when "r"."state" = 'done' then "r"."reviewOn" else null end`;
      return ideas(ctx, only)
        .where('r.state', 'in', ['adopted', 'done', 'reviewed'])
        .select(
          judged('improvementIdea', id, {
            reason: sql<
              string | null
            >`case when "r"."state" = 'adopted' and "r"."dueOn" < ${ctx.today} then 'overdue'
              when "r"."state" = 'done' and coalesce("r"."reviewOn", "r"."doneOn") < ${ctx.today} then 'not-reviewed' else null end`,
            args: sql<string | null>`'{"day":"' || coalesce(${date}, '') || '"}'`,
            nextAt: sql<
              string | null
            >`case when (${date}) >= ${ctx.today} then ${dayAfter(ctx, sql`(${date})`)} else null end`,
          }),
        );
    },
    idle: async () => t('No improvement is adopted yet.'),
    messages: {
      ok: (_args, title) =>
        t('"{title}" is carried out and its benefit looked at, or its day has not come.', { title }),
      overdue: (args, title) => t('"{title}" was to be carried out by {day}.', { title, day: args.day }),
      'not-reviewed': (_args, title) =>
        t('"{title}" is done and nobody has looked whether it got better.', { title }),
    },
    fix: page,
  },
  {
    id: 'improvement.cycle',
    version: 1,
    requirements: ['10.1'],
    title: msg('At least one improvement of the last twelve months shows its benefit'),
    severity: 'minor',
    touches: [
      { type: 'improvementIdea', whole: true },
      { type: 'organisation', whole: true },
    ],
    rows: (ctx) => {
      const from = addDays(ctx.today, -DAYS_OF_A_CYCLE);
      const newest = sql<string | null>`(${ideas(ctx, undefined)
        .where('r.state', '=', 'reviewed')
        .where('r.benefit', '=', 'better')
        .select((eb) => eb.fn.max('r.reviewedOn').as('newest'))})`;
      return ctx.q.selectFrom(organisations(ctx).as('o')).select(
        judged('organisation', sql<string>`"o"."id"`, {
          reason: sql<
            string | null
          >`case when ${newest} is null then 'none' when ${newest} < ${from} then 'old' else null end`,
          args: sql<string | null>`'{"newest":"' || coalesce(${newest}, '') || '"}'`,
          nextAt: sql<
            string | null
          >`case when ${newest} >= ${from} then ${daysAfter(ctx, newest, DAYS_OF_A_CYCLE + 1)} else null end`,
        }),
      );
    },
    messages: {
      ok: (args) => t('An improvement was found better on {newest}.', { newest: args.newest }),
      none: () => t('No improvement with a benefit that somebody looked at is recorded yet.'),
      old: (args) =>
        t('The last improvement with a benefit was looked at on {newest}, over a year ago.', {
          newest: args.newest,
        }),
    },
    fix: () => '/improvements',
  },
];
