import { msg } from './language.ts';
/** What the machine says of a requirement's records (spine.md section 7). It never says "conforming". */
export const verdicts = {
  complete: { label: msg('Records complete'), mark: '●' },
  partial: { label: msg('Records partly there'), mark: '◐' },
  missing: { label: msg('Records missing'), mark: '○' },
  'no-occurrence': { label: msg('No occurrence yet'), mark: '◌' },
  'cannot-judge': { label: msg('Cannot be judged'), mark: '–' },
  excluded: { label: msg('Excluded'), mark: '⊘' },
} as const;

export type Verdict = keyof typeof verdicts;

export type Outcome = 'ok' | 'gap' | 'unknown';

/** How many rows of one check came out how. `idle` is the reason why an empty population is expected, if it is. */
export type CheckCounts = {
  readonly ok: number;
  readonly gap: number;
  readonly unknown: number;
  readonly idle: string | null;
};

/**
 * The verdict over all checks of one requirement. Pure.
 * @param unchecked the parts of the requirement that no check covers; with such a part it is at most partial
 */
export function verdictOf(checks: readonly CheckCounts[], unchecked: readonly string[] = []): Verdict {
  const sum = { ok: 0, gap: 0, unknown: 0 };
  for (const each of checks) {
    sum.ok += each.ok;
    sum.gap += each.gap;
    // An empty population without a reason is unknown: silence proves nothing.
    sum.unknown += each.unknown + (each.ok + each.gap + each.unknown === 0 && each.idle === null ? 1 : 0);
  }
  if (checks.length > 0 && sum.ok + sum.gap + sum.unknown === 0) return 'no-occurrence';
  if (sum.ok === 0 && sum.gap === 0) return 'cannot-judge';
  if (sum.ok === 0) return 'missing';
  if (sum.gap === 0 && sum.unknown === 0 && unchecked.length === 0) return 'complete';
  return 'partial';
}
