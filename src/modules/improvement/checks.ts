import { type RawBuilder, sql } from 'kysely';
import { msg, t } from '#kernel/language.ts';
import { judged } from '#platform/checks/judged.ts';
import type { Ctx } from '#platform/context.ts';
import { dayAfter } from '#platform/day-after.ts';
import type { PlatformCheck } from '#platform/module.ts';
import { links } from '#platform/view.ts';
import { ideaChecks } from './idea-checks.ts';
import { correctiveActions, nonconformities } from './read.ts';

/** Everything that was a nonconformity, closed ones included: they prove that it was done. */
function standing(ctx: Ctx, only: readonly string[] | undefined) {
  const rows = ctx.q.selectFrom(nonconformities(ctx).as('r')).where('r.state', '<>', 'dismissed');
  return only ? rows.where('r.id', 'in', [...only]) : rows;
}

const id = sql<string>`"r"."id"`;
const page = ({ id: record }: { readonly id: string }) => `/nonconformities/${record}`;
const none = async (ctx: Ctx) =>
  (await standing(ctx, undefined).select('r.id').limit(1).executeTakeFirst())
    ? null
    : 'No nonconformity has been recorded yet.';
const dueArgs = sql<string | null>`'{"dueOn":"' || coalesce("r"."dueOn", '') || '"}'`;

/** A gap once the answer is due; until then the part may be missing. */
function dueBy(ctx: Ctx, missing: RawBuilder<unknown>, reason: string) {
  const late = sql`(${missing}) and "r"."dueOn" < ${ctx.today}`;
  return {
    reason: sql<string | null>`case when ${late} then ${sql.lit(reason)} else null end`,
    args: dueArgs,
    nextAt: sql<
      string | null
    >`case when (${missing}) and "r"."dueOn" >= ${ctx.today} then ${dayAfter(ctx, sql`"r"."dueOn"`)} else null end`,
  };
}

