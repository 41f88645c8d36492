import { type Threshold, thresholdId } from '#measure/spec.ts';
import { dryRun, type JudgedWindow } from '#measure/thresholds.ts';
import type { At } from '#platform/view.ts';
import type { DryRun } from './contract.ts';
import { hashOf } from './hash.ts';
import { monitorResults } from './read.ts';
import { readSpec } from './spec-text.ts';

/** How many past windows are tried: four years of weeks. */
const WINDOWS = 208;

/**
 * How often each threshold of a monitor would have fired over the windows that are here. Its fingerprint names these
 * thresholds over these results, so that nobody switches on what they did not see.
 */
export async function dryRunOf(
  at: At,
  of: { readonly id: string; readonly spec: string; readonly specHash: string },
): Promise<DryRun> {
  const rows = await at.q
    .selectFrom(monitorResults(at).as('r'))
    .where('r.monitorId', '=', of.id)
    .select(['r.windowFrom', 'r.windowTo', 'r.resultHash', 'r.body'])
    .orderBy('r.windowFrom', 'desc')
    .limit(WINDOWS)
    .execute();
  rows.reverse();
  const { thresholds } = readSpec(of.spec);
  const windows = rows.map((row) => JSON.parse(row.body) as JudgedWindow);
  const severities = new Map(thresholds.map((each: Threshold) => [thresholdId(each), each.severity]));
  return {
    fingerprint: hashOf({ spec: of.specHash, results: rows.map((row) => row.resultHash) }),
    windows: rows.length,
    from: rows[0]?.windowFrom ?? null,
    to: rows.at(-1)?.windowTo ?? null,
    thresholds: dryRun(thresholds, windows).map((each) => ({
      threshold: each.threshold,
      severity: severities.get(each.threshold) ?? 'medium',
      fired: each.fired.length,
      judged: each.judged,
      windows: each.windows,
      when: [...each.fired],
    })),
  };
}
