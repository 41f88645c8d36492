import { AppError } from '#kernel/errors.ts';
import { t, writtenDay } from '#kernel/language.ts';
import { nextState } from '#kernel/lifecycle.ts';
import type { FieldsOf, RecordOf } from '#kernel/record.ts';
import { fourEyes } from '#platform/four-eyes.ts';
import type { Tx } from '#platform/tx.ts';
import { actionsOf } from './actions.ts';
import { nonconformity } from './contract.ts';
import { type GradeAnswers, proposedGrade } from './grade.ts';
import { nonconformityLifecycle } from './lifecycle.ts';
import { refuseImpossible } from './raise.ts';

export type Nonconformity = RecordOf<typeof nonconformity>;
export type Seen = { readonly id: string; readonly version: number };
type Fields = FieldsOf<typeof nonconformity>;

/** States in which causes are still looked for; afterwards the analysis is what was approved. */
const BEFORE_PLAN: readonly string[] = ['open', 'contained', 'analysed', 'reopened'];

/** What an edit may change in which state. @throws AppError `wrong-state`, `invalid-input` */
export function prepareEdit(tx: Tx, patch: Partial<Fields>, before: Nonconformity): Partial<Fields> {
  if (before.state === 'closed' || before.state === 'dismissed')
    throw new AppError('wrong-state', t('A closed nonconformity is not edited. Reopen it first.'));
  if ((patch.whys || patch.fishbone) && !BEFORE_PLAN.includes(before.state))
    throw new AppError(
      'wrong-state',
      t('The plan stands on this analysis of causes; it is not edited now.'),
      {
        next: t(
          'If the cause is another one, judge the action ineffective: the next round begins with a new analysis.',
        ),
      },
    );
  refuseImpossible(tx, { ...before, ...patch });
  return patch;
}

/** Grades it. The rule proposes from the answers; another grade needs the reason. */
export async function gradeNonconformity(
  tx: Tx,
  seen: Seen,
  input: {
    readonly answers: GradeAnswers;
    readonly grade: NonNullable<Nonconformity['grade']>;
    readonly reason?: string | undefined;
  },
): Promise<Nonconformity> {
  const before = await live(tx, seen);
  const proposed = proposedGrade(input.answers);
  if (proposed.grade !== input.grade && !input.reason)
    throw new AppError(
      'invalid-input',
      t('The answers speak for "{grade}". {why}', { grade: proposed.grade, why: proposed.why }),
      {
        problems: [{ path: 'reason', message: t('Say why you grade it otherwise') }],
      },
    );
  if (before.actionNeeded === false && input.grade === 'major')
    throw new AppError('wrong-state', t('A major nonconformity needs corrective action.'), {
      next: t('Take back the decision that no corrective action is needed, then grade it.'),
    });
  return tx.update(nonconformity, seen, {
    grade: input.grade,
    gradeAnswers: input.answers,
    gradeReason: input.reason ?? proposed.why,
    gradedBy: tx.actor.id,
    gradedOn: tx.today,
  });
}

/** What was done at once, and how consequences were dealt with (10.2 a). */
export async function correctNonconformity(
  tx: Tx,
  seen: Seen,
  input: {
    readonly correction: string;
    readonly correctedBy?: string | undefined;
    readonly correctedOn: string;
    readonly consequences: string;
  },
): Promise<Nonconformity> {
  const before = await tx.get(nonconformity, seen.id);
  const state = nextState(nonconformityLifecycle, before.state, 'correct');
  notAfterToday(tx, 'correctedOn', input.correctedOn);
  if (input.correctedOn < before.foundOn)
    throw new AppError('invalid-input', t('Nothing was corrected before it was found.'), {
      problems: [
        { path: 'correctedOn', message: t('It was found on {foundOn}', { foundOn: before.foundOn }) },
      ],
    });
  return tx.update(nonconformity, seen, {
    state,
    correction: input.correction,
    correctedBy: input.correctedBy ?? tx.actor.id,
    correctedOn: input.correctedOn,
    consequences: input.consequences,
  });
}

/** The cause that was chosen, and the analysis behind it (10.2 b). */
export async function analyseCause(
  tx: Tx,
  seen: Seen,
  input: {
    readonly whys?: Fields['whys'] | undefined;
    readonly fishbone?: Fields['fishbone'] | undefined;
    readonly cause: string;
    readonly causeCategory: NonNullable<Fields['causeCategory']>;
  },
): Promise<Nonconformity> {
  const before = await tx.get(nonconformity, seen.id);
  const state = nextState(nonconformityLifecycle, before.state, 'analyse');
  const whys = input.whys ?? before.whys;
  const fishbone = input.fishbone ?? before.fishbone;
  if (whys.length === 0 && fishbone.length === 0)
    throw new AppError('invalid-input', t('A cause needs the analysis behind it.'), {
      problems: [{ path: 'whys', message: t('Ask why at least once, or hang causes on the fishbone') }],
    });
  return tx.update(nonconformity, seen, {
    state,
    whys,
    fishbone,
    cause: input.cause,
    causeCategory: input.causeCategory,
    causeBy: tx.actor.id,
    causeOn: tx.today,
  });
}

