import { msg } from '#kernel/language.ts';
import { withBelow } from '#kernel/unit.ts';
import { type Verdict, verdicts } from '#kernel/verdict.ts';
import { judgeRequirements, trendOf } from '#modules/conformity/api.ts';
import { system } from '#modules/system/contract.ts';
import type { Ctx } from '#platform/context.ts';
import { units } from '#platform/people-tables.ts';
import { lastPosition } from '#platform/runtime.ts';
import { nextAudits } from './audits.ts';
import type { Board, Figure } from './contract.ts';
import { counted } from './counted.ts';
import { decisionsOf } from './decisions.ts';
import { aboveAppetite, appetiteOf, overdue, risksLeft, topRisks } from './exposure.ts';
import { quarterEnds } from './quarters.ts';

const QUARTERS = 4;

/** Everything on the page for the board, each number with the list that shows it. */
export async function boardOf(ctx: Ctx): Promise<Board> {
  const judged = await judgeRequirements(ctx);
  const appetite = await appetiteOf(ctx);
  return {
    today: ctx.today,
    basis: judged.basis,
    groups: groupsOf(ctx, judged.requirements),
    trend: await trendAt(ctx, [...quarterEnds(ctx.today, QUARTERS), ctx.today]),
    appetite,
    aboveAppetite: await aboveAppetite(ctx, appetite),
    topRisks: await topRisks(ctx, appetite),
    overdue: await overdue(ctx),
    classes: await classesOf(ctx),
    riskLevels: await levelsOf(ctx),
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
async function trendAt(ctx: Ctx, days: readonly string[]): Promise<Board['trend']> {
  const { points } = await trendOf(ctx);
  const trend: Board['trend'][number][] = [];
  for (const day of days) {
    const kept = points.findLast((point) => point.day <= day);
    const figures = day === ctx.today ? await registersAt(ctx) : await registersOn(ctx, day);
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

async function registersAt(ctx: Ctx): Promise<Figure[]> {
  const inScope = await counted(ctx, system, {
    label: msg('AI systems in scope'),
    path: '/systems',
    query: { scope: 'in' },
  });
  return [inScope, ...(await risksLeft(ctx))];
}

/** A system may be in several classes of the AI Act, so the figures do not add up to the number of systems. */
async function classesOf(ctx: Ctx): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { id, label } of ctx.catalog.packs['eu-ai-act'].classification.outcomes)
    figures.push(
      await counted(ctx, system, {
        label: String(label),
        path: '/systems',
        query: { scope: 'in', euOutcomes: id },
      }),
    );
  const none = await counted(ctx, system, {
    label: msg('Not classified yet'),
    path: '/systems',
    query: { scope: 'in', euState: 'none' },
  });
  const proposed = await counted(ctx, system, {
    label: msg('Class proposed, confirmed by nobody yet'),
    path: '/systems',
    query: { scope: 'in', euState: 'proposed' },
  });
  return [...figures, none, proposed].filter((each) => each.count > 0);
}

const LEVELS = {
  critical: msg('Critical'),
  high: msg('High'),
  medium: msg('Medium'),
  low: msg('Low'),
} as const;

async function levelsOf(ctx: Ctx): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [riskLevel, label] of Object.entries(LEVELS))
    figures.push(await counted(ctx, system, { label, path: '/systems', query: { scope: 'in', riskLevel } }));
  const query = { scope: 'in', 'riskLevel[empty]': 'true' };
  figures.push(await counted(ctx, system, { label: msg('Not set'), path: '/systems', query }));
  return figures.filter((each) => each.count > 0);
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
  for (const { id, name } of all.filter((each) => each.parentId === null)) {
    const query = { scope: 'in', unitId: [...withBelow(all, [id])].join(',') };
    const { label, count } = await counted(ctx, system, { label: name, path: '/systems', query });
    figures.push({ label, stored: true, count, href: `/systems?scope=in&unit=${id}` });
  }
  const query = { scope: 'in', 'unitId[empty]': 'true' };
  return [...figures, await counted(ctx, system, { label: msg('In no unit'), path: '/systems', query })];
}
