import { sql } from 'kysely';
import { msg, t } from '#kernel/language.ts';
import { judged } from '#platform/checks/judged.ts';
import type { Ctx } from '#platform/context.ts';
import { dayAfter } from '#platform/day-after.ts';
import type { PlatformCheck } from '#platform/module.ts';
import { organisations } from '#platform/people-tables.ts';
import { links } from '#platform/view.ts';
import { criteria, risks, treatments } from './read.ts';

/** One row per open risk or opportunity; checks narrow it and say how each row comes out. */
function openRisks(ctx: Ctx, only: readonly string[] | undefined) {
  const rows = ctx.q.selectFrom(risks(ctx).as('r')).where('r.state', '<>', 'closed');
  return only ? rows.where('r.id', 'in', [...only]) : rows;
}

const riskPage = ({ id }: { readonly id: string }) => `/risks/${id}`;
const id = sql<string>`"r"."id"`;

export const riskChecks: readonly PlatformCheck[] = [
  {
    id: 'risk.criteria',
    version: 1,
    requirements: ['6.1.1', '6.1.2'],
    title: msg('The organisation has decided its risk criteria and appetite'),
    severity: 'major',
    touches: [
      { type: 'riskCriteria', whole: true },
      { type: 'organisation', whole: true },
    ],
    rows: (ctx) =>
      ctx.q.selectFrom(organisations(ctx).as('o')).select(
        judged('organisation', sql<string>`"o"."id"`, {
          reason: sql<
            string | null
          >`case when exists ${ctx.q.selectFrom(criteria(ctx).as('c')).select('c.id')} then null else 'no-criteria' end`,
        }),
      ),
    messages: {
      ok: () => t('Risk criteria and an appetite are decided.'),
      'no-criteria': () => t('Nobody has decided risk criteria and an appetite yet.'),
    },
    fix: () => '/risks/criteria',
  },
  {
    id: 'risk.assessed',
    version: 1,
    requirements: ['6.1.2'],
    title: msg('Every risk is judged by the criteria in force'),
    severity: 'major',
    touches: [{ type: 'risk' }, { type: 'riskCriteria', whole: true }],
    rows: (ctx, only) =>
      openRisks(ctx, only).select(
        judged('risk', id, {
          reason: sql<string | null>`case when "r"."level" is null then 'not-assessed'
            when "r"."criteriaVersion" <> coalesce((${ctx.q.selectFrom(criteria(ctx).as('c')).select('c.version')}), 0) then 'older-criteria' else null end`,
        }),
      ),
    messages: {
      ok: (_args, title) => t('"{title}" is judged by the criteria in force.', { title }),
      'not-assessed': (_args, title) => t('"{title}" has no likelihood and consequence yet.', { title }),
      'older-criteria': (_args, title) =>
        t('"{title}" was judged by criteria that have changed since.', { title }),
    },
    fix: riskPage,
  },
  {
    id: 'risk.owner',
    version: 1,
    requirements: ['6.1.2', '5.3'],
    title: msg('Every risk has an owner'),
    severity: 'minor',
    touches: [{ type: 'risk' }],
    rows: (ctx, only) =>
      openRisks(ctx, only).select(
        judged('risk', id, {
          reason: sql<string | null>`case when "r"."ownerId" is null then 'no-owner' else null end`,
        }),
      ),
    messages: {
      ok: (_args, title) => t('"{title}" has an owner.', { title }),
      'no-owner': (_args, title) => t('Nobody owns "{title}".', { title }),
    },
    fix: riskPage,
  },
  {
    id: 'risk.consequences',
    version: 1,
    requirements: ['6.1.2'],
    title: msg('Every risk names its consequences for the organisation, individuals or society'),
    severity: 'minor',
    touches: [{ type: 'risk' }],
    rows: (ctx, only) =>
      openRisks(ctx, only)
        .where('r.kind', '=', 'risk')
        .select(
          judged('risk', id, {
            reason: sql<
              string | null
            >`case when coalesce("r"."consequencesOrganisation", "r"."consequencesIndividuals", "r"."consequencesSociety") is null then 'no-consequences' else null end`,
          }),
        ),
    messages: {
      ok: (_args, title) => t('"{title}" names its consequences.', { title }),
      'no-consequences': (_args, title) =>
        t('"{title}" does not say whom it would hurt: the organisation, individuals or society.', { title }),
    },
    fix: riskPage,
  },
  {
    id: 'risk.opportunity',
    version: 1,
    requirements: ['6.1.1'],
    title: msg('Opportunities are written down as well as risks'),
    severity: 'advice',
    touches: [{ type: 'risk', whole: true }],
    rows: (ctx) =>
      ctx.q.selectFrom(organisations(ctx).as('o')).select(
        judged('organisation', sql<string>`"o"."id"`, {
          reason: sql<
            string | null
          >`case when exists ${openRisks(ctx, undefined).where('r.kind', '=', 'opportunity').select('r.id')} then null else 'no-opportunity' end`,
        }),
      ),
    messages: {
      ok: () => t('At least one opportunity is written down.'),
      'no-opportunity': () =>
        t('No opportunity is written down; the clause asks for risks and opportunities.'),
    },
    fix: () => '/risks?kind=opportunity',
  },
  {
    id: 'risk.treated',
    version: 1,
    requirements: ['6.1.3'],
    title: msg(
      'Every risk above the appetite has an approved treatment or is accepted by the right authority',
    ),
    severity: 'major',
    touches: [{ type: 'risk' }, { type: 'treatment', column: 'riskId' }],
    rows: (ctx, only) => {
      const plans = (state: string) =>
        ctx.q
          .selectFrom(treatments(ctx).as('t'))
          .select('t.id')
          .where(sql<boolean>`"t"."riskId" = "r"."id"`)
          .where('t.state', '=', state as 'proposed');
      return openRisks(ctx, only)
        .where('r.aboveAppetite', '=', 1)
        .select(
          judged('risk', id, {
            reason: sql<
              string | null
            >`case when "r"."state" = 'accepted' and ("r"."acceptedUntil" is null or "r"."acceptedUntil" >= ${ctx.today}) then null
              when "r"."state" = 'accepted' then 'acceptance-ended'
              when "r"."option" is null then 'no-option'
              when "r"."option" <> 'retain' and not exists ${plans('approved')} and not exists ${plans('done')} then case when exists ${plans('proposed')} then 'not-approved' else 'no-treatment' end
              else 'not-accepted' end`,
            args: sql<string>`'{"level":' || "r"."level" || '}'`,
            nextAt: sql<
              string | null
            >`case when "r"."state" = 'accepted' and "r"."acceptedUntil" >= ${ctx.today} then ${dayAfter(ctx, sql`"r"."acceptedUntil"`)} else null end`,
          }),
        );
    },
    // Without a judged risk nobody knows whether anything is above the appetite.
    idle: async (ctx) => {
      const assessed = await openRisks(ctx, undefined)
        .where('r.level', 'is not', null)
        .select('r.id')
        .limit(1)
        .executeTakeFirst();
      return assessed ? t('No judged risk is above the appetite.') : null;
    },
    messages: {
      ok: (args, title) =>
        t('"{title}" (level {level}) is treated and accepted.', { title, level: args.level }),
      'acceptance-ended': (_args, title) => t('The acceptance of "{title}" has run out.', { title }),
      'no-option': (args, title) =>
        t('"{title}" (level {level}) is above the appetite and nobody has decided how to treat it.', {
          title,
          level: args.level,
        }),
      'no-treatment': (args, title) =>
        t('"{title}" (level {level}) is above the appetite and has no treatment planned.', {
          title,
          level: args.level,
        }),
      'not-approved': (_args, title) => t('The treatment of "{title}" waits for approval.', { title }),
      'not-accepted': (_args, title) =>
        t('What remains of "{title}" is not accepted by anybody yet.', { title }),
    },
    fix: riskPage,
  },
  {
    id: 'risk.controls',
    version: 1,
    requirements: ['6.1.3'],
    title: msg('Every approved treatment names the controls it needs'),
    severity: 'minor',
    touches: [{ type: 'treatment' }, { link: 'treatment-uses', end: 'from' }],
    rows: (ctx, only) => {
      const rows = ctx.q.selectFrom(treatments(ctx).as('r')).where('r.state', 'in', ['approved', 'done']);
      return (only ? rows.where('r.id', 'in', [...only]) : rows).select(
        judged('treatment', id, {
          reason: sql<
            string | null
          >`case when exists ${ctx.q.selectFrom(links(ctx, 'treatment-uses').as('l')).select('l.id').where(sql<boolean>`"l"."from_id" = "r"."id"`)} then null else 'no-control' end`,
        }),
      );
    },
    messages: {
      ok: (_args, title) => t('"{title}" names its controls.', { title }),
      'no-control': (_args, title) => t('The treatment "{title}" names no control.', { title }),
    },
    fix: ({ id: treatmentId }) => `/treatments/${treatmentId}`,
  },
  {
    id: 'risk.reviewed',
    version: 1,
    requirements: ['8.2'],
    title: msg('Every risk is judged again before its review date'),
    severity: 'minor',
    touches: [{ type: 'risk' }],
    rows: (ctx, only) =>
      openRisks(ctx, only)
        .where('r.level', 'is not', null)
        .select(
          judged('risk', id, {
            reason: sql<string | null>`case when "r"."reviewOn" < ${ctx.today} then 'overdue' else null end`,
            args: sql<string>`'{"reviewOn":"' || "r"."reviewOn" || '"}'`,
            nextAt: sql<
              string | null
            >`case when "r"."reviewOn" >= ${ctx.today} then ${dayAfter(ctx, sql`"r"."reviewOn"`)} else null end`,
          }),
        ),
    messages: {
      ok: (args, title) =>
        t('"{title}" is due for review on {reviewOn}.', { title, reviewOn: args.reviewOn }),
      overdue: (args, title) =>
        t('"{title}" was due for review on {reviewOn}.', { title, reviewOn: args.reviewOn }),
    },
    fix: riskPage,
  },
  {
    id: 'risk.carried-out',
    version: 1,
    requirements: ['8.3'],
    title: msg('Approved treatments are carried out by their date'),
    severity: 'major',
    touches: [{ type: 'treatment' }],
    rows: (ctx, only) => {
      const rows = ctx.q.selectFrom(treatments(ctx).as('r')).where('r.state', 'in', ['approved', 'done']);
      return (only ? rows.where('r.id', 'in', [...only]) : rows).select(
        judged('treatment', id, {
          reason: sql<
            string | null
          >`case when "r"."state" = 'approved' and "r"."dueOn" < ${ctx.today} then 'overdue' else null end`,
          args: sql<string>`'{"dueOn":"' || coalesce("r"."dueOn", '') || '"}'`,
          nextAt: sql<
            string | null
          >`case when "r"."state" = 'approved' and "r"."dueOn" >= ${ctx.today} then ${dayAfter(ctx, sql`"r"."dueOn"`)} else null end`,
        }),
      );
    },
    idle: async (ctx) => {
      const treated = await openRisks(ctx, undefined)
        .where('r.aboveAppetite', '=', 1)
        .select('r.id')
        .limit(1)
        .executeTakeFirst();
      return treated ? null : t('No risk is above the appetite, so no treatment had to be carried out.');
    },
    messages: {
      ok: (_args, title) => t('"{title}" is done, or its date has not come yet.', { title }),
      overdue: (args, title) =>
        t('"{title}" should have been done by {dueOn}.', { title, dueOn: args.dueOn }),
    },
    fix: ({ id: treatmentId }) => `/treatments/${treatmentId}`,
  },
];
