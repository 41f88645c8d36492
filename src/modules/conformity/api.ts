import type { ActionCtx, Ctx } from '#platform/context.ts';
import { type Purpose, verdict } from './contract.ts';
import { type Frozen, freezable } from './freeze.ts';
import { judgeRequirements, totalsOf } from './lines.ts';

/**
 * Freezes the verdicts of every requirement for something that is issued: a Statement, review, audit or pack.
 * Judged off the event loop, then written in a transaction of its own, so call it after the issue was committed.
 * @param subjectId the record they are frozen for
 */
export async function freezeVerdicts(
  ctx: ActionCtx,
  frozen: { readonly purpose: Exclude<Purpose, 'snapshot'>; readonly subjectId: string },
): Promise<Frozen> {
  const fields = await ctx.scan((at) => freezable(at, frozen.purpose, frozen.subjectId));
  return ctx.write((tx) => tx.insert(verdict, fields));
}

/** How the requirements stand, in numbers, for home and reports. */
export async function standingInNumbers(ctx: Ctx) {
  const judged = await judgeRequirements(ctx);
  return {
    at: judged.at,
    today: judged.today,
    basis: judged.basis,
    totals: totalsOf(judged.requirements),
    withGaps: judged.requirements.filter((each) => each.openGaps > 0).length,
    raised: judged.requirements.filter((each) => each.raises.length > 0).length,
    confirmed: judged.requirements.filter((each) => each.confirmed.state === 'current').length,
    olderFacts: judged.requirements.filter((each) => each.confirmed.state === 'older-facts').length,
  };
}

export { judgeRequirements } from './lines.ts';
export { packsInUse } from './packs-in-use.ts';
export { type Raised, raisedAt } from './raise.ts';
export { trendOf } from './trend.ts';
