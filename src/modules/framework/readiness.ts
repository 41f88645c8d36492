import type { Catalog, Requirement } from '#catalog/catalog.ts';
import type { InputOf, OutputOf } from '#kernel/endpoint.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { Verdict } from '#kernel/verdict.ts';
import { judgeRequirements } from '#modules/conformity/api.ts';
import type { Ctx } from '#platform/context.ts';
import { meaningOf } from './contract.ts';
import { carries, coveredBy, type Tie, tiesOf } from './coverage.ts';
import { type ActDate, actDate } from './law-dates.ts';
import { ownFrameworks, ownRequirements } from './read.ts';
import type { ReadinessLine, readinessEndpoints } from './readiness-contract.ts';

type Readiness = OutputOf<typeof readinessEndpoints.readiness>;
type Input = Omit<InputOf<typeof readinessEndpoints.readiness>, 'asOf' | 'at'>;

/** One thing that another framework asks, before it is held against ours. */
type Asked = Pick<ReadinessLine, 'ref' | 'id' | 'title' | 'summary' | 'roles'> & {
  readonly ties: readonly Tie[];
  readonly parts: readonly string[];
  readonly date: ActDate | null;
};

/**
 * What our records cover of another framework. Verdicts of ours are carried over only where ours asks the same or
 * contains it; what shares a part is shown and never counts.
 * @throws AppError `not-found`
 */
export async function readinessOf(ctx: Ctx, input: Input): Promise<Readiness> {
  const { title, asked } = await askedBy(ctx, input.framework);
  const day = input.day ?? ctx.today;
  const judged = await judgeRequirements(ctx);
  const verdicts = new Map(judged.requirements.map((each) => [each.id, each.verdict]));
  const verdictOf = (ours: string) => verdicts.get(ours) ?? 'cannot-judge';
  const lines = asked
    .filter((each) => input.role === undefined || each.roles.includes(input.role))
    .map((each) => lineOf(ctx.catalog, each, { verdictOf, day }))
    .filter((each) => input.applying !== 'true' || each.inForce === true);
  return { id: input.framework, title, basis: judged.basis, day, counts: countsOf(lines), lines };
}

/** What a framework asks, one row for each article, clause, control or outcome. */
async function askedBy(
  ctx: Ctx,
  id: string,
): Promise<{ readonly title: string; readonly asked: readonly Asked[] }> {
  const known = ctx.catalog.frameworks().find((each) => each.id === id);
  if (known && id !== 'iso-42001') return { title: known.title, asked: askedByPack(ctx.catalog, id) };
  const own = await ctx.q
    .selectFrom(ownFrameworks(ctx).as('f'))
    .where((eb) => eb.or([eb('f.id', '=', id), eb('f.ref', '=', id.toUpperCase())]))
    .select(['f.ref', 'f.title'])
    .executeTakeFirst();
  if (!own)
    throw new AppError(
      'not-found',
      t('There is no standard or law "{id}" here that ours could be held against.', { id }),
    );
  return { title: own.title, asked: await askedByOwn(ctx, own.ref) };
}

/** Duties and elements are the words of the article above them; groups ask nothing by themselves. */
const FOLDED: ReadonlySet<Requirement['kind']> = new Set(['obligation', 'element']);
const ASKING: ReadonlySet<Requirement['kind']> = new Set(['clause', 'control', 'article', 'subcategory']);

function askedByPack(catalog: Catalog, framework: string): readonly Asked[] {
  const all = catalog.requirements(framework);
  const below = Map.groupBy(
    all.filter((each) => FOLDED.has(each.kind)),
    (each) => each.parent ?? '',
  );
  const parents = new Set(all.map((each) => each.parent));
  return all
    .filter((each) => ASKING.has(each.kind))
    .filter(
      (each) => each.kind !== 'clause' || !parents.has(each.id) || catalog.mappings(each.ref).length > 0,
    )
    .map((each) => {
      const parts = below.get(each.id) ?? [];
      const article =
        framework === 'eu-ai-act'
          ? catalog.packs['eu-ai-act'].articles.find((one) => one.id === each.id)
          : undefined;
      return {
        ref: each.ref,
        id: each.id,
        title: each.displayTitle,
        summary: each.summary,
        roles: article ? [...article.appliesTo] : [],
        ties: distinct([
          ...tiesOf(catalog.mappings(each.ref)),
          ...parts.flatMap((one) => tiesOf(catalog.mappings(one.ref)).map(asPart)),
        ]),
        parts:
          parts.length > 0
            ? parts
                .filter((one) => !tiesOf(catalog.mappings(one.ref)).some(carries))
                .map((one) => one.summary ?? one.title)
            : each.asks,
        date: article ? actDate(article.applicationDate) : null,
      };
    });
}

async function askedByOwn(ctx: Ctx, framework: string): Promise<readonly Asked[]> {
  const rows = await ctx.q
    .selectFrom(ownRequirements(ctx).as('r'))
    .where('r.framework', '=', framework)
    .selectAll('r')
    .orderBy('r.number')
    .orderBy('r.id')
    .limit(5000)
    .execute();
  return rows.map((row) => ({
    ref: row.ref,
    id: row.number,
    title: row.title,
    summary: row.summary,
    roles: [],
    parts: [],
    date: null,
    ties: (JSON.parse(row.mappedTo) as string[]).map((ours) => ({
      ours,
      relation: row.relation ?? 'supports',
      rationale: row.rationale ?? '',
      source: "the organisation's own mapping",
      confidence: row.confidence ?? 'low',
    })),
  }));
}

function lineOf(
  catalog: Catalog,
  asked: Asked,
  now: { readonly verdictOf: (ours: string) => Verdict; readonly day: string },
): ReadinessLine {
  const { ties, parts, date, ...rest } = asked;
  const covered = coveredBy(ties, now.verdictOf);
  return {
    ...rest,
    ...covered,
    ties: ties.map((tie) => ({
      ...tie,
      title: catalog.requirement(`iso-42001:${tie.ours}`)?.displayTitle ?? tie.ours,
      meaning: meaningOf({ relation: tie.relation, backwards: false }),
      counts: carries(tie),
      verdict: now.verdictOf(tie.ours),
    })),
    missing:
      covered.coverage === 'carried' ? [] : [...(parts.length > 0 ? parts : [asked.summary ?? asked.title])],
    from: date?.from ?? null,
    inForce: date ? date.from !== null && date.from <= now.day : null,
    dateNote: date?.note ?? null,
  };
}

/** What does one duty of an article does a part of the article, never the whole of it. */
function asPart(tie: Tie): Tie {
  return carries(tie) ? { ...tie, relation: 'subset' } : tie;
}

/** One tie for each of ours: the strongest, when an article and its duties are tied to the same one. */
function distinct(ties: readonly Tie[]): readonly Tie[] {
  const strength: readonly Tie['relation'][] = ['equal', 'superset', 'subset', 'intersects', 'supports'];
  const best = new Map<string, Tie>();
  for (const tie of ties) {
    const known = best.get(tie.ours);
    if (!known || strength.indexOf(tie.relation) < strength.indexOf(known.relation)) best.set(tie.ours, tie);
  }
  return [...best.values()];
}

function countsOf(lines: readonly ReadinessLine[]): Readiness['counts'] {
  const groups = Map.groupBy(lines, ({ coverage, verdict }) => `${coverage} ${verdict}`);
  return [...groups.values()].map((group) => ({
    coverage: group[0]!.coverage,
    verdict: group[0]!.verdict,
    count: group.length,
  }));
}
