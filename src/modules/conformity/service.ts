import { AppError } from '#kernel/errors.ts';
import { t, writtenDay } from '#kernel/language.ts';
import { nextState } from '#kernel/lifecycle.ts';
import type { RecordOf } from '#kernel/record.ts';
import { type CheckCounts, type Verdict, verdictOf } from '#kernel/verdict.ts';
import { fingerprintOf } from '#platform/checks/fingerprint.ts';
import { checksFor } from '#platform/checks/registered.ts';
import { tallyOf } from '#platform/checks/tally.ts';
import type { ActionCtx, Ctx } from '#platform/context.ts';
import { position } from '#platform/register/position.ts';
import type { Tx } from '#platform/tx.ts';
import type { Confirmation } from './confirmed.ts';
import { confirmation, override, type SeenCheck } from './contract.ts';
import { confirmationLifecycle, overrideLifecycle } from './lifecycle.ts';
import { judgeRequirements } from './lines.ts';
import { confirmations } from './read.ts';
import { ownRowsOf, requirementOf } from './requirement.ts';
import { uncovered } from './uncovered.ts';

type Confirming = {
  readonly id: string;
  readonly seenAt: number;
  readonly statement: string;
  readonly expiresOn: string | null;
};

/**
 * A named person confirms that a subclause is conforming, on the records they looked at. The fingerprint is taken
 * of what stood at that position; when the records have moved since, nothing is confirmed.
 * @throws AppError `invalid-input` for a control or a past end; `conflict` when the records changed meanwhile
 */
export async function confirmRequirement(ctx: ActionCtx, input: Confirming): Promise<Confirmation> {
  const asked = requirementOf(ctx, input.id);
  if (asked.kind !== 'clause')
    throw new AppError(
      'invalid-input',
      t('Only subclauses are confirmed as conforming. The verdict of a control speaks of its records.'),
      { next: t('Judge how effective the control is, or approve the Statement of Applicability.') },
    );
  if (input.expiresOn !== null && input.expiresOn < ctx.today)
    throw new AppError('invalid-input', t('A confirmation cannot end in the past.'), {
      problems: [{ path: 'expiresOn', message: t('today or later') }],
    });
  const facts = await ctx.scan((at) => factsSeen(at, input));
  return ctx.write(async (tx) => {
    await replaceStanding(tx, input.id);
    return tx.insert(confirmation, {
      requirementId: input.id,
      state: 'standing',
      statement: input.statement,
      confirmedBy: tx.actor.id,
      confirmedOn: tx.today,
      expiresOn: input.expiresOn,
      position: input.seenAt,
      ...facts,
      uncovered: [...(uncovered[input.id] ?? [])],
      authorRoles: [...tx.actor.roles],
      withdrawnBy: null,
      withdrawnOn: null,
      withdrawnReason: null,
    });
  });
}

/** What stood at the position that the person looked at, refused when it is not what stands now. */
async function factsSeen(ctx: Ctx, input: Confirming) {
  const now = await position(ctx);
  if (input.seenAt > now)
    throw new AppError('invalid-input', t('This position of the log does not exist yet.'), {
      problems: [{ path: 'seenAt', message: t('at most {now}', { now }) }],
    });
  const checks = checksFor(ctx.registry, input.id);
  const then: Ctx = { ...ctx, at: input.seenAt };
  const seen: SeenCheck[] = [];
  const counts: CheckCounts[] = [];
  for (const check of checks) {
    const { check: id, version, hash } = await fingerprintOf(then, check);
    if (hash !== (await fingerprintOf(ctx, check)).hash)
      throw new AppError(
        'conflict',
        t('The records behind {id} changed since you looked: {title}.', {
          id: input.id,
          title: t(check.title),
        }),
        {
          next: t('Load the requirement again, look at what changed, and confirm then.'),
        },
      );
    const { ok, gap, unknown, nextAt } = await tallyOf(then, check);
    seen.push({ check: id, version, hash, ok, gap, unknown, nextAt });
    const idle = ok + gap + unknown === 0 ? ((await check.idle?.(then)) ?? null) : null;
    counts.push({ ok, gap, unknown, idle });
  }
  const verdict = verdictOf(counts, uncovered[input.id]);
  const ownRows = ctx.actor.id === null ? 0 : await ownRowsOf(then, checks, ctx.actor.id);
  return { seen, verdict, ownRows };
}

async function replaceStanding(tx: Tx, requirementId: string): Promise<void> {
  const standing = await confirmations(tx)
    .where('requirementId', '=', requirementId)
    .where('state', '=', 'standing')
    .execute();
  for (const { id } of standing)
    await tx.update(confirmation, { id }, { state: nextState(confirmationLifecycle, 'standing', 'replace') });
}

/** Takes a confirmation back; it stays readable with the reason. */
export async function withdrawConfirmation(
  tx: Tx,
  seen: { readonly id: string; readonly version: number },
  reason: string,
): Promise<Confirmation> {
  const before = await tx.get(confirmation, seen.id);
  return tx.update(confirmation, seen, {
    state: nextState(confirmationLifecycle, before.state, 'withdraw'),
    withdrawnBy: tx.actor.id,
    withdrawnOn: tx.today,
    withdrawnReason: reason,
  });
}

type Overriding = {
  readonly id: string;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly until: string;
};

/** The longest an override may stand before somebody has to think again. */
const LONGEST_DAYS = 366;

/**
 * Sets another verdict beside the computed one, until a day. The computed verdict stays and shows.
 * @throws AppError `invalid-input` for an exclusion, an end in the past or more than a year away
 */
export async function setOverride(ctx: ActionCtx, input: Overriding): Promise<RecordOf<typeof override>> {
  requirementOf(ctx, input.id);
  if (input.verdict === 'excluded')
    throw new AppError('invalid-input', t('Only an issued Statement of Applicability excludes a control.'), {
      problems: [{ path: 'verdict', message: t('any other verdict') }],
    });
  const latest = new Date(Date.parse(ctx.today) + LONGEST_DAYS * 86_400_000).toISOString().slice(0, 10);
  if (input.until <= ctx.today || input.until > latest)
    throw new AppError('invalid-input', t('An override ends on a day within a year from now.'), {
      problems: [
        {
          path: 'until',
          message: t('after {today}, at most {latest}', {
            today: writtenDay(ctx.today),
            latest: writtenDay(latest),
          }),
        },
      ],
    });
  const judged = await ctx.scan(judgeRequirements);
  const computed = judged.requirements.find((each) => each.id === input.id)!.verdict;
  if (computed === input.verdict)
    throw new AppError('invalid-input', t('The computed verdict says that already.'), {
      problems: [{ path: 'verdict', message: t('another than the computed one') }],
    });
  return ctx.write((tx) =>
    tx.insert(override, {
      requirementId: input.id,
      state: 'active',
      verdict: input.verdict,
      computed,
      reason: input.reason,
      until: input.until,
      decidedBy: tx.actor.id,
      decidedOn: tx.today,
      endedBy: null,
      endedOn: null,
      endedReason: null,
    }),
  );
}

/** Ends an override before its date. */
export async function endOverride(
  tx: Tx,
  seen: { readonly id: string; readonly version: number },
  reason: string,
): Promise<RecordOf<typeof override>> {
  const before = await tx.get(override, seen.id);
  return tx.update(override, seen, {
    state: nextState(overrideLifecycle, before.state, 'end'),
    endedBy: tx.actor.id,
    endedOn: tx.today,
    endedReason: reason,
  });
}
