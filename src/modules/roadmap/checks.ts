import { sql } from 'kysely';
import { msg, t } from '#kernel/language.ts';
import { judged } from '#platform/checks/judged.ts';
import type { Ctx } from '#platform/context.ts';
import type { PlatformCheck } from '#platform/module.ts';
import { plans } from './read.ts';

const id = sql<string>`"p"."id"`;

/** Plans that somebody put before top management; a draft commits nobody, and a closed one is history. */
function proposed(ctx: Ctx, only: readonly string[] | undefined) {
  const rows = ctx.q.selectFrom(plans(ctx).as('p')).where('p.state', 'in', ['proposed', 'approved']);
  return only ? rows.where('p.id', 'in', [...only]) : rows;
}

export const roadmapChecks: readonly PlatformCheck[] = [
  {
    id: 'roadmap.commitment',
    version: 1,
    requirements: ['5.1'],
    title: msg('Top management committed to the plan in its own words'),
    severity: 'minor',
    fixedBy: ['top-management'],
    touches: [{ type: 'roadmapPlan' }],
    rows: (ctx, only) =>
      proposed(ctx, only).select(
        judged('roadmapPlan', id, {
          reason: sql<
            string | null
          >`case when "p"."state" = 'proposed' then 'not-approved' when "p"."commitment" is null then 'no-words' end`,
        }),
      ),
    messages: {
      ok: (_args, title) => t('Top management approved "{title}" and said what it commits to.', { title }),
      'not-approved': (_args, title) => t('"{title}" waits for the approval of top management.', { title }),
      'no-words': (_args, title) => t('Nothing says what top management commits to in "{title}".', { title }),
    },
    fix: () => '/plan',
  },
  {
    id: 'roadmap.resources',
    version: 1,
    requirements: ['7.1'],
    title: msg('The plan names the people and the money it needs'),
    severity: 'minor',
    fixedBy: ['governance-officer', 'top-management'],
    touches: [{ type: 'roadmapPlan' }],
    rows: (ctx, only) =>
      proposed(ctx, only).select(
        judged('roadmapPlan', id, {
          reason: sql<
            string | null
          >`case when "p"."team" = '[]' then 'no-team' when "p"."dayRateCents" is null then 'no-money' when "p"."costs" like '%"cents":null%' then 'unknown-costs' end`,
        }),
      ),
    messages: {
      ok: (_args, title) => t('"{title}" names its team, a day rate and every cost.', { title }),
      'no-team': (_args, title) => t('"{title}" names nobody who works on it.', { title }),
      'no-money': (_args, title) =>
        t('"{title}" has no day rate, so nobody knows what the work costs.', { title }),
      'unknown-costs': (_args, title) => t('Some costs of "{title}" are not known yet.', { title }),
    },
    fix: () => '/plan/case',
  },
];
