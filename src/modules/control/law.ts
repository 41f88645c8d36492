import { confirmedDuties, type LegalDuty } from '#modules/system/api.ts';
import type { Ctx } from '#platform/context.ts';
import type { Suggestion } from './contract.ts';

type Hands = Pick<Ctx, 'q' | 'org' | 'at' | 'catalog'>;
type Row = ReturnType<Ctx['catalog']['mappings']>[number];

const LAW = 'eu-ai-act:';

/**
 * By Annex A id: the duties of the AI Act that confirmed classifications bring, where a crosswalk ties the control to
 * their article. A suggestion with its source and confidence: a person accepts each, none becomes a reason by itself.
 */
export async function dutiesForControls(ctx: Hands): Promise<ReadonlyMap<string, readonly Suggestion[]>> {
  const duties = await confirmedDuties(ctx);
  return new Map(
    ctx.catalog.controls().map(({ id }) => {
      const rows = ctx.catalog.mappings(`iso-42001:${id}`).filter((row) => row.to.startsWith(LAW));
      const found = duties.flatMap((duty) => suggestionOf(ctx, duty, rows) ?? []);
      return [id, found.sort((a, b) => rank(a) - rank(b))];
    }),
  );
}

function suggestionOf(ctx: Hands, duty: LegalDuty, rows: readonly Row[]): Suggestion | null {
  const tied = rows
    .map((row) => ({ row, articles: duty.articles.filter((article) => below(ctx, article, row.to)) }))
    .filter(({ articles }) => articles.length > 0)
    .sort((a, b) => strength(a.row) - strength(b.row));
  const [best] = tied;
  if (!best) return null;
  const refs = [...new Set(tied.flatMap(({ articles }) => articles))].map((article) => LAW + article);
  return {
    kind: 'law',
    ref: LAW + best.articles[0],
    id: null,
    text: duty.title,
    refs,
    relation: best.row.relation,
    rationale: best.row.rationale,
    source: best.row.source,
    confidence: best.row.confidence,
    from: duty.from,
    systems: [...duty.systems],
  };
}

/** Whether an obligation is the mapped entry itself or stands below it: Art 26(1) below Art 26. */
function below({ catalog }: Hands, article: string, mapped: string): boolean {
  const ref = LAW + article;
  return ref === mapped || `${LAW}${catalog.requirement(ref)?.parent}` === mapped;
}

/** What shares a part with the duty says more than what only helps with it; then the surer row. */
function strength({ relation, confidence }: Pick<Row, 'relation' | 'confidence'>): number {
  return (relation === 'supports' ? 10 : 0) + ['high', 'medium', 'low'].indexOf(confidence);
}

function rank({ relation, confidence }: Suggestion): number {
  return strength({ relation: relation ?? 'supports', confidence: confidence ?? 'low' });
}
