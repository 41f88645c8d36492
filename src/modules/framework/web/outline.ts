/** Entries as an outline: each below its parent and as deep as it stands there, siblings in the order they came in, clauses by their number. */
export function outline<T extends { readonly id: string; readonly parent: string | null }>(
  entries: readonly T[],
): readonly { readonly entry: T; readonly depth: number }[] {
  const ids = new Set(entries.map((each) => each.id));
  const below = new Map<string | null, T[]>();
  for (const each of entries) {
    const parent = each.parent !== null && ids.has(each.parent) ? each.parent : null;
    below.set(parent, [...(below.get(parent) ?? []), each]);
  }
  const walk = (parent: string | null, depth: number): { entry: T; depth: number }[] =>
    [...(below.get(parent) ?? [])]
      .sort(byNumber)
      .flatMap((entry) => [{ entry, depth }, ...walk(entry.id, depth + 1)]);
  return walk(null, 0);
}

/** 7.2 comes before 7.5 whatever kind of entry each is; what has no clause number keeps its place. */
function byNumber(a: { readonly id: string }, b: { readonly id: string }): number {
  return /^\d/.test(a.id) && /^\d/.test(b.id) ? a.id.localeCompare(b.id, 'en', { numeric: true }) : 0;
}
