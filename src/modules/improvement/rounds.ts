import { AppError } from '#kernel/errors.ts';
import { t, writtenDay } from '#kernel/language.ts';
import { nextState } from '#kernel/lifecycle.ts';
import { fourEyes } from '#platform/four-eyes.ts';
import { advisedBy } from '#platform/impartiality.ts';
import type { Tx } from '#platform/tx.ts';
import { links } from '#platform/view.ts';
import { actionsOf } from './actions.ts';
import { nonconformity } from './contract.ts';
import { nonconformityLifecycle } from './lifecycle.ts';
import { type Part, partsOf } from './parts.ts';
import { mayClose, mayJudgeInstead } from './policy.ts';
import { EMPTY_ROUND } from './raise.ts';
import { live, type Nonconformity, type Seen } from './service.ts';

/** How, by which criterion, when and by whom the effect will be judged; settled before any action starts. */
export async function chooseEffectiveness(
  tx: Tx,
  seen: Seen,
  input: {
    readonly method: string;
    readonly criterion: string;
    readonly dueOn: string;
    readonly judgeId: string;
  },
): Promise<Nonconformity> {
  const before = await live(tx, seen);
  const actions = await actionsOf(tx, before);
  if (!['contained', 'analysed', 'planned'].includes(before.state) || actions.some((each) => each.startedOn))
    throw new AppError('wrong-state', t('An action has started, or none can be planned yet.'), {
      next: t('How the effect is judged is settled after the correction and before the first action starts.'),
    });
  const owners = actions.filter((each) => each.state !== 'cancelled').map((each) => each.ownerId);
  const last =
    actions
      .map((each) => each.dueOn ?? '')
      .sort()
      .at(-1) ?? '';
  const problems = [
    ...(owners.includes(input.judgeId)
      ? [{ path: 'judgeId', message: t('Nobody judges their own action: choose somebody who owns none') }]
      : []),
    ...(input.dueOn < tx.today ? [{ path: 'dueOn', message: t('This day is past') }] : []),
    ...(input.dueOn < last
      ? [
          {
            path: 'dueOn',
            message: t('The last action is due on {last}; its effect shows later', {
              last: writtenDay(last),
            }),
          },
        ]
      : []),
  ];
  if (problems.length > 0)
    throw new AppError('invalid-input', t('The effect cannot be judged like this.'), { problems });
  return tx.update(nonconformity, seen, {
    effectMethod: input.method,
    effectCriterion: input.criterion,
    effectDueOn: input.dueOn,
    effectJudgeId: input.judgeId,
    effectChosenBy: tx.actor.id,
    effectChosenOn: tx.today,
    // What was approved was the plan with the other way of judging it.
    ...(before.state === 'planned' && {
      state: 'analysed' as const,
      planApprovedBy: null,
      planApprovedOn: null,
      planSingleReason: null,
    }),
  });
}

/** Approves the plan: graded, with cause, similar cases, owned and dated actions, and the way its effect is judged. */
export async function approvePlan(tx: Tx, seen: Seen): Promise<Nonconformity> {
  const before = await tx.get(nonconformity, seen.id);
  nextState(nonconformityLifecycle, before.state, 'approve');
  const actions = (await actionsOf(tx, before)).filter((each) => each.state !== 'cancelled');
  const { parts } = await partsNow(tx, before);
  const needed = parts.filter((each) =>
    ['nature', 'grade', 'correction', 'consequences', 'cause', 'similar'].includes(each.id),
  );
  const missing = [
    ...needed.flatMap((each) => (each.missing ? [each.missing] : [])),
    ...(before.actionNeeded === false || actions.length > 0 ? [] : ['No corrective action is planned.']),
    ...actions
      .filter((each) => !each.ownerId || !each.dueOn)
      .map((each) => `${each.ref} needs an owner and a date.`),
    ...(before.effectMethod ? [] : ['Nobody has chosen how the effect will be judged.']),
  ];
  refuseMissing('The plan cannot be approved yet.', missing);
  const prepared = before.effectChosenBy === tx.actor.id ? before.effectChosenBy : before.causeBy;
  return tx.update(nonconformity, seen, {
    state: stateOf(actions),
    planApprovedBy: tx.actor.id,
    planApprovedOn: tx.today,
    planSingleReason: await fourEyes(tx, prepared, 'approve a plan that you prepared yourself'),
  });
}

/** Judges the effect. Ineffective keeps the round as it was and begins the next (10.2 d). */
export async function judgeEffectiveness(
  tx: Tx,
  seen: Seen,
  input: { readonly result: 'effective' | 'ineffective'; readonly finding: string },
): Promise<Nonconformity> {
  const before = await tx.get(nonconformity, seen.id);
  const state = nextState(
    nonconformityLifecycle,
    before.state,
    input.result === 'effective' ? 'find-effective' : 'find-ineffective',
  );
  if (before.effectJudgeId !== tx.actor.id) {
    const instead = mayJudgeInstead(tx.actor);
    if (!instead.allowed)
      throw new AppError(
        'forbidden',
        t('The person chosen to judge the effect does so. {reason}', { reason: instead.reason }),
      );
  }
  await refuseAdviser(tx);
  if (input.result === 'effective' && before.effectDueOn !== null && tx.today < before.effectDueOn)
    throw new AppError(
      'wrong-state',
      t('The effect is judged from {effectDueOn} on.', { effectDueOn: before.effectDueOn }),
      {
        next: t(
          'An earlier look shows little. If it is plain already that the action does not help, judge it ineffective.',
        ),
      },
    );
  let single: string | null = null;
  for (const { ownerId } of (await actionsOf(tx, before)).filter((each) => each.state === 'done'))
    single ??= await fourEyes(tx, ownerId, 'judge the effect of your own action');
  const judged = {
    effectResult: input.result,
    effectFinding: input.finding,
    effectJudgedBy: tx.actor.id,
    effectJudgedOn: tx.today,
    effectSingleReason: single,
  };
  if (input.result === 'effective') return tx.update(nonconformity, seen, { state, ...judged });
  return nextRound(tx, { ...before, ...judged }, { seen, because: input.finding });
}

