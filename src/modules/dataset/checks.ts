import { type Expression, sql } from 'kysely';
import { msg, t } from '#kernel/language.ts';
import { judged } from '#platform/checks/judged.ts';
import type { Ctx } from '#platform/context.ts';
import type { PlatformCheck } from '#platform/module.ts';
import { links } from '#platform/view.ts';
import { datasets } from './read.ts';

type Rule = Pick<PlatformCheck, 'id' | 'requirements' | 'title' | 'messages'> & {
  readonly touches?: PlatformCheck['touches'];
  readonly severity?: PlatformCheck['severity'];
  /** Only data sets in use, or every one; those in use unless said otherwise. */
  readonly among?: 'in-use' | 'withdrawn' | 'personal';
  /** A case expression over `d`: null when all is well, else the reason code. */
  readonly reason: (ctx: Ctx) => Expression<string | null>;
  readonly idle?: string;
};

/** A rule over one row per data set. */
function overDatasets(rule: Rule): PlatformCheck {
  const { touches, severity, among, reason, idle, ...rest } = rule;
  return {
    ...rest,
    version: 1,
    severity: severity ?? 'minor',
    touches: [{ type: 'dataset' }, ...(touches ?? [])],
    rows: (ctx, only) => {
      const all = ctx.q.selectFrom(datasets(ctx).as('d'));
      const used =
        among === 'withdrawn'
          ? all.where('d.withdrawnOn', 'is not', null)
          : all.where('d.withdrawnOn', 'is', null);
      const chosen =
        among === 'personal' ? used.where('d.personalData', 'in', ['personal', 'special-categories']) : used;
      return (only ? chosen.where('d.id', 'in', [...only]) : chosen).select(
        judged('dataset', sql.ref('d.id'), { reason: reason(ctx) }),
      );
    },
    ...(idle && { idle: async () => idle }),
    fix: ({ id }) => `/datasets/${id}`,
  };
}

/** A link of one of these kinds at the data set. */
function linked(ctx: Ctx, kinds: readonly string[], end: 'from_id' | 'to_id') {
  return ctx.q
    .selectFrom(links(ctx).as('l'))
    .select('l.id')
    .where('l.kind', 'in', [...kinds])
    .where(sql<boolean>`${sql.ref(`l.${end}`)} = "d"."id"`);
}

/** A data set that this one is made of and that was withdrawn. */
function withdrawnParent(ctx: Ctx) {
  return ctx.q
    .selectFrom(links(ctx, 'derived-from').as('l'))
    .innerJoin(datasets(ctx).as('p'), 'p.id', 'l.to_id')
    .select('l.id')
    .where('p.withdrawnOn', 'is not', null)
    .where(sql<boolean>`"l"."from_id" = "d"."id"`);
}

