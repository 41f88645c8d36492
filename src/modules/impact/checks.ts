import { sql } from 'kysely';
import { msg, t } from '#kernel/language.ts';
import { risks } from '#modules/risk/read.ts';
import { claims, systems } from '#modules/system/read.ts';
import { judged } from '#platform/checks/judged.ts';
import type { Ctx } from '#platform/context.ts';
import { dayAfter } from '#platform/day-after.ts';
import type { PlatformCheck } from '#platform/module.ts';
import { organisations } from '#platform/people-tables.ts';
import { links } from '#platform/view.ts';
import { impactCriteriaRows, impactEntries, impacts, indicators, screenings } from './read.ts';

const family = { title: msg('Screen AI systems'), href: '/impacts/screening' };
const keepers = ['governance-officer', 'risk-manager', 'data-protection-officer'] as const;
const standing = sql.raw(`'approved', 'under-watch'`);

/** AI systems in scope that are still in some use. */
function inScope(ctx: Ctx, only: readonly string[] | undefined) {
  const rows = ctx.q
    .selectFrom(systems(ctx).as('s'))
    .where('s.scope', '=', 'in')
    .where((eb) => eb.or([eb('s.stage', 'is', null), eb('s.stage', '<>', 'retirement')]));
  return only ? rows.where('s.id', 'in', [...only]) : rows;
}

/** Those of them whose screening asks for an assessment. */
function toAssess(ctx: Ctx, only: readonly string[] | undefined) {
  return inScope(ctx, only)
    .innerJoin(screenings(ctx).as('c'), 'c.systemId', 's.id')
    .where('c.depth', 'in', ['light', 'full']);
}

const versions = (ctx: Ctx, states: ReturnType<typeof sql.raw>) =>
  ctx.q
    .selectFrom(impacts(ctx).as('i'))
    .select('i.id')
    .where(sql<boolean>`"i"."systemId" = "s"."id" and "i"."state" in (${states})`);

/** Versions that hold, for AI systems in scope. */
function holding(ctx: Ctx, only: readonly string[] | undefined) {
  const rows = ctx.q
    .selectFrom(impacts(ctx).as('i'))
    .innerJoin(systems(ctx).as('s'), 's.id', 'i.systemId')
    .where('s.scope', '=', 'in')
    .where('i.state', 'in', ['approved', 'under-watch']);
  return only ? rows.where('i.id', 'in', [...only]) : rows;
}

/** Why nothing had to be assessed: every AI system in scope is screened, and none asks for it. */
async function noneNeeded(ctx: Ctx): Promise<string | null> {
  const screened = await inScope(ctx, undefined)
    .innerJoin(screenings(ctx).as('c'), 'c.systemId', 's.id')
    .select('s.id')
    .limit(1)
    .executeTakeFirst();
  const open = await inScope(ctx, undefined)
    .leftJoin(screenings(ctx).as('c'), 'c.systemId', 's.id')
    .where('c.depth', 'is', null)
    .select('s.id')
    .limit(1)
    .executeTakeFirst();
  return screened && !open ? 'By their screening no AI system in scope needs an assessment.' : null;
}

const aboutPeople = (
  id: string,
  requirement: string,
  about: { readonly title: string; readonly parties: string; readonly whom: string },
): PlatformCheck => ({
  id,
  version: 1,
  requirements: [requirement],
  title: about.title,
  severity: 'major',
  fixedBy: keepers,
  touches: [
    { type: 'system' },
    { type: 'screening', column: 'systemId' },
    { type: 'impact', column: 'systemId' },
    { type: 'impactEntry', whole: true },
  ],
  rows: (ctx, only) => {
    const found = (kinds: string) =>
      ctx.q
        .selectFrom(impactEntries(ctx).as('e'))
        .innerJoin(impacts(ctx).as('i'), 'i.id', 'e.impactId')
        .select('e.id')
        .where(
          sql<boolean>`"i"."systemId" = "s"."id" and "i"."state" in (${standing}) and "e"."party" in (${sql.raw(about.parties)}) and "e"."kind" in (${sql.raw(kinds)})`,
        );
    return toAssess(ctx, only).select(
      judged('system', sql<string>`"s"."id"`, {
        reason: sql<string | null>`case when exists ${found(`'negative', 'no-negative'`)} then null
          when exists ${versions(ctx, sql.raw(`'draft', 'in-review'`))} then 'in-work' else 'no-assessment' end`,
      }),
    );
  },
  idle: noneNeeded,
  messages: {
    ok: (_args, title) =>
      t('What "{title}" does to {whom} is assessed and approved.', { title, whom: about.whom }),
    'in-work': (_args, title) =>
      t('What "{title}" does to {whom} is being assessed; nothing is approved yet.', {
        title,
        whom: about.whom,
      }),
    'no-assessment': (_args, title) =>
      t('Nobody has assessed what "{title}" does to {whom}.', { title, whom: about.whom }),
  },
  fix: ({ id: systemId }) => `/impacts?systemId=${systemId}`,
});

