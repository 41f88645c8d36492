import { type RawBuilder, sql } from 'kysely';
import { msg, t } from '#kernel/language.ts';
import { systems } from '#modules/system/read.ts';
import { judged } from '#platform/checks/judged.ts';
import type { Ctx } from '#platform/context.ts';
import { dayAfter } from '#platform/day-after.ts';
import type { PlatformCheck } from '#platform/module.ts';
import { LIVE_ALERTS } from './lifecycle.ts';
import { alerts, monitors } from './read.ts';

const OPERATING = ['operation-monitoring', 're-evaluation'] as const;
const KEEPERS = ['governance-officer', 'risk-manager', 'quality-manager', 'ai-engineer'] as const;
const LIVE = sql.join(LIVE_ALERTS.map((state) => sql.lit(state)));

export const monitoringChecks: readonly PlatformCheck[] = [
  {
    id: 'monitoring.watched',
    version: 1,
    requirements: ['9.1', 'A.6.2.6'],
    title: msg('Every AI system in operation is watched by a monitor that is switched on'),
    severity: 'major',
    fixedBy: KEEPERS,
    touches: [{ type: 'system' }, { type: 'monitor', column: 'systemId' }],
    rows: (ctx, only) => {
      const has = (state: string) =>
        ctx.q
          .selectFrom(monitors(ctx).as('m'))
          .select('m.id')
          .where(sql<boolean>`"m"."systemId" = "s"."id"`)
          .where('m.state', '=', state as 'active');
      const rows = operating(ctx);
      return (only ? rows.where('s.id', 'in', [...only]) : rows).select(
        judged('system', sql.ref('s.id'), {
          reason: sql<string | null>`case when exists ${has('active')} then null
            when exists ${has('paused')} then 'paused' when exists ${has('draft')} then 'draft' else 'no-monitor' end`,
        }),
      );
    },
    idle: async (ctx) => ((await anyOperating(ctx)) ? null : NOT_OPERATING),
    messages: {
      ok: (_args, title) => t('What "{title}" puts out is watched.', { title }),
      paused: (_args, title) => t('The monitor of "{title}" is paused.', { title }),
      draft: (_args, title) => t('The monitor of "{title}" is not switched on yet.', { title }),
      'no-monitor': (_args, title) =>
        t('"{title}" is in operation and nothing watches what it puts out.', { title }),
    },
    fix: ({ id }) => `/systems/${id}`,
  },
  overMonitors({
    id: 'monitoring.described',
    requirements: ['9.1'],
    title: msg('Every monitor says what it is for, who measures and who evaluates'),
    severity: 'minor',
    states: ['draft', 'active', 'paused'],
    reason: () => sql`case when "m"."purpose" is null then 'no-purpose'
      when "m"."measuredBy" is null then 'nobody-measures' when "m"."ownerId" is null then 'nobody-evaluates' end`,
    messages: {
      ok: (_args, title) => t('"{title}" says what it is for, who measures and who evaluates.', { title }),
      'no-purpose': (_args, title) => t('"{title}" does not say what its figures are for.', { title }),
      'nobody-measures': (_args, title) => t('Nobody is named who measures "{title}".', { title }),
      'nobody-evaluates': (_args, title) => t('Nobody is named who evaluates "{title}".', { title }),
    },
  }),
  overMonitors({
    id: 'monitoring.measured',
    requirements: ['9.1', 'A.6.2.6'],
    title: msg('Every window that a monitor expects has its result'),
    severity: 'minor',
    states: ['active'],
    alerts: true,
    reason: (ctx) =>
      sql`case when exists ${ctx.q
        .selectFrom(alerts(ctx).as('a'))
        .select('a.id')
        .where(sql<boolean>`"a"."monitorId" = "m"."id"`)
        .where('a.kind', '=', 'gap')
        .where(sql<boolean>`"a"."state" in (${LIVE})`)} then 'window-missing' end`,
    messages: {
      ok: (_args, title) => t('No expected window of "{title}" is missing.', { title }),
      'window-missing': (_args, title) =>
        t('A window of "{title}" did not come, and nobody has explained it yet.', { title }),
    },
  }),
  overMonitors({
    id: 'monitoring.evaluated',
    requirements: ['9.1'],
    title: msg('The results of every monitor are evaluated by their date'),
    severity: 'major',
    states: ['active'],
    reason: (ctx) => sql`case when "m"."evaluateOn" < ${ctx.today} then 'overdue' end`,
    args: sql<string>`'{"on":"' || coalesce("m"."evaluateOn", '') || '"}'`,
    nextAt: (ctx) =>
      sql`case when "m"."evaluateOn" >= ${ctx.today} then ${dayAfter(ctx, sql`"m"."evaluateOn"`)} end`,
    messages: {
      ok: (args, title) => t('The results of "{title}" are evaluated by {on}.', { title, on: args.on }),
      overdue: (args, title) =>
        t('The results of "{title}" should have been evaluated by {on}.', { title, on: args.on }),
    },
  }),
  overMonitors({
    id: 'monitoring.logs',
    requirements: ['A.6.2.8'],
    title: msg('Every monitor says which events the log behind it records and how long they are kept'),
    severity: 'minor',
    states: ['active'],
    systems: true,
    // Six months for high-risk systems: AI Act, Articles 19(1) and 26(6).
    reason: (
      ctx,
    ) => sql`case when "m"."loggedEvents" is null then 'no-events' when "m"."logKeptDays" is null then 'no-time'
      when "m"."logKeptDays" < 183 and exists ${ctx.q
        .selectFrom(systems(ctx).as('s'))
        .select('s.id')
        .where(sql<boolean>`"s"."id" = "m"."systemId"`)
        .where('s.euState', '=', 'confirmed')
        .where(sql<boolean>`"s"."euOutcomes" like '%"high-annex-%'`)} then 'under-six-months' end`,
    args: sql<string>`'{"days":' || coalesce("m"."logKeptDays", 0) || '}'`,
    messages: {
      ok: (args, title) =>
        t('"{title}" names its logged events; they are kept {days} days.', { title, days: args.days }),
      'no-events': (_args, title) => t('"{title}" does not say which events its log records.', { title }),
      'no-time': (_args, title) => t('"{title}" does not say how long its log is kept.', { title }),
      'under-six-months': (args, title) =>
        t(
          'The log behind "{title}" is kept {days} days; the AI Act asks for six months at least for a high-risk system.',
          { title, days: args.days },
        ),
    },
  }),
  {
    id: 'monitoring.triaged',
    version: 1,
    requirements: ['9.1', 'A.6.2.6'],
    title: msg('Somebody decides about every alert by its date'),
    severity: 'major',
    fixedBy: KEEPERS,
    touches: [{ type: 'alert' }],
    family: { title: msg('Decide about alerts'), href: '/alerts?state=open' },
    rows: (ctx, only) => {
      const rows = ctx.q.selectFrom(alerts(ctx).as('a'));
      return (only ? rows.where('a.id', 'in', [...only]) : rows).select(
        judged('alert', sql.ref('a.id'), {
          reason: sql<
            string | null
          >`case when "a"."state" = 'open' and "a"."triageBy" < ${ctx.today} then 'undecided' end`,
          args: sql<string>`'{"by":"' || "a"."triageBy" || '"}'`,
          nextAt: sql<
            string | null
          >`case when "a"."state" = 'open' and "a"."triageBy" >= ${ctx.today} then ${dayAfter(ctx, sql`"a"."triageBy"`)} end`,
        }),
      );
    },
    idle: async (ctx) => ((await anyActive(ctx)) ? t('Monitors are on and none opened an alert.') : null),
    messages: {
      ok: (_args, title) => t('It is decided what "{title}" is, or there is still time.', { title }),
      undecided: (args, title) =>
        t('Nobody has decided what "{title}" is; that was due on {by}.', { title, by: args.by }),
    },
    fix: ({ id }) => `/alerts/${id}`,
  },
];

