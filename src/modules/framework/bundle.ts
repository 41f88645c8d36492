import { sql } from 'kysely';
import type { OutputOf } from '#kernel/endpoint.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { systems } from '#modules/system/read.ts';
import type { Ctx } from '#platform/context.ts';
import { heads, links } from '#platform/view.ts';
import { actDate } from './law-dates.ts';
import type { readinessEndpoints } from './readiness-contract.ts';

type Bundle = OutputOf<typeof readinessEndpoints.bundle>;
type Part = Bundle['parts'][number];
type Found = Part['records'][number];

/** Outcomes of the classification under which the duties of high-risk systems bind or will. */
const HIGH: readonly string[] = [
  'high-annex-i',
  'high-annex-i-section-b',
  'high-annex-iii',
  'legacy-high-risk',
];

/**
 * Which records show something for which duty: the article, whom it binds, and the types of records that speak to it.
 * The authors' reading. A type that no module of this version keeps is left out of what is called missing.
 */
const PARTS: readonly {
  readonly article: string;
  readonly types: readonly string[];
  /** What no register can show, said plainly in every file. */
  readonly beyond?: string;
}[] = [
  { article: 'art-9', types: ['risk', 'treatment'] },
  { article: 'art-10', types: ['dataset', 'model'] },
  { article: 'art-11', types: ['lifecycleRecord'] },
  { article: 'art-12', types: ['lifecycleRecord', 'monitor'] },
  { article: 'art-13', types: ['lifecycleRecord'], beyond: 'The instructions for use themselves.' },
  {
    article: 'art-14',
    types: ['lifecycleRecord', 'control'],
    beyond: 'Whether the people who oversee the system are competent and have the authority to stop it.',
  },
  { article: 'art-15', types: ['lifecycleRecord', 'monitor', 'alert'] },
  {
    article: 'art-17',
    types: ['control'],
    beyond: 'The written quality management system as Art. 17 orders it.',
  },
  {
    article: 'art-26',
    types: ['monitor', 'lifecycleRecord'],
    beyond: 'That it is used by the instructions of its provider.',
  },
  { article: 'art-27', types: ['impact'] },
  { article: 'art-72', types: ['monitor'], beyond: 'The plan for monitoring after placing on the market.' },
  { article: 'art-73', types: ['incident', 'nonconformity'] },
];

/** AI systems with a high-risk outcome, confirmed or proposed, and how many duties have records. */
export async function bundlesOf(ctx: Ctx): Promise<OutputOf<typeof readinessEndpoints.bundles>> {
  const rows = await ctx.q
    .selectFrom(systems(ctx).as('s'))
    .where('s.scope', '<>', 'out')
    .where((eb) => eb.or(HIGH.map((id) => sql<boolean>`${eb.ref('s.euOutcomes')} like ${`%"${id}"%`}`)))
    .select(['s.id'])
    .orderBy('s.name')
    .orderBy('s.id')
    .limit(200)
    .execute();
  const shown = [];
  for (const { id } of rows) {
    const bundle = await bundleOf(ctx, id);
    shown.push({
      ...bundle.system,
      outcomes: bundle.outcomes,
      confirmed: bundle.confirmed,
      roles: [...new Set(bundle.parts.flatMap((part) => part.roles))],
      present: bundle.parts.filter((part) => part.records.length > 0).length,
      missing: bundle.parts.filter((part) => part.records.length === 0).length,
    });
  }
  return { systems: shown };
}

