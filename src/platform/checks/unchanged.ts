import type { Ctx } from '../context.ts';
import type { PlatformCheck } from '../module.ts';
import { changesAfter, dirtyIds } from './dirty.ts';

/** What somebody saw of a check: its version, where the log stood, and the next day on which a row would flip. */
export type Seen = { readonly version: number; readonly seq: number; readonly nextAt: string | null };

/**
 * True when nothing that a check reads changed since somebody looked and no row flipped by the calendar: then its
 * fingerprint is the same and need not be computed. False says only that nobody knows without computing it.
 * @param until the position that is read now
 */
export async function surelyUnchanged(
  ctx: Ctx,
  check: PlatformCheck,
  seen: Seen & { readonly until: number },
): Promise<boolean> {
  if (seen.version !== check.version || seen.until < seen.seq) return false;
  if (seen.nextAt !== null && seen.nextAt <= ctx.today) return false;
  const changes = await changesAfter(ctx, seen.seq, seen.until);
  if (changes === null) return false;
  const dirty = await dirtyIds(ctx, check, { changes, since: seen.seq });
  return dirty !== null && dirty.length === 0;
}
