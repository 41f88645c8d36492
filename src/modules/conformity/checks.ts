import { sql } from 'kysely';
import { msg, t } from '#kernel/language.ts';
import { type Role, roles } from '#kernel/roles.ts';
import type { Ctx } from '#platform/context.ts';
import { dayAfter } from '#platform/day-after.ts';
import type { PlatformCheck } from '#platform/module.ts';
import { memberships, persons } from '#platform/people-tables.ts';

/** The roles without which nobody can answer for the management system (42001 5.3 a and b; R100). */
const NEEDED = ['top-management', 'governance-officer', 'administrator'] as const satisfies readonly Role[];

export const conformityChecks: readonly PlatformCheck[] = [
  {
    id: 'conformity.roles',
    version: 1,
    requirements: ['5.3'],
    title: msg('Top management, AI governance officer and administrator are named people'),
    severity: 'major',
    fixedBy: ['administrator', 'governance-officer', 'top-management'],
    touches: [
      { type: 'membership', whole: true },
      { type: 'person', whole: true },
    ],
    rows: (ctx) => {
      const [first, ...others] = NEEDED.map((role) => roleRow(ctx, role));
      return others.reduce((all, each) => all.unionAll(each), first!);
    },
    messages: {
      ok: (args) => t('{title} is held by somebody.', { title: args.title }),
      'nobody-holds-it': (args) => t('Nobody holds the role {title}.', { title: args.title }),
    },
    fix: () => '/people',
  },
];

/** One row of the population: a role, held by somebody active or by nobody. */
function roleRow(ctx: Ctx, role: Role) {
  const holders = ctx.q
    .selectFrom(memberships(ctx).as('m'))
    .innerJoin(persons(ctx).as('p'), 'p.id', 'm.personId')
    .where('p.active', '=', 1)
    .where('m.roles', 'like', `%"${role}"%`)
    .where((eb) => eb.or([eb('m.until', 'is', null), eb('m.until', '>=', ctx.today)]))
    .select((eb) => [
      eb.fn.countAll<number>().as('people'),
      // With one holder whose right does not end, the row never flips by the calendar.
      sql<number>`sum(case when "m"."until" is null then 1 else 0 end)`.as('lasting'),
      sql<string | null>`max("m"."until")`.as('until'),
    ]);
  return ctx.q
    .selectFrom(holders.as('h'))
    .select([
      sql<string>`'role'`.as('type'),
      sql<string>`${sql.lit(role)}`.as('id'),
      sql<'ok' | 'gap'>`case when "h"."people" > 0 then 'ok' else 'gap' end`.as('outcome'),
      sql<string>`case when "h"."people" > 0 then 'ok' else 'nobody-holds-it' end`.as('reason'),
      sql<string | null>`${sql.lit(JSON.stringify({ title: roles[role] }))}`.as('args'),
      sql<
        string | null
      >`case when "h"."people" > 0 and "h"."lasting" = 0 then ${dayAfter(ctx, sql`"h"."until"`)} end`.as(
        'nextAt',
      ),
    ]);
}
