import { addDays } from '#kernel/days.ts';
import { controls } from '#modules/control/read.ts';
import { adviseImpact, answerQuestion, decidePriorConsultation } from '#modules/impact/answers.ts';
import { bulkScreen } from '#modules/impact/bulk.ts';
import type { Impact } from '#modules/impact/content.ts';
import { categories, consultation, impactEntry, indicator, parties } from '#modules/impact/contract.ts';
import { decideImpactCriteria, SUGGESTED } from '#modules/impact/criteria.ts';
import { acceptEntry, addEntry, feedRisk, setMeasures, settleNone } from '#modules/impact/entries.ts';
import { lookAt } from '#modules/impact/indicators.ts';
import { impactEntries } from '#modules/impact/read.ts';
import { decideDepth, screenSystem } from '#modules/impact/screening-service.ts';
import {
  approveImpact,
  attachImpactCheckpoint,
  redoImpact,
  startImpact,
  submitImpact,
  watchImpact,
} from '#modules/impact/service.ts';
import type { AnswerValue } from '#modules/impact/values.ts';
import { acting } from '#platform/runtime.ts';
import { makeCheckpoint } from '#platform/trail/checkpoint-store.ts';
import type { Scene, Stage } from './cast.ts';
import {
  assistantAnswers,
  assistantImpacts,
  type DemoImpact,
  rankingAnswers,
  rankingImpacts,
  triageAnswers,
  triageImpacts,
} from './impact-data.ts';

const REFERENCE =
  'Looked at in the workshop of the quarter with nursing, recruiting and the works council; nothing was found.';

/** Screenings of every outcome and assessments in every state; that of the assistant was replaced when its model was. */
export const impactScene: Scene = async (stage) => {
  const { doing, cast } = stage;
  await doing(cast.top, 'impact.setCriteria', (tx) => decideImpactCriteria(tx, SUGGESTED));
  await screenings(stage);
  const ranking = await assessed(stage, 'cv', { answers: rankingAnswers, impacts: rankingImpacts });
  await watched(
    stage,
    await approved(
      stage,
      ranking,
      'The ranking helps more people than it harms; with second reader and tests.',
    ),
  );
  const assistant = await assessed(stage, 'chat', { answers: assistantAnswers, impacts: assistantImpacts });
  await replaced(stage, await approved(stage, assistant, 'It helps at night; hand-over works.'));
  const triage = await assessed(stage, 'triage', { answers: triageAnswers, impacts: triageImpacts });
  await doing(cast.engineer, 'impact.submit', (tx) => submitImpact(tx, triage));
  await begun(stage);
};

async function screenings({ runtime, org, doing, cast, ids }: Stage): Promise<void> {
  await bulkScreen(await acting(runtime, { org, actor: cast.officer, operation: 'screening.bulk' }), {
    filters: { scope: 'in' },
    answers: {},
    limit: 5000,
  });
  const no = { rights: 'no', safety: 'no', vulnerable: 'no', special: 'no' } as const;
  await doing(cast.risk, 'screening.screen', (tx) =>
    screenSystem(tx, ids.get('spam')!, { answers: { ...no, personal: 'no' } }),
  );
  await doing(cast.risk, 'screening.screen', (tx) =>
    screenSystem(tx, ids.get('letters')!, { answers: { ...no, many: 'no' } }),
  );
  const chat = await doing(cast.risk, 'screening.screen', (tx) =>
    screenSystem(tx, ids.get('chat')!, { answers: { ...no, personal: 'no', unaware: 'no' } }),
  );
  await doing(cast.officer, 'screening.decide', (tx) =>
    decideDepth(
      tx,
      { id: chat.id, version: chat.version },
      { depth: 'light', reason: 'Visitors may ask about their health, although it is not meant for that.' },
    ),
  );
}

/** A draft with its answers, impacts, measures and risks, and the advice where personal data are processed. */
async function assessed(
  stage: Stage,
  key: string,
  data: { readonly answers: Readonly<Record<string, object>>; readonly impacts: readonly DemoImpact[] },
): Promise<Impact> {
  const { doing, cast, ids } = stage;
  const made = await doing(cast.engineer, 'impact.start', (tx) =>
    startImpact(tx, { systemId: ids.get(key)!, because: null, ownerId: cast.engineer.id }),
  );
  for (const [question, value] of Object.entries(data.answers))
    await doing(cast.engineer, 'impact.answer', (tx) =>
      answerQuestion(tx, { impactId: made.id, question, value: value as AnswerValue, version: null }),
    );
  for (const each of data.impacts) await impactOf(stage, made.id, each);
  for (const category of categories)
    await doing(cast.engineer, 'impact.settle', (tx) =>
      settleNone(tx, {
        impactId: made.id,
        category,
        parties,
        kinds: made.depth === 'light' ? ['negative'] : ['negative', 'positive'],
        reason: REFERENCE,
      }),
    );
  if ('q-basis' in data.answers) {
    await doing(cast.dpo, 'impact.advise', (tx) =>
      adviseImpact(tx, made.id, {
        advice: 'Cut free text before it is processed, and tell people in plain words. Both were done.',
        noOfficer: false,
      }),
    );
    await doing(cast.dpo, 'impact.decideConsultation', (tx) =>
      decidePriorConsultation(tx, made.id, {
        option: 'no',
        reason: 'With the measures no high risk remains.',
      }),
    );
  }
  await doing(cast.quality, 'consultation.create', (tx) =>
    tx.insert(consultation, {
      impactId: made.id,
      title: 'Works council',
      how: 'Meeting of two hours with examples',
      said: 'People must decide, and those concerned must learn of it.',
      changed: 'A second reader, and a sentence in every notice.',
      heldOn: addDays(tx.today, -20),
      recordedBy: cast.quality.id,
    }),
  );
  return made;
}

