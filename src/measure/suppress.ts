/** A group by its values and how many rows it has. */
export type Sized = { readonly values: readonly (string | null)[]; readonly n: number };

export const groupKey = (values: readonly (string | null)[]) => JSON.stringify(values);

/**
 * Which groups of one attribute are not shown: those with fewer rows than the smallest cell, and, while what is hidden
 * could be found by subtracting the others from the total, the next smallest as well.
 */
export function hideSmall(groups: readonly Sized[], smallest: number): ReadonlySet<string> {
  const hidden = new Set(groups.filter(({ n }) => n < smallest).map(({ values }) => groupKey(values)));
  hideNext(groups, hidden, smallest);
  return hidden;
}

/**
 * The same for groups of a crossing, whose rows and columns add up to groups that may be shown themselves: a group is
 * hidden with any of its margins, and each line of the table (all values of one attribute, the others fixed) is looked at.
 * @param margins the hidden groups of each attribute on its own
 */
export function hideSmallCrossed(
  groups: readonly Sized[],
  smallest: number,
  margins: readonly ReadonlySet<string>[],
): ReadonlySet<string> {
  const hidden = new Set(
    groups
      .filter(
        ({ values, n }) => n < smallest || values.some((value, i) => margins[i]!.has(groupKey([value]))),
      )
      .map(({ values }) => groupKey(values)),
  );
  for (let before = -1; before !== hidden.size; ) {
    before = hidden.size;
    for (let i = 0; i < margins.length; i += 1)
      for (const line of lines(groups, i)) hideNext(line, hidden, smallest);
  }
  return hidden;
}

function lines(groups: readonly Sized[], free: number): readonly (readonly Sized[])[] {
  const found = new Map<string, Sized[]>();
  for (const group of groups) {
    const key = groupKey(group.values.filter((_, i) => i !== free));
    found.set(key, [...(found.get(key) ?? []), group]);
  }
  return [...found.values()];
}

/** While the hidden groups of a line are alone, or together below the smallest cell, hides the next smallest. */
function hideNext(line: readonly Sized[], hidden: Set<string>, smallest: number): void {
  const isHidden = ({ values }: Sized) => hidden.has(groupKey(values));
  for (;;) {
    const away = line.filter(isHidden);
    if (away.length === 0) return;
    if (away.length > 1 && away.reduce((sum, { n }) => sum + n, 0) >= smallest) return;
    const [next] = line
      .filter((group) => !isHidden(group))
      .sort((a, b) => a.n - b.n || (groupKey(a.values) < groupKey(b.values) ? -1 : 1));
    if (!next) return;
    hidden.add(groupKey(next.values));
  }
}
