import { writeSlice } from './slice.ts';
import type { Spec } from './spec.ts';
import { groupKey, hideSmall, hideSmallCrossed } from './suppress.ts';

/** What is shown in place of a value that is missing. */
export const MISSING = '(missing)';

/** One way to cut the rows: by an attribute or a crossing of some. */
export type Slicing<T> = {
  readonly attributes: readonly string[];
  readonly slice: string;
  readonly groups: readonly Group<T>[];
};

export type Group<T> = {
  readonly values: readonly (string | null)[];
  readonly slice: string;
  readonly n: number;
  readonly items: readonly T[];
  /** Too small to be shown, or hidden so that a smaller one cannot be found by subtraction. */
  readonly hidden: boolean;
  /** Fewer rows than the smallest cell: left out of comparisons as well. */
  readonly small: boolean;
};

type Item = { readonly group: readonly (string | null)[]; readonly n: number };

/** Cuts cells by each protected attribute and each crossing of the spec. */
export function slicingsOf<T extends Item>(spec: Spec, items: readonly T[]): readonly Slicing<T>[] {
  const names = spec.protected.map(({ column }) => column);
  const smallest = spec.smallest_cell;
  const single = names.map((_, i) => cut(items, [i]));
  const hidden = single.map((groups) => hideSmall(groups, smallest));
  const make = (
    indexes: readonly number[],
    groups: readonly Cut<T>[],
    away: ReadonlySet<string>,
  ): Slicing<T> => {
    const attributes = indexes.map((i) => names[i]!);
    return {
      attributes,
      slice: writeSlice({ kind: 'by', attributes }),
      groups: groups.map((group) => ({
        ...group,
        slice: writeSlice({
          kind: 'group',
          attributes,
          values: group.values.map((value) => value ?? MISSING),
        }),
        hidden: away.has(groupKey(group.values)),
        small: group.n < smallest,
      })),
    };
  };
  return [
    ...single.map((groups, i) => make([i], groups, hidden[i]!)),
    ...spec.crossings.map((crossing) => {
      const indexes = crossing.map((name) => names.indexOf(name));
      const groups = cut(items, indexes);
      return make(
        indexes,
        groups,
        hideSmallCrossed(
          groups,
          smallest,
          indexes.map((i) => hidden[i]!),
        ),
      );
    }),
  ];
}

type Cut<T> = {
  readonly values: readonly (string | null)[];
  readonly n: number;
  readonly items: readonly T[];
};

function cut<T extends Item>(items: readonly T[], indexes: readonly number[]): readonly Cut<T>[] {
  const found = new Map<string, { values: (string | null)[]; n: number; items: T[] }>();
  for (const item of items) {
    const values = indexes.map((i) => item.group[i] ?? null);
    const key = groupKey(values);
    const group = found.get(key) ?? { values, n: 0, items: [] };
    group.n += item.n;
    group.items.push(item);
    found.set(key, group);
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}