export const datasetChecks: readonly PlatformCheck[] = [
  // What somebody must be able to say of data behind AI systems: whence, for what, about whom, what is in it, who answers.
  overDatasets({
    id: 'dataset.described',
    requirements: ['A.4.3'],
    title: msg(
      'Every data set says where it comes from, what it is for, what it holds and who answers for it',
    ),
    reason: () => sql<string | null>`case when "d"."source" is null then 'no-source'
        when "d"."purpose" is null then 'no-purpose'
        when "d"."personalData" = 'unknown' then 'personal-unknown'
        when "d"."description" is null then 'no-description'
        when "d"."ownerId" is null then 'no-owner' else null end`,
    messages: {
      ok: (_args, title) => t('"{title}" is described.', { title }),
      'no-source': (_args, title) => t('It is not said where "{title}" comes from.', { title }),
      'no-purpose': (_args, title) => t('It is not said what "{title}" may be used for.', { title }),
      'personal-unknown': (_args, title) =>
        t('It is not known whether "{title}" holds personal data.', { title }),
      'no-description': (_args, title) =>
        t('It is not said what "{title}" holds and where its limits are.', { title }),
      'no-owner': (_args, title) => t('Nobody answers for "{title}".', { title }),
    },
  }),
  overDatasets({
    id: 'dataset.lawful',
    requirements: ['A.7.2'],
    title: msg(
      'Data about people have a legal basis, people and categories named, a time limit and measures',
    ),
    severity: 'major',
    among: 'personal',
    reason: () => sql<string | null>`case when "d"."legalBasis" is null then 'no-basis'
      when "d"."personalData" = 'special-categories' and "d"."specialBasis" is null then 'no-special-basis'
      when "d"."subjects" is null or "d"."subjects" = '[]' then 'no-subjects'
      when "d"."retention" is null then 'no-retention'
      when "d"."security" is null then 'no-security' else null end`,
    idle: msg('No data set in use holds personal data, as far as is said.'),
    messages: {
      ok: (_args, title) => t('"{title}" has a legal basis, people, time limit and measures.', { title }),
      'no-basis': (_args, title) =>
        t('"{title}" holds personal data without a legal basis written down.', { title }),
      'no-special-basis': (_args, title) =>
        t('"{title}" holds special categories without the condition that allows it.', { title }),
      'no-subjects': (_args, title) => t('It is not said whose data "{title}" holds.', { title }),
      'no-retention': (_args, title) =>
        t('It is not said when the personal data in "{title}" are erased.', { title }),
      'no-security': (_args, title) =>
        t('It is not said how the personal data in "{title}" are kept safe.', { title }),
    },
  }),
  overDatasets({
    id: 'dataset.withdrawn-unused',
    requirements: ['A.7.2'],
    title: msg('A withdrawn data set feeds nothing any more'),
    severity: 'major',
    among: 'withdrawn',
    touches: [
      { link: 'uses-data', end: 'to' },
      { link: 'trained-on', end: 'to' },
      { link: 'derived-from', end: 'to' },
    ],
    reason: (ctx) =>
      sql<
        string | null
      >`case when exists ${linked(ctx, ['uses-data', 'trained-on', 'derived-from'], 'to_id')} then 'still-used' else null end`,
    idle: msg('No data set was withdrawn.'),
    messages: {
      ok: (_args, title) => t('"{title}" is withdrawn and feeds nothing.', { title }),
      'still-used': (_args, title) =>
        t('"{title}" is withdrawn, and models, AI systems or other data still rest on it.', { title }),
    },
  }),
  overDatasets({
    id: 'dataset.acquired',
    requirements: ['A.7.3'],
    title: msg('Every data set says how it was obtained and why it was chosen'),
    reason: () => sql<string | null>`case when "d"."acquisition" is null then 'no-acquisition'
      when "d"."selection" is null then 'no-selection' else null end`,
    messages: {
      ok: (_args, title) => t('It is said how "{title}" was obtained and why it was chosen.', { title }),
      'no-acquisition': (_args, title) => t('It is not said how "{title}" was obtained.', { title }),
      'no-selection': (_args, title) =>
        t('It is not said why "{title}" was chosen, and by which criteria.', { title }),
    },
  }),
  overDatasets({
    id: 'dataset.quality',
    requirements: ['A.7.4'],
    title: msg(
      'Every data set has measurable terms of quality, results that keep them, and somebody who confirmed them',
    ),
    reason: () => sql<string | null>`case when coalesce("d"."qualityTotal", 0) = 0 then 'no-terms'
      when "d"."qualityOpen" > 0 then 'not-measured'
      when "d"."qualityFailed" > 0 then 'outside'
      when "d"."qualityConfirmedOn" is null then 'not-confirmed' else null end`,
    messages: {
      ok: (_args, title) =>
        t('The quality of "{title}" is measured, within its limits and confirmed.', { title }),
      'no-terms': (_args, title) => t('It is not said what good enough means for "{title}".', { title }),
      'not-measured': (_args, title) =>
        t('"{title}" has terms of quality without a limit or a result.', { title }),
      outside: (_args, title) => t('A measured result of "{title}" is outside its limit.', { title }),
      'not-confirmed': (_args, title) =>
        t('Nobody has confirmed the quality results of "{title}".', { title }),
    },
  }),
  overDatasets({
    id: 'dataset.provenance',
    requirements: ['A.7.5'],
    title: msg('The origin of every data set can be followed, and none is made of withdrawn data'),
    touches: [
      { link: 'data-from', end: 'from' },
      { link: 'derived-from', end: 'from' },
      { type: 'dataset', link: 'derived-from', end: 'from' },
    ],
    reason: (ctx) => sql<string | null>`case when exists ${withdrawnParent(ctx)} then 'from-withdrawn'
      when "d"."source" is null and not exists ${linked(ctx, ['data-from', 'derived-from'], 'from_id')} then 'no-origin' else null end`,
    messages: {
      ok: (_args, title) => t('The origin of "{title}" is known.', { title }),
      'no-origin': (_args, title) =>
        t('"{title}" names no source, supplier or data set that it is made of.', { title }),
      'from-withdrawn': (_args, title) => t('"{title}" is made of data that were withdrawn.', { title }),
    },
  }),
  overDatasets({
    id: 'dataset.prepared',
    requirements: ['A.7.6'],
    title: msg('Every data set says how it was prepared and, where it was labelled, by which rules'),
    reason: () => sql<
      string | null
    >`case when "d"."preparation" is null or "d"."preparation" = '[]' then 'no-steps'
      when "d"."labelling" is null then 'labelling-unsaid'
      when "d"."labelling" <> 'none' and "d"."labelGuidelines" is null then 'no-guidelines'
      when "d"."labelling" in ('people', 'people-and-machine') and "d"."labelAnnotators" is null then 'no-annotators'
      else null end`,
    messages: {
      ok: (_args, title) => t('It is said how "{title}" was prepared.', { title }),
      'no-steps': (_args, title) =>
        t('No step of preparation is written down for "{title}", nor that there was none.', { title }),
      'labelling-unsaid': (_args, title) => t('It is not said whether "{title}" was labelled.', { title }),
      'no-guidelines': (_args, title) => t('"{title}" was labelled without rules written down.', { title }),
      'no-annotators': (_args, title) => t('It is not said how many people labelled "{title}".', { title }),
    },
  }),
];
