import { addDays } from '#kernel/days.ts';
import type { Actor } from '#kernel/policy.ts';
import { cancelAction, finishAction, planAction, startAction } from '#modules/improvement/actions.ts';
import { type RaisedNonconformity, raiseNonconformity } from '#modules/improvement/api.ts';
import { correctiveAction, nonconformity } from '#modules/improvement/contract.ts';
import { improvementIdea } from '#modules/improvement/idea-contract.ts';
import { decideIdea, finishIdea, newIdea, reviewBenefit } from '#modules/improvement/ideas.ts';
import {
  approvePlan,
  chooseEffectiveness,
  closeNonconformity,
  judgeEffectiveness,
} from '#modules/improvement/rounds.ts';
import {
  analyseCause,
  correctNonconformity,
  dismissNonconformity,
  gradeNonconformity,
  recordFollowUp,
} from '#modules/improvement/service.ts';
import { similarCases } from '#modules/improvement/similar.ts';
import { recordSimilar } from '#modules/improvement/similar-record.ts';
import type { Tx } from '#platform/tx.ts';
import type { Scene, Stage } from './cast.ts';
import {
  type DemoIdea,
  type DemoNonconformity,
  type DemoRound,
  demoIdeas,
  demoNonconformities,
} from './improvement-data.ts';

/** Nonconformities and ideas in every state, one of them found ineffective and done again. */
export const improvement: Scene = async (stage) => {
  for (const each of demoNonconformities) await nonconformityOf(stage, each);
  for (const each of demoIdeas) await ideaOf(stage, each);
};

type Step = (tx: Tx, seen: { readonly id: string; readonly version: number }) => Promise<unknown>;

async function nonconformityOf(stage: Stage, plan: DemoNonconformity): Promise<void> {
  const { doing, cast, ids } = stage;
  const made = await doing(cast[plan.foundBy], 'nonconformity.create', async (tx) =>
    raiseNonconformity(tx, {
      ...plan.fields,
      foundOn: addDays(tx.today, -plan.foundDaysAgo),
      dueOn: addDays(tx.today, plan.dueInDays),
      ownerId: plan.owner ? cast[plan.owner].id : null,
      concerns: plan.systems.map((key) => ids.get(key)!),
    } satisfies RaisedNonconformity),
  );
  const step = (actor: Actor, verb: string, run: Step) =>
    doing(actor, `nonconformity.${verb}`, async (tx) => {
      const { id, version } = await tx.get(nonconformity, made.id);
      await run(tx, { id, version });
    });
  if (plan.grade) await step(cast.auditor, 'grade', (tx, seen) => gradeNonconformity(tx, seen, plan.grade!));
  if (plan.dismissed)
    await step(cast.quality, 'dismiss', (tx, seen) => dismissNonconformity(tx, seen, plan.dismissed!));
  for (const round of plan.rounds) await roundOf(stage, { id: made.id, step }, round);
}

async function roundOf(
  stage: Stage,
  on: {
    readonly id: string;
    readonly step: (actor: Actor, verb: string, run: Step) => Promise<void>;
  },
  round: DemoRound,
): Promise<void> {
  const { cast } = stage;
  await on.step(cast.engineer, 'correct', (tx, seen) =>
    correctNonconformity(tx, seen, { ...round.correction, correctedOn: tx.today }),
  );
  if (!round.cause) return;
  await on.step(cast.engineer, 'analyse', (tx, seen) => analyseCause(tx, seen, round.cause!));
  if (!round.similar) return;
  await on.step(cast.engineer, 'recordSimilar', async (tx, seen) => {
    const { cases } = await similarCases(tx, await tx.get(nonconformity, seen.id));
    return recordSimilar(tx, seen, {
      words: '',
      looked: cases.slice(0, 8).map((each) => each.id),
      found: [],
      conclusion: round.similar!,
    });
  });
  const actions = await planned(stage, on.id, round);
  await on.step(cast.officer, 'chooseEffectiveness', (tx, seen) =>
    chooseEffectiveness(tx, seen, {
      method: 'Look at the records of the following weeks',
      criterion: 'The fault does not occur again',
      dueOn: addDays(tx.today, round.effectInDays),
      judgeId: cast.quality.id!,
    }),
  );
  if (round.until === 'plan') return;
  await on.step(cast.top, 'approvePlan', approvePlan);
  if (round.until === 'approved') return;
  for (const [i, id] of actions.entries()) {
    const current = (tx: Tx) => tx.get(correctiveAction, id);
    await stage.doing(cast.engineer, 'correctiveAction.start', async (tx) =>
      startAction(tx, await current(tx)),
    );
    if (round.until === 'started' && i === actions.length - 1) return;
    await stage.doing(cast.engineer, 'correctiveAction.finish', async (tx) =>
      finishAction(tx, await current(tx), { outcome: 'Carried out and shown in the weekly meeting.' }),
    );
  }
  if (!round.judgement) return;
  await on.step(cast.quality, 'judge', (tx, seen) => judgeEffectiveness(tx, seen, round.judgement!));
  if (!round.closed) return;
  await on.step(cast.engineer, 'followUp', async (tx, seen) => {
    await tx.link('nc-changed', seen.id, stage.ids.get('cv')!);
    return recordFollowUp(tx, seen, round.closed!);
  });
  await on.step(cast.officer, 'close', (tx, seen) => closeNonconformity(tx, seen));
}

async function planned(stage: Stage, id: string, round: DemoRound): Promise<readonly string[]> {
  const plan = (title: string) =>
    stage.doing(stage.cast.engineer, 'correctiveAction.create', async (tx) =>
      tx.insert(
        correctiveAction,
        await planAction(tx, {
          nonconformityId: id,
          title,
          ownerId: stage.cast.engineer.id,
          dueOn: addDays(tx.today, Math.min(round.effectInDays, 14)),
          resources: 'Two days of the data team',
        }),
      ),
    );
  if (round.dropped) {
    const [title, reason] = round.dropped;
    const { id: dropped, version } = await plan(title);
    await stage.doing(stage.cast.engineer, 'correctiveAction.cancel', (tx) =>
      cancelAction(tx, { id: dropped, version }, reason),
    );
  }
  const ids: string[] = [];
  for (const title of round.actions) ids.push((await plan(title)).id);
  return ids;
}

async function ideaOf({ doing, cast }: Stage, plan: DemoIdea): Promise<void> {
  const made = await doing(cast[plan.by], 'improvementIdea.create', (tx) =>
    tx.insert(improvementIdea, newIdea(tx, plan.fields)),
  );
  const step = (actor: Actor, verb: string, run: Step) =>
    doing(actor, `improvementIdea.${verb}`, async (tx) => {
      const { id, version } = await tx.get(improvementIdea, made.id);
      await run(tx, { id, version });
    });
  if (!plan.decision) return;
  await step(cast.officer, 'decide', (tx, seen) =>
    decideIdea(tx, seen, {
      ...plan.decision!,
      ownerId: cast.quality.id!,
      dueOn: addDays(tx.today, 30),
    }),
  );
  if (plan.outcome)
    await step(cast.quality, 'finish', (tx, seen) => finishIdea(tx, seen, { outcome: plan.outcome! }));
  if (plan.review) await step(cast.quality, 'review', (tx, seen) => reviewBenefit(tx, seen, plan.review!));
}
