import type { CheckCounts } from '#kernel/verdict.ts';
import type { Ctx } from '../context.ts';
import type { PlatformCheck } from '../module.ts';
import { position } from '../register/position.ts';
import type { Changes } from './changes.ts';
import { changesAfter, dirtyIds } from './dirty.ts';
import { allChecks } from './registered.ts';
import { type CheckState, rememberedStates, type Tally } from './state.ts';
import { minimaStand, moved, tallyOf } from './tally.ts';

/** How a check stands: its counts, and the reason why an empty population is expected. */
export type CheckStanding = CheckCounts &
  Tally & { readonly check: PlatformCheck; readonly run: 'full' | 'partial' | 'remembered' };

/** How all checks stand at one position of the log, judged by the rules of one day. */
export type Standing = {
  readonly at: number;
  readonly today: string;
  readonly checks: readonly CheckStanding[];
};

/** A remembered run is moved forward once this many entries lie behind it, even when none of them touched it. */
const FAR_BEHIND = 500;

/**
 * How every check stands now, or at the position and day that the context shows. Now: only what changed since the
 * remembered runs is judged again. In the past: everything, by today's rules.
 */
export async function standingOf(ctx: Ctx, options: { readonly fresh?: boolean } = {}): Promise<Standing> {
  const checks = allChecks(ctx.registry);
  if (ctx.at !== 'now') return judge(ctx, checks, { at: ctx.at, states: new Map() });
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const at = await position(ctx);
    const states = options.fresh ? new Map<string, CheckState>() : await rememberedStates(ctx);
    const standing = await judge(ctx, checks, { at, states });
    // On SQLite each statement sees the newest commit: counts are kept only when nothing was written meanwhile.
    if ((await position(ctx)) === at) {
      remember(ctx, standing, states);
      return standing;
    }
  }
  const at = await position(ctx);
  return judge({ ...ctx, at }, checks, { at, states: await rememberedStates(ctx) });
}

type Known = { readonly at: number; readonly states: ReadonlyMap<string, CheckState> };

async function judge(ctx: Ctx, checks: readonly PlatformCheck[], known: Known): Promise<Standing> {
  const usable = checks.filter((check) => usableState(ctx, check, known) !== null);
  const since = Math.min(known.at, ...usable.map((check) => known.states.get(check.id)!.seq));
  const changes = usable.length > 0 ? await changesAfter(ctx, since, known.at) : null;
  const one = (check: PlatformCheck) => judgeOne(ctx, check, { known, changes });
  return { at: known.at, today: ctx.today, checks: await inTurn(ctx, checks, one) };
}

async function judgeOne(
  ctx: Ctx,
  check: PlatformCheck,
  input: { readonly known: Known; readonly changes: Changes | null },
): Promise<CheckStanding> {
  const state = usableState(ctx, check, input.known);
  const partial =
    state && input.changes ? await advance(ctx, check, { state, changes: input.changes }) : null;
  const tally = partial?.tally ?? (await tallyOf(ctx, check));
  const rows = tally.ok + tally.gap + tally.unknown;
  const idle = rows === 0 && check.idle ? await check.idle(ctx) : null;
  return { ...tally, check, idle, run: partial?.run ?? 'full' };
}

/**
 * New counts = old counts − the changed rows as they were judged at the remembered position and day + the same rows
 * judged now (architecture.md section 6).
 * @returns null when only a full run is exact
 */
async function advance(
  ctx: Ctx,
  check: PlatformCheck,
  from: { readonly state: CheckState; readonly changes: Changes },
): Promise<{ readonly tally: Tally; readonly run: 'partial' | 'remembered' } | null> {
  const { state } = from;
  const ids = await dirtyIds(ctx, check, { changes: from.changes, since: state.seq });
  if (ids === null) return null;
  if (ids.length === 0) return { tally: state.tally, run: 'remembered' };
  const gone = await tallyOf({ ...ctx, at: state.seq, today: state.today }, check, ids);
  const come = await tallyOf(ctx, check, ids);
  if (!(await minimaStand(ctx, check, { before: state.tally, gone, come }))) return null;
  return { tally: moved(state.tally, gone, come), run: 'partial' };
}

/** A remembered run counts when it is of this version of the check and no row flipped by the calendar since. */
function usableState(ctx: Ctx, check: PlatformCheck, known: Known): CheckState | null {
  const state = known.states.get(check.id);
  if (!state || state.version !== check.version || state.seq > known.at) return null;
  if (state.basis !== basisOf(ctx)) return null;
  if (ctx.today < state.today) return null;
  return state.tally.nextAt !== null && state.tally.nextAt <= ctx.today ? null : state;
}

/** The packs that checks may read; one changed byte is another basis. */
export function basisOf(ctx: Pick<Ctx, 'catalog'>): string {
  return `${ctx.catalog.pack('iso-42001').sha256} ${ctx.catalog.pack('eu-ai-act').sha256}`;
}

/** Reader threads share the work on SQLite; on PostgreSQL one snapshot is one connection, so checks take turns. */
export async function inTurn<T, R>(
  ctx: Ctx,
  items: readonly T[],
  run: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  if (ctx.engine === 'sqlite') return Promise.all(items.map(run));
  const results: R[] = [];
  for (const item of items) results.push(await run(item));
  return results;
}

function remember(ctx: Ctx, standing: Standing, states: ReadonlyMap<string, CheckState>): void {
  const worth = standing.checks.filter(({ run, check }) => {
    const state = states.get(check.id);
    return run !== 'remembered' || !state || standing.at - state.seq > FAR_BEHIND;
  });
  if (worth.length === 0) return;
  ctx.remember?.(
    worth.map(({ check, ok, gap, unknown, nextAt, oldest }) => ({
      check: check.id,
      version: check.version,
      basis: basisOf(ctx),
      seq: standing.at,
      today: standing.today,
      tally: { ok, gap, unknown, nextAt, oldest },
    })),
  );
}
