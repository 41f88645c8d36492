import { z } from 'zod';
import { msg } from './language.ts';
import { defineRecord } from './record.ts';

const id = z.string().max(80);

/** How deep units may stand in each other. */
export const MAX_DEPTH = 12;

/**
 * A part of the organisation: a department, a site, an agency (5.3). Units form a tree; AI systems belong to one, and
 * roles may hold for one with everything below it.
 */
export const unit = defineRecord({
  type: 'unit',
  prefix: 'unit',
  schema: 1,
  name: [msg('unit'), msg('units')],
  fields: z.object({
    name: z.string().trim().min(1, msg('Give the unit a name')).max(200),
    parentId: id.nullable(),
    /** The person who answers for it. */
    headId: id.nullable(),
    description: z.string().max(2000).nullable(),
    /** The last day of a unit that is no more: it keeps what it had and takes nothing new. */
    closedOn: z.iso.date().nullable(),
  }),
  head: (fields) => ({
    title: fields.name,
    state: fields.closedOn === null ? null : 'closed',
    owner: fields.headId,
  }),
});

type Placed = { readonly id: string; readonly parentId: string | null };

type Children<U> = ReadonlyMap<string | null, readonly U[]>;

/** The units by the one they stand in, each in the given order; at the top (null) also those whose own is not there. */
export function childrenOf<U extends Placed>(all: readonly U[]): Children<U> {
  const known = new Set(all.map((each) => each.id));
  return Map.groupBy(all, ({ parentId }) => (parentId !== null && known.has(parentId) ? parentId : null));
}

/** Everything below a unit, or all from the top (null): each unit directly after the one it stands in. */
export function branchOf<U extends Placed>(
  children: Children<U>,
  start: string | null,
  depth = 0,
): readonly (U & { readonly depth: number })[] {
  return (children.get(start) ?? []).flatMap((each) => [
    { ...each, depth },
    ...branchOf(children, each.id, depth + 1),
  ]);
}

/** These units and every unit below them. A ring in the tree, which no write lets in, ends where it began. */
export function withBelow(all: readonly Placed[], ids: Iterable<string>): ReadonlySet<string> {
  const children = Map.groupBy(all, ({ parentId }) => parentId);
  const found = new Set(ids);
  for (const each of found) for (const { id } of children.get(each) ?? []) found.add(id);
  return found;
}

/** The unit and those above it, the nearest first. */
export function upwards<U extends Placed>(all: ReadonlyMap<string, U>, start: string | null): readonly U[] {
  const path: U[] = [];
  for (let at = start; at !== null; ) {
    const here = all.get(at);
    if (!here || path.includes(here)) break;
    path.push(here);
    at = here.parentId;
  }
  return path;
}