/** What the records hold for each high-risk duty of one AI system, and what is missing. @throws AppError `not-found` */
export async function bundleOf(ctx: Ctx, id: string): Promise<Bundle> {
  const system = await ctx.q
    .selectFrom(systems(ctx).as('s'))
    .where((eb) => eb.or([eb('s.id', '=', id), eb('s.ref', '=', id.toUpperCase())]))
    .select(['s.id', 's.ref', 's.name', 's.euOutcomes', 's.euState', 's.actRoles'])
    .executeTakeFirst();
  if (!system) throw new AppError('not-found', t('There is no AI system {id} here.', { id }));
  const tree = ctx.catalog.packs['eu-ai-act'];
  const found = await aroundOf(ctx, system.id);
  const actRoles = JSON.parse(system.actRoles) as string[];
  const labels = new Map(tree.classification.outcomes.map((each) => [each.id, each.label]));
  return {
    system: { id: system.id, ref: system.ref, name: system.name },
    outcomes: (JSON.parse(system.euOutcomes) as string[]).map((each) => labels.get(each as never) ?? each),
    confirmed: system.euState === 'confirmed',
    parts: PARTS.flatMap(({ article, types, beyond }) => {
      const law = tree.articles.find((each) => each.id === article);
      if (!law) return [];
      const date = actDate(law.applicationDate);
      const kept = types.filter((type) => ctx.registry.records.has(type));
      const records = found.filter((each) => kept.includes(each.type));
      return [
        {
          id: article,
          title: `${law.ref} ${law.title}`,
          summary: law.summary,
          roles:
            actRoles.length > 0
              ? law.appliesTo.filter((role) => actRoles.includes(role))
              : [...law.appliesTo],
          from: date.from,
          dateNote: date.note,
          confidence: law.confidence,
          records,
          missing: [
            ...kept
              .filter((type) => !records.some((each) => each.type === type))
              .map((type) =>
                t('No {kind} is linked to this AI system.', {
                  kind: t(ctx.registry.records.get(type)!.name[0]),
                }),
              ),
            ...(records.length > 0 && records.every((each) => each.evidence.length === 0)
              ? [t('None of these records has evidence.')]
              : []),
            ...(beyond ? [t('No register shows: {beyond}', { beyond })] : []),
          ],
        },
      ];
    }),
  };
}

/** Records linked to a system, and one step further to what is linked to those, each once, with its evidence. */
async function aroundOf(ctx: Ctx, id: string): Promise<readonly Found[]> {
  const near = await neighboursOf(ctx, [id]);
  const far = await neighboursOf(
    ctx,
    near.filter((each) => each.type !== 'supplier').map((each) => each.id),
  );
  const all = new Map(
    [...near, ...far]
      .filter((each) => each.id !== id && each.type !== 'system')
      .map((each) => [each.id, each]),
  );
  const evidence = await evidenceOf(ctx, [...all.keys()]);
  return [...all.values()]
    .map((each) => ({
      ...each,
      kind: ctx.registry.records.get(each.type)?.name[0] ?? each.type,
      evidence: evidence.get(each.id) ?? [],
    }))
    .sort((a, b) => (a.ref < b.ref ? -1 : a.ref > b.ref ? 1 : 0));
}

async function neighboursOf(ctx: Ctx, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const ends = async (here: 'from_id' | 'to_id', there: 'from_id' | 'to_id') =>
    ctx.q
      .selectFrom(links(ctx).as('l'))
      .innerJoin('record as r', (join) =>
        join.onRef('r.id', '=', `l.${there}`).on('r.org_id', '=', ctx.org.id),
      )
      .innerJoin(heads(ctx).as('h'), 'h.id', 'r.id')
      .where(`l.${here}`, 'in', [...ids])
      .where('r.type', '<>', 'evidence')
      .select(['r.id', 'r.type', 'r.ref', 'h.title', 'h.state'])
      .limit(1000)
      .execute();
  const rows = [...(await ends('from_id', 'to_id')), ...(await ends('to_id', 'from_id'))];
  return rows.map((row) => ({ ...row, title: row.title ?? t('erased') }));
}

async function evidenceOf(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.q
    .selectFrom(links(ctx, 'evidences').as('l'))
    .innerJoin('record as r', (join) => join.onRef('r.id', '=', 'l.from_id').on('r.org_id', '=', ctx.org.id))
    .where('l.to_id', 'in', [...ids])
    .select(['l.to_id', 'r.ref'])
    .orderBy('r.ref')
    .execute();
  return new Map(
    [...Map.groupBy(rows, (row) => row.to_id)].map(([id, own]) => [id, own.map((row) => row.ref)]),
  );
}
