import type { OutputOf } from '#kernel/endpoint.ts';
import { t } from '#kernel/language.ts';
import { type Verdict, verdicts } from '#kernel/verdict.ts';
import { inboxOf } from '#modules/calendar/api.ts';
import { standingInNumbers } from '#modules/conformity/api.ts';
import type { Ctx } from '#platform/context.ts';
import { byUrgency } from '#platform/tasks.ts';
import type { homeEndpoints } from './contract.ts';

/** The tasks of all modules for this person and for those they stand in for: due dates first, then the larger pile. */
export async function inbox(ctx: Ctx): Promise<OutputOf<typeof homeEndpoints.inbox>> {
  const tasks = await inboxOf(ctx);
  return { today: ctx.today, tasks: [...tasks].sort(byUrgency) };
}

/** Counts by verdict, each leading to the lines it counts. */
export async function standing(ctx: Ctx): Promise<OutputOf<typeof homeEndpoints.standing>> {
  const now = await standingInNumbers(ctx);
  const counted = (kind: 'clause' | 'control', totals: Readonly<Record<Verdict, number>>) =>
    (Object.keys(verdicts) as Verdict[])
      .map((verdict) => ({
        verdict,
        label: verdicts[verdict].label,
        count: totals[verdict],
        href: `/conformity?kind=${kind}&verdict=${verdict}`,
      }))
      .filter((each) => each.count > 0);
  return {
    today: now.today,
    basis: now.basis,
    subclauses: counted('clause', now.totals.subclauses),
    controls: counted('control', now.totals.controls),
    numbers: [
      { label: t('What an auditor would raise'), count: now.raised, href: '/conformity?raised=true' },
      { label: t('Requirements with open gaps'), count: now.withGaps, href: '/conformity?gaps=true' },
      { label: t('Confirmed on current facts'), count: now.confirmed, href: '/conformity?confirmed=current' },
      {
        label: t('Confirmed on older facts'),
        count: now.olderFacts,
        href: '/conformity?confirmed=older-facts',
      },
    ],
  };
}
