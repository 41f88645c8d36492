import type { OutputOf } from '#kernel/endpoint.ts';
import { unit } from '#kernel/unit.ts';
import { assignUnit } from '#modules/system/api.ts';
import { systems } from '#modules/system/read.ts';
import { units } from '#platform/people-tables.ts';
import type { Tx } from '#platform/tx.ts';
import type { unitActs } from './contract.ts';
import { newUnit } from './service.ts';

type Answer = OutputOf<typeof unitActs.fromAgencies>;
const SHOWN = 100;

/**
 * Makes a unit for every agency, and one below it for every bureau, that AI systems of no unit name, and puts the
 * systems into them. A unit that is there under that name is used: doing it again after the next import adds only what
 * is new. Systems that somebody put somewhere stay there.
 */
export async function makeUnitsOfAgencies(
  tx: Tx,
  { preview, bureaus }: { readonly preview: boolean; readonly bureaus: boolean },
): Promise<Answer> {
  const rows = await tx.q
    .selectFrom(systems(tx).as('s'))
    .where('s.unitId', 'is', null)
    .where((eb) => eb.or([eb('s.agency', 'is not', null), eb('s.bureau', 'is not', null)]))
    .select(['s.id', 's.agency', 's.bureau'])
    .orderBy('s.agency')
    .orderBy('s.bureau')
    .orderBy('s.id')
    .execute();
  const known = new Map<string, string>();
  for (const each of await units(tx).execute())
    if (each.closedOn === null) known.set(keyOf(each.parentId, each.name), each.id);
  const shown = new Map<string, Answer['units'][number]>();
  let made = 0;
  const place = async (name: string, under: { readonly id: string; readonly name: string } | null) => {
    const key = keyOf(under?.id ?? null, name);
    let id = known.get(key);
    const isNew = id === undefined;
    if (id === undefined) {
      id = (await tx.insert(unit, newUnit({ name, parentId: under?.id ?? null }))).id;
      known.set(key, id);
      made += 1;
    }
    if (!shown.has(id)) shown.set(id, { name, under: under?.name ?? null, isNew, systems: 0 });
    return { id, name };
  };
  const into = new Map<string, string[]>();
  for (const { id, agency, bureau } of rows) {
    const [outer, inner] = [agency?.trim() || null, bureau?.trim() || null];
    const top = outer === null ? null : await place(outer, null);
    const own =
      inner !== null && (bureaus || top === null) && inner !== outer ? await place(inner, top) : top;
    if (own) into.set(own.id, [...(into.get(own.id) ?? []), id]);
  }
  let moved = 0;
  for (const [unitId, ids] of into) {
    await assignUnit(tx, ids, unitId);
    shown.get(unitId)!.systems = ids.length;
    moved += ids.length;
  }
  return { preview, made, systems: moved, units: [...shown.values()].slice(0, SHOWN) };
}

/** Two sources write one agency in different cases; it is still one. */
function keyOf(parentId: string | null, name: string): string {
  return `${parentId ?? ''} ${name.toLowerCase()}`;
}
