import { reuseOf } from '#modules/gap/api.ts';
import type { Ctx } from '#platform/context.ts';
import type { Money } from './contract.ts';
import { activitiesIn, currentPlan } from './queries.ts';
import type { Activity, Plan } from './service.ts';

/** How long a certificate runs: the years over which yearly costs are counted. */
const CYCLE_YEARS = 3;

/** The business case of the plan in work; null without a plan. Amounts nobody knows are counted as unknown, never as nothing. */
export async function businessCase(ctx: Ctx): Promise<Money | null> {
  const plan = await currentPlan(ctx);
  if (!plan) return null;
  const { avoided } = await reuseOf(ctx);
  return moneyOf(plan, await activitiesIn(ctx, plan.id), avoided.length);
}

/** The sums, in whole cents of the plan's currency. Pure. @param avoided requirements for which nothing is made twice */
function moneyOf(
  plan: Pick<Plan, 'currency' | 'dayRateCents' | 'daysPerRequirement' | 'costs' | 'benefits'>,
  activities: readonly Pick<Activity, 'effortDays'>[],
  avoided: number,
): Money {
  const effortDays = sum(activities.map((each) => each.effortDays));
  const rate = plan.dayRateCents;
  const times = (days: number) => (rate === null ? null : days * rate);
  const known = (which: 'once' | 'yearly') =>
    sum(plan.costs.filter((each) => each.times === which).map((each) => each.cents ?? 0));
  const effortCents = times(effortDays);
  const [onceCents, yearlyCents] = [known('once'), known('yearly')];
  return {
    currency: plan.currency,
    effortDays,
    dayRateCents: rate,
    effortCents,
    onceCents,
    yearlyCents,
    cycleCents: effortCents === null ? null : effortCents + onceCents + CYCLE_YEARS * yearlyCents,
    unknownAmounts: plan.costs.filter((each) => each.cents === null).length + (rate === null ? 1 : 0),
    avoidedRequirements: avoided,
    avoidedDays: avoided * plan.daysPerRequirement,
    avoidedCents: times(avoided * plan.daysPerRequirement),
    benefitCentsPerYear: sum(plan.benefits.map((each) => each.centsPerYear ?? 0)),
    rules: [
      'Own work is the working days of all activities times the day rate.',
      `One cycle is own work and single costs, and ${CYCLE_YEARS} years of what returns: a certificate runs three years.`,
      `What reuse saves is the number of requirements that need nothing made twice, times ${plan.daysPerRequirement} working days, times the day rate.`,
      'An amount that nobody knows is left out of the sums and counted as unknown.',
    ],
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
