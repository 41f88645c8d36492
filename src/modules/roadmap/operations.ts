import { render } from '#documents/render.ts';
import type { InputOf } from '#kernel/endpoint.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { anyMember } from '#kernel/policy.ts';
import { gapResult } from '#modules/gap/api.ts';
import type { ActionCtx } from '#platform/context.ts';
import { action, command, type FileAnswer, type Operation, query } from '#platform/operation.ts';
import { registerOperations } from '#platform/register/operations.ts';
import { beforeAudit } from './audit-date.ts';
import { activity, activityEndpoints, plan, planEndpoints, planHistory } from './contract.ts';
import { planCalendar, planDocument } from './files.ts';
import { businessCase } from './money.ts';
import { mayCommit, mayKeepActivity, mayPlan } from './policy.ts';
import { activitiesIn, currentPlan, gapNotes, holders, weeksWith, wholePlan } from './queries.ts';
import * as service from './service.ts';

/** The verbs that the schedule has a say in are written out below. */
const reads = [
  ...registerOperations(activity, activityEndpoints, {
    write: mayPlan,
    list: { sort: 'position' },
    prepareCreate: () => {
      throw new AppError('wrong-state', t('Activities are added to a plan.'));
    },
  }).filter(({ endpoint }) => !/\.(create|update|remove)$/.test(endpoint.id)),
  ...registerOperations(plan, planHistory, {
    write: mayPlan,
    list: { sort: '-startOn' },
    prepareCreate: () => {
      throw new AppError('wrong-state', t('A plan is drafted.'));
    },
  }).filter(({ endpoint }) => /\.(list|history)$/.test(endpoint.id)),
];

export const roadmapOperations: readonly Operation[] = [
  ...reads,
  command(activityEndpoints.create, {
    allow: mayPlan,
    run: (tx, input) => service.addActivity(tx, input as never),
  }),
  command(activityEndpoints.update, {
    allow: async (actor, { id }, tx) => mayKeepActivity(actor, (await tx.get(activity, id)).ownerId),
    run: (tx, { id, version, ...patch }) => service.changeActivity(tx, { id, version }, patch as never),
  }),
  command(activityEndpoints.remove, {
    allow: mayPlan,
    run: async (tx, seen) => {
      await service.dropActivity(tx, seen);
      return { removed: true as const };
    },
  }),
  query(planEndpoints.show, { heavy: true, allow: anyMember, run: wholePlan }),
  action(planEndpoints.draft, { allow: mayPlan, run: draft }),
  action(planEndpoints.edit, {
    allow: mayPlan,
    run: async (ctx, { id, version, ...patch }) => {
      const weeks = patch.factors ? { weeks: await ctx.scan((at) => weeksWith(at, patch.factors!)) } : {};
      const after = await ctx.write((tx) =>
        service.editPlan(tx, { id, version }, { ...patch, ...weeks } as never),
      );
      return { id: after.id, version: after.version, weeks: after.weeks };
    },
  }),
  command(planEndpoints.propose, { allow: mayPlan, run: service.proposePlan }),
  command(planEndpoints.approve, {
    allow: mayCommit,
    run: (tx, { commitment, ...seen }) => service.approvePlan(tx, seen, commitment),
  }),
  command(planEndpoints.withdraw, {
    allow: mayPlan,
    run: (tx, { reason, ...seen }) => service.withdrawPlan(tx, seen, reason),
  }),
  command(planEndpoints.close, {
    allow: mayPlan,
    run: (tx, { reason, ...seen }) => service.closePlan(tx, seen, reason),
  }),
  action(planEndpoints.takeGaps, { allow: mayPlan, run: takeGaps }),
  query(planEndpoints.case, { allow: anyMember, run: businessCase }),
  query(planEndpoints.auditDate, {
    heavy: true,
    allow: anyMember,
    run: async (ctx, input) => {
      const found = await currentPlan(ctx);
      return beforeAudit(ctx, input, found ? await activitiesIn(ctx, found.id) : []);
    },
  }),
  action(planEndpoints.file, { allow: anyMember, run: file }),
];

/** Asked of the registers first, written then: the estimate and the gaps are read in one snapshot. */
async function draft(ctx: ActionCtx, input: InputOf<typeof planEndpoints.draft>) {
  const read = await ctx.scan(async (at) => ({
    weeks: await weeksWith(at, input.factors),
    notes: input.withGaps ? await gapNotes(at) : new Map<string, string>(),
    owners: await holders(at),
  }));
  const made = await ctx.write((tx) =>
    service.draftPlan(tx, {
      title: input.title,
      startOn: input.startOn ?? ctx.today,
      factors: input.factors,
      ...read,
    }),
  );
  return { id: made.plan.id, ref: made.plan.ref, weeks: made.plan.weeks, activities: made.activities };
}

/** One activity for each gap, in the phase of design, before what the design is released by. */
async function takeGaps(
  ctx: ActionCtx,
  input: { readonly id: string; readonly requirementIds: readonly string[] },
) {
  const lines = await ctx.scan(async (at) => (await gapResult(at)).lines);
  const wanted = input.requirementIds.map((id) => {
    const line = lines.find((each) => each.id === id);
    if (!line) throw new AppError('invalid-input', t('The gap analysis says nothing of {id}.', { id }));
    return line;
  });
  const created = await ctx.write((tx) =>
    service.addGaps(
      tx,
      wanted.map((line) => ({
        id: line.id,
        title: `${line.next.split('.')[0]}: ${line.id} ${line.title}`,
        note: line.sentence,
      })),
    ),
  );
  return { created: created.map(({ id, ref, title }) => ({ id, ref, title })) };
}

async function file(
  ctx: ActionCtx,
  { format }: { readonly format: 'xlsx' | 'ics' | 'pdf' | 'docx' | 'md' },
): Promise<FileAnswer> {
  const whole = await ctx.scan(wholePlan);
  const facts = { organisation: ctx.org.name, now: ctx.now };
  const name = `${t('Plan')} ${ctx.today}`;
  if (format === 'ics')
    return {
      body: Buffer.from(planCalendar(whole, { ...facts, org: ctx.org.id })),
      mediaType: 'text/calendar; charset=utf-8',
      name: `${name}.ics`,
    };
  const made = await render(planDocument(whole, facts), format);
  return { body: made.bytes, mediaType: made.mediaType, name: `${name}.${made.extension}` };
}
