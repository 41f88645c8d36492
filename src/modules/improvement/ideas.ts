import { addMonths } from '#kernel/days.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { nextState } from '#kernel/lifecycle.ts';
import type { FieldsOf, RecordOf } from '#kernel/record.ts';
import { fourEyes } from '#platform/four-eyes.ts';
import type { Tx } from '#platform/tx.ts';
import { improvementIdea } from './idea-contract.ts';
import { ideaLifecycle } from './lifecycle.ts';
import { notAfterToday } from './service.ts';

type Idea = RecordOf<typeof improvementIdea>;
type Fields = FieldsOf<typeof improvementIdea>;
type Seen = { readonly id: string; readonly version: number };

/** Months after which the benefit is looked at when nobody says otherwise: a rule of this product. */
const MONTHS_TO_BENEFIT = 3;

/** An idea as somebody has just had it. */
export function newIdea(tx: Tx, input: Partial<Fields>): Fields {
  return {
    title: '',
    description: null,
    source: 'staff',
    expectedBenefit: null,
    measure: null,
    before: null,
    after: null,
    ownerId: null,
    dueOn: null,
    reviewOn: null,
    decision: null,
    decidedBy: null,
    decidedOn: null,
    singlePersonReason: null,
    outcome: null,
    doneOn: null,
    benefit: null,
    benefitFinding: null,
    reviewedBy: null,
    reviewedOn: null,
    ...input,
    state: ideaLifecycle.initial,
    proposedBy: tx.actor.id,
    proposedOn: tx.today,
  };
}

/** Adopts an idea, with an owner, a day and the day on which its benefit is looked at, or declines it for a reason. */
export async function decideIdea(
  tx: Tx,
  seen: Seen,
  input: {
    readonly decision: 'adopt' | 'decline';
    readonly reason: string;
    readonly ownerId?: string | undefined;
    readonly dueOn?: string | undefined;
    readonly reviewOn?: string | undefined;
  },
): Promise<Idea> {
  const before = await tx.get(improvementIdea, seen.id);
  const state = nextState(ideaLifecycle, before.state, input.decision);
  const ownerId = input.ownerId ?? before.ownerId;
  const dueOn = input.dueOn ?? before.dueOn;
  const reviewOn = input.reviewOn ?? before.reviewOn ?? (dueOn && addMonths(dueOn, MONTHS_TO_BENEFIT));
  if (input.decision === 'adopt') refuseUnplanned(tx, { ownerId, dueOn, reviewOn });
  return tx.update(improvementIdea, seen, {
    state,
    decision: input.reason,
    decidedBy: tx.actor.id,
    decidedOn: tx.today,
    singlePersonReason: await fourEyes(tx, before.proposedBy, 'decide on your own idea'),
    ...(input.decision === 'adopt' && { ownerId, dueOn, reviewOn }),
  });
}

/** Reports what was changed. */
export async function finishIdea(
  tx: Tx,
  seen: Seen,
  input: { readonly outcome: string; readonly doneOn?: string | undefined },
): Promise<Idea> {
  const before = await tx.get(improvementIdea, seen.id);
  const doneOn = input.doneOn ?? tx.today;
  notAfterToday(tx, 'doneOn', doneOn);
  if (before.decidedOn !== null && doneOn < before.proposedOn)
    throw new AppError('invalid-input', t('It was done before anybody proposed it.'), {
      problems: [
        { path: 'doneOn', message: t('Proposed on {proposedOn}', { proposedOn: before.proposedOn }) },
      ],
    });
  return tx.update(improvementIdea, seen, {
    state: nextState(ideaLifecycle, before.state, 'finish'),
    outcome: input.outcome,
    doneOn,
  });
}

/** Says whether it got better, by the measure; no better is an honest answer. */
export async function reviewBenefit(
  tx: Tx,
  seen: Seen,
  input: { readonly benefit: 'better' | 'same' | 'worse'; readonly after: string; readonly finding: string },
): Promise<Idea> {
  const before = await tx.get(improvementIdea, seen.id);
  return tx.update(improvementIdea, seen, {
    state: nextState(ideaLifecycle, before.state, 'review'),
    benefit: input.benefit,
    after: input.after,
    benefitFinding: input.finding,
    reviewedBy: tx.actor.id,
    reviewedOn: tx.today,
  });
}

/** Takes a declined idea up again. */
export async function resumeIdea(tx: Tx, seen: Seen, reason: string): Promise<Idea> {
  const before = await tx.get(improvementIdea, seen.id);
  return tx.update(improvementIdea, seen, {
    state: nextState(ideaLifecycle, before.state, 'resume'),
    decision: reason,
    decidedBy: null,
    decidedOn: null,
    singlePersonReason: null,
  });
}

function refuseUnplanned(tx: Tx, plan: Pick<Fields, 'ownerId' | 'dueOn' | 'reviewOn'>): void {
  const problems = [
    ...(plan.ownerId ? [] : [{ path: 'ownerId', message: t('Name who carries it out') }]),
    ...(plan.dueOn ? [] : [{ path: 'dueOn', message: t('Say by when') }]),
    ...(plan.dueOn && plan.dueOn < tx.today ? [{ path: 'dueOn', message: t('This day is past') }] : []),
    ...(plan.dueOn && plan.reviewOn && plan.reviewOn < plan.dueOn
      ? [{ path: 'reviewOn', message: t('The benefit shows only after it is done') }]
      : []),
  ];
  if (problems.length > 0)
    throw new AppError('invalid-input', t('An adopted idea needs an owner and a day.'), { problems });
}