type MonitorRule = Pick<PlatformCheck, 'id' | 'requirements' | 'title' | 'severity' | 'messages'> & {
  readonly states: readonly ('draft' | 'active' | 'paused')[];
  readonly reason: (ctx: Ctx) => RawBuilder<unknown>;
  readonly args?: RawBuilder<string>;
  readonly nextAt?: (ctx: Ctx) => RawBuilder<unknown>;
  /** True when it also reads alerts, or the AI systems. */
  readonly alerts?: boolean;
  readonly systems?: boolean;
};

/** A rule over one row per monitor. */
function overMonitors(rule: MonitorRule): PlatformCheck {
  const { states, reason, args, nextAt, alerts: readsAlerts, systems: readsSystems, ...rest } = rule;
  return {
    ...rest,
    version: 1,
    fixedBy: KEEPERS,
    touches: [
      { type: 'monitor' },
      ...(readsAlerts ? [{ type: 'alert', column: 'monitorId' }] : []),
      ...(readsSystems ? [{ type: 'system', link: 'watches', end: 'from' as const }] : []),
    ],
    rows: (ctx, only) => {
      const rows = ctx.q.selectFrom(monitors(ctx).as('m')).where('m.state', 'in', [...states]);
      return (only ? rows.where('m.id', 'in', [...only]) : rows).select(
        judged('monitor', sql.ref('m.id'), {
          reason: reason(ctx) as RawBuilder<string | null>,
          ...(args && { args }),
          ...(nextAt && { nextAt: nextAt(ctx) as RawBuilder<string | null> }),
        }),
      );
    },
    idle: async (ctx) => ((await anyOperating(ctx)) ? null : NOT_OPERATING),
    fix: ({ id }) => `/monitors/${id}`,
  };
}

const NOT_OPERATING = 'No AI system in the scope is in operation, so nothing has to be watched yet.';

function operating(ctx: Ctx) {
  return ctx.q
    .selectFrom(systems(ctx).as('s'))
    .where('s.scope', '=', 'in')
    .where('s.stage', 'in', [...OPERATING]);
}

async function anyOperating(ctx: Ctx): Promise<boolean> {
  return (await operating(ctx).select('s.id').limit(1).executeTakeFirst()) !== undefined;
}

async function anyActive(ctx: Ctx): Promise<boolean> {
  const row = await ctx.q
    .selectFrom(monitors(ctx).as('m'))
    .where('m.state', '=', 'active')
    .select('m.id')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
