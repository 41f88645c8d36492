import { sql } from 'kysely';
import type { PlatformCheck } from '#platform/module.ts';
import { datasets } from './read.ts';

/** What somebody must be able to say of data behind AI systems: whence, for what, about whom, what is in it, who answers. */
const MISSING = sql<string | null>`case when "d"."source" is null then 'no-source'
  when "d"."purpose" is null then 'no-purpose'
  when "d"."personalData" = 'unknown' then 'personal-unknown'
  when "d"."description" is null then 'no-description'
  when "d"."ownerId" is null then 'no-owner' else null end`;

export const datasetChecks: readonly PlatformCheck[] = [
  {
    id: 'dataset.described',
    version: 1,
    requirements: ['A.4.3'],
    title: 'Every data set says where it comes from, what it is for, what it holds and who answers for it',
    severity: 'minor',
    touches: [{ type: 'dataset' }],
    rows: (ctx, only) => {
      const all = ctx.q.selectFrom(datasets(ctx).as('d'));
      return (only ? all.where('d.id', 'in', [...only]) : all).select([
        sql<string>`'dataset'`.as('type'),
        'd.id as id',
        sql<'ok' | 'gap'>`case when ${MISSING} is null then 'ok' else 'gap' end`.as('outcome'),
        sql<string>`coalesce(${MISSING}, 'ok')`.as('reason'),
        sql<string | null>`null`.as('args'),
        sql<string | null>`null`.as('nextAt'),
      ]);
    },
    messages: {
      ok: (_args, title) => `"${title}" is described.`,
      'no-source': (_args, title) => `It is not said where "${title}" comes from.`,
      'no-purpose': (_args, title) => `It is not said what "${title}" may be used for.`,
      'personal-unknown': (_args, title) => `It is not known whether "${title}" holds personal data.`,
      'no-description': (_args, title) => `It is not said what "${title}" holds and where its limits are.`,
      'no-owner': (_args, title) => `Nobody answers for "${title}".`,
    },
    fix: ({ id }) => `/datasets/${id}`,
  },
];