/** Whether corrective action is needed at all (10.2 b): a minor lapse may end with its correction, for a reason. */
export async function decideAction(
  tx: Tx,
  seen: Seen,
  input: { readonly needed: boolean; readonly reason?: string | undefined },
): Promise<Nonconformity> {
  const before = await live(tx, seen);
  if (!['contained', 'analysed'].includes(before.state))
    throw new AppError(
      'wrong-state',
      t('This is decided after the correction and before the plan is approved.'),
    );
  if (!input.needed && before.grade !== 'minor')
    throw new AppError(
      'wrong-state',
      t('Only for a minor nonconformity may corrective action be left out.'),
      {
        next: before.grade === null ? t('Grade it first.') : t('Plan a corrective action.'),
      },
    );
  if (!input.needed && !input.reason)
    throw new AppError('invalid-input', t('Leaving corrective action out needs a reason.'), {
      problems: [{ path: 'reason', message: t('Say why the correction is enough') }],
    });
  if (!input.needed && (await actionsOf(tx, before)).some((each) => each.state !== 'cancelled'))
    throw new AppError('wrong-state', t('Corrective actions are planned. Cancel them first.'));
  return tx.update(nonconformity, seen, {
    actionNeeded: input.needed,
    noActionReason: input.needed ? null : (input.reason ?? null),
  });
}

/** Whether risks and the management system had to change (10.2 e). */
export async function recordFollowUp(
  tx: Tx,
  seen: Seen,
  input: Pick<Fields, 'risksDecision' | 'risksNote' | 'changesDecision' | 'changesNote'>,
): Promise<Nonconformity> {
  await live(tx, seen);
  const problems = [
    ...(input.risksDecision === 'not-needed' && !input.risksNote
      ? [{ path: 'risksNote', message: t('Say why no risk changes') }]
      : []),
    ...(input.changesDecision === 'not-needed' && !input.changesNote
      ? [{ path: 'changesNote', message: t('Say why nothing in the management system changes') }]
      : []),
  ];
  if (problems.length > 0)
    throw new AppError('invalid-input', t('Leaving things as they are needs a reason.'), { problems });
  const { risksDecision, risksNote, changesDecision, changesNote } = input;
  return tx.update(nonconformity, seen, { risksDecision, risksNote, changesDecision, changesNote });
}

/** It is no nonconformity: for a reason, and not by the person who would have to mend it. */
export async function dismissNonconformity(tx: Tx, seen: Seen, reason: string): Promise<Nonconformity> {
  const before = await tx.get(nonconformity, seen.id);
  return tx.update(nonconformity, seen, {
    state: nextState(nonconformityLifecycle, before.state, 'dismiss'),
    dismissedReason: reason,
    closeSingleReason: await fourEyes(tx, before.ownerId, 'dismiss what you would have to mend yourself'),
    closedBy: tx.actor.id,
    closedOn: tx.today,
  });
}

/** Takes a dismissed one up again. */
export async function resumeNonconformity(tx: Tx, seen: Seen, reason: string): Promise<Nonconformity> {
  const before = await tx.get(nonconformity, seen.id);
  return tx.update(nonconformity, seen, {
    state: nextState(nonconformityLifecycle, before.state, 'resume'),
    dismissedReason: reason,
    closeSingleReason: null,
    closedBy: null,
    closedOn: null,
  });
}

/** The nonconformity, unless it has ended. @throws AppError `wrong-state` */
export async function live(tx: Tx, seen: { readonly id: string }): Promise<Nonconformity> {
  const before = await tx.get(nonconformity, seen.id);
  if (before.state === 'closed' || before.state === 'dismissed')
    throw new AppError('wrong-state', t('This nonconformity has ended. Reopen it first.'));
  return before;
}

/** @throws AppError `invalid-input` */
export function notAfterToday(tx: Tx, path: string, day: string): void {
  if (day > tx.today)
    throw new AppError('invalid-input', t('This day has not come yet.'), {
      problems: [{ path, message: t('Today is {today}', { today: writtenDay(tx.today) }) }],
    });
}
