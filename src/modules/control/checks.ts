import { sql } from 'kysely';
import { msg, t } from '#kernel/language.ts';
import { evidenceUses } from '#modules/evidence/read.ts';
import type { Ctx } from '#platform/context.ts';
import { dayAfter } from '#platform/day-after.ts';
import type { PlatformCheck } from '#platform/module.ts';
import { organisations } from '#platform/people-tables.ts';
import { controls, statements } from './read.ts';

const issuedStatement: PlatformCheck = {
  id: 'control.statement-issued',
  version: 1,
  requirements: ['6.1.3'],
  title: msg('A Statement of Applicability is issued'),
  severity: 'major',
  touches: [
    { type: 'statement', whole: true },
    { type: 'organisation', whole: true },
  ],
  rows: (ctx) =>
    ctx.q
      .selectFrom(organisations(ctx).as('o'))
      .select([
        sql<string>`'organisation'`.as('type'),
        'o.id as id',
        sql<'ok' | 'gap'>`case when exists ${issued(ctx)} then 'ok' else 'gap' end`.as('outcome'),
        sql<string>`case when exists ${issued(ctx)} then 'ok' else 'none-issued' end`.as('reason'),
        sql<string | null>`null`.as('args'),
        sql<string | null>`null`.as('nextAt'),
      ]),
  messages: {
    ok: () => t('A Statement of Applicability is issued.'),
    'none-issued': () => t('No Statement of Applicability has been issued yet.'),
  },
  fix: () => '/statement',
};

const decided: PlatformCheck = {
  id: 'control.decided',
  version: 1,
  requirements: ['6.1.3'],
  title: msg('Every control of Annex A is included or left out with a reason'),
  severity: 'major',
  touches: [{ type: 'control' }],
  rows: (ctx, only) => {
    const all = ctx.q.selectFrom(controls(ctx).as('c')).where('c.annexId', 'is not', null);
    return (only ? all.where('c.id', 'in', [...only]) : all).select([
      sql<string>`'control'`.as('type'),
      'c.id as id',
      sql<'ok' | 'gap'>`case when "c"."decision" = 'undecided' then 'gap' else 'ok' end`.as('outcome'),
      sql<string>`case when "c"."decision" = 'undecided' then 'undecided' else 'ok' end`.as('reason'),
      sql<string | null>`null`.as('args'),
      sql<string | null>`null`.as('nextAt'),
    ]);
  },
  messages: {
    ok: (_args, title) => t('{title}: decided.', { title }),
    undecided: (_args, title) => t('{title} is neither included nor left out.', { title }),
  },
  fix: ({ id }) => `/statement?control=${id}`,
};

/**
 * One check for each control of Annex A: does its record carry an owner, an implementation and current evidence?
 * It speaks of the records only; how effective the control is, a person judges.
 */
function recordsOf(annexId: string): PlatformCheck {
  return {
    id: `control.records-${annexId.toLowerCase().replaceAll('.', '-')}`,
    version: 1,
    requirements: [annexId],
    title: t('{annexId} is carried out and proved', { annexId }),
    family: {
      title: t('Give every included control an owner, carry it out and prove it'),
      href: '/controls',
    },
    severity: 'minor',
    touches: [
      { type: 'control' },
      { link: 'evidences', end: 'to' },
      { type: 'evidence', link: 'evidences', end: 'to' },
    ],
    rows: (ctx, only) => {
      const uses = () =>
        ctx.q.selectFrom(evidenceUses(ctx).as('u')).where(sql<boolean>`"u"."recordId" = "c"."id"`);
      const current = () =>
        uses().where((eb) => eb.or([eb('u.expiresOn', 'is', null), eb('u.expiresOn', '>=', ctx.today)]));
      const rows = ctx.q
        .selectFrom(controls(ctx).as('c'))
        .where('c.annexId', '=', annexId)
        .where('c.decision', '<>', 'excluded');
      const reason = sql<string>`case when "c"."decision" = 'undecided' then 'undecided' when "c"."ownerId" is null then 'no-owner'
        when "c"."implementation" <> 'implemented' then 'not-implemented' when not exists ${uses().select('u.id')} then 'no-evidence'
        when not exists ${current().select('u.id')} then 'evidence-expired' else 'ok' end`;
      // The proof holds as long as its longest-lived piece; a piece without an end never flips it.
      const last = sql<
        string | null
      >`case when exists ${uses().where('u.expiresOn', 'is', null).select('u.id')} then null else (${current().select((eb) => eb.fn.max('u.expiresOn').as('last'))}) end`;
      return (only ? rows.where('c.id', 'in', [...only]) : rows).select([
        sql<string>`'control'`.as('type'),
        'c.id as id',
        sql<'ok' | 'gap'>`case when ${reason} = 'ok' then 'ok' else 'gap' end`.as('outcome'),
        reason.as('reason'),
        sql<string | null>`null`.as('args'),
        dayAfter(ctx, last).as('nextAt'),
      ]);
    },
    messages: {
      ok: (_args, title) => t('{title} has an owner, is carried out and has current evidence.', { title }),
      undecided: (_args, title) => t('Nobody has decided on {title} yet.', { title }),
      'no-owner': (_args, title) => t('{title} has no owner.', { title }),
      'not-implemented': (_args, title) => t('{title} is not carried out yet.', { title }),
      'no-evidence': (_args, title) =>
        t('{title} is said to be carried out, and no evidence shows it.', { title }),
      'evidence-expired': (_args, title) => t('All evidence for {title} has expired.', { title }),
    },
    fix: ({ id }) => `/controls/${id}`,
  };
}

/** The checks of this module, one for each of the 38 controls among them. */
export function controlChecks(annexIds: readonly string[]): readonly PlatformCheck[] {
  return [issuedStatement, decided, ...annexIds.map(recordsOf)];
}

function issued(ctx: Ctx) {
  return ctx.q.selectFrom(statements(ctx).as('s')).where('s.state', '=', 'issued').select('s.id');
}
