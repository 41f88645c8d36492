import { sql } from 'kysely';
import { msg, t } from '#kernel/language.ts';
import { systems } from '#modules/system/read.ts';
import { judged } from '#platform/checks/judged.ts';
import type { Ctx } from '#platform/context.ts';
import type { PlatformCheck } from '#platform/module.ts';
import { resources } from './read.ts';

type Kind = 'tool' | 'computing' | 'people';

/** Every AI system in scope that is past inception names its resources of a kind, each with what must be known of it. */
function overResources(rule: {
  readonly id: string;
  readonly requirements: readonly string[];
  readonly title: string;
  readonly kind: Kind;
  /** SQL over the resource `r` for what is not said of it, by reason code. */
  readonly unsaid: Readonly<Record<string, string>>;
  readonly messages: PlatformCheck['messages'];
}): PlatformCheck {
  const { kind, unsaid, ...rest } = rule;
  return {
    ...rest,
    version: 1,
    severity: 'minor',
    touches: [{ type: 'system' }, { type: 'resource', column: 'systemId' }],
    rows: (ctx, only) => {
      const all = ctx.q
        .selectFrom(systems(ctx).as('s'))
        .where('s.scope', '=', 'in')
        .where('s.stage', 'in', [
          'design-development',
          'verification-validation',
          'deployment',
          'operation-monitoring',
          're-evaluation',
        ]);
      const cases = Object.entries({ ...unsaid, missing: `"r"."availability" = 'missing'` }).map(
        ([code, lacks]) => sql`when exists ${some(ctx, kind, lacks)} then ${sql.lit(code)}`,
      );
      return (only ? all.where('s.id', 'in', [...only]) : all).select(
        judged('system', sql.ref('s.id'), {
          reason: sql<
            string | null
          >`case when not exists ${some(ctx, kind)} then 'none' ${sql.join(cases, sql` `)} else null end`,
        }),
      );
    },
    idle: async () => t('No AI system in scope is past inception.'),
    fix: ({ id }) => `/resources?systemId=${id}&kind=${kind}`,
  };
}

function some(ctx: Ctx, kind: Kind, lacks?: string) {
  const rows = ctx.q
    .selectFrom(resources(ctx).as('r'))
    .select('r.id')
    .where('r.kind', '=', kind)
    .where(sql<boolean>`"r"."systemId" = "s"."id"`);
  return lacks ? rows.where(sql<boolean>`${sql.raw(lacks)}`) : rows;
}

export const resourceChecks: readonly PlatformCheck[] = [
  overResources({
    id: 'resource.tools',
    requirements: ['A.4.2', 'A.4.4'],
    title: msg('Every AI system in scope names the tools it needs, each with its version'),
    kind: 'tool',
    unsaid: { 'no-version': '"r"."versionText" is null' },
    messages: {
      ok: (_a, title) => t('"{title}" names its tools.', { title }),
      none: (_a, title) => t('"{title}" names no tool.', { title }),
      'no-version': (_a, title) => t('A tool of "{title}" has no version.', { title }),
      missing: (_a, title) => t('A tool that "{title}" needs is missing.', { title }),
    },
  }),
  overResources({
    id: 'resource.computing',
    requirements: ['A.4.2', 'A.4.5'],
    title: msg(
      'Every AI system in scope names the computing it needs, where it stands and what energy it takes',
    ),
    kind: 'computing',
    unsaid: { 'no-location': '"r"."location" is null', 'no-energy': '"r"."energyKwh" is null' },
    messages: {
      ok: (_a, title) => t('"{title}" names its computing, where it stands and its energy.', { title }),
      none: (_a, title) => t('"{title}" names no computing.', { title }),
      'no-location': (_a, title) => t('It is not said where computing of "{title}" stands.', { title }),
      'no-energy': (_a, title) => t('It is not known what energy computing of "{title}" takes.', { title }),
      missing: (_a, title) => t('Computing that "{title}" needs is missing.', { title }),
    },
  }),
  overResources({
    id: 'resource.people',
    requirements: ['A.4.2', 'A.4.6'],
    title: msg('Every AI system in scope names the people it needs and what they must be able to do'),
    kind: 'people',
    unsaid: { 'no-skills': '"r"."skills" is null' },
    messages: {
      ok: (_a, title) => t('"{title}" names the people and skills it needs.', { title }),
      none: (_a, title) => t('"{title}" does not say which people it needs.', { title }),
      'no-skills': (_a, title) => t('It is not said what people of "{title}" must be able to do.', { title }),
      missing: (_a, title) => t('People that "{title}" needs are missing.', { title }),
    },
  }),
];
