import { sql } from 'kysely';
import type { OutputOf } from '#kernel/endpoint.ts';
import { msg } from '#kernel/language.ts';
import { branchOf, childrenOf } from '#kernel/unit.ts';
import { criteria, risks } from '#modules/risk/read.ts';
import { systems } from '#modules/system/read.ts';
import type { Ctx } from '#platform/context.ts';
import { units } from '#platform/people-tables.ts';
import { links } from '#platform/view.ts';
import type { boardEndpoints, JudgedCounts, UnitLine } from './contract.ts';
import { countsByUnit, nothing } from './judged.ts';

type Units = OutputOf<typeof boardEndpoints.units>;
type Place = {
  readonly id: string | null;
  readonly ref: string | null;
  readonly name: string;
  readonly depth: number;
};

/** Each unit's own AI systems and what the records about them show, and those of no unit. */
export async function unitsSideBySide(ctx: Ctx): Promise<Units> {
  const held = await heldByUnit(ctx);
  const left = await risksByUnit(ctx);
  const judged = await countsByUnit(ctx);
  const without: Place = { id: null, ref: null, name: msg('In no unit'), depth: 0 };
  return {
    today: ctx.today,
    units: [...(await placesOf(ctx)), without].map((place) => ({
      ...lineOf(place, judged.get(place.id) ?? nothing),
      systems: {
        label: msg('AI systems'),
        count: held.get(place.id)?.all ?? 0,
        href: `/systems?${filterOf(place.id)}`,
      },
      inScope: {
        label: msg('In scope'),
        count: held.get(place.id)?.inScope ?? 0,
        href: `/systems?scope=in&${filterOf(place.id)}`,
      },
      openRisks: left.get(place.id)?.open ?? 0,
      riskAboveAppetite: left.get(place.id)?.above ?? 0,
    })),
  };
}

function lineOf(
  place: Place,
  counts: JudgedCounts,
): Omit<UnitLine, 'systems' | 'inScope' | 'openRisks' | 'riskAboveAppetite'> {
  const of = `/board/gaps?unit=${place.id ?? 'none'}`;
  return {
    ...place,
    ...counts,
    gaps: { label: msg('Gaps'), count: counts.major + counts.minor, href: of },
    raised: { label: msg('What an auditor would raise'), count: counts.major, href: `${of}&severity=major` },
  };
}

const filterOf = (unitId: string | null) => (unitId === null ? 'unitId[empty]=true' : `unitId=${unitId}`);

/** The units as a tree in the order of their names. */
async function placesOf(ctx: Ctx): Promise<readonly Place[]> {
  const all = await ctx.q
    .selectFrom(units(ctx).as('u'))
    .selectAll('u')
    .orderBy('u.name')
    .orderBy('u.id')
    .execute();
  return branchOf(childrenOf(all), null).map(({ id, ref, name, depth }) => ({ id, ref, name, depth }));
}

/** How many AI systems each unit holds itself; null: those of no unit. */
export async function heldByUnit(ctx: Ctx) {
  const rows = await ctx.q
    .selectFrom(systems(ctx).as('s'))
    .groupBy('s.unitId')
    .select((eb) => [
      's.unitId',
      eb.fn.countAll().as('all'),
      sql<number>`sum(case when "s"."scope" = 'in' then 1 else 0 end)`.as('inScope'),
    ])
    .execute();
  return new Map(rows.map((row) => [row.unitId, { all: Number(row.all), inScope: Number(row.inScope) }]));
}

async function risksByUnit(ctx: Ctx) {
  const scale = await ctx.q.selectFrom(criteria(ctx).as('c')).select('c.appetite').executeTakeFirst();
  const above = scale
    ? sql`coalesce("r"."residualLevel", "r"."level") > ${Number(scale.appetite)}`
    : sql`1 = 0`;
  const rows = await ctx.q
    .selectFrom(risks(ctx).as('r'))
    .innerJoin(links(ctx, 'concerns').as('l'), 'l.from_id', 'r.id')
    .innerJoin(systems(ctx).as('s'), 's.id', 'l.to_id')
    .where('r.kind', '=', 'risk')
    .where('r.state', '<>', 'closed')
    .groupBy('s.unitId')
    .select([
      's.unitId',
      sql<number>`count(distinct "r"."id")`.as('open'),
      sql<number>`count(distinct case when ${above} then "r"."id" end)`.as('above'),
    ])
    .execute();
  return new Map(rows.map((row) => [row.unitId, { open: Number(row.open), above: Number(row.above) }]));
}