/** Whether an action helped is not said by who advised on it, unless they answer for the management system. */
async function refuseAdviser(tx: Tx): Promise<void> {
  if (mayClose(tx.actor).allowed || tx.actor.id === null) return;
  const advised = await advisedBy(tx, tx.actor.id);
  if (advised && advised.auditsFrom > tx.today)
    throw new AppError(
      'forbidden',
      t(
        'You advised this organisation until {until}; whether an action helped is judged by somebody who did not.',
        { until: writtenDay(advised.until) },
      ),
      { next: t('Choose another person to judge the effect.') },
    );
}

/** Closes it when every part of 10.2 is there, and not by the person who answered for it. */
export async function closeNonconformity(tx: Tx, seen: Seen, note?: string): Promise<Nonconformity> {
  const before = await tx.get(nonconformity, seen.id);
  const state = nextState(nonconformityLifecycle, before.state, 'close');
  const { parts } = await partsNow(tx, before);
  refuseMissing(
    'It cannot be closed: parts of 10.2 are missing.',
    parts.flatMap((each) => (each.missing ? [each.missing] : [])),
  );
  return tx.update(nonconformity, seen, {
    state,
    closedBy: tx.actor.id,
    closedOn: tx.today,
    closedNote: note ?? null,
    closeSingleReason: await fourEyes(tx, before.ownerId, 'close what you answered for yourself'),
  });
}

/** It came back: the round is kept, the next begins. */
export async function reopenNonconformity(tx: Tx, seen: Seen, reason: string): Promise<Nonconformity> {
  const before = await tx.get(nonconformity, seen.id);
  nextState(nonconformityLifecycle, before.state, 'reopen');
  return nextRound(tx, before, { seen, because: reason });
}

/** Which parts of 10.2 are there now, from the record, its actions and its links. */
export async function partsNow(
  at: Parameters<typeof actionsOf>[0],
  it: Nonconformity,
): Promise<{ readonly parts: readonly Part[] }> {
  const linked = await at.q
    .selectFrom(links(at).as('l'))
    .select('l.kind')
    .where('l.from_id', '=', it.id)
    .where('l.kind', 'in', ['nc-changed', 'nc-risk'])
    .execute();
  const count = (kind: string) => linked.filter((each) => each.kind === kind).length;
  return {
    parts: partsOf({
      nonconformity: it,
      actions: await actionsOf(at, it),
      changed: count('nc-changed'),
      risks: count('nc-risk'),
    }),
  };
}

async function nextRound(
  tx: Tx,
  it: Nonconformity,
  end: { readonly seen: Seen; readonly because: string },
): Promise<Nonconformity> {
  const actions = await actionsOf(tx, it);
  const kept = {
    round: it.round,
    correction: it.correction,
    correctedBy: it.correctedBy,
    correctedOn: it.correctedOn,
    consequences: it.consequences,
    whys: it.whys,
    fishbone: it.fishbone,
    cause: it.cause,
    similarConclusion: it.similarConclusion,
    actions: actions.map(({ ref, title, state, ownerId, doneOn, outcome }) => ({
      ref,
      title,
      state,
      ownerId,
      doneOn,
      outcome,
    })),
    method: it.effectMethod,
    criterion: it.effectCriterion,
    result: it.effectResult,
    finding: it.effectFinding,
    judgedBy: it.effectJudgedBy,
    judgedOn: it.effectJudgedOn,
    endedBecause: end.because,
  };
  return tx.update(nonconformity, end.seen, {
    ...EMPTY_ROUND,
    whys: [],
    fishbone: [],
    state: 'reopened',
    round: it.round + 1,
    pastRounds: [...(it.pastRounds ?? []), kept],
    closedBy: null,
    closedOn: null,
    closedNote: null,
    closeSingleReason: null,
  });
}

/** Where an approved plan stands, from its actions: none needed, all done, some begun, or none begun. */
function stateOf(actions: readonly { readonly state: string }[]): Nonconformity['state'] {
  if (actions.every((each) => each.state === 'done')) return 'implemented';
  return actions.some((each) => each.state !== 'planned') ? 'in-progress' : 'planned';
}

function refuseMissing(what: string, missing: readonly string[]): void {
  if (missing.length === 0) return;
  throw new AppError('wrong-state', `${what} ${missing.join(' ')}`, {
    problems: missing.map((message) => ({ path: 'parts', message })),
    next: t('Complete what is named, then try again.'),
  });
}
