import { msg } from '#kernel/language.ts';
import { branchOf, childrenOf } from '#kernel/unit.ts';
import { type Verdict, verdicts } from '#kernel/verdict.ts';
import { judgeRequirements, trendOf } from '#modules/conformity/api.ts';
import { system } from '#modules/system/contract.ts';
import { systems } from '#modules/system/read.ts';
import type { Ctx } from '#platform/context.ts';
import { units } from '#platform/people-tables.ts';
import { lastPosition } from '#platform/runtime.ts';
import { nextAudits } from './audits.ts';
import type { Board, Figure } from './contract.ts';
import { counted } from './counted.ts';
import { decisionsOf } from './decisions.ts';
import { aboveAppetite, appetiteOf, overdue, risksLeft, topRisks } from './exposure.ts';
import { quarterEnds } from './quarters.ts';
import { heldByUnit } from './units.ts';

const QUARTERS = 4;

/** Everything on the page for the board, each number with the list that shows it. */
export async function boardOf(ctx: Ctx): Promise<Board> {
  const judged = await judgeRequirements(ctx);
  const appetite = await appetiteOf(ctx);
  const inScope = await systemsInScope(ctx);
  const above = await aboveAppetite(ctx, appetite);
  return {
    today: ctx.today,
    basis: judged.basis,
    groups: groupsOf(ctx, judged.requirements),
    trend: await trendAt(ctx, above),
    appetite,
    aboveAppetite: above,
    topRisks: await topRisks(ctx, appetite),
    overdue: await overdue(ctx),
    classes: classesOf(ctx, inScope),
    riskLevels: levelsOf(inScope),
    units: await unitsAtTop(ctx),
    decisions: await decisionsOf(ctx),
    audits: await nextAudits(ctx),
  };
}

type Line = Awaited<ReturnType<typeof judgeRequirements>>['requirements'][number];

function groupsOf(ctx: Ctx, lines: readonly Line[]): Board['groups'] {
  return [...Map.groupBy(lines, (line) => line.group)].map(([id, inside]) => {
    const withGaps = inside.filter((line) => line.openGaps > 0);
    return {
      id,
      title: ctx.catalog.requirement(`iso-42001:${id}`)?.displayTitle ?? id,
      requirements: inside.length,
      verdicts: (Object.keys(verdicts) as Verdict[]).map((verdict) => ({
        verdict,
        label: verdicts[verdict].label,
        count: inside.filter((line) => line.verdict === verdict).length,
        href: `/conformity?group=${id}&verdict=${verdict}`,
      })),
      openGaps: {
        label: msg('Requirements with open gaps'),
        count: withGaps.length,
        href: `/conformity?group=${id}&gaps=true`,
      },
    };
  });
}

/** What was kept of the verdicts by each day, and what the registers held on it. */
async function trendAt(ctx: Ctx, above: readonly Figure[]): Promise<Board['trend']> {
  const { points } = await trendOf(ctx);
  const trend: Board['trend'][number][] = [];
  for (const day of [...quarterEnds(ctx.today, QUARTERS), ctx.today]) {
    const kept = points.findLast((point) => point.day <= day);
    const figures = day === ctx.today ? await registersAt(ctx, above) : await registersOn(ctx, day);
    trend.push({ day, kept: kept ? keptOf(kept) : null, figures });
  }
  return trend;
}

function keptOf(point: Awaited<ReturnType<typeof trendOf>>['points'][number]) {
  const { subclauses, controls } = point.totals;
  const all = [...Object.entries(subclauses), ...Object.entries(controls)];
  const of = all.filter(([verdict]) => verdict !== 'excluded').reduce((sum, [, n]) => sum + n, 0);
  return {
    day: point.day,
    complete: (subclauses.complete ?? 0) + (controls.complete ?? 0),
    of,
    openGaps: point.openGaps,
  };
}

/** The registers as they were known at the end of a day; nothing where nothing was recorded yet. */
async function registersOn(ctx: Ctx, day: string): Promise<Figure[]> {
  const at = await lastPosition(ctx.q, ctx.org, day);
  if (at < 0 || (ctx.at !== 'now' && at > ctx.at)) return [];
  const figures = await registersAt({ ...ctx, at, today: day });
  return figures.map((each) => ({ ...each, href: `${each.href}&asOf=${day}` }));
}

