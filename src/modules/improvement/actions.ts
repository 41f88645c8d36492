import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { nextState } from '#kernel/lifecycle.ts';
import type { FieldsOf, RecordOf } from '#kernel/record.ts';
import type { Ctx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import type { Tx } from '#platform/tx.ts';
import { correctiveAction, nonconformity } from './contract.ts';
import { actionLifecycle, nonconformityLifecycle } from './lifecycle.ts';
import { correctiveActions } from './read.ts';

type Action = RecordOf<typeof correctiveAction>;
type Nonconformity = RecordOf<typeof nonconformity>;
type Seen = { readonly id: string; readonly version: number };

/** The corrective actions of the present round, in the order they were planned. */
export async function actionsOf(
  at: Pick<Ctx, 'q' | 'org' | 'at'>,
  it: { readonly id: string; readonly round: number },
): Promise<readonly Action[]> {
  const rows = await at.q
    .selectFrom(correctiveActions(at).as('a'))
    .selectAll('a')
    .where('a.nonconformityId', '=', it.id)
    .where('a.round', '=', it.round)
    .orderBy('a.ref')
    .execute();
  return rows.map((row) => decodeRecord(correctiveAction, row));
}

/** Plans a measure against the cause. An approval given for another plan falls away. */
export async function planAction(
  tx: Tx,
  input: Partial<FieldsOf<typeof correctiveAction>>,
): Promise<FieldsOf<typeof correctiveAction>> {
  const it = await tx.get(nonconformity, input.nonconformityId ?? '');
  if (!['contained', 'analysed', 'planned', 'in-progress'].includes(it.state))
    throw new AppError(
      'wrong-state',
      t('In the state "{label}" no corrective action is planned.', {
        label: nonconformityLifecycle.states[it.state].label,
      }),
      { next: t('It is planned after the correction is recorded and before the effect is checked.') },
    );
  if (it.actionNeeded === false)
    throw new AppError('wrong-state', t('It was decided that no corrective action is needed.'), {
      next: t('Take that decision back first.'),
    });
  refuseDay(it, input.dueOn ?? null);
  refuseJudge(it, input.ownerId ?? null);
  await takeApprovalBack(tx, it);
  return {
    title: '',
    description: null,
    ownerId: null,
    dueOn: null,
    resources: null,
    startedOn: null,
    doneOn: null,
    outcome: null,
    ...input,
    nonconformityId: it.id,
    round: it.round,
    state: actionLifecycle.initial,
    plannedBy: tx.actor.id,
  };
}

/** Completes an edit of an action. What was approved is what was written then: a change needs a new approval. */
export async function editAction(
  tx: Tx,
  patch: Partial<FieldsOf<typeof correctiveAction>>,
  before: Action,
): Promise<Partial<FieldsOf<typeof correctiveAction>>> {
  if (before.state === 'done' || before.state === 'cancelled')
    throw new AppError('wrong-state', t('A finished corrective action is not edited.'));
  if (patch.nonconformityId !== undefined && patch.nonconformityId !== before.nonconformityId)
    throw new AppError('invalid-input', t('A corrective action stays with its nonconformity.'), {
      problems: [{ path: 'nonconformityId', message: t('Plan a new one for the other nonconformity') }],
    });
  const it = await tx.get(nonconformity, before.nonconformityId);
  refuseDay(it, patch.dueOn ?? null);
  refuseJudge(it, patch.ownerId ?? null);
  await takeApprovalBack(tx, it);
  return patch;
}

/** Begins the work; only now that the plan is approved and it is settled how its effect will be judged. */
export async function startAction(tx: Tx, seen: Seen): Promise<Action> {
  const before = await tx.get(correctiveAction, seen.id);
  const state = nextState(actionLifecycle, before.state, 'start');
  const it = await tx.get(nonconformity, before.nonconformityId);
  if (!it.planApprovedBy || !it.effectMethod)
    throw new AppError('wrong-state', t('The plan is not approved yet.'), {
      next: t(
        'Choose how its effect will be judged, by whom and when, then have the plan approved by a second person.',
      ),
    });
  await tx.update(
    nonconformity,
    { id: it.id },
    { state: nextState(nonconformityLifecycle, it.state, 'start') },
  );
  return tx.update(correctiveAction, seen, { state, startedOn: tx.today });
}

/** Reports an action as carried out; with the last one the effect can be checked. */
export async function finishAction(
  tx: Tx,
  seen: Seen,
  input: { readonly outcome: string; readonly doneOn?: string | undefined },
): Promise<Action> {
  const before = await tx.get(correctiveAction, seen.id);
  const state = nextState(actionLifecycle, before.state, 'finish');
  const doneOn = input.doneOn ?? tx.today;
  if (doneOn > tx.today || doneOn < (before.startedOn ?? doneOn))
    throw new AppError('invalid-input', t('It was not done on that day.'), {
      problems: [
        {
          path: 'doneOn',
          message: t('Between {startedOn} and {today}', { startedOn: before.startedOn, today: tx.today }),
        },
      ],
    });
  const done = await tx.update(correctiveAction, seen, { state, outcome: input.outcome, doneOn });
  await followActions(tx, before.nonconformityId);
  return done;
}

/** Gives an action up; another plan needs another approval. */
export async function cancelAction(tx: Tx, seen: Seen, reason: string): Promise<Action> {
  const before = await tx.get(correctiveAction, seen.id);
  const state = nextState(actionLifecycle, before.state, 'cancel');
  await takeApprovalBack(tx, await tx.get(nonconformity, before.nonconformityId));
  return tx.update(correctiveAction, seen, { state, outcome: reason });
}

/** When all actions of the round are done, the effect waits to be judged. */
async function followActions(tx: Tx, id: string): Promise<void> {
  const it = await tx.get(nonconformity, id);
  const open = (await actionsOf(tx, it)).filter((each) => ['planned', 'started'].includes(each.state));
  if (open.length > 0 || it.state !== 'in-progress') return;
  await tx.update(nonconformity, { id }, { state: nextState(nonconformityLifecycle, it.state, 'implement') });
}

async function takeApprovalBack(tx: Tx, it: Nonconformity): Promise<void> {
  if (it.planApprovedBy === null) return;
  await tx.update(
    nonconformity,
    { id: it.id },
    { state: 'analysed', planApprovedBy: null, planApprovedOn: null, planSingleReason: null },
  );
}

function refuseDay(it: Nonconformity, dueOn: string | null): void {
  if (dueOn !== null && dueOn < it.foundOn)
    throw new AppError('invalid-input', t('The action would be due before the finding.'), {
      problems: [{ path: 'dueOn', message: t('It was found on {foundOn}', { foundOn: it.foundOn }) }],
    });
}

function refuseJudge(it: Nonconformity, ownerId: string | null): void {
  if (ownerId !== null && ownerId === it.effectJudgeId)
    throw new AppError('invalid-input', t('This person was chosen to judge the effect.'), {
      problems: [
        { path: 'ownerId', message: t('Nobody judges their own action: choose another owner or judge') },
      ],
    });
}
