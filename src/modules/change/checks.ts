import { sql } from 'kysely';
import { msg, t } from '#kernel/language.ts';
import { judged } from '#platform/checks/judged.ts';
import type { Registry } from '#platform/context.ts';
import { dayAfter, daysAfter } from '#platform/day-after.ts';
import type { PlatformCheck } from '#platform/module.ts';
import { lookedAgainCheck } from '#platform/staleness/check.ts';
import { dependentsOf } from '#platform/staleness/marks.ts';
import { decidedSince, staleBook } from './book.ts';
import { managementChanges, systemChanges } from './read.ts';

const id = sql<string>`"c"."id"`;

export const changeChecks: readonly PlatformCheck[] = [
  {
    id: 'change.management-planned',
    version: 1,
    requirements: ['6.3'],
    title: msg('Changes of the management system are planned, approved and carried out as planned'),
    severity: 'major',
    touches: [{ type: 'managementChange' }],
    rows: (ctx, only) => {
      const all = ctx.q.selectFrom(managementChanges(ctx).as('c')).where('c.state', '<>', 'withdrawn');
      return (only ? all.where('c.id', 'in', [...only]) : all).select(
        judged('managementChange', id, {
          reason: sql<string | null>`case
            when "c"."purpose" is null or "c"."consequences" is null then 'no-purpose'
            when "c"."integrity" is null or "c"."resources" is null or "c"."responsibilities" is null then 'not-thought-through'
            when "c"."responsibleId" is null then 'no-responsible'
            when "c"."state" = 'planned' and "c"."plannedFor" < ${ctx.today} then 'not-approved'
            when "c"."state" = 'approved' and "c"."plannedFor" < ${ctx.today} then 'overdue'
            else null end`,
          nextAt: sql<
            string | null
          >`case when "c"."state" in ('planned', 'approved') then ${dayAfter(ctx, sql.ref('c.plannedFor'))} end`,
        }),
      );
    },
    idle: async () => t('No change of the management system has been planned yet.'),
    messages: {
      ok: (_a, title) => t('"{title}" is planned as the standard asks.', { title }),
      'no-purpose': (_a, title) => t('"{title}" lacks its purpose or its consequences.', { title }),
      'not-thought-through': (_a, title) =>
        t(
          '"{title}" does not say how the management system stays whole, what it needs, or which duties move.',
          { title },
        ),
      'no-responsible': (_a, title) => t('Nobody answers for "{title}".', { title }),
      'not-approved': (_a, title) =>
        t('The day of "{title}" has passed and nobody has approved it.', { title }),
      overdue: (_a, title) =>
        t('The day of "{title}" has passed and nobody says that it was carried out.', { title }),
    },
    fix: (row) => `/changes/management/${row.id}`,
  },
  {
    id: 'change.management-reviewed',
    version: 1,
    requirements: ['6.3'],
    title: msg('What a change of the management system brought is reviewed within 90 days'),
    severity: 'minor',
    touches: [{ type: 'managementChange' }],
    rows: (ctx, only) => {
      const all = ctx.q
        .selectFrom(managementChanges(ctx).as('c'))
        .where('c.state', 'in', ['carried-out', 'reviewed']);
      const due = daysAfter(ctx, sql.ref('c.carriedOutOn'), 90);
      return (only ? all.where('c.id', 'in', [...only]) : all).select(
        judged('managementChange', id, {
          reason: sql<
            string | null
          >`case when "c"."state" = 'carried-out' and ${due} <= ${ctx.today} then 'not-reviewed' else null end`,
          nextAt: sql<string | null>`case when "c"."state" = 'carried-out' then ${due} end`,
        }),
      );
    },
    idle: async () => t('No change of the management system has been carried out yet.'),
    messages: {
      ok: (_a, title) => t('"{title}" is reviewed, or not due yet.', { title }),
      'not-reviewed': (_a, title) =>
        t('"{title}" was carried out more than 90 days ago and nobody reviewed it.', { title }),
    },
    fix: (row) => `/changes/management/${row.id}`,
  },
  {
    id: 'change.controlled',
    version: 1,
    requirements: ['8.1', 'A.6.2.6'],
    title: msg(
      'Significant changes of AI systems are approved, and unintended ones have their effects dealt with',
    ),
    severity: 'major',
    touches: [{ type: 'systemChange' }],
    rows: (ctx, only) => {
      const all = ctx.q.selectFrom(systemChanges(ctx).as('c')).where('c.state', '<>', 'withdrawn');
      return (only ? all.where('c.id', 'in', [...only]) : all).select(
        judged('systemChange', id, {
          reason: sql<string | null>`case
            when "c"."state" = 'recognised' then 'not-approved'
            when "c"."planned" = 'unintended' and "c"."mitigation" is null then 'no-mitigation'
            when "c"."state" in ('announced', 'approved') and "c"."plannedFor" < ${ctx.today} then 'overdue'
            else null end`,
          nextAt: sql<
            string | null
          >`case when "c"."state" in ('announced', 'approved') then ${dayAfter(ctx, sql.ref('c.plannedFor'))} end`,
        }),
      );
    },
    idle: async () => t('No significant change of an AI system has been announced or recognised yet.'),
    messages: {
      ok: (_a, title) => t('"{title}" is under control.', { title }),
      'not-approved': (_a, title) => t('"{title}" was made and nobody has approved it.', { title }),
      'no-mitigation': (_a, title) =>
        t('"{title}" was not intended, and nobody says what is done about its effects.', { title }),
      overdue: (_a, title) => t('The day of "{title}" has passed and the log does not show it.', { title }),
    },
    fix: (row) => `/changes/${row.id}`,
  },
];

/** One check for each kind of record that rests on AI systems, whoever registered it. */
export function staleChecks(registry: Registry): readonly PlatformCheck[] {
  return dependentsOf(registry).map((dependent) =>
    lookedAgainCheck(registry, dependent, {
      book: staleBook,
      decided: decidedSince,
      touches: [
        { type: 'staleAnswer', column: 'recordId' },
        { type: 'staleRule', whole: true },
      ],
    }),
  );
}
