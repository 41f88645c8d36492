import { addDays } from '#kernel/days.ts';
import type { Actor } from '#kernel/policy.ts';
import type { Role } from '#kernel/roles.ts';
import type { AnswerId } from '#modules/gap/answers.ts';
import { reusedItem } from '#modules/gap/contract.ts';
import {
  answerQuestion,
  beginInterview,
  closeInterview,
  finishPart,
  renewLink,
} from '#modules/gap/service.ts';
import { activities } from '#modules/roadmap/read.ts';
import { approvePlan, changeActivity, draftPlan, editPlan, proposePlan } from '#modules/roadmap/service.ts';
import type { Cast, Stage } from './cast.ts';

/** Whole weeks since the plan began: the demo organisation is in week 17. */
const WEEKS_AGO = 16;

/** Where Nordlicht Care stood, and its plan in week 17: approved, a little late, with a second interview under way. */
export async function roadmap(stage: Stage): Promise<void> {
  await reuse(stage);
  await firstInterview(stage);
  await secondInterview(stage);
  await plan(stage);
}

/** What its ISO/IEC 27001 and its quality management have already. */
async function reuse({ doing, cast }: Stage): Promise<void> {
  const items = [
    ['Internal audit programme 2026', 'audit', 'iso-27001', '9.2.2'],
    ['Internal audit of information security, spring', 'audit', 'iso-27001', '9.2.1'],
    ['Management review, January', 'review', 'iso-27001', '9.3.1'],
    ['Document control procedure', 'document', 'iso-27001', '7.5.3'],
    ['Corrective action procedure', 'process', 'iso-27001', '10.2'],
    ['Competence matrix', 'document', 'iso-27001', '7.2'],
    ['Supplier selection in quality management', 'process', 'iso-9001-2015', '8.4'],
  ] as const;
  for (const [title, kind, framework, clause] of items)
    await doing(cast.quality, 'reusedItem.create', (tx) =>
      tx.insert(reusedItem, {
        title,
        kind,
        framework,
        clause,
        place: 'https://intranet.nordlicht.example/management-systems',
        effectiveOn: addDays(tx.today, -200),
        ownerId: cast.quality.id,
        note: null,
      }),
    );
}

type Answered = readonly [requirement: string, answer: AnswerId, words?: string];

/** Who said what in the first weeks. */
const SAID: Readonly<
  Record<keyof Pick<Cast, 'officer' | 'top' | 'risk' | 'engineer' | 'dpo' | 'quality'>, readonly Answered[]>
> = {
  top: [
    ['5.1', 'yes', 'The board has AI on its agenda each quarter.'],
    ['5.2', 'yes', 'Signed in spring; it hangs in every ward.'],
    ['7.1', 'partly', 'People yes, the budget only for this year.'],
    ['9.3.1', 'no', 'Only for information security so far.'],
  ],
  officer: [
    ['4.1', 'partly', 'The climate question is still open.'],
    ['4.2', 'partly'],
    ['4.3', 'yes', 'Draft of the scope is with the board.'],
    ['4.4', 'no'],
    ['5.3', 'yes'],
    ['6.2', 'no', 'We have wishes, no objectives.'],
    ['7.3', 'partly', 'The wards, not yet the call centre.'],
    ['7.4', 'unknown'],
  ],
  risk: [
    ['6.1.1', 'yes'],
    ['6.1.2', 'yes', 'Method and criteria are decided.'],
    ['6.1.3', 'partly', 'Two treatments wait for approval.'],
    ['8.2', 'yes'],
    ['8.3', 'partly'],
  ],
  engineer: [
    ['8.1', 'partly', 'Release by checklist, changes by mail.'],
    ['9.1', 'partly', 'Drift of the triage model only.'],
    ['5.2', 'no', 'I have never seen an AI policy.'],
  ],
  dpo: [
    ['6.1.4', 'partly', 'A data protection impact assessment for each system; nothing on groups.'],
    ['8.4', 'no'],
  ],
  quality: [
    ['7.5.1', 'yes'],
    ['7.5.2', 'yes'],
    ['7.5.3', 'yes', 'The same as for information security.'],
    ['9.2.1', 'no', 'Not of AI.'],
    ['9.2.2', 'partly'],
    ['10.1', 'yes'],
    ['10.2', 'yes'],
  ],
};

async function firstInterview({ doing, cast }: Stage): Promise<void> {
  const people = Object.keys(SAID) as (keyof typeof SAID)[];
  const begun = await doing(cast.officer, 'gap.begin', (tx) =>
    beginInterview(tx, {
      title: 'Where do we stand?',
      depth: 'first',
      withControls: false,
      dueOn: null,
      parts: people.map((who) => ({ personId: cast[who].id!, requirementIds: SAID[who].map(([id]) => id) })),
    }),
  );
  for (const [i, who] of people.entries()) {
    const part = begun.parts[i]!.id;
    for (const said of SAID[who]) await answer(doing, cast[who], part, said);
    await doing(cast[who], 'gap.finish', (tx) => finishPart(tx, part));
  }
  await doing(cast.officer, 'gap.close', (tx) =>
    closeInterview(tx, { id: begun.interview.id, version: begun.interview.version }),
  );
}

