import type { Mapping } from '#catalog/mappings.ts';
import type { Verdict } from '#kernel/verdict.ts';

/** How one of our requirements relates to one of another framework, read from ours: "ours contains theirs". */
export type Tie = {
  /** Of ISO/IEC 42001: `6.1.3`, `A.5.2`. */
  readonly ours: string;
  readonly relation: 'equal' | 'subset' | 'superset' | 'intersects' | 'supports';
  readonly rationale: string;
  readonly source: string;
  readonly confidence: string;
};

/**
 * What our records say of a requirement of another framework.
 * - `carried`: one of ours asks the same or contains it, so that ours' verdict is carried over
 * - `part`: one of ours is contained in it: a part is covered, the rest is not
 * - `shared`: ours only shares a part with it, or helps; that never counts as fulfilled
 * - `none`: nothing of ours speaks to it
 */
export type Coverage = 'carried' | 'part' | 'shared' | 'none';

export type Covered = {
  readonly coverage: Coverage;
  /** Carried over from the best of ours that contains it; null unless `carried`. */
  readonly verdict: Verdict | null;
  /** How sure the crosswalk is of the tie that carries it. */
  readonly confidence: string | null;
};

/** From the best to the worst: which of several carried verdicts is shown. */
const ORDER: readonly Verdict[] = [
  'complete',
  'partial',
  'missing',
  'no-occurrence',
  'cannot-judge',
  'excluded',
];

/** True when doing ours does theirs too. */
export function carries({ relation }: Pick<Tie, 'relation'>): boolean {
  return relation === 'equal' || relation === 'superset';
}

/** What follows from the ties of one requirement. An intersection or a support never fulfils anything. */
export function coveredBy(ties: readonly Tie[], verdictOf: (ours: string) => Verdict): Covered {
  const best = ties
    .filter(carries)
    .map((tie) => ({ tie, verdict: verdictOf(tie.ours) }))
    .sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict))[0];
  if (best) return { coverage: 'carried', verdict: best.verdict, confidence: best.tie.confidence };
  const coverage = ties.some(({ relation }) => relation === 'subset')
    ? 'part'
    : ties.length > 0
      ? 'shared'
      : 'none';
  return { coverage, verdict: null, confidence: null };
}

/** The ties of a requirement to ISO/IEC 42001, out of the mappings that the catalog reads from its side. */
export function tiesOf(mappings: readonly Mapping[]): readonly Tie[] {
  return mappings
    .filter(({ to }) => to.startsWith('iso-42001:'))
    .map(({ to, relation, rationale, source, confidence }) => ({
      ours: to.slice('iso-42001:'.length),
      relation: relation === 'subset' ? 'superset' : relation === 'superset' ? 'subset' : relation,
      rationale,
      source,
      confidence,
    }));
}