async function registersAt(ctx: Ctx, above?: readonly Figure[]): Promise<Figure[]> {
  const inScope = await counted(ctx, system, {
    label: msg('AI systems in scope'),
    path: '/systems',
    query: { scope: 'in' },
  });
  return [inScope, ...(await risksLeft(ctx, above))];
}

type InScope = {
  readonly euOutcomes: string | null;
  readonly euState: string;
  readonly riskLevel: string | null;
  readonly n: number;
};

/** The AI systems in scope by what the page tells of them, counted in one reading of the register. */
async function systemsInScope(ctx: Ctx): Promise<readonly InScope[]> {
  const rows = await ctx.q
    .selectFrom(systems(ctx).as('s'))
    .where('s.scope', '=', 'in')
    .groupBy(['s.euOutcomes', 's.euState', 's.riskLevel'])
    .select((eb) => ['s.euOutcomes', 's.euState', 's.riskLevel', eb.fn.countAll().as('n')])
    .execute();
  return rows.map((row) => ({ ...row, n: Number(row.n) }));
}

/** How many of them are meant, and the list that shows exactly these. */
function figureOf(
  inScope: readonly InScope[],
  list: { readonly label: string; readonly query: Readonly<Record<string, string>> },
  meant: (row: InScope) => boolean,
): Figure {
  const count = inScope.filter(meant).reduce((sum, { n }) => sum + n, 0);
  return {
    label: list.label,
    count,
    href: `/systems?${new URLSearchParams({ scope: 'in', ...list.query })}`,
  };
}

/** A system may be in several classes of the AI Act, so the figures do not add up to the number of systems. */
function classesOf(ctx: Ctx, inScope: readonly InScope[]): Figure[] {
  const { outcomes } = ctx.catalog.packs['eu-ai-act'].classification;
  return [
    ...outcomes.map(({ id, label }) =>
      figureOf(
        inScope,
        { label: String(label), query: { euOutcomes: id } },
        (row) => row.euOutcomes?.includes(JSON.stringify(id)) ?? false,
      ),
    ),
    figureOf(
      inScope,
      { label: msg('Not classified yet'), query: { euState: 'none' } },
      ({ euState }) => euState === 'none',
    ),
    figureOf(
      inScope,
      { label: msg('Class proposed, confirmed by nobody yet'), query: { euState: 'proposed' } },
      ({ euState }) => euState === 'proposed',
    ),
  ].filter((each) => each.count > 0);
}

const LEVELS = {
  critical: msg('Critical'),
  high: msg('High'),
  medium: msg('Medium'),
  low: msg('Low'),
} as const;

function levelsOf(inScope: readonly InScope[]): Figure[] {
  return [
    ...Object.entries(LEVELS).map(([level, label]) =>
      figureOf(inScope, { label, query: { riskLevel: level } }, ({ riskLevel }) => riskLevel === level),
    ),
    figureOf(
      inScope,
      { label: msg('Not set'), query: { 'riskLevel[empty]': 'true' } },
      ({ riskLevel }) => riskLevel === null,
    ),
  ].filter((each) => each.count > 0);
}

/** The units that stand in no other, each with everything below it, and what belongs to no unit. */
async function unitsAtTop(ctx: Ctx): Promise<Figure[]> {
  const all = await ctx.q
    .selectFrom(units(ctx).as('u'))
    .selectAll('u')
    .orderBy('u.name')
    .orderBy('u.id')
    .execute();
  if (all.length === 0) return [];
  const figures: Figure[] = [];
  const held = await heldByUnit(ctx);
  const children = childrenOf(all);
  for (const { id, name } of children.get(null) ?? []) {
    const inside = [id, ...branchOf(children, id).map((each) => each.id)];
    const count = inside.reduce((sum, each) => sum + (held.get(each)?.inScope ?? 0), 0);
    figures.push({ label: name, stored: true, count, href: `/systems?scope=in&unit=${id}` });
  }
  return [
    ...figures,
    {
      label: msg('In no unit'),
      count: held.get(null)?.inScope ?? 0,
      href: `/systems?${new URLSearchParams({ scope: 'in', 'unitId[empty]': 'true' })}`,
    },
  ];
}
