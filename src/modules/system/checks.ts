import { type Expression, sql } from 'kysely';
import { msg, t } from '#kernel/language.ts';
import { judged } from '#platform/checks/judged.ts';
import type { Ctx } from '#platform/context.ts';
import type { PlatformCheck } from '#platform/module.ts';
import { links } from '#platform/view.ts';
import { systems } from './read.ts';

type Rule = Pick<PlatformCheck, 'id' | 'requirements' | 'title' | 'severity' | 'touches' | 'messages'> & {
  /** Only systems in the scope, or every one. */
  readonly among: 'in-scope' | 'all';
  /** A case expression over `s`: null when all is well, else the reason code. */
  readonly reason: (ctx: Ctx) => Expression<string | null>;
  readonly fix?: PlatformCheck['fix'];
};

/** A rule over one row per AI system. */
function overSystems(rule: Rule): PlatformCheck {
  const { among, reason, fix, ...rest } = rule;
  return {
    ...rest,
    version: 1,
    rows: (ctx, only) => {
      const all = ctx.q.selectFrom(systems(ctx).as('s'));
      const chosen = among === 'in-scope' ? all.where('s.scope', '=', 'in') : all;
      return (only ? chosen.where('s.id', 'in', [...only]) : chosen).select(
        judged('system', sql.ref('s.id'), { reason: reason(ctx) }),
      );
    },
    fix: fix ?? (({ id }) => `/systems/${id}`),
  };
}

export const systemChecks: readonly PlatformCheck[] = [
  overSystems({
    id: 'system.scope-decided',
    requirements: ['4.3'],
    title: msg('For every AI system it is decided whether it is in the scope'),
    severity: 'major',
    touches: [{ type: 'system' }],
    among: 'all',
    reason: () =>
      sql`case when "s"."scope" = 'proposed' then 'undecided' when "s"."scope" = 'out' and "s"."scopeReason" is null then 'no-reason' else null end`,
    messages: {
      ok: (_a, title) => t('The place of "{title}" is decided.', { title }),
      undecided: (_a, title) => t('Nobody has decided whether "{title}" is in the scope.', { title }),
      'no-reason': (_a, title) => t('"{title}" is out of the scope without a reason.', { title }),
    },
  }),
  overSystems({
    id: 'system.purpose',
    requirements: ['4.1', 'A.9.4'],
    title: msg('The purpose and intended use of every AI system in scope are written down'),
    severity: 'major',
    touches: [{ type: 'system' }],
    among: 'in-scope',
    reason: () =>
      sql`case when "s"."purpose" is null then 'no-purpose' when "s"."intendedUse" is null then 'no-use' else null end`,
    messages: {
      ok: (_a, title) => t('"{title}" has a purpose and an intended use.', { title }),
      'no-purpose': (_a, title) => t('"{title}" has no purpose written down.', { title }),
      'no-use': (_a, title) => t('"{title}" has no intended use written down.', { title }),
    },
  }),
  overSystems({
    id: 'system.roles',
    requirements: ['4.1'],
    title: msg('The role of the organisation for every AI system in scope is known'),
    severity: 'minor',
    touches: [{ type: 'system' }],
    among: 'in-scope',
    reason: () => sql`case when "s"."isoRoles" = '[]' then 'no-role' else null end`,
    messages: {
      ok: (_a, title) => t('The role towards "{title}" is known.', { title }),
      'no-role': (_a, title) =>
        t(
          'The role of the organisation towards "{title}" is not said: provider, producer, user or another.',
          { title },
        ),
    },
  }),
  overSystems({
    id: 'system.owner',
    requirements: ['5.3', 'A.3.2'],
    title: msg('Somebody owns every AI system in scope'),
    severity: 'major',
    touches: [{ type: 'system' }],
    among: 'in-scope',
    reason: () => sql`case when "s"."ownerId" is null then 'no-owner' else null end`,
    messages: {
      ok: (_a, title) => t('"{title}" has an owner.', { title }),
      'no-owner': (_a, title) => t('Nobody owns "{title}".', { title }),
    },
  }),
  overSystems({
    id: 'system.classified',
    requirements: ['6.1.2'],
    title: msg('The classification of every AI system in scope is confirmed by a person'),
    severity: 'minor',
    touches: [{ type: 'system' }],
    among: 'in-scope',
    reason: () =>
      sql`case when "s"."euState" = 'none' then 'not-classified' when "s"."euState" = 'proposed' then 'only-proposed' else null end`,
    messages: {
      ok: (_a, title) => t('The classification of "{title}" is confirmed.', { title }),
      'not-classified': (_a, title) => t('"{title}" is not classified.', { title }),
      'only-proposed': (_a, title) => t('The classification of "{title}" is only proposed.', { title }),
    },
    fix: ({ id }) => `/systems/${id}/classification`,
  }),
  overSystems({
    id: 'system.resources',
    requirements: ['A.4.2'],
    title: msg('The models, data and suppliers of every AI system in scope are linked'),
    severity: 'minor',
    among: 'in-scope',
    touches: [
      { type: 'system' },
      { link: 'uses-model', end: 'from' },
      { link: 'uses-data', end: 'from' },
      { link: 'supplied-by', end: 'from' },
    ],
    reason: (ctx) =>
      sql`case when exists ${linked(ctx, ['uses-model', 'uses-data', 'supplied-by'])} then null else 'nothing-linked' end`,
    messages: {
      ok: (_a, title) => t('"{title}" shows what it is made of.', { title }),
      'nothing-linked': (_a, title) => t('"{title}" names no model, data set or supplier.', { title }),
    },
  }),
  overSystems({
    id: 'system.data',
    requirements: ['A.4.3'],
    title: msg('Every AI system in scope lists the data behind it'),
    severity: 'minor',
    among: 'in-scope',
    touches: [{ type: 'system' }, { link: 'uses-data', end: 'from' }],
    reason: (ctx) => sql`case when exists ${linked(ctx, ['uses-data'])} then null else 'no-data' end`,
    messages: {
      ok: (_a, title) => t('"{title}" lists its data.', { title }),
      'no-data': (_a, title) => t('"{title}" names no data set.', { title }),
    },
  }),
  overSystems({
    id: 'system.supplier',
    requirements: ['A.10.3'],
    title: msg('Every bought AI system in scope names its supplier'),
    severity: 'minor',
    among: 'in-scope',
    touches: [{ type: 'system' }, { link: 'supplied-by', end: 'from' }],
    reason: (ctx) =>
      sql`case when "s"."bought" in ('in-house', 'unknown') then case when "s"."bought" = 'unknown' then 'origin-unknown' else null end when exists ${linked(ctx, ['supplied-by'])} then null else 'no-supplier' end`,
    messages: {
      ok: (_a, title) => t('"{title}" is built in-house or names its supplier.', { title }),
      'no-supplier': (_a, title) => t('"{title}" is bought and names no supplier.', { title }),
      'origin-unknown': (_a, title) => t('It is not said whether "{title}" is built or bought.', { title }),
    },
  }),
];

function linked(ctx: Ctx, kinds: readonly string[]) {
  return ctx.q
    .selectFrom(links(ctx).as('l'))
    .select('l.id')
    .where('l.kind', 'in', [...kinds])
    .where(sql<boolean>`"l"."from_id" = "s"."id"`);
}
