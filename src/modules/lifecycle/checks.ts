import { type Expression, sql } from 'kysely';
import { msg, t } from '#kernel/language.ts';
import { stages } from '#modules/system/contract.ts';
import { systems } from '#modules/system/read.ts';
import { judged } from '#platform/checks/judged.ts';
import type { Ctx } from '#platform/context.ts';
import { dayAfter } from '#platform/day-after.ts';
import type { PlatformCheck } from '#platform/module.ts';
import { organisations } from '#platform/people-tables.ts';
import type { RecordKind } from './kinds.ts';
import { gateOpenings, gateRules, lifecycleRecords } from './read.ts';
import type { Stage } from './rules.ts';

const BUILT: readonly Stage[] = [
  'verification-validation',
  'deployment',
  'operation-monitoring',
  're-evaluation',
];
const RELEASED: readonly Stage[] = ['deployment', 'operation-monitoring', 're-evaluation'];
const RUNNING: readonly Stage[] = ['operation-monitoring', 're-evaluation'];

type RecordRule = Pick<PlatformCheck, 'id' | 'requirements' | 'title' | 'severity'> & {
  readonly kind: RecordKind;
  /** AI systems in scope in one of these stages are asked for it. */
  readonly stages: readonly Stage[];
  /** Only what is built here, wholly or in part. */
  readonly built?: true;
  /** SQL over the approved record `r`: null when it says all it must, else the reason code. */
  readonly shortfall?: string;
  readonly missing: string;
  readonly more?: PlatformCheck['messages'];
};

/** An approved record of a kind for every AI system in scope that has come far enough. */
function overRecords(rule: RecordRule): PlatformCheck {
  const { kind, stages: asked, built, shortfall, missing, more, ...rest } = rule;
  return {
    ...rest,
    version: 1,
    touches: [{ type: 'system' }, { type: 'lifecycleRecord', column: 'systemId' }],
    rows: (ctx, only) => {
      const all = ctx.q
        .selectFrom(systems(ctx).as('s'))
        .where('s.scope', '=', 'in')
        .where('s.stage', 'in', [...asked]);
      const chosen = built ? all.where('s.bought', 'in', ['in-house', 'mixed']) : all;
      return (only ? chosen.where('s.id', 'in', [...only]) : chosen).select(
        judged('system', sql.ref('s.id'), { reason: reasonOf(ctx, kind, shortfall) }),
      );
    },
    idle: async () => t('No AI system in scope has come to this stage yet.'),
    messages: {
      ok: (_args, title) => t('"{title}" has it, approved.', { title }),
      missing: (_args, title) => `"${title}" ${missing}.`,
      waiting: (_args, title) => t('What there is for "{title}" is not approved yet.', { title }),
      ...more,
    },
    fix: ({ id }) => `/systems/${id}/gates`,
  };
}

function reasonOf(ctx: Ctx, kind: RecordKind, shortfall: string | undefined): Expression<string | null> {
  const records = (states: readonly ('approved' | 'draft' | 'prepared')[]) =>
    ctx.q
      .selectFrom(lifecycleRecords(ctx).as('r'))
      .where('r.kind', '=', kind)
      .where('r.state', 'in', [...states])
      .where(sql<boolean>`"r"."systemId" = "s"."id"`);
  // One approved record of a kind at most: approving the next supersedes the one before.
  return sql<string | null>`case when exists ${records(['approved']).select('r.id')}
    then ${shortfall ? sql`(${records(['approved']).select(sql<string | null>`${sql.raw(shortfall)}`.as('said'))})` : sql`null`}
    when exists ${records(['draft', 'prepared']).select('r.id')} then 'waiting' else 'missing' end`;
}

