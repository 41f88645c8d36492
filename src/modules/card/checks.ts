import { sql } from 'kysely';
import { msg, t } from '#kernel/language.ts';
import { systems } from '#modules/system/read.ts';
import { judged } from '#platform/checks/judged.ts';
import type { PlatformCheck } from '#platform/module.ts';
import { cards } from './read.ts';

export const cardChecks: readonly PlatformCheck[] = [
  {
    id: 'card.published',
    version: 1,
    requirements: ['A.8.2', 'A.6.2.7'],
    title: msg('Every AI system in scope that is released has a published card, and it says what is in work'),
    severity: 'minor',
    touches: [{ type: 'system' }, { type: 'card', column: 'systemId' }],
    rows: (ctx, only) => {
      const all = ctx.q
        .selectFrom(systems(ctx).as('s'))
        .leftJoin(cards(ctx).as('c'), 'c.systemId', 's.id')
        .where('s.scope', '=', 'in')
        .where('s.stage', 'in', ['deployment', 'operation-monitoring', 're-evaluation']);
      return (only ? all.where('s.id', 'in', [...only]) : all).select(
        judged('system', sql.ref('s.id'), {
          reason: sql<string | null>`case when "c"."id" is null then 'no-card'
            when "c"."publishedNumber" is null then 'not-published'
            when "c"."changed" = 1 then 'changed-since' else null end`,
        }),
      );
    },
    idle: async () => t('No AI system in scope is released yet.'),
    messages: {
      ok: (_a, title) => t('"{title}" has a published card.', { title }),
      'no-card': (_a, title) =>
        t('Nobody has written what users and affected people are told of "{title}".', { title }),
      'not-published': (_a, title) => t('The card of "{title}" is not published.', { title }),
      'changed-since': (_a, title) =>
        t('The card of "{title}" was changed since it was published.', { title }),
    },
    fix: ({ id }) => `/systems/${id}/card`,
  },
];
