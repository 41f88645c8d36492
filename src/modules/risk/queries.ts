import type { InputOf, OutputOf } from '#kernel/endpoint.ts';
import { AppError } from '#kernel/errors.ts';
import { msg, t } from '#kernel/language.ts';
import { systems } from '#modules/system/read.ts';
import type { Ctx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import { resolveId } from '#platform/register/operations.ts';
import { links } from '#platform/view.ts';
import { risk, type riskActs, riskCriteria } from './contract.ts';
import { criteria, risks } from './read.ts';

/** The criteria in force, and a starting point for those who have none: a proposal, decided by nobody. */
export async function showCriteria(ctx: Ctx): Promise<OutputOf<typeof riskActs.criteria>> {
  const row = await ctx.q.selectFrom(criteria(ctx).as('c')).selectAll('c').executeTakeFirst();
  return { criteria: row ? (decodeRecord(riskCriteria, row) as never) : null, suggested: SUGGESTED };
}

/** A common 5 × 5 scale, offered as a proposal. Bands and appetite are conventions, not taken from the standard. */
export const SUGGESTED: OutputOf<typeof riskActs.criteria>['suggested'] = {
  likelihoodLabels: ['Rare', 'Unlikely', 'Possible', 'Likely', 'Almost certain'],
  consequenceLabels: ['Negligible', 'Minor', 'Moderate', 'Major', 'Severe'],
  bands: [
    {
      id: 'low',
      label: msg('Low'),
      from: 1,
      acceptedBy: ['risk-manager', 'governance-officer', 'top-management'],
    },
    { id: 'medium', label: msg('Medium'), from: 5, acceptedBy: ['governance-officer', 'top-management'] },
    { id: 'high', label: msg('High'), from: 12, acceptedBy: ['top-management'] },
    { id: 'critical', label: msg('Critical'), from: 20, acceptedBy: ['top-management'] },
  ],
  appetite: 6,
  appetiteStatement: null,
  reviewMonths: 12,
};

/** How many open risks stand on each cell, before and after treatment. */
export async function heatMap(ctx: Ctx): Promise<OutputOf<typeof riskActs.heatMap>> {
  const { criteria: decided, suggested } = await showCriteria(ctx);
  const scale = decided ?? suggested;
  const open = () =>
    ctx.q.selectFrom(risks(ctx).as('r')).where('r.kind', '=', 'risk').where('r.state', '<>', 'closed');
  const count = <
    L extends 'likelihood' | 'residualLikelihood',
    C extends 'consequence' | 'residualConsequence',
  >(
    likelihood: L,
    consequence: C,
  ) =>
    open()
      .where(`r.${likelihood}`, 'is not', null)
      .where(`r.${consequence}`, 'is not', null)
      .select((eb) => [
        eb.ref(`r.${likelihood}`).as('likelihood'),
        eb.ref(`r.${consequence}`).as('consequence'),
        eb.fn.countAll<number>().as('count'),
      ])
      .groupBy([`r.${likelihood}`, `r.${consequence}`])
      .execute();
  const numbers = (rows: readonly { likelihood: unknown; consequence: unknown; count: unknown }[]) =>
    rows.map((row) => ({
      likelihood: Number(row.likelihood),
      consequence: Number(row.consequence),
      count: Number(row.count),
    }));
  const unrated = await open()
    .where('r.level', 'is', null)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return {
    likelihoodLabels: [...scale.likelihoodLabels],
    consequenceLabels: [...scale.consequenceLabels],
    appetite: scale.appetite,
    before: numbers(await count('likelihood', 'consequence')),
    after: numbers(await count('residualLikelihood', 'residualConsequence')),
    unrated: Number(unrated.n),
  };
}

/** How a risk was judged over time: one row for each version that changed the judgement (8.2). */
export async function assessmentsOf(
  ctx: Ctx,
  idOrRef: string,
): Promise<OutputOf<typeof riskActs.assessments>> {
  const id = await resolveId(ctx, risk, idOrRef);
  type Row = {
    version: number;
    assessedOn: string | null;
    assessedBy: string | null;
    likelihood: number | null;
    consequence: number | null;
    level: number | null;
    residualLevel: number | null;
  };
  const all = (ctx.q as unknown as import('kysely').Kysely<{ risk: Row & { org_id: string; id: string } }>)
    .selectFrom('risk')
    .select(['version', 'assessedOn', 'assessedBy', 'likelihood', 'consequence', 'level', 'residualLevel'])
    .where('org_id', '=', ctx.org.id)
    .where('id', '=', id)
    .orderBy('version');
  const rows = (await all.execute()).filter((row) => row.level !== null);
  const same = (a: Row | undefined, b: Row) =>
    a !== undefined &&
    a.level === b.level &&
    a.residualLevel === b.residualLevel &&
    a.likelihood === b.likelihood &&
    a.assessedOn === b.assessedOn;
  return { assessments: rows.filter((row, i) => !same(rows[i - 1], row)).reverse() };
}

/** The library, with the reason each entry fits the system, and the risks that came from it already. */
export async function library(
  ctx: Ctx,
  input: InputOf<typeof riskActs.library>,
): Promise<OutputOf<typeof riskActs.library>> {
  const used = await ctx.q
    .selectFrom(risks(ctx).as('r'))
    .select(['r.libraryId', 'r.ref'])
    .where('r.libraryId', 'is not', null)
    .execute();
  const facts = input.systemId ? await systemFacts(ctx, input.systemId) : null;
  const all = ctx.catalog
    .riskLibrary()
    .risks.map((entry) => ({ entry, why: facts ? whyItFits(entry, facts) : [] }))
    .filter(({ why }) => facts === null || why.length > 0)
    .sort((a, b) => b.why.length - a.why.length);
  return {
    risks: all.map(({ entry, why }) => ({
      id: entry.id,
      category: entry.category,
      title: entry.title,
      description: entry.description,
      typicalCauses: [...entry.typicalCauses],
      consequences: [...entry.consequences],
      suggestedControls: [...entry.suggestedControls],
      impactDimensions: [...entry.impactDimensions],
      why: [...why],
      usedBy: used.filter((row) => row.libraryId === entry.id).map((row) => row.ref),
    })),
  };
}

type Entry = ReturnType<Ctx['catalog']['riskLibrary']>['risks'][number];
type Facts = {
  readonly stage: string | null;
  readonly generative: boolean;
  readonly personal: boolean;
  readonly bought: boolean;
  readonly highRisk: boolean;
};

async function systemFacts(ctx: Ctx, idOrRef: string): Promise<Facts> {
  const row = await ctx.q
    .selectFrom(systems(ctx).as('s'))
    .select(['s.stage', 's.generative', 's.dataCategories', 's.bought', 's.euOutcomes'])
    .where((eb) => eb.or([eb('s.id', '=', idOrRef), eb('s.ref', '=', idOrRef.toUpperCase())]))
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', t('There is no AI system {idOrRef} here.', { idOrRef }));
  return {
    stage: row.stage,
    generative: row.generative === 'yes' || row.euOutcomes.includes('transparency'),
    personal: row.dataCategories !== '[]',
    bought: row.bought === 'bought' || row.bought === 'mixed',
    highRisk: row.euOutcomes.includes('high-annex'),
  };
}

/** Which tags of the entry meet which fact of the system. No entry fits without a reason, and none is scored. */
function whyItFits(entry: Entry, facts: Facts): readonly string[] {
  const generativeOnly = entry.tags.owaspLlm2025.length > 0 || entry.tags.nistAi600_1.length > 0;
  return [
    ...(facts.stage && entry.lifecycleStages.includes(facts.stage)
      ? ['It arises in the present life-cycle stage.']
      : []),
    ...(facts.generative && generativeOnly ? ['The system generates content.'] : []),
    ...(facts.personal && entry.impactDimensions.includes('privacy')
      ? ['The system uses personal data.']
      : []),
    ...(facts.bought && entry.suggestedControls.includes('A.10.3')
      ? ['The system comes from a supplier.']
      : []),
    ...(facts.highRisk &&
    (entry.impactDimensions.includes('fairness') || entry.impactDimensions.includes('safety-security'))
      ? ['The system is in a high-risk class.']
      : []),
  ];
}

/** The ids of the systems a risk concerns. */
export async function concernedSystems(
  ctx: Pick<Ctx, 'q' | 'org' | 'at'>,
  riskId: string,
): Promise<readonly string[]> {
  const rows = await ctx.q
    .selectFrom(links(ctx, 'concerns').as('l'))
    .select('l.to_id')
    .where('l.from_id', '=', riskId)
    .execute();
  return rows.map((row) => row.to_id);
}
