import { sql } from 'kysely';
import { msg, t } from '#kernel/language.ts';
import { dayAfter } from '#platform/day-after.ts';
import type { PlatformCheck } from '#platform/module.ts';
import { evidenceUses, pieces } from './read.ts';

export const evidenceChecks: readonly PlatformCheck[] = [
  {
    id: 'evidence.current',
    version: 1,
    requirements: ['7.5.2', '7.5.3'],
    title: msg('Evidence that is used has not expired'),
    severity: 'minor',
    touches: [{ type: 'evidence' }, { link: 'evidences', end: 'from' }],
    rows: (ctx, only) => {
      const used = ctx.q
        .selectFrom(pieces(ctx).as('r'))
        .where('r.id', 'in', ctx.q.selectFrom(evidenceUses(ctx).as('u')).select('u.id'));
      return (only ? used.where('r.id', 'in', [...only]) : used).select([
        sql<string>`'evidence'`.as('type'),
        'r.id as id',
        sql<'ok' | 'gap'>`case when "r"."expiresOn" < ${ctx.today} then 'gap' else 'ok' end`.as('outcome'),
        sql<string>`case when "r"."expiresOn" < ${ctx.today} then 'expired' else 'ok' end`.as('reason'),
        sql<string | null>`'{"expiresOn":"' || coalesce("r"."expiresOn", '') || '"}'`.as('args'),
        sql<
          string | null
        >`case when "r"."expiresOn" >= ${ctx.today} then ${dayAfter(ctx, sql`"r"."expiresOn"`)} else null end`.as(
          'nextAt',
        ),
      ]);
    },
    messages: {
      ok: (_args, title) => t('"{title}" is current.', { title }),
      expired: (args, title) =>
        t('"{title}" expired on {expiresOn} and is still used as proof.', {
          title,
          expiresOn: args.expiresOn,
        }),
    },
    fix: ({ id }) => `/evidence/${id}`,
  },
];
