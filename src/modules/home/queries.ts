import type { OutputOf } from '#kernel/endpoint.ts';
import { t } from '#kernel/language.ts';
import { type Verdict, verdicts } from '#kernel/verdict.ts';
import { inboxOf } from '#modules/calendar/api.ts';
import { standingInNumbers } from '#modules/conformity/api.ts';
import type { Ctx } from '#platform/context.ts';
import type { homeEndpoints } from './contract.ts';

/** The tasks of all modules for this person and for those they stand in for: due dates first, then the larger pile. */
export async function inbox(ctx: Ctx): Promise<OutputOf<typeof homeEndpoints.inbox>> {
  const tasks = await inboxOf(ctx);
  return { today: ctx.today, tasks: [...tasks].sort(byUrgency) };
}

type Sortable = { readonly dueAt: string | null; readonly count: number; readonly title: string };

/** Due dates first, the earliest before the later; then the larger pile; then by title. */
export function byUrgency(a: Sortable, b: Sortable): number {
  if (a.dueAt !== b.dueAt) {
    if (a.dueAt === null) return 1;
    if (b.dueAt === null) return -1;
    return a.dueAt < b.dueAt ? -1 : 1;
  }
  if (a.count !== b.count) return b.count - a.count;
  return a.title < b.title ? -1 : 1;
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
