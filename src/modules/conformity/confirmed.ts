import type { RecordOf } from '#kernel/record.ts';
import type { Verdict } from '#kernel/verdict.ts';
import { fingerprintOf } from '#platform/checks/fingerprint.ts';
import { surelyUnchanged } from '#platform/checks/unchanged.ts';
import type { Ctx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import type { PlatformCheck } from '#platform/module.ts';
import { type ConfirmedState, confirmation, worse } from './contract.ts';
import { confirmations } from './read.ts';

export type Confirmation = RecordOf<typeof confirmation>;

/** Nobody confirmed it. */
export const notConfirmed: ConfirmedState = {
  state: 'none',
  id: null,
  version: null,
  by: null,
  byName: null,
  on: null,
  expiresOn: null,
  statement: null,
  ownRows: 0,
  betterThen: null,
};

/** The confirmations that stand, by requirement. */
export async function standingConfirmations(ctx: Ctx): Promise<ReadonlyMap<string, Confirmation>> {
  const rows = await confirmations(ctx).where('state', '=', 'standing').execute();
  return new Map(rows.map((row) => [row.requirementId, decodeRecord(confirmation, row)]));
}

/** All confirmations of one requirement, newest first. */
export async function confirmationsOf(ctx: Ctx, requirementId: string): Promise<readonly Confirmation[]> {
  const rows = await confirmations(ctx)
    .where('requirementId', '=', requirementId)
    .orderBy('confirmedOn', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => decodeRecord(confirmation, row));
}

/**
 * How a confirmation stands against the facts: current, run out, or on older facts because a rule or a judged row
 * changed since its author looked (spine.md section 7).
 */
export async function confirmedStateOf(
  ctx: Ctx,
  given: Confirmation,
  now: { readonly checks: readonly PlatformCheck[]; readonly at: number; readonly verdict: Verdict },
): Promise<Omit<ConfirmedState, 'byName'>> {
  const expired = given.expiresOn !== null && given.expiresOn < ctx.today;
  const state = expired ? 'expired' : (await sameFacts(ctx, given, now)) ? 'current' : 'older-facts';
  return {
    state,
    id: given.id,
    version: given.version,
    by: given.confirmedBy,
    on: given.confirmedOn,
    expiresOn: given.expiresOn,
    statement: given.statement,
    ownRows: given.ownRows,
    betterThen: worse(now.verdict, given.verdict) ? given.verdict : null,
  };
}

async function sameFacts(
  ctx: Ctx,
  given: Confirmation,
  now: { readonly checks: readonly PlatformCheck[]; readonly at: number },
): Promise<boolean> {
  const seen = new Map(given.seen.map((each) => [each.check, each]));
  if (seen.size !== now.checks.length) return false;
  for (const check of now.checks) {
    const then = seen.get(check.id);
    if (!then || then.version !== check.version) return false;
    const since = { version: then.version, seq: given.position, nextAt: then.nextAt, until: now.at };
    if (await surelyUnchanged(ctx, check, since)) continue;
    if ((await fingerprintOf(ctx, check)).hash !== then.hash) return false;
  }
  return true;
}