function answer(doing: Stage['doing'], who: Actor, part: string, [requirementId, given, words]: Answered) {
  return doing(who, 'gap.answer', (tx) =>
    answerQuestion(tx, part, {
      requirementId,
      question: 0,
      answer: given,
      words: words ?? null,
      evidenceUrl: given === 'yes' && words ? 'https://intranet.nordlicht.example/documents' : null,
      by: 'session',
    }),
  );
}

/** Under way: one has begun, one holds a link and has not opened it. */
async function secondInterview({ doing, cast }: Stage): Promise<void> {
  const begun = await doing(cast.officer, 'gap.begin', (tx) =>
    beginInterview(tx, {
      title: 'Before the internal audit',
      depth: 'all',
      withControls: true,
      dueOn: addDays(tx.today, 10),
      parts: [
        { personId: cast.engineer.id!, requirementIds: ['8.1', 'A.6.2.4', 'A.6.2.6', 'A.4.2'] },
        { personId: cast.staff.id!, requirementIds: ['7.3', 'A.3.3', 'A.9.4'] },
      ],
    }),
  );
  await answer(doing, cast.engineer, begun.parts[0]!.id, [
    'A.6.2.4',
    'partly',
    'Tests yes, limits fixed beforehand no.',
  ]);
  await doing(cast.officer, 'gap.link', (tx) => renewLink(tx, begun.parts[1]!.id, 14));
}

async function plan({ doing, cast, ids }: Stage): Promise<void> {
  const owners = new Map<Role, string>([
    ['top-management', cast.top.id!],
    ['governance-officer', cast.officer.id!],
    ['risk-manager', cast.risk.id!],
    ['ai-engineer', cast.engineer.id!],
    ['data-protection-officer', cast.dpo.id!],
    ['quality-manager', cast.quality.id!],
    ['internal-auditor', cast.auditor.id!],
  ]);
  const drafted = await doing(cast.officer, 'plan.draft', (tx) =>
    draftPlan(tx, {
      title: 'Nordlicht Care to certification',
      startOn: addDays(tx.today, -7 * WEEKS_AGO),
      weeks: 28,
      factors: [
        { id: 'size', weeks: 0, reason: 'One town; of 320 people only about 60 work with AI.' },
        { id: 'complexity', weeks: 2, reason: 'Three AI systems bear on treatment and cover.' },
        { id: 'maturity', weeks: 0, reason: 'Risk work is there, the rest is not.' },
        { id: 'iso27001', weeks: -2, reason: 'Audit and review are extended, not made; the AI part is new.' },
      ],
      owners,
      notes: new Map([
        [
          '4.4',
          '4.4 AI management system: You say no, and no record shows it. Plan it, with an owner and a date.',
        ],
        ['6.2', '6.2 AI objectives: You say no, and no record shows it. Plan it, with an owner and a date.'],
      ]),
    }),
  );
  const framed = await doing(cast.officer, 'plan.edit', (tx) =>
    editPlan(
      tx,
      { id: drafted.plan.id, version: 1 },
      {
        sponsorId: cast.top.id,
        team: [
          { personId: cast.officer.id!, duty: 'Leads the project', daysPerWeek: 3 },
          { personId: cast.engineer.id!, duty: 'Speaks for the AI systems', daysPerWeek: 1 },
          { personId: cast.quality.id!, duty: 'Documents, audit, corrective action', daysPerWeek: 2 },
          { personId: cast.dpo.id!, duty: 'Impact on people', daysPerWeek: 1 },
        ],
        pilotSystemIds: [...ids.values()].slice(0, 2),
        pilotReason: 'One that bears on treatment, one in the office: together every process occurs once.',
        dayRateCents: 62_000,
        daysPerRequirement: 4,
        costs: [
          {
            label: 'Certification body, Stage 1 and Stage 2',
            reason: 'Offer of March, 9 days.',
            cents: 1_480_000,
            times: 'once',
          },
          {
            label: 'Surveillance audit',
            reason: 'The same offer, 3 days a year.',
            cents: 495_000,
            times: 'yearly',
          },
          {
            label: 'Training of two internal auditors',
            reason: 'One course of three days each.',
            cents: 360_000,
            times: 'once',
          },
          {
            label: 'Running the management system',
            reason: 'A fifth of a post after certification.',
            cents: 1_900_000,
            times: 'yearly',
          },
        ],
        benefits: [
          {
            label: 'Framework contract of the region',
            reason: 'Asks for a certified AI management system from next year.',
            centsPerYear: 9_000_000,
          },
          {
            label: 'Harm that does not happen',
            reason: 'Two complaints about triage in a year; what one costs, nobody has counted.',
            centsPerYear: null,
          },
        ],
      },
    ),
  );
  const proposed = await doing(cast.officer, 'plan.propose', (tx) =>
    proposePlan(tx, { id: framed.id, version: framed.version }),
  );
  await doing(cast.top, 'plan.approve', (tx) =>
    approvePlan(
      tx,
      { id: proposed.id, version: proposed.version },
      'The board gives the people and the money named here, hears the state each month, and stops an AI system that harms patients before it asks what that costs.',
    ),
  );
  // Since then the internal auditors found a course only two weeks later.
  await doing(cast.officer, 'roadmapActivity.update', async (tx) => {
    const row = await activities(tx)
      .where('planId', '=', drafted.plan.id)
      .where('templateKey', '=', 'measuring')
      .executeTakeFirstOrThrow();
    return changeActivity(tx, { id: row.id, version: row.version }, { days: row.days + 10 });
  });
}
