import { daysBetween } from '#kernel/days.ts';
import type { Role } from '#kernel/roles.ts';
import { gapResult, reuseOf } from '#modules/gap/api.ts';
import { systems } from '#modules/system/read.ts';
import type { Ctx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import { memberships, organisations, persons } from '#platform/people-tables.ts';
import { actorNames } from '#platform/register/history.ts';
import { activity, plan, type ShownActivity, type WholePlan } from './contract.ts';
import { type Edit, type EstimateFacts, estimateOf } from './estimate.ts';
import { factsOf } from './facts.ts';
import { type Facts, judgeProof, progressOf } from './proofs.ts';
import { activities, plans } from './read.ts';
import { type Schedule, scheduleOf } from './schedule.ts';
import type { Activity, Plan } from './service.ts';

/** The plan in work, else the one closed last. */
export async function currentPlan(ctx: Ctx): Promise<Plan | null> {
  const rows = await plans(ctx).orderBy('ref', 'desc').execute();
  const row = rows.find((each) => each.state !== 'closed') ?? rows[0];
  return row ? decodeRecord(plan, row) : null;
}

/** Its activities in their order. */
export async function activitiesIn(ctx: Ctx, planId: string): Promise<readonly Activity[]> {
  const rows = await activities(ctx)
    .where('planId', '=', planId)
    .orderBy('position')
    .orderBy('ref')
    .execute();
  return rows.map((row) => decodeRecord(activity, row));
}

/** The schedule of activities; a milestone waits for whatever it waits for. */
export function scheduleFor(of: Plan, all: readonly Activity[]): Schedule {
  return scheduleOf(of.startOn, all);
}

/** Everything the page of the plan shows. */
export async function wholePlan(ctx: Ctx): Promise<WholePlan> {
  const found = await currentPlan(ctx);
  const estimate = estimateOf(await estimateFacts(ctx), found?.factors ?? []);
  const base = { today: ctx.today, estimate: { ...estimate, factors: [...estimate.factors] } };
  if (!found)
    return { ...base, week: null, plan: null, end: null, slipped: null, criticalPath: [], activities: [] };
  const all = await activitiesIn(ctx, found.id);
  const schedule = scheduleFor(found, all);
  const facts = await factsOf(ctx, found);
  const names = await actorNames(
    ctx,
    [found.approvedBy, found.proposedBy, ...all.map((each) => each.ownerId)].filter((each) => each !== null),
  );
  const baseline = new Map(found.baseline.map((each) => [each.id, each]));
  const approvedEnd =
    found.baseline
      .map((each) => each.end)
      .sort()
      .at(-1) ?? null;
  const elapsed = daysBetween(found.startOn, ctx.today);
  const { baseline: _baseline, ...frame } = found;
  return {
    ...base,
    week: elapsed < 0 || ctx.today > schedule.end ? null : Math.floor(elapsed / 7) + 1,
    plan: {
      ...frame,
      approvedByName: found.approvedBy ? (names.get(found.approvedBy) ?? 'A person') : null,
      proposedByName: found.proposedBy ? (names.get(found.proposedBy) ?? 'A person') : null,
    },
    end: schedule.end,
    slipped: approvedEnd === null ? null : daysBetween(approvedEnd, schedule.end),
    criticalPath: [...schedule.criticalPath],
    activities: withMilestones(
      all.map((each, i) => shown(each, { at: schedule.tasks[i]!, facts, today: ctx.today, names, baseline })),
      ctx.today,
    ),
  };
}

function shown(
  each: Activity,
  known: {
    readonly at: Schedule['tasks'][number];
    readonly facts: Facts;
    readonly today: string;
    readonly names: ReadonlyMap<string, string>;
    readonly baseline: ReadonlyMap<string, { readonly start: string; readonly end: string }>;
  },
): ShownActivity {
  const proofs = each.proofs.map((one) => judgeProof(one, known.facts));
  const progress = progressOf(proofs);
  const { start, end, slack, critical } = known.at;
  const planned = known.baseline.get(each.id);
  return {
    id: each.id,
    ref: each.ref,
    version: each.version,
    phase: each.phase,
    kind: each.kind,
    title: each.title,
    description: each.description,
    ownerId: each.ownerId,
    ownerName: each.ownerId ? (known.names.get(each.ownerId) ?? 'A person') : null,
    days: each.days,
    effortDays: each.effortDays,
    notBefore: each.notBefore,
    after: each.after,
    pilot: each.pilot,
    gapNote: each.gapNote,
    start,
    end,
    slack,
    critical,
    baseline: planned ? { start: planned.start, end: planned.end } : null,
    proofs,
    progress,
    late: end < known.today && each.kind === 'activity' && progress.of > 0 && progress.state !== 'shown',
  };
}

/** A milestone is reached when what leads to it is shown; it has no proof of its own. */
function withMilestones(all: readonly ShownActivity[], today: string): ShownActivity[] {
  const byId = new Map(all.map((each) => [each.id, each]));
  return all.map((each) => {
    if (each.kind !== 'milestone' || each.proofs.length > 0) return each;
    const before = each.after
      .flatMap(({ id }) => byId.get(id) ?? [])
      .filter((one) => one.kind === 'activity');
    const holds = before.filter((one) => one.progress.state === 'shown').length;
    const state = holds === before.length && holds > 0 ? 'shown' : holds > 0 ? 'under-way' : 'open';
    return {
      ...each,
      progress: { state, holds, of: before.length },
      late: each.end < today && state !== 'shown',
    };
  });
}

/** What the estimate is made from: people, AI systems in scope, answers of the gap analysis, ISO/IEC 27001. */
async function estimateFacts(ctx: Ctx): Promise<EstimateFacts> {
  const org = await ctx.q.selectFrom(organisations(ctx).as('o')).select('o.people').executeTakeFirst();
  const scoped = ctx.q.selectFrom(systems(ctx).as('s')).where('s.scope', '=', 'in');
  const count = async (rows: typeof scoped) =>
    Number((await rows.select((eb) => eb.fn.countAll().as('count')).executeTakeFirstOrThrow()).count);
  const said = await gapResult(ctx);
  const answers = said.lines.reduce((sum, line) => sum + line.asked, 0);
  const yes = said.lines.reduce((sum, line) => sum + (line.said.yes ?? 0), 0);
  const reuse = await reuseOf(ctx);
  return {
    people: org?.people ?? null,
    systemsInScope: await count(scoped),
    highRisk: await count(
      scoped.where('s.euState', '=', 'confirmed').where('s.euOutcomes', 'like', '%high-risk%'),
    ),
    saidYes: answers === 0 ? null : Math.round((yes * 1000) / answers),
    iso27001: reuse.lines.some(({ item }) => item.framework === 'iso-27001'),
  };
}

/** How long the plan takes with these edits. */
export async function weeksWith(ctx: Ctx, edits: readonly Edit[]): Promise<number> {
  return estimateOf(await estimateFacts(ctx), edits).weeks;
}

/** One holder of each role, the first by name, to suggest owners. */
export async function holders(
  ctx: Pick<Ctx, 'q' | 'org' | 'at' | 'today'>,
): Promise<ReadonlyMap<Role, string>> {
  const rows = await ctx.q
    .selectFrom(memberships(ctx).as('m'))
    .innerJoin(persons(ctx).as('p'), 'p.id', 'm.personId')
    .where('p.active', '=', 1)
    .where((eb) => eb.or([eb('m.until', 'is', null), eb('m.until', '>=', ctx.today)]))
    .select(['m.personId', 'm.roles'])
    .orderBy('p.name')
    .orderBy('m.personId')
    .execute();
  const found = new Map<Role, string>();
  for (const row of rows)
    for (const role of JSON.parse(row.roles) as Role[]) if (!found.has(role)) found.set(role, row.personId);
  return found;
}

/** What the gap analysis says of each requirement that is not in order yet. */
export async function gapNotes(ctx: Ctx): Promise<ReadonlyMap<string, string>> {
  const { lines } = await gapResult(ctx);
  return new Map(
    lines
      .filter((line) => line.asked > 0 && line.gap !== 'agrees' && line.gap !== 'excluded')
      .map((line) => [line.id, `${line.id} ${line.title}: ${line.sentence} ${line.next}`]),
  );
}
