import type { OutputOf } from '#kernel/endpoint.ts';
import type { Verdict } from '#kernel/verdict.ts';
import type { Ctx } from '#platform/context.ts';
import type { conformityEndpoints } from './contract.ts';
import { frozenRecords } from './freeze.ts';

type Trend = OutputOf<typeof conformityEndpoints.trend>;

/**
 * How the verdicts moved, from what was frozen at the time: never re-judged by later rules.
 * @param from the first day to show; the moves before it are folded in
 */
export async function trendOf(ctx: Ctx, from?: string): Promise<Trend> {
  const known = new Map<string, Verdict>();
  const points: Trend['points'] = [];
  for (const record of await frozenRecords(ctx)) {
    const moves = record.verdicts
      .filter((each) => known.get(each.id) !== each.verdict)
      .map((each) => ({ id: each.id, from: known.get(each.id) ?? null, to: each.verdict }));
    for (const each of record.verdicts) known.set(each.id, each.verdict);
    const { id, ref, day, purpose, subjectId, totals, openGaps } = record;
    points.push({ id, ref, day, purpose, subjectId, totals, openGaps, moves });
  }
  return { points: from === undefined ? points : points.filter((point) => point.day >= from) };
}
