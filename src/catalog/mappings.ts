import type { Packs } from './packs.ts';
import type { Relation } from './schemas/crosswalks.ts';

/** How another requirement relates to this one, read from this one's side. */
export type Mapping = {
  readonly id: string;
  readonly to: string;
  readonly relation: Relation;
  readonly rationale: string;
  readonly source: string;
  readonly confidence: string;
  /** The row was written from the other end: "supports" then means that the other one helps with this one. */
  readonly backwards: boolean;
};

/**
 * Whether doing this requirement does the other one too: only when both ask the same, or this one contains the other.
 * An intersection and a support never count as fulfilled, and being contained in the other does not either.
 */
export function counts(mapping: Pick<Mapping, 'relation'>): boolean {
  return mapping.relation === 'equal' || mapping.relation === 'superset';
}

const INVERSE: Readonly<Record<Relation, Relation>> = {
  equal: 'equal',
  subset: 'superset',
  superset: 'subset',
  intersects: 'intersects',
  supports: 'supports',
};

/** Every row under both its ends; containment turns round when a row is read backwards. */
export function mappingIndex({ rows }: Packs['crosswalks']): ReadonlyMap<string, readonly Mapping[]> {
  const index = new Map<string, Mapping[]>();
  const add = (from: string, mapping: Mapping) => {
    const known = index.get(from);
    if (known) known.push(mapping);
    else index.set(from, [mapping]);
  };
  for (const { from, to, relation, ...said } of rows) {
    add(from, { ...said, to, relation, backwards: false });
    add(to, { ...said, to: from, relation: INVERSE[relation], backwards: true });
  }
  return index;
}
