import type { OutputOf } from '#kernel/endpoint.ts';
import { branchOf, childrenOf } from '#kernel/unit.ts';
import { risks } from '#modules/risk/read.ts';
import { systems } from '#modules/system/read.ts';
import type { Ctx } from '#platform/context.ts';
import { units } from '#platform/people-tables.ts';
import { links } from '#platform/view.ts';
import type { Counted, UnitNode, unitActs } from './contract.ts';

/** What the units are called, as a tree in the order of their names. */
export async function namesOf(ctx: Ctx): Promise<OutputOf<typeof unitActs.names>> {
  const all = branchOf(childrenOf(await unitsByName(ctx)), null);
  return { units: all.map(({ id, name, depth, closedOn }) => ({ id, name, depth, closedOn })) };
}

/** The units as a tree in the order of their names, each with what belongs to it. */
export async function treeOf(ctx: Ctx): Promise<OutputOf<typeof unitActs.tree>> {
  const children = childrenOf(await unitsByName(ctx));
  const own = await holdingsByUnit(ctx);
  const shown: UnitNode[] = [];
  const walk = (parentId: string | null, depth: number): Holding => {
    const sum = nothing();
    for (const each of children.get(parentId) ?? []) {
      const at = shown.length;
      const mine = own.get(each.id) ?? nothing();
      const { id, ref, version, name, headId, closedOn } = each;
      const counts = countedOf(mine);
      shown.push({ id, ref, version, name, parentId, depth, headId, closedOn, own: counts, below: counts });
      const all = join(join(nothing(), mine), walk(id, depth + 1));
      shown[at] = { ...shown[at]!, below: countedOf(all) };
      join(sum, all);
    }
    return sum;
  };
  walk(null, 0);
  return {
    units: shown,
    without: countedOf(own.get(null) ?? nothing()),
    fromSources: await namedBySources(ctx),
  };
}

function unitsByName(ctx: Ctx) {
  return ctx.q.selectFrom(units(ctx).as('u')).selectAll('u').orderBy('u.name').orderBy('u.id').execute();
}

/** What belongs to a unit. Risks by their ids: one that concerns AI systems of two units counts once above both. */
type Holding = { systems: number; inScope: number; readonly risks: Set<string> };

const nothing = (): Holding => ({ systems: 0, inScope: 0, risks: new Set() });

function join(into: Holding, more: Holding): Holding {
  into.systems += more.systems;
  into.inScope += more.inScope;
  for (const id of more.risks) into.risks.add(id);
  return into;
}

function countedOf({ systems, inScope, risks }: Holding): Counted {
  return { systems, inScope, openRisks: risks.size };
}

async function holdingsByUnit(ctx: Ctx): Promise<ReadonlyMap<string | null, Holding>> {
  const held = await ctx.q
    .selectFrom(systems(ctx).as('s'))
    .groupBy(['s.unitId', 's.scope'])
    .select((eb) => ['s.unitId', 's.scope', eb.fn.countAll().as('n')])
    .execute();
  const open = await ctx.q
    .selectFrom(risks(ctx).as('r'))
    .innerJoin(links(ctx, 'concerns').as('l'), 'l.from_id', 'r.id')
    .innerJoin(systems(ctx).as('s'), 's.id', 'l.to_id')
    .where('r.kind', '=', 'risk')
    .where('r.state', 'not in', ['accepted', 'closed'])
    .select(['s.unitId', 'r.id'])
    .distinct()
    .execute();
  const found = new Map<string | null, Holding>();
  const of = (unitId: string | null) => {
    const there = found.get(unitId) ?? nothing();
    found.set(unitId, there);
    return there;
  };
  for (const { unitId, scope, n } of held) {
    of(unitId).systems += Number(n);
    if (scope === 'in') of(unitId).inScope += Number(n);
  }
  for (const { unitId, id } of open) of(unitId).risks.add(id);
  return found;
}

async function namedBySources(ctx: Ctx): Promise<number> {
  const row = await ctx.q
    .selectFrom(systems(ctx).as('s'))
    .where('s.unitId', 'is', null)
    .where((eb) => eb.or([eb('s.agency', 'is not', null), eb('s.bureau', 'is not', null)]))
    .select((eb) => eb.fn.countAll().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}
