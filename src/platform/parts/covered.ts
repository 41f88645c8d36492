import type { Kysely } from 'kysely';
import { chunks } from '#kernel/chunks.ts';
import type { Belongings } from '#kernel/part.ts';
import type { PartRoles } from '#kernel/roles.ts';
import { withBelow } from '#kernel/unit.ts';
import { units } from '../people-tables.ts';
import { type At, recordView } from '../view.ts';

/** An AI system as parts of the organisation see it. */
export type Placed = { readonly id: string; readonly name: string; readonly unitId: string | null };
export type UnitRow = { readonly id: string; readonly name: string; readonly parentId: string | null };

/** Where AI systems stand, now or as of a position: enough to say which roles for parts reach them. */
export type Places = {
  readonly systems: ReadonlyMap<string, Placed>;
  readonly units: ReadonlyMap<string, UnitRow>;
  /** Whether the AI system lies in every one of the parts for which the roles hold. */
  readonly covers: (roles: PartRoles, systemId: string) => boolean;
};

/** Reads where these AI systems stand, and the tree of units. */
export async function placesOf(
  at: At,
  registry: Belongings,
  systemIds: ReadonlySet<string>,
): Promise<Places> {
  const all = await units(at).clearSelect().select(['id', 'name', 'parentId']).execute();
  const systems = await systemsAt(at, registry, systemIds);
  const branches = new Map<readonly string[], ReadonlySet<string>>();
  const branchOf = (ids: readonly string[]) => {
    const known = branches.get(ids) ?? withBelow(all, ids);
    branches.set(ids, known);
    return known;
  };
  return {
    systems,
    units: new Map(all.map((each) => [each.id, each])),
    covers: (roles, systemId) => {
      const system = systems.get(systemId);
      if (!system) return false;
      const { unitId } = system;
      return roles.within.every(
        (part) => part.systems.includes(systemId) || (unitId !== null && branchOf(part.units).has(unitId)),
      );
    },
  };
}

/** The register whose records are AI systems says of itself that they are; its name and unit stand in every one. */
async function systemsAt(
  at: At,
  registry: Belongings,
  ids: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Placed>> {
  const found = new Map<string, Placed>();
  for (const { type, over } of registry.belongs.values()) {
    if (over !== 'itself') continue;
    const view = recordView(registry.records.get(type)!)(at).as('s') as never;
    for (const some of chunks([...ids])) {
      const rows = (await (at.q as unknown as Kysely<Record<string, Record<string, string>>>)
        .selectFrom(view)
        .where('id' as never, 'in', some as never)
        .select(['id', 'name', 'unitId'] as never)
        .execute()) as unknown as Placed[];
      for (const row of rows) found.set(row.id, row);
    }
  }
  return found;
}
