/** Into how many parts of equal frequency in the reference a column is cut. */
const PARTS = 10;

/** Fine bins put together to about ten of equal frequency in the reference; open at both ends, so minima stay unknown. */
export type Deciles = {
  /** The upper ends of all parts but the last. */
  readonly edges: readonly number[];
  readonly reference: readonly number[];
  readonly current: readonly number[];
};

/**
 * Puts bins together: a part ends at the first edge that a tenth, two tenths … of the reference do not exceed. Fewer
 * parts come out where one value is very frequent.
 */
export function deciles(
  edges: readonly number[],
  { reference, current }: { readonly reference: readonly number[]; readonly current: readonly number[] },
): Deciles {
  const total = reference.reduce((sum, each) => sum + each, 0);
  const found = { edges: [] as number[], reference: [] as number[], current: [] as number[] };
  let [r, c, seen] = [0, 0, 0];
  for (const [i, count] of reference.entries()) {
    r += count;
    c += current[i]!;
    const before = seen;
    seen += count;
    const passes = Math.floor((seen * PARTS) / total) > Math.floor((before * PARTS) / total);
    if (total === 0 || !passes || seen === total || i >= edges.length) continue;
    found.edges.push(edges[i]!);
    found.reference.push(r);
    found.current.push(c);
    [r, c] = [0, 0];
  }
  return { edges: found.edges, reference: [...found.reference, r], current: [...found.current, c] };
}
