import { addDays } from '#kernel/days.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { nextState } from '#kernel/lifecycle.ts';
import type { RecordOf } from '#kernel/record.ts';
import { system } from '#modules/system/contract.ts';
import type { ActionCtx, Ctx } from '#platform/context.ts';
import { demand } from '#platform/demand.ts';
import { fourEyes } from '#platform/four-eyes.ts';
import { resolveId } from '#platform/register/operations.ts';
import type { Tx } from '#platform/tx.ts';
import { type GateShown, gateOpening } from './contract.ts';
import { judgeGates, type Opening, openingsOf, rulesOf } from './gate.ts';
import { openingLifecycle } from './lifecycle.ts';
import { mayExcept } from './policy.ts';
import { goesBack, type Stage } from './rules.ts';

type System = RecordOf<typeof system>;
type Move = {
  readonly id: string;
  readonly version: number;
  readonly stage: Stage;
  readonly reason?: string | null | undefined;
  readonly exceptionUntil?: string | null | undefined;
  readonly authority?: string | null | undefined;
};

/** An exception is short by nature: nobody may give one for longer than this. */
const LONGEST_EXCEPTION = 183;

/**
 * Moves a system to a stage through its gate, judged in the same transaction. When something is missing it goes on
 * only with a time-limited exception: a reason, a last day, and a person with the authority who does not own the system.
 * @throws AppError `wrong-state` naming what is missing; `forbidden`; `conflict`
 */
export function moveStage(ctx: ActionCtx, input: Move): Promise<System> {
  return ctx.write(async (tx) => {
    const id = await resolveId(tx, system, input.id);
    const before = await tx.get(system, id);
    if (before.stage === input.stage)
      throw new AppError('wrong-state', t('The AI system is in this stage already.'));
    const back = goesBack(before.stage, input.stage);
    if (back && !input.reason)
      throw new AppError('invalid-input', t('Going back to an earlier stage needs the reason.'), {
        problems: [{ path: 'reason', message: t('Say why it goes back') }],
      });
    const { gates, riskClass } = await judgeGates(within(ctx, tx), before, [input.stage]);
    const gate = gates[0]!;
    const rule = (await rulesOf(tx)).find((each) => each.stage === input.stage)!;
    const excepted = back || gate.passed ? null : await exception(tx, before, gate, input);
    await endFormer(tx, before);
    const moved = await tx.update(system, { id, version: input.version }, { stage: input.stage });
    const opening = await tx.insert(gateOpening, {
      systemId: id,
      systemName: before.name,
      fromStage: before.stage,
      stage: input.stage,
      riskClass,
      ruleVersion: 'version' in rule ? rule.version : null,
      state: back ? 'back' : excepted ? 'exception' : 'met',
      reason: input.reason ?? null,
      missing: missingOf(gate, back),
      openedBy: tx.actor.id,
      openedOn: tx.today,
      until: excepted?.until ?? null,
      authority: excepted ? (input.authority ?? null) : null,
      singlePersonReason: excepted?.singlePersonReason ?? null,
      endedBy: null,
      endedOn: null,
    });
    await tx.link('gate-of', opening.id, id);
    return moved;
  });
}

/** Everything the exception lacked is there: it ends. @throws AppError `wrong-state` naming what is still missing */
export function resolveOpening(
  ctx: ActionCtx,
  seen: { readonly id: string; readonly version: number },
): Promise<Opening> {
  return ctx.write(async (tx) => {
    const id = await resolveId(tx, gateOpening, seen.id);
    const opening = await tx.get(gateOpening, id);
    const state = nextState(openingLifecycle, opening.state, 'resolve');
    const { gates } = await judgeGates(within(ctx, tx), await tx.get(system, opening.systemId), [
      opening.stage,
    ]);
    if (!gates[0]!.passed) throw closed(gates[0]!);
    return tx.update(
      gateOpening,
      { id, version: seen.version },
      { state, endedBy: tx.actor.id, endedOn: tx.today },
    );
  });
}