export const impactChecks: readonly PlatformCheck[] = [
  {
    id: 'impact.criteria',
    version: 1,
    requirements: ['6.1.4', 'A.5.2'],
    title: msg('The organisation has decided how it assesses impacts, and who may accept what'),
    severity: 'major',
    touches: [
      { type: 'impactCriteria', whole: true },
      { type: 'organisation', whole: true },
    ],
    rows: (ctx) =>
      ctx.q.selectFrom(organisations(ctx).as('o')).select(
        judged('organisation', sql<string>`"o"."id"`, {
          reason: sql<
            string | null
          >`case when exists ${ctx.q.selectFrom(impactCriteriaRows(ctx).as('c')).select('c.id')} then null else 'no-criteria' end`,
        }),
      ),
    messages: {
      ok: () => t('Criteria, authorities and rules of screening are decided.'),
      'no-criteria': () => t('Nobody has decided how impacts are assessed and who may accept them.'),
    },
    fix: () => '/impacts/criteria',
  },
  {
    id: 'impact.screened',
    version: 1,
    requirements: ['6.1.4', 'A.5.2'],
    title: msg('Every AI system in scope is screened by the rules in force'),
    family,
    severity: 'minor',
    fixedBy: keepers,
    touches: [
      { type: 'system' },
      { type: 'screening', column: 'systemId' },
      { type: 'impactCriteria', whole: true },
    ],
    rows: (ctx, only) =>
      inScope(ctx, only)
        .leftJoin(screenings(ctx).as('c'), 'c.systemId', 's.id')
        .select(
          judged('system', sql<string>`"s"."id"`, {
            reason: sql<string | null>`case when "c"."id" is null then 'not-screened'
              when "c"."depth" is null then 'open'
              when "c"."criteriaVersion" <> coalesce((${ctx.q.selectFrom(impactCriteriaRows(ctx).as('k')).select('k.version')}), 0) then 'older-rules' else null end`,
          }),
        ),
    messages: {
      ok: (_args, title) => t('How deep "{title}" must be assessed is decided.', { title }),
      'not-screened': (_args, title) => t('Nobody has screened "{title}".', { title }),
      open: (_args, title) => t('The screening of "{title}" waits for answers.', { title }),
      'older-rules': (_args, title) =>
        t('"{title}" was screened by rules that have changed since.', { title }),
    },
    fix: ({ id: systemId }) => `/impacts/screening/${systemId}`,
  },
  {
    id: 'impact.assessed',
    version: 1,
    requirements: ['6.1.4', '8.4'],
    title: msg('Every AI system whose screening asks for it has an approved impact assessment'),
    severity: 'major',
    fixedBy: keepers,
    touches: [
      { type: 'system' },
      { type: 'screening', column: 'systemId' },
      { type: 'impact', column: 'systemId' },
      { type: 'claim', column: 'systemId' },
    ],
    rows: (ctx, only) => {
      const claimed = (state: string) =>
        ctx.q
          .selectFrom(claims(ctx).as('m'))
          .select('m.id')
          .where(
            sql<boolean>`"m"."systemId" = "s"."id" and "m"."topic" = 'impact-assessment' and "m"."value" = 'yes' and "m"."state" = ${sql.lit(state)}`,
          );
      return toAssess(ctx, only).select(
        judged('system', sql<string>`"s"."id"`, {
          reason: sql<string | null>`case when exists ${versions(ctx, standing)} then null
            when exists ${versions(ctx, sql.raw(`'in-review'`))} then 'in-review'
            when exists ${versions(ctx, sql.raw(`'draft'`))} then 'draft'
            when exists ${claimed('confirmed')} then 'elsewhere'
            when exists ${claimed('claimed')} then 'only-claimed' else 'not-begun' end`,
          args: sql<string>`'{"depth":"' || "c"."depth" || '"}'`,
        }),
      );
    },
    idle: noneNeeded,
    messages: {
      ok: (_args, title) => t('The impact assessment of "{title}" is approved.', { title }),
      'in-review': (_args, title) => t('The assessment of "{title}" waits for approval.', { title }),
      draft: (_args, title) => t('The assessment of "{title}" is being worked on.', { title }),
      'only-claimed': (_args, title) =>
        t(
          'The imported file says that "{title}" was assessed; no assessment and no evidence of it is here.',
          { title },
        ),
      elsewhere: (_args, title) =>
        t(
          '"{title}" was assessed by somebody else, as a person confirmed with evidence; what it found is in no assessment of yours.',
          { title },
        ),
      'not-begun': (args, title) =>
        t('"{title}" needs a {depth} assessment and nobody has begun it.', { title, depth: args.depth }),
    },
    fix: ({ id: systemId }) => `/impacts?systemId=${systemId}`,
  },
  {
    id: 'impact.reviewed',
    version: 1,
    requirements: ['8.4'],
    title: msg('Every approved assessment is looked at again before its review date'),
    severity: 'minor',
    touches: [{ type: 'impact' }, { type: 'system', link: 'assesses', end: 'from' }],
    rows: (ctx, only) =>
      holding(ctx, only).select(
        judged('impact', sql<string>`"i"."id"`, {
          reason: sql<string | null>`case when "i"."reviewOn" < ${ctx.today} then 'overdue' else null end`,
          args: sql<string>`'{"reviewOn":"' || coalesce("i"."reviewOn", '') || '"}'`,
          nextAt: sql<
            string | null
          >`case when "i"."reviewOn" >= ${ctx.today} then ${dayAfter(ctx, sql`"i"."reviewOn"`)} else null end`,
        }),
      ),
    idle: noneNeeded,
    messages: {
      ok: (args, title) =>
        t('"{title}" is due for review on {reviewOn}.', { title, reviewOn: args.reviewOn }),
      overdue: (args, title) =>
        t('"{title}" was due for review on {reviewOn}.', { title, reviewOn: args.reviewOn }),
    },
    fix: ({ id }) => `/impacts/${id}`,
  },
  {
    id: 'impact.kept-to',
    version: 1,
    requirements: ['8.4', 'A.5.3'],
    title: msg('What an assessment decided is kept to, and its record is sealed'),
    severity: 'major',
    touches: [{ type: 'impact' }, { type: 'system', link: 'assesses', end: 'from' }],
    rows: (ctx, only) =>
      holding(ctx, only).select(
        judged('impact', sql<string>`"i"."id"`, {
          reason: sql<
            string | null
          >`case when "i"."decision" = 'stop' and "s"."stage" in ('deployment', 'operation-monitoring') then 'runs-on'
            when "i"."checkpoint" is null then 'not-sealed' else null end`,
        }),
      ),
    idle: noneNeeded,
    messages: {
      ok: (_args, title) => t('What "{title}" decided is on record and kept to.', { title }),
      'runs-on': (_args, title) =>
        t('"{title}" decided to stop, and the AI system is still in use.', { title }),
      'not-sealed': (_args, title) => t('"{title}" was approved and no checkpoint seals it.', { title }),
    },
    fix: ({ id }) => `/impacts/${id}`,
  },
  {
    id: 'impact.risks',
    version: 1,
    requirements: ['6.1.2', '6.1.4'],
    title: msg('Harm that remains above what needs no acceptance is in the risk register'),
    severity: 'minor',
    touches: [
      { type: 'impactEntry' },
      { type: 'impact', whole: true },
      { type: 'impactCriteria', whole: true },
      { type: 'risk', link: 'impact-raises', end: 'from' },
      { link: 'impact-raises', end: 'from' },
    ],
    rows: (ctx, only) => {
      const fed = (open: boolean) =>
        ctx.q
          .selectFrom(links(ctx, 'impact-raises').as('l'))
          .innerJoin(risks(ctx).as('r'), 'r.id', 'l.to_id')
          .select('l.id')
          .where(sql<boolean>`"l"."from_id" = "e"."id" ${open ? sql`and "r"."state" <> 'closed'` : sql``}`);
      const rows = ctx.q
        .selectFrom(impactEntries(ctx).as('e'))
        .innerJoin(impacts(ctx).as('i'), 'i.id', 'e.impactId')
        .where('i.state', 'in', ['approved', 'under-watch'])
        .where('e.kind', '=', 'negative')
        .where(
          sql<boolean>`coalesce("e"."residualLevel", "e"."level") > coalesce((${ctx.q.selectFrom(impactCriteriaRows(ctx).as('k')).select('k.acceptable')}), 25)`,
        );
      return (only ? rows.where('e.id', 'in', [...only]) : rows).select(
        judged('impactEntry', sql<string>`"e"."id"`, {
          reason: sql<
            string | null
          >`case when exists ${fed(true)} then null when exists ${fed(false)} then 'risk-closed' else 'no-risk' end`,
        }),
      );
    },
    idle: async (ctx) =>
      (await holding(ctx, undefined).select('i.id').limit(1).executeTakeFirst())
        ? t('No harm remains above what needs no acceptance.')
        : noneNeeded(ctx),
    messages: {
      ok: (_args, title) => t('"{title}" is in the risk register.', { title }),
      'no-risk': (_args, title) =>
        t('"{title}" remains, and the risk register does not know of it.', { title }),
      'risk-closed': (_args, title) =>
        t('"{title}" remains, and the risk that stood for it is closed.', { title }),
    },
    fix: ({ id }) => `/impact-entries/${id}`,
  },
  aboutPeople('impact.individuals', 'A.5.4', {
    title: msg('Effects on individuals and groups are assessed and approved'),
    parties: `'individuals', 'groups'`,
    whom: 'individuals and groups',
  }),
  aboutPeople('impact.society', 'A.5.5', {
    title: msg('Effects on society are assessed and approved'),
    parties: `'societies'`,
    whom: 'society',
  }),
  {
    id: 'impact.watched',
    version: 1,
    requirements: ['8.4', 'A.5.2'],
    title: msg('Indicators of emerging impacts are looked at, and a crossed threshold is followed up'),
    severity: 'minor',
    touches: [{ type: 'indicator' }, { type: 'impact', whole: true }],
    rows: (ctx, only) => {
      const rows = ctx.q
        .selectFrom(indicators(ctx).as('d'))
        .innerJoin(impacts(ctx).as('i'), 'i.id', 'd.impactId')
        .where('d.stoppedBecause', 'is', null)
        .where('i.state', '=', 'under-watch');
      const newer = ctx.q
        .selectFrom(impacts(ctx).as('n'))
        .select('n.id')
        .where(sql<boolean>`"n"."previousId" = "i"."id"`);
      return (only ? rows.where('d.id', 'in', [...only]) : rows).select(
        judged('indicator', sql<string>`"d"."id"`, {
          reason: sql<string | null>`case when "d"."crossed" = 1 and not exists ${newer} then 'crossed'
            when "d"."nextOn" < ${ctx.today} then 'overdue' else null end`,
          args: sql<string>`'{"nextOn":"' || coalesce("d"."nextOn", '') || '"}'`,
          nextAt: sql<
            string | null
          >`case when "d"."nextOn" >= ${ctx.today} then ${dayAfter(ctx, sql`"d"."nextOn"`)} else null end`,
        }),
      );
    },
    idle: async (ctx) =>
      (await holding(ctx, undefined).select('i.id').limit(1).executeTakeFirst())
        ? t('No assessment is under watch.')
        : noneNeeded(ctx),
    messages: {
      ok: (args, title) => t('"{title}" is looked at again by {nextOn}.', { title, nextOn: args.nextOn }),
      overdue: (args, title) =>
        t('"{title}" should have been looked at by {nextOn}.', { title, nextOn: args.nextOn }),
      crossed: (_args, title) =>
        t('"{title}" crossed its threshold and no new version was begun.', { title }),
    },
    fix: ({ id }) => `/indicators/${id}`,
  },
];
