import { judgeRequirements } from '#modules/conformity/api.ts';
import type { Ctx } from '#platform/context.ts';
import { heads } from '#platform/view.ts';
import type { Facts } from './proofs.ts';
import type { Plan } from './service.ts';

/** What the records say, once for all activities: verdicts, checks, how many records of each type there are. */
export async function factsOf(ctx: Ctx, plan: Plan | null): Promise<Facts> {
  const { requirements } = await judgeRequirements(ctx);
  const rows = await ctx.q
    .selectFrom('record')
    .innerJoin(heads(ctx).as('head'), 'head.id', 'record.id')
    .where('record.org_id', '=', ctx.org.id)
    .groupBy('record.type')
    .select(['record.type', (eb) => eb.fn.countAll().as('count')])
    .execute();
  const counts = new Map(rows.map((row) => [row.type, Number(row.count)]));
  return {
    verdicts: new Map(requirements.map((each) => [each.id, { verdict: each.verdict, title: each.title }])),
    checks: new Map(requirements.flatMap((each) => each.checks.map((check) => [check.id, check] as const))),
    types: new Map(
      [...ctx.registry.records].map(([type, { name }]) => [type, { name, count: counts.get(type) ?? 0 }]),
    ),
    plan: {
      team: (plan?.team.length ?? 0) > 0,
      resources: plan !== null && plan.sponsorId !== null && plan.dayRateCents !== null,
      proposed: plan?.state === 'proposed' || plan?.state === 'approved',
      approved: plan?.state === 'approved',
    },
  };
}
