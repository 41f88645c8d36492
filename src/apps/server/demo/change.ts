import { addDays } from '#kernel/days.ts';
import type { Actor } from '#kernel/policy.ts';
import { managementChange, staleAnswer, systemChange } from '#modules/change/contract.ts';
import { openOf } from '#modules/change/queries.ts';
import { systemChanges } from '#modules/change/read.ts';
import { recogniseChanges } from '#modules/change/recognise.ts';
import {
  announceChange,
  approveChange,
  approveManagementChange,
  carryOutManagementChange,
  newManagementChange,
  reviewChange,
  reviewManagementChange,
  withdrawChange,
  withdrawManagementChange,
} from '#modules/change/service.ts';
import { dataset } from '#modules/dataset/contract.ts';
import { approvedRecordsOf } from '#modules/lifecycle/api.ts';
import { lifecycleRecord } from '#modules/lifecycle/contract.ts';
import { reaffirmRecord } from '#modules/lifecycle/service.ts';
import { model } from '#modules/model/contract.ts';
import { risks as risksView } from '#modules/risk/read.ts';
import { system } from '#modules/system/contract.ts';
import { confirmClassification } from '#modules/system/service.ts';
import { readRecord } from '#platform/register/operations.ts';
import { acting } from '#platform/runtime.ts';
import type { Tx } from '#platform/tx.ts';
import { heads, links } from '#platform/view.ts';
import type { Scene, Stage } from './cast.ts';
import { type DemoManagementChange, demoManagementChanges } from './change-data.ts';

/**
 * Changes of AI systems in every state, the new base model of the applicant ranker half worked through; changes of
 * the management system in every state.
 */
export const changes: Scene = async (stage) => {
  await recognise(stage);
  await registersFilled(stage);
  await withdrawnBeforehand(stage);
  await plannedAhead(stage);
  await rankerRenewed(stage);
  await claimsChanged(stage);
  await spamFilterReviewed(stage);
  for (const each of demoManagementChanges) await managementChangeOf(stage, each);
};

async function recognise({ runtime, org }: Stage): Promise<void> {
  const actor: Actor = { id: null, name: 'OpenAIMS', via: 'job', roles: [] };
  await recogniseChanges(await acting(runtime, { org, actor, operation: 'change.recognise' }));
}

/** What the log shows of the days on which the registers were filled: no change of any AI system. */
async function registersFilled(stage: Stage): Promise<void> {
  const { doing, cast } = stage;
  const filled = await doing(cast.officer, 'systemChange.list', (tx) =>
    tx.q
      .selectFrom(systemChanges(tx).as('c'))
      .select(['c.id', 'c.version'])
      .where('c.state', '=', 'recognised')
      .where('c.cause', 'in', ['system.model', 'system.dataset', 'system.supplier'])
      .execute(),
  );
  for (const each of filled)
    await doing(cast.officer, 'change.withdraw', (tx) =>
      withdrawChange(tx, each, 'The registers were filled that day; nothing changed in the AI systems.'),
    );
}

/** Announced, approved, made and recognised; the risk still holds, the classification waits. */
async function rankerRenewed(stage: Stage): Promise<void> {
  const { doing, cast, ids } = stage;
  const ranker = await idOf(stage, 'model', 'Applicant ranker');
  const announced = await doing(cast.engineer, 'change.announce', (tx) =>
    announceChange(tx, {
      cause: 'model.version',
      subjectId: ranker,
      title: 'Train the applicant ranker anew on the applications of 2026',
      purpose: 'Applications from abroad were rare in the training data before 2022',
      consequences: 'Ranks move for about one application in five; tests by group are run anew',
      mitigation: null,
      resources: 'Two weeks of one engineer, one day of the works council',
      responsibleId: cast.engineer.id,
      plannedFor: addDays(tx.today, -6),
    }),
  );
  await approve(stage, cast.officer, announced.id);
  await doing(cast.engineer, 'model.update', (tx) =>
    tx.update(model, { id: ranker }, { modelVersion: '2026-12' }),
  );
  await recognise(stage);
  await answerFor(
    stage,
    { systemId: ids.get('cv')!, changeId: announced.id },
    'The tests by group show the same picture with the new model: no difference above two points.',
  );
}

