import { confirmedDuties, type LegalDuty } from '#modules/system/api.ts';
import type { Ctx } from '#platform/context.ts';
import type { Suggestion } from './contract.ts';

type Hands = Pick<Ctx, 'q' | 'org' | 'at' | 'catalog'>;
type Row = ReturnType<Ctx['catalog']['mappings']>[number];

const LAW = 'eu-ai-act:';

/**
 * By Annex A id: the articles of the AI Act that a crosswalk ties to the control and that confirmed classifications
 * bring duties of. A suggestion with its source and confidence: a person accepts each, none becomes a reason by itself.
 */
export async function dutiesForControls(ctx: Hands): Promise<ReadonlyMap<string, readonly Suggestion[]>> {
  const duties = await confirmedDuties(ctx);
  return new Map(
    ctx.catalog.controls().map(({ id }) => {
      const rows = ctx.catalog.mappings(`iso-42001:${id}`).filter((row) => row.to.startsWith(LAW));
      const found = rows.flatMap((row) => suggestionOf(ctx, row, duties) ?? []);
      return [id, found.sort((a, b) => rank(a) - rank(b))];
    }),
  );
}

/** One for each row of the crosswalk: it speaks of an article as a whole, so the duties below stand together. */
function suggestionOf(ctx: Hands, row: Row, duties: readonly LegalDuty[]): Suggestion | null {
  const owed = duties.filter((duty) => duty.articles.some((article) => below(ctx, article, row.to)));
  if (owed.length === 0) return null;
  const refs = owed.flatMap((duty) => duty.articles.filter((article) => below(ctx, article, row.to)));
  const systems = new Map(owed.flatMap((duty) => duty.systems).map((each) => [each.id, each]));
  return {
    kind: 'law',
    ref: row.to,
    id: null,
    text: titleOf(ctx, row.to),
    refs: [row.to, ...new Set(refs.map((article) => LAW + article))],
    duties: owed.map((duty) => duty.title),
    relation: row.relation,
    rationale: row.rationale,
    source: row.source,
    confidence: row.confidence,
    from: owed.map((duty) => duty.from).sort()[0]!,
    systems: [...systems.values()].sort((a, b) => (a.ref < b.ref ? -1 : 1)),
  };
}

/** The title without the number, which stands before it wherever it is shown. */
function titleOf({ catalog }: Hands, ref: string): string {
  const article = catalog.packs['eu-ai-act'].articles.find((each) => LAW + each.id === ref);
  return article?.title ?? catalog.requirement(ref)?.displayTitle ?? ref;
}

/** Whether an obligation is the mapped entry itself or stands below it: Art 26(1) below Art 26. */
function below({ catalog }: Hands, article: string, mapped: string): boolean {
  const ref = LAW + article;
  return ref === mapped || `${LAW}${catalog.requirement(ref)?.parent}` === mapped;
}

/** What shares a part with the duty says more than what only helps with it; then the surer row. */
function rank({ relation, confidence }: Suggestion): number {
  return (relation === 'supports' ? 10 : 0) + ['high', 'medium', 'low'].indexOf(confidence ?? 'low');
}
