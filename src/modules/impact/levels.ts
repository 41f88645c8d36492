import type { Band } from './contract.ts';

/** Likelihood × severity, both counted from 1 to 5 (R203); null while either is missing. */
export function levelOf(likelihood: number | null, severity: number | null): number | null {
  return likelihood === null || severity === null ? null : likelihood * severity;
}

/** The band of a level: the last one that begins at or below it. */
export function bandAt(bands: readonly Band[], level: number): Band {
  const sorted = bands.toSorted((a, b) => a.from - b.from);
  return sorted.findLast((each) => each.from <= level) ?? sorted[0]!;
}

/** The kinds of cell of the matrix: what was found, or the reasoned statement that nothing was. */
export const NEGATIVE = ['negative', 'no-negative'] as const;
const POSITIVE = ['positive', 'no-positive'] as const;

type Cell = { readonly category: string; readonly party: string; readonly kind: string };

/** The halves of cells that nobody settled yet. A light assessment asks for the harm only; a full one for both. */
export function openCells(
  entries: readonly Cell[],
  shape: {
    readonly categories: readonly string[];
    readonly parties: readonly string[];
    readonly depth: string;
  },
): readonly (Cell & { readonly kind: 'negative' | 'positive' })[] {
  const settled = (category: string, party: string, kinds: readonly string[]) =>
    entries.some((each) => each.category === category && each.party === party && kinds.includes(each.kind));
  return shape.categories.flatMap((category) =>
    shape.parties.flatMap((party) => [
      ...(settled(category, party, NEGATIVE) ? [] : [{ category, party, kind: 'negative' as const }]),
      ...(shape.depth === 'light' || settled(category, party, POSITIVE)
        ? []
        : [{ category, party, kind: 'positive' as const }]),
    ]),
  );
}
