import type { OutputOf } from '#kernel/endpoint.ts';
import { judgeRequirements } from '#modules/conformity/api.ts';
import { systems } from '#modules/system/read.ts';
import type { Ctx } from '#platform/context.ts';
import { carries, type Tie } from './coverage.ts';
import type { readinessEndpoints } from './readiness-contract.ts';

type Integrated = OutputOf<typeof readinessEndpoints.integrated>;

const BESIDE = ['iso-27001', 'iso-9001-2015', 'iso-14001-2015'] as const;
const PERSONAL = ['personal', 'special-categories'];

/** Our subclauses and controls beside those of three other management systems: where one process serves several. */
export async function integratedView(ctx: Ctx): Promise<Integrated> {
  const judged = await judgeRequirements(ctx);
  const titles = new Map(ctx.catalog.frameworks().map(({ id, title }) => [id, title]));
  const rows = judged.requirements.map((each) => ({
    id: each.id,
    title: each.title,
    kind: each.kind,
    verdict: each.verdict,
    cells: cellsOf(ctx, each.id),
  }));
  const tied = rows.filter(({ cells }) => cells.length > 0);
  return {
    frameworks: BESIDE.map((id) => ({ id, title: titles.get(id) ?? id })),
    rows: tied,
    shared: BESIDE.map((framework) => {
      const of = (same: boolean) =>
        tied.filter(({ cells }) => cells.some((cell) => cell.framework === framework && cell.counts === same))
          .length;
      return { framework, same: of(true), part: of(false) };
    }),
    personalData: await personalData(ctx),
  };
}

function cellsOf(ctx: Ctx, id: string): Integrated['rows'][number]['cells'] {
  return ctx.catalog.mappings(`iso-42001:${id}`).flatMap((mapping) => {
    const framework = mapping.to.slice(0, mapping.to.indexOf(':'));
    if (!(BESIDE as readonly string[]).includes(framework)) return [];
    const relation: Tie['relation'] = mapping.relation;
    return [
      {
        framework,
        id: mapping.to.slice(framework.length + 1),
        title: ctx.catalog.requirement(mapping.to)?.displayTitle ?? null,
        relation,
        counts: carries({ relation }),
      },
    ];
  });
}

/** Where personal data goes through AI systems, a certificate for information security beside this one is worth a thought (R168). */
async function personalData(ctx: Ctx): Promise<Integrated['personalData']> {
  const rows = await ctx.q
    .selectFrom(systems(ctx).as('s'))
    .where('s.scope', '=', 'in')
    .select('s.dataCategories')
    .execute();
  const count = rows.filter((row) =>
    (JSON.parse(row.dataCategories) as string[]).some((each) => PERSONAL.includes(each)),
  ).length;
  return { systems: count, of: rows.length, advice: adviceOf(count, rows.length) };
}

function adviceOf(count: number, all: number): string {
  if (all === 0) return 'No AI system is in scope yet, so nothing can be advised.';
  if (count === 0)
    return 'No AI system in scope is recorded as processing personal data. Nothing in the records speaks for a second certificate.';
  return `${count} of ${all} AI systems in scope process personal data. ISO/IEC 42001 does not replace information security: consider certification to ISO/IEC 27001 as well, in one audit programme. This is advice, the authors' opinion; the decision is yours.`;
}