export const lifecycleChecks: readonly PlatformCheck[] = [
  {
    id: 'lifecycle.rules',
    version: 1,
    requirements: ['A.6.1.3'],
    title: msg('The organisation has decided what every gate asks for'),
    severity: 'minor',
    touches: [
      { type: 'gateRule', whole: true },
      { type: 'organisation', whole: true },
    ],
    rows: (ctx) => {
      const decided = ctx.q
        .selectFrom(gateRules(ctx).as('g'))
        .select((eb) => eb.fn.countAll<number>().as('n'));
      return ctx.q.selectFrom(organisations(ctx).as('o')).select(
        judged('organisation', sql<string>`"o"."id"`, {
          reason: sql<
            string | null
          >`case when (${decided}) >= ${sql.lit(stages.length)} then null when (${decided}) = 0 then 'none' else 'some' end`,
          args: sql<string>`'{"decided":' || (${decided}) || '}'`,
        }),
      );
    },
    messages: {
      ok: () => t('What each gate asks for is decided.'),
      none: () => t('Nobody has decided what the gates ask for: a proposal applies.'),
      some: (args) =>
        t(
          'What a gate asks for is decided for {decided} of {stages} gates; for the others a proposal applies.',
          { decided: args.decided, stages: stages.length },
        ),
    },
    fix: () => '/gates/rules',
  },
  overRecords({
    id: 'lifecycle.requirements',
    requirements: ['A.6.2.2'],
    title: msg('Every AI system in scope that is past inception has approved requirements'),
    severity: 'minor',
    kind: 'requirements',
    stages: ['design-development', ...BUILT],
    missing: 'has no requirements written down',
  }),
  overRecords({
    id: 'lifecycle.design',
    requirements: ['A.6.2.3'],
    title: msg('The design of every AI system in scope that is built here is documented and approved'),
    severity: 'minor',
    kind: 'design',
    stages: BUILT,
    built: true,
    missing: 'has no design written down',
  }),
  overRecords({
    id: 'lifecycle.verification',
    requirements: ['A.6.2.4'],
    title: msg('Every AI system in scope that is released was tested against limits fixed beforehand'),
    severity: 'major',
    kind: 'verification',
    stages: RELEASED,
    shortfall: `case when "r"."conclusion" = 'no-release' then 'no-release'
      when "r"."criteriaOpen" > 0 then 'no-result'
      when "r"."criteriaFailed" > 0 and "r"."conclusion" <> 'release-with-limits' then 'not-met' else null end`,
    missing: 'has no verification and validation',
    more: {
      'no-release': (_a, title) =>
        `"${title}" is released although its verification says it is not fit for release.`,
      'no-result': (_a, title) => `Acceptance criteria of "${title}" have no result.`,
      'not-met': (_a, title) =>
        `Acceptance criteria of "${title}" are not met, and no limits for its use are named.`,
    },
  }),
  overRecords({
    id: 'lifecycle.deployment',
    requirements: ['A.6.2.5'],
    title: msg(
      'Every AI system in scope that is released has an approved deployment plan whose conditions hold',
    ),
    severity: 'minor',
    kind: 'deployment',
    stages: RELEASED,
    shortfall: `case when "r"."criteriaOpen" + "r"."criteriaFailed" > 0 then 'conditions-open' else null end`,
    missing: 'has no deployment plan',
    more: {
      'conditions-open': (_a, title) => `Conditions of the release of "${title}" do not hold yet.`,
    },
  }),
  {
    id: 'lifecycle.opened',
    version: 1,
    requirements: ['A.6.2.5'],
    title: msg('Somebody opened the gate through which every released AI system in scope went'),
    severity: 'minor',
    touches: [{ type: 'system' }, { type: 'gateOpening', column: 'systemId' }],
    rows: (ctx, only) => {
      const all = ctx.q
        .selectFrom(systems(ctx).as('s'))
        .where('s.scope', '=', 'in')
        .where('s.stage', 'in', [...RELEASED]);
      const opened = ctx.q
        .selectFrom(gateOpenings(ctx).as('o'))
        .select('o.id')
        .where(sql<boolean>`"o"."systemId" = "s"."id" and "o"."stage" = "s"."stage"`);
      return (only ? all.where('s.id', 'in', [...only]) : all).select(
        judged('system', sql.ref('s.id'), {
          reason: sql<string | null>`case when exists ${opened} then null else 'no-opening' end`,
        }),
      );
    },
    idle: async () => t('No AI system in scope has come to this stage yet.'),
    messages: {
      ok: (_a, title) => t('The gate for "{title}" was opened by somebody.', { title }),
      'no-opening': (_a, title) =>
        t(
          '"{title}" is in its stage without a gate that anybody opened: it was written down or imported there.',
          { title },
        ),
    },
    fix: ({ id }) => `/systems/${id}/gates`,
  },
  {
    id: 'lifecycle.exceptions',
    version: 1,
    requirements: ['A.6.2.5'],
    title: msg('No exception of a gate has run out while something is still missing'),
    severity: 'major',
    touches: [{ type: 'gateOpening' }],
    rows: (ctx, only) => {
      const all = ctx.q
        .selectFrom(gateOpenings(ctx).as('o'))
        .where('o.state', 'in', ['exception', 'resolved']);
      const running = sql<boolean>`"o"."state" = 'exception'`;
      return (only ? all.where('o.id', 'in', [...only]) : all).select(
        judged('gateOpening', sql.ref('o.id'), {
          reason: sql<
            string | null
          >`case when ${running} and "o"."until" < ${ctx.today} then 'ended' else null end`,
          args: sql<string>`'{"until":"' || coalesce("o"."until", '') || '"}'`,
          nextAt: sql<
            string | null
          >`case when ${running} and "o"."until" >= ${ctx.today} then ${dayAfter(ctx, sql`"o"."until"`)} else null end`,
        }),
      );
    },
    idle: async () => t('No exception was given.'),
    messages: {
      ok: (_a, title) => t('The exception "{title}" is within its date or was made good.', { title }),
      ended: (args, title) =>
        t('The exception "{title}" ended on {until}, and what it lacked is not there.', {
          title,
          until: args.until,
        }),
    },
    fix: ({ id }) => `/gate-openings/${id}`,
  },
  overRecords({
    id: 'lifecycle.operation',
    requirements: ['A.6.2.6'],
    title: msg('Every AI system in scope that is in use has an approved plan for operation and monitoring'),
    severity: 'minor',
    kind: 'operation',
    stages: RUNNING,
    missing: 'has no plan for operation and monitoring',
  }),
  overRecords({
    id: 'lifecycle.event-log',
    requirements: ['A.6.2.8'],
    title: msg('For every AI system in scope that is in use it is decided which events are recorded'),
    severity: 'minor',
    kind: 'event-log',
    stages: RUNNING,
    missing: 'does not say which events it records',
  }),
];