/** Data changed without a word beforehand: recognised, not intended, and nobody has approved it. */
async function claimsChanged(stage: Stage): Promise<void> {
  const { doing, cast } = stage;
  const claims = await idOf(stage, 'dataset', 'Claims 2018–2025');
  await doing(cast.engineer, 'dataset.update', (tx) =>
    tx.update(
      dataset,
      { id: claims },
      { source: 'Own claims system, since this month the claims of the partner in Graz too' },
    ),
  );
  await recognise(stage);
  const id = await changeOf(stage, claims);
  await doing(cast.quality, 'systemChange.update', (tx) =>
    tx.update(systemChange, { id }, { planned: 'unintended', responsibleId: cast.engineer.id }),
  );
}

/** The whole way: recognised, approved afterwards, everything looked at, review closed. */
async function spamFilterReviewed(stage: Stage): Promise<void> {
  const { doing, cast, ids } = stage;
  const spam = ids.get('spam')!;
  await doing(cast.engineer, 'system.update', (tx) =>
    tx.update(system, { id: spam }, { affectedPeople: 'Everybody who writes to us, suppliers among them' }),
  );
  await recognise(stage);
  const id = await changeOf(stage, spam);
  await doing(cast.officer, 'systemChange.update', (tx) =>
    tx.update(
      systemChange,
      { id },
      {
        planned: 'planned',
        purpose: 'Mail of suppliers goes through the filter as well since the mail servers were joined',
        consequences: 'A wanted mail of a supplier may be held back; it is found in quarantine within a day',
        resources: 'None beyond the daily look into quarantine',
        responsibleId: cast.officer.id,
      },
    ),
  );
  await approve(stage, cast.quality, id);
  await doing(cast.officer, 'system.confirmClassification', async (tx) => {
    const { version, euState } = await tx.get(system, spam);
    if (euState === 'confirmed')
      await confirmClassification(
        tx,
        { id: spam, version },
        'Suppliers instead of patients change no class.',
      );
  });
  await doing(cast.quality, 'lifecycleRecord.reaffirm', async (tx) => {
    for (const each of await approvedRecordsOf(tx, spam)) {
      const { version } = await tx.get(lifecycleRecord, each.id);
      await reaffirmRecord(tx, { id: each.id, version });
    }
  });
  await answerFor(
    stage,
    { systemId: spam, changeId: id },
    'A held back mail is found within a day, whoever wrote it.',
  );
  await closeReview(stage, id, 'No mail was lost in four weeks.');
}

/** Closes a review as people do: only when nothing is open. */
async function closeReview({ runtime, org, doing, cast }: Stage, id: string, conclusion: string) {
  const hands = await acting(runtime, { org, actor: cast.quality, operation: 'change.review' });
  const open = await hands.scan(async (ctx) => openOf(ctx, await readRecord(ctx, systemChange, { id })));
  await doing(cast.quality, 'change.review', async (tx) => {
    const { version } = await tx.get(systemChange, id);
    await reviewChange(tx, { id, version }, { conclusion, open });
  });
}

async function plannedAhead(stage: Stage): Promise<void> {
  const { doing, cast } = stage;
  const lumen = await idOf(stage, 'model', 'Lumen L3');
  const announce = (title: string, days: number, fields: { consequences: string | null }) =>
    doing(cast.engineer, 'change.announce', (tx) =>
      announceChange(tx, {
        cause: 'model.version',
        subjectId: lumen,
        title,
        purpose: 'The supplier ends version 3.1 in spring',
        mitigation: null,
        resources: 'One week of tests with the 2,100 judged questions',
        responsibleId: cast.engineer.id,
        plannedFor: addDays(tx.today, days),
        ...fields,
      }),
    );
  const approved = await announce('Move the assistant to Lumen L4', 21, {
    consequences: 'Answers differ; the questions judged by care managers are run again before it goes live',
  });
  await approve(stage, cast.officer, approved.id);
  await announce('Let the assistant answer in Turkish', 60, { consequences: null });
}