const nonconformityChecks: readonly PlatformCheck[] = [
  {
    id: 'improvement.described',
    version: 1,
    requirements: ['10.2'],
    title: msg(
      'Every nonconformity says what is wrong, by which evidence, against which requirement, and is graded',
    ),
    severity: 'minor',
    touches: [{ type: 'nonconformity' }],
    rows: (ctx, only) =>
      standing(ctx, only).select(
        judged('nonconformity', id, {
          reason: sql<string | null>`case when "r"."description" is null then 'no-statement'
            when "r"."objectiveEvidence" is null then 'no-evidence'
            when "r"."requirements" = '[]' and "r"."ownRequirement" is null then 'no-requirement'
            when "r"."grade" is null then 'no-grade' else null end`,
        }),
      ),
    idle: none,
    messages: {
      ok: (_args, title) => t('"{title}" has its statement, evidence, requirement and grade.', { title }),
      'no-statement': (_args, title) => t('"{title}" does not say what is wrong.', { title }),
      'no-evidence': (_args, title) => t('"{title}" names no objective evidence.', { title }),
      'no-requirement': (_args, title) => t('"{title}" names no requirement that was not met.', { title }),
      'no-grade': (_args, title) => t('Nobody has graded "{title}".', { title }),
    },
    fix: page,
  },
  {
    id: 'improvement.owner',
    version: 1,
    requirements: ['10.2'],
    title: msg('Every nonconformity has an owner and a day by which it is answered'),
    severity: 'minor',
    touches: [{ type: 'nonconformity' }],
    rows: (ctx, only) =>
      standing(ctx, only).select(
        judged('nonconformity', id, {
          reason: sql<string | null>`case when "r"."ownerId" is null then 'no-owner'
            when "r"."dueOn" is null then 'no-day' else null end`,
        }),
      ),
    idle: none,
    messages: {
      ok: (_args, title) => t('"{title}" has an owner and a day.', { title }),
      'no-owner': (_args, title) => t('Nobody answers for "{title}".', { title }),
      'no-day': (_args, title) => t('"{title}" has no day by which it is answered.', { title }),
    },
    fix: page,
  },
  {
    id: 'improvement.reacted',
    version: 1,
    requirements: ['10.2'],
    title: msg(
      'Every nonconformity is corrected and its consequences are dealt with by the day the answer is due',
    ),
    severity: 'major',
    touches: [{ type: 'nonconformity' }],
    rows: (ctx, only) =>
      standing(ctx, only).select(
        judged(
          'nonconformity',
          id,
          dueBy(ctx, sql`"r"."correction" is null or "r"."consequences" is null`, 'not-corrected'),
        ),
      ),
    idle: none,
    messages: {
      ok: (args, title) =>
        t('"{title}" is corrected, or its answer is not due before {dueOn}.', {
          title,
          dueOn: args.dueOn || 'a day is set',
        }),
      'not-corrected': (args, title) =>
        t('"{title}" was to be answered by {dueOn}; no correction with its consequences is recorded.', {
          title,
          dueOn: args.dueOn,
        }),
    },
    fix: page,
  },
  {
    id: 'improvement.cause',
    version: 1,
    requirements: ['10.2'],
    title: msg('The cause of every nonconformity is found, and similar cases are looked for'),
    severity: 'major',
    touches: [{ type: 'nonconformity' }],
    rows: (ctx, only) =>
      standing(ctx, only).select(
        judged('nonconformity', id, {
          ...dueBy(ctx, sql`"r"."cause" is null or "r"."similarConclusion" is null`, 'no-cause'),
          reason: sql<
            string | null
          >`case when "r"."dueOn" < ${ctx.today} and "r"."cause" is null then 'no-cause'
            when "r"."dueOn" < ${ctx.today} and "r"."similarConclusion" is null then 'no-similar' else null end`,
        }),
      ),
    idle: none,
    messages: {
      ok: (args, title) =>
        t('"{title}" has its cause and a search for similar cases, or is not due before {dueOn}.', {
          title,
          dueOn: args.dueOn || 'a day is set',
        }),
      'no-cause': (args, title) =>
        t('"{title}" was due on {dueOn} and has no cause yet.', { title, dueOn: args.dueOn }),
      'no-similar': (_args, title) => t('Nobody looked for cases similar to "{title}".', { title }),
    },
    fix: page,
  },
  {
    id: 'improvement.carried-out',
    version: 1,
    requirements: ['10.2'],
    title: msg('Corrective actions have an owner and are carried out by their day'),
    severity: 'major',
    touches: [{ type: 'correctiveAction' }],
    rows: (ctx, only) => {
      const rows = ctx.q.selectFrom(correctiveActions(ctx).as('r')).where('r.state', '<>', 'cancelled');
      return (only ? rows.where('r.id', 'in', [...only]) : rows).select(
        judged('correctiveAction', id, {
          reason: sql<string | null>`case when "r"."state" = 'done' then null
            when "r"."ownerId" is null then 'no-owner'
            when "r"."dueOn" is null then 'no-day'
            when "r"."dueOn" < ${ctx.today} then 'overdue' else null end`,
          args: dueArgs,
          nextAt: sql<
            string | null
          >`case when "r"."state" <> 'done' and "r"."dueOn" >= ${ctx.today} then ${dayAfter(ctx, sql`"r"."dueOn"`)} else null end`,
        }),
      );
    },
    idle: async () => t('No corrective action is planned.'),
    messages: {
      ok: (args, title) => t('"{title}" is done, or not due before {dueOn}.', { title, dueOn: args.dueOn }),
      'no-owner': (_args, title) => t('Nobody owns the corrective action "{title}".', { title }),
      'no-day': (_args, title) => t('The corrective action "{title}" has no day.', { title }),
      overdue: (args, title) =>
        t('"{title}" should have been done by {dueOn}.', { title, dueOn: args.dueOn }),
    },
    fix: ({ id: action }) => `/corrective-actions/${action}`,
  },
  {
    id: 'improvement.effective',
    version: 1,
    requirements: ['10.2'],
    title: msg('The effect of corrective action is judged on its day'),
    severity: 'major',
    touches: [{ type: 'nonconformity' }],
    rows: (ctx, only) =>
      standing(ctx, only)
        .where((eb) =>
          eb.or([eb('r.effectDueOn', 'is not', null), eb('r.state', 'in', ['effective', 'closed'])]),
        )
        .select(
          judged('nonconformity', id, {
            reason: sql<
              string | null
            >`case when "r"."effectResult" is null and "r"."effectDueOn" < ${ctx.today} then 'not-judged' else null end`,
            args: sql<string | null>`'{"dueOn":"' || coalesce("r"."effectDueOn", '') || '"}'`,
            nextAt: sql<
              string | null
            >`case when "r"."effectResult" is null and "r"."effectDueOn" >= ${ctx.today} then ${dayAfter(ctx, sql`"r"."effectDueOn"`)} else null end`,
          }),
        ),
    idle: async () => t('No corrective action has come so far that its effect could be judged.'),
    messages: {
      ok: (args, title) =>
        t('The effect of "{title}" is judged, or not due before {dueOn}.', { title, dueOn: args.dueOn }),
      'not-judged': (args, title) =>
        t('The effect of "{title}" was to be judged on {dueOn}.', { title, dueOn: args.dueOn }),
    },
    fix: page,
  },
  {
    id: 'improvement.followed-up',
    version: 1,
    requirements: ['10.2'],
    title: msg('After corrective action somebody decides whether risks and the management system change'),
    severity: 'minor',
    touches: [
      { type: 'nonconformity' },
      { link: 'nc-changed', end: 'from' },
      { link: 'nc-risk', end: 'from' },
    ],
    rows: (ctx, only) => {
      const linked = (kind: string) =>
        ctx.q
          .selectFrom(links(ctx, kind).as('l'))
          .select('l.id')
          .where(sql<boolean>`"l"."from_id" = "r"."id"`);
      return standing(ctx, only)
        .where('r.state', 'in', ['effective', 'closed'])
        .select(
          judged('nonconformity', id, {
            reason: sql<
              string | null
            >`case when "r"."risksDecision" = 'undecided' or "r"."changesDecision" = 'undecided' then 'undecided'
              when "r"."risksDecision" = 'updated' and not exists ${linked('nc-risk')} then 'no-risk'
              when "r"."changesDecision" = 'updated' and not exists ${linked('nc-changed')} then 'no-change' else null end`,
          }),
        );
    },
    idle: async () => t('No corrective action has been found effective yet.'),
    messages: {
      ok: (_args, title) =>
        t('For "{title}" it is decided what changes in risks and management system.', { title }),
      undecided: (_args, title) =>
        t('Nobody has decided whether risks or the management system change because of "{title}".', {
          title,
        }),
      'no-risk': (_args, title) => t('"{title}" says that a risk was updated; none is linked.', { title }),
      'no-change': (_args, title) =>
        t('"{title}" says that the management system was changed; no record is linked.', { title }),
    },
    fix: page,
  },
];

export const improvementChecks: readonly PlatformCheck[] = [...nonconformityChecks, ...ideaChecks];
