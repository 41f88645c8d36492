import { dayIn } from '#kernel/clock.ts';
import { daysBetween } from '#kernel/days.ts';
import { pieces } from '#modules/evidence/read.ts';
import type { Ctx } from '#platform/context.ts';

/** Records that say how the system is set up or planned, not that it runs. */
const NOT_OPERATION = [
  'organisation',
  'person',
  'membership',
  'packChoice',
  'roadmapPlan',
  'roadmapActivity',
  'gapInterview',
  'gapPart',
  'gapClaim',
  'reusedItem',
  'verdict',
  'link',
  'control',
];

export type OperatingHistory = {
  /** The day of the first entry in the log that shows the management system at work. */
  readonly firstEntryOn: string | null;
  /** Whole weeks since then. */
  readonly recordedWeeks: number;
  /** The earliest day that a piece of evidence speaks of. */
  readonly firstEffectiveOn: string | null;
  readonly effectiveWeeks: number;
};

/**
 * For how long there are records: by the log, which nobody can date back, and beside it by the days that evidence
 * speaks of. An auditor wants a cycle of records; a trail that began four weeks ago convinces nobody.
 */
export async function operatingHistory(ctx: Ctx): Promise<OperatingHistory> {
  const entries = ctx.q
    .selectFrom('log_entry')
    .where('org_id', '=', ctx.org.id)
    .where('change', '=', 'create')
    .where('type', 'not in', NOT_OPERATION)
    .where('actor', 'is not', null);
  const first = await (ctx.at === 'now' ? entries : entries.where('seq', '<=', ctx.at))
    .select('at')
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  const effective = await ctx.q
    .selectFrom(pieces(ctx).as('e'))
    .where('e.effectiveOn', 'is not', null)
    .where('e.effectiveOn', '<=', ctx.today)
    .select((eb) => eb.fn.min('e.effectiveOn').as('day'))
    .executeTakeFirst();
  const firstEntryOn = first ? dayIn(ctx.org.timeZone, new Date(first.at)) : null;
  const firstEffectiveOn = effective?.day ?? null;
  return {
    firstEntryOn,
    recordedWeeks: weeksSince(ctx, firstEntryOn),
    firstEffectiveOn,
    effectiveWeeks: weeksSince(ctx, firstEffectiveOn),
  };
}

function weeksSince(ctx: Ctx, day: string | null): number {
  return day === null ? 0 : Math.max(0, Math.floor(daysBetween(day, ctx.today) / 7));
}
