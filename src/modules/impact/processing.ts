import type { DocumentTree } from '#documents/tree.ts';
import { msg, speaker, t } from '#kernel/language.ts';
import { datasets } from '#modules/dataset/read.ts';
import { system } from '#modules/system/contract.ts';
import { systems } from '#modules/system/read.ts';
import type { Ctx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import { links } from '#platform/view.ts';
import { impactAnswer } from './contract.ts';
import { impactAnswers, impacts } from './read.ts';
import { answerWords } from './values.ts';

/** One activity of the record of processing (GDPR Article 30(1)); null where nobody has said it yet. */
export type Activity = {
  readonly system: string;
  readonly name: string;
  readonly assessment: string | null;
  readonly controller: string | null;
  readonly purposes: string | null;
  readonly dataSubjects: string | null;
  readonly data: string | null;
  readonly basis: string | null;
  readonly recipients: string | null;
  readonly transfers: string | null;
  readonly erasure: string | null;
  readonly security: string | null;
};

/**
 * The AI systems in scope that use personal data, by their own record or by the data sets behind them, with what the
 * newest assessment of each says. An answer of a draft counts: the record of processing is due whether or not an
 * assessment is.
 */
export async function processingRecord(ctx: Ctx): Promise<readonly Activity[]> {
  const personal = await personalDatasets(ctx);
  const rows = await ctx.q
    .selectFrom(systems(ctx).as('s'))
    .selectAll('s')
    .where('s.scope', '=', 'in')
    .orderBy('s.ref')
    .execute();
  const assessed = await newestVersions(ctx);
  const concerned = rows
    .map((row) => decodeRecord(system, row))
    .filter(
      (each) =>
        personal.has(each.id) ||
        each.dataCategories.some((one) => one !== 'public' && one !== 'confidential'),
    );
  return concerned.map((each) => {
    const version = assessed.get(each.id);
    const words = (question: string) => answerWords(version?.answers.get(question)?.value ?? null) || null;
    const part = (name: string) => version?.answers.get('q-operations')?.value?.parts?.[name] ?? null;
    const data = [...each.dataCategories, ...(personal.get(each.id) ?? [])];
    return {
      system: each.ref,
      name: each.name,
      assessment: version?.ref ?? null,
      controller: words('q-controller'),
      purposes: words('q-purpose') ?? each.purpose,
      dataSubjects: words('q-groups') ?? each.affectedPeople,
      data: [data.join(', '), part('data')].filter(Boolean).join('\n') || null,
      basis: words('q-basis'),
      recipients: part('recipients'),
      transfers: part('transfers'),
      erasure: part('erasure'),
      security: words('q-security'),
    };
  });
}

/** By AI system: the data sets with personal data that it uses. */
async function personalDatasets(ctx: Ctx): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await ctx.q
    .selectFrom(links(ctx, 'uses-data').as('l'))
    .innerJoin(datasets(ctx).as('d'), 'd.id', 'l.to_id')
    .where('d.personalData', 'in', ['personal', 'special-categories'])
    .select(['l.from_id as systemId', 'd.ref', 'd.name', 'd.personalData'])
    .orderBy('d.ref')
    .execute();
  const found = new Map<string, string[]>();
  for (const row of rows) {
    const words = `${row.ref} ${row.name}${row.personalData === 'special-categories' ? ` (${t('special categories')})` : ''}`;
    found.set(row.systemId, [...(found.get(row.systemId) ?? []), words]);
  }
  return found;
}

async function newestVersions(ctx: Ctx) {
  const versions = await ctx.q
    .selectFrom(impacts(ctx).as('i'))
    .select(['i.id', 'i.ref', 'i.systemId'])
    .where('i.state', '<>', 'superseded')
    .orderBy('i.number')
    .execute();
  const newest = new Map(versions.map((each) => [each.systemId, each]));
  const rows = await ctx.q
    .selectFrom(impactAnswers(ctx).as('a'))
    .innerJoin(impacts(ctx).as('i'), 'i.id', 'a.impactId')
    .where('i.state', '<>', 'superseded')
    .where('a.questionId', 'in', [
      'q-controller',
      'q-purpose',
      'q-groups',
      'q-basis',
      'q-operations',
      'q-security',
    ])
    .selectAll('a')
    .orderBy('a.id')
    .execute();
  const answers = Map.groupBy(
    rows.map((row) => decodeRecord(impactAnswer, row)),
    (each) => each.impactId,
  );
  return new Map(
    [...newest].map(([systemId, each]) => [
      systemId,
      { ref: each.ref, answers: new Map((answers.get(each.id) ?? []).map((one) => [one.questionId, one])) },
    ]),
  );
}

const COLUMNS = {
  controller: msg('Controller, officer and how to reach them'),
  purposes: msg('Purposes'),
  dataSubjects: msg('Categories of persons'),
  data: msg('Categories of data'),
  basis: msg('Lawful basis'),
  recipients: msg('Categories of recipients'),
  transfers: msg('Transfers, with safeguards'),
  erasure: msg('Time limits for erasure'),
  security: msg('Security measures'),
} as const;

/** The record of processing as a document, one activity after the other; what is missing is said. */
export function processingDocument(
  activities: readonly Activity[],
  print: { readonly organisation: string; readonly now: string },
): DocumentTree {
  return {
    title: t('Record of processing: AI systems'),
    subtitle: t('GDPR, Article 30(1)'),
    organisation: print.organisation,
    register: t('Impact assessments'),
    language: speaker().locale,
    createdAt: print.now,
    sections:
      activities.length === 0
        ? [{ kind: 'paragraph', text: t('No AI system in scope is known to use personal data.') }]
        : activities.flatMap((each) => [
            { kind: 'heading' as const, level: 1 as const, text: `${each.system} ${each.name}` },
            {
              kind: 'keyValues' as const,
              entries: Object.entries(COLUMNS).map(([key, title]) => ({
                key: t(title),
                value: each[key as keyof typeof COLUMNS] ?? t('Not said yet'),
              })),
            },
            {
              kind: 'paragraph' as const,
              text: each.assessment
                ? t('From {assessment}.', { assessment: each.assessment })
                : t('No assessment speaks of it yet.'),
            },
          ]),
  };
}