/** Thought of and given up. */
async function withdrawnBeforehand(stage: Stage): Promise<void> {
  const { doing, cast } = stage;
  const lumen = await idOf(stage, 'model', 'Lumen L3');
  const made = await doing(cast.engineer, 'change.announce', (tx) =>
    announceChange(tx, {
      cause: 'model.supplier',
      subjectId: lumen,
      title: 'Get the language model from another supplier',
      purpose: 'Price',
      consequences: null,
      mitigation: null,
      resources: null,
      responsibleId: cast.engineer.id,
      plannedFor: null,
    }),
  );
  await doing(cast.officer, 'change.withdraw', (tx) =>
    withdrawChange(tx, made, 'The other supplier names no place of processing.'),
  );
}

async function managementChangeOf({ doing, cast }: Stage, plan: DemoManagementChange): Promise<void> {
  const made = await doing(cast.officer, 'managementChange.create', (tx) =>
    tx.insert(
      managementChange,
      newManagementChange(tx, {
        ...plan.fields,
        responsibleId: plan.responsible === null ? null : cast[plan.responsible].id,
        plannedFor: plan.inDays === null ? null : addDays(tx.today, plan.inDays),
      }),
    ),
  );
  const step = (
    actor: Actor,
    verb: string,
    run: (tx: Tx, seen: { readonly id: string; readonly version: number }) => Promise<unknown>,
  ) =>
    doing(actor, `managementChange.${verb}`, async (tx) => {
      const { id, version } = await tx.get(managementChange, made.id);
      await run(tx, { id, version });
    });
  if (plan.withdrawn)
    return step(cast.officer, 'withdraw', (tx, seen) => withdrawManagementChange(tx, seen, plan.withdrawn!));
  if (plan.approved) await step(cast.top, 'approve', approveManagementChange);
  if (plan.outcome)
    await step(cast.officer, 'carryOut', (tx, seen) =>
      carryOutManagementChange(tx, seen, { outcome: plan.outcome! }),
    );
  if (plan.effect)
    await step(cast.top, 'review', (tx, seen) => reviewManagementChange(tx, seen, plan.effect!));
}

async function approve({ doing }: Stage, actor: Actor, id: string): Promise<void> {
  await doing(actor, 'change.approve', async (tx) => {
    const { version } = await tx.get(systemChange, id);
    await approveChange(tx, { id, version });
  });
}

/** The risk manager says of the risks of a system that they still hold, because of one change behind them. */
async function answerFor(
  stage: Stage,
  of: { readonly systemId: string; readonly changeId: string },
  reason: string,
): Promise<void> {
  const { doing, cast } = stage;
  await doing(cast.risk, 'stale.stillRight', async (tx) => {
    const { cause, seq } = await tx.get(systemChange, of.changeId);
    const risks = await tx.q
      .selectFrom(risksView(tx).as('r'))
      .innerJoin(links(tx, 'concerns').as('l'), 'l.from_id', 'r.id')
      .select(['r.id', 'r.state'])
      .where('l.to_id', '=', of.systemId)
      .where('r.assessedOn', 'is not', null)
      .where('r.state', '<>', 'closed')
      .execute();
    for (const { id, state } of risks)
      for (const dependent of state === 'accepted'
        ? ['risk.assessment', 'risk.acceptance']
        : ['risk.assessment'])
        await tx.insert(staleAnswer, {
          dependent,
          recordId: id,
          part: null,
          cause,
          seq: seq!,
          reason,
          answeredBy: tx.actor.id,
          answeredOn: tx.today,
        });
  });
}

async function changeOf({ doing, cast }: Stage, subjectId: string): Promise<string> {
  return doing(cast.officer, 'systemChange.get', async (tx) => {
    const row = await tx.q
      .selectFrom(systemChanges(tx).as('c'))
      .select('c.id')
      .where('c.subjectId', '=', subjectId)
      .where('c.state', '=', 'recognised')
      .executeTakeFirstOrThrow();
    return row.id;
  });
}

async function idOf({ doing, cast }: Stage, type: string, title: string): Promise<string> {
  return doing(cast.officer, `${type}.list`, async (tx) => {
    const row = await tx.q
      .selectFrom(heads(tx).as('h'))
      .innerJoin('record', (join) => join.onRef('record.id', '=', 'h.id').on('record.org_id', '=', tx.org.id))
      .select('h.id')
      .where('h.title', '=', title)
      .where('record.type', '=', type)
      .executeTakeFirstOrThrow();
    return row.id;
  });
}