/** A later date is a new exception in the place of the former, with a reason of its own. */
export function extendOpening(
  ctx: ActionCtx,
  input: {
    readonly id: string;
    readonly version: number;
    readonly until: string;
    readonly reason: string;
    readonly authority?: string | null | undefined;
  },
): Promise<Opening> {
  return ctx.write(async (tx) => {
    const id = await resolveId(tx, gateOpening, input.id);
    const before = await tx.get(gateOpening, id);
    const state = nextState(openingLifecycle, before.state, 'replace');
    const owner = await tx.get(system, before.systemId);
    const { gates } = await judgeGates(within(ctx, tx), owner, [before.stage]);
    const { until, singlePersonReason } = await exception(tx, owner, gates[0]!, {
      exceptionUntil: input.until,
      reason: input.reason,
    });
    await tx.update(
      gateOpening,
      { id, version: input.version },
      { state, endedBy: tx.actor.id, endedOn: tx.today },
    );
    const { id: _i, ref: _r, version: _v, ...fields } = before;
    const made = await tx.insert(gateOpening, {
      ...fields,
      reason: input.reason,
      missing: missingOf(gates[0]!, false),
      openedBy: tx.actor.id,
      openedOn: tx.today,
      until,
      authority: input.authority ?? before.authority,
      singlePersonReason,
      endedBy: null,
      endedOn: null,
    });
    await tx.link('gate-of', made.id, made.systemId);
    return made;
  });
}

async function exception(
  tx: Tx,
  each: System,
  gate: GateShown,
  input: Pick<Move, 'reason' | 'exceptionUntil'>,
): Promise<{ readonly until: string; readonly singlePersonReason: string | null }> {
  const until = input.exceptionUntil;
  if (!until) throw closed(gate);
  demand(mayExcept(tx.actor));
  if (!input.reason)
    throw new AppError('invalid-input', t('An exception needs its reason.'), {
      problems: [{ path: 'reason', message: t('Say why the system may go on without what is missing') }],
    });
  const latest = addDays(tx.today, LONGEST_EXCEPTION);
  if (until < tx.today || until > latest)
    throw new AppError('invalid-input', t('An exception ends within half a year.'), {
      problems: [
        { path: 'exceptionUntil', message: t('A day from {today} to {latest}', { today: tx.today, latest }) },
      ],
    });
  return {
    until,
    singlePersonReason: await fourEyes(tx, each.ownerId, 'give an exception to an AI system that you own'),
  };
}

/** An exception to a stage that the system leaves is over: it is replaced by what comes now. */
async function endFormer(tx: Tx, each: System): Promise<void> {
  for (const opening of await openingsOf(tx, each.id))
    if (opening.state === 'exception')
      await tx.update(
        gateOpening,
        { id: opening.id },
        {
          state: nextState(openingLifecycle, opening.state, 'replace'),
          endedBy: tx.actor.id,
          endedOn: tx.today,
        },
      );
}

function missingOf(gate: GateShown, back: boolean): Opening['missing'] {
  if (back) return [];
  return gate.conditions.filter((each) => !each.ok).map(({ id, title, reason }) => ({ id, title, reason }));
}

function closed(gate: GateShown): AppError {
  const lacking = gate.conditions.filter((each) => !each.ok);
  return new AppError(
    'wrong-state',
    t('The gate is closed. {lacking}', {
      lacking: lacking.map((each) => `${each.title}: ${each.reason}`).join(' '),
    }),
    {
      next: t(
        'Add what is missing, or ask top management or the AI governance officer for a time-limited exception with a reason.',
      ),
      data: { missing: lacking },
    },
  );
}

/** The hands of a read inside an open transaction: a gate is judged on what is about to be written upon. */
function within(ctx: ActionCtx, tx: Tx): Ctx {
  return { ...ctx, q: tx.q, at: 'now', today: tx.today, now: tx.now, catalog: tx.catalog };
}