async function impactOf({ doing, cast }: Stage, impactId: string, each: DemoImpact): Promise<void> {
  const { controls: annexIds, risk, accept: _a, ...fields } = each;
  await doing(cast.engineer, 'impactEntry.add', async (tx) => {
    const made = await addEntry(tx, { impactId, ...fields });
    if (risk) await feedRisk(tx, made.id, { riskId: null, title: risk, ownerId: cast.risk.id });
    if (!annexIds) return;
    const rows = await tx.q
      .selectFrom(controls(tx).as('c'))
      .select('c.id')
      .where('c.annexId', 'in', [...annexIds])
      .execute();
    await setMeasures(
      tx,
      made.id,
      rows.map((row) => row.id),
    );
  });
}

/** Handed in by the engineer, what remains accepted and the whole approved by top management. */
async function approved(stage: Stage, draft: Impact, reason: string): Promise<Impact> {
  const { doing, cast, runtime, org } = stage;
  const review = await doing(cast.engineer, 'impact.submit', (tx) => submitImpact(tx, draft));
  await doing(cast.top, 'impactEntry.accept', async (tx) => {
    const rows = await tx.q
      .selectFrom(impactEntries(tx).as('e'))
      .select('e.id')
      .where('e.impactId', '=', draft.id)
      .where('e.kind', '=', 'negative')
      .where('e.residualLevel', '>', SUGGESTED.acceptable)
      .execute();
    for (const row of rows) {
      const { id, version } = await tx.get(impactEntry, row.id);
      await acceptEntry(tx, { id, version }, 'Tolerable with the measures; watched each month.');
    }
  });
  const done = await doing(cast.top, 'impact.approve', (tx) =>
    approveImpact(tx, review, { decision: 'go-with-conditions', reason }),
  );
  const note = await makeCheckpoint(runtime, org, `Impact assessment ${done.ref}, version ${done.number}`);
  return doing(cast.top, 'impact.approve', (tx) => attachImpactCheckpoint(tx, done.id, note));
}

async function watched({ doing, cast }: Stage, standing: Impact): Promise<void> {
  const add = (title: string, threshold: string, everyDays: number) =>
    doing(cast.engineer, 'indicator.create', (tx) =>
      tx.insert(indicator, {
        impactId: standing.id,
        title,
        threshold,
        watcherId: cast.quality.id,
        everyDays,
        nextOn: tx.today,
        lookedOn: null,
        lookedBy: null,
        finding: null,
        crossed: false,
        stoppedBecause: null,
      }),
    );
  const share = await add('Share of rejected applications by group', 'More than 5 points apart', 30);
  await add('Complaints to fair@nordlicht.example', 'More than two a month', 30);
  await doing(cast.engineer, 'impact.watch', (tx) => watchImpact(tx, standing));
  await doing(cast.quality, 'indicator.look', (tx) =>
    lookAt(tx, share, { finding: 'Two points apart in October', crossed: false }),
  );
}

/** The next version, because the language model behind the assistant was exchanged. */
async function replaced(stage: Stage, standing: Impact): Promise<void> {
  const { doing, cast } = stage;
  const next = await doing(cast.engineer, 'impact.redo', (tx) =>
    redoImpact(tx, standing.id, 'The supplier exchanged the language model behind the assistant.'),
  );
  const say = (question: string, value: AnswerValue, version: number | null) =>
    doing(cast.engineer, 'impact.answer', (tx) =>
      answerQuestion(tx, { impactId: next.id, question, value, version }),
    );
  await say('q-stage', { option: 'change' }, null);
  await say(
    'q-residual',
    { level: 4, reason: 'The new model hands over more often; wrong advice stays possible.' },
    null,
  );
  await say(
    'q-failures',
    {
      items: [
        'It answers a health question instead of handing over',
        'It hands over too often and people wait',
      ],
    },
    1,
  );
  await doing(cast.engineer, 'impactEntry.update', async (tx) => {
    const row = await tx.q
      .selectFrom(impactEntries(tx).as('e'))
      .select('e.id')
      .where('e.impactId', '=', next.id)
      .where('e.kind', '=', 'negative')
      .where('e.residualLevel', '>', SUGGESTED.acceptable)
      .executeTakeFirstOrThrow();
    await tx.update(
      impactEntry,
      { id: row.id },
      { cause: 'Hand-over of the new model is untested for unusual wording' },
    );
  });
  await approved(stage, next, 'Go, and the sample is read twice a day for a month.');
}

/** Two drafts that somebody has begun. */
async function begun({ doing, cast, ids }: Stage): Promise<void> {
  for (const key of ['pricing', 'device']) {
    const made = await doing(cast.engineer, 'impact.start', (tx) =>
      startImpact(tx, { systemId: ids.get(key)!, because: null, ownerId: cast.officer.id }),
    );
    await doing(cast.engineer, 'impact.answer', (tx) =>
      answerQuestion(tx, {
        impactId: made.id,
        question: 'q-stage',
        value: { option: 'new system' },
        version: null,
      }),
    );
    await doing(cast.engineer, 'impact.answer', (tx) =>
      answerQuestion(tx, {
        impactId: made.id,
        question: 'q-personal-data',
        value: { option: 'yes' },
        version: null,
      }),
    );
  }
}
