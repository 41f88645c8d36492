import type { RawBuilder } from 'kysely';
import { type Changes, linksIn, type Window } from '../checks/changes.ts';
import type { Ctx, PlatformDependent } from '../context.ts';
import { type StaleBook, table } from './marks.ts';
import { type Occurrence, occurrences, significantChanges } from './occurrences.ts';

/** Beyond so many rows of one check a full run is the shorter way. */
const MANY = 500;
/** Beyond so many AI systems nobody asks which rows rest on them. */
const MANY_SYSTEMS = 5000;

/** A change that came to count or ceased to: a day that was reached, a change that was withdrawn; and where the log says so. */
export type Decided = { readonly cause: string; readonly seq: number; readonly at: number };

/** How what people decide about staleness is read. */
export type OwnHands = {
  readonly book: (ctx: Ctx) => StaleBook;
  readonly decided: (ctx: Ctx, changes: Changes) => Promise<readonly Decided[]>;
};

/** An AI system to which something significant happened, and the last position at which it did. */
type Reached = { readonly systemId: string; readonly seq: number };

/**
 * The records of one kind whose staleness may differ because of what the log holds since a remembered run: those that
 * rest on the AI systems to which something significant happened, and those that rest or rested on the systems at the
 * ends of changed links further away.
 * @returns null when there are so many that the whole check is quicker
 */
export async function rowsReached(
  ctx: Ctx,
  window: Window,
  { dependent, own }: { readonly dependent: PlatformDependent; readonly own: OwnHands },
): Promise<readonly string[] | null> {
  const reached = await systemsReached(ctx, window.run, own);
  if (reached === null) return null;
  const systems = reached.filter((each) => each.seq > window.since).map((each) => each.systemId);
  const made = linksIn(window);
  const moved = (dependent.restsOver ?? []).flatMap(({ link, end }) =>
    made.filter((each) => each.kind === link).map((each) => (end === 'from' ? each.from_id : each.to_id)),
  );
  const now = await restingOn(ctx, dependent, [...systems, ...moved]);
  const then = await restingOn({ ...ctx, at: window.since }, dependent, moved);
  return now === null || then === null ? null : [...now, ...then];
}

async function restingOn(
  ctx: Ctx,
  dependent: PlatformDependent,
  systems: readonly string[],
): Promise<readonly string[] | null> {
  const ids = [...new Set(systems)];
  if (ids.length === 0) return [];
  if (ids.length > MANY) return null;
  const rows = await ctx.q
    .selectFrom(dependent.rows(ctx).as('r'))
    .where('r.systemId', 'in', ids)
    .select('r.id')
    .distinct()
    .limit(MANY + 1)
    .execute();
  return rows.length > MANY ? null : rows.map((row) => row.id);
}

/** All checks of one run ask for the same systems: they are looked for once. */
const known = new WeakMap<Changes, Promise<readonly Reached[] | null>>();

function systemsReached(ctx: Ctx, run: Changes, own: OwnHands): Promise<readonly Reached[] | null> {
  const before = known.get(run);
  if (before) return before;
  const found = findSystems(ctx, run, own);
  known.set(run, found);
  return found;
}

async function findSystems(ctx: Ctx, run: Changes, own: OwnHands): Promise<readonly Reached[] | null> {
  const types = new Set(run.entries.map((each) => each.type));
  const kinds = new Set(linksIn(run).map((each) => each.kind));
  const causes = significantChanges(ctx.registry).filter((each) =>
    'link' in each ? kinds.has(each.link) : types.has(each.type),
  );
  const erased = new Set(run.entries.filter((each) => each.change === 'erase').map((each) => each.type));
  if (causes.some((each) => 'type' in each && erased.has(each.type))) return null;
  // Days stand in AI systems themselves: a changed one may have come to a day that was reached, or lost it.
  const dated = new Set(causes.flatMap((each) => ('day' in each ? [each.type] : [])));
  const found: Reached[] = run.entries
    .filter((each) => dated.has(each.type))
    .map((each) => ({ systemId: each.id, seq: each.seq }));
  const { days } = own.book(ctx);
  const logged = causes.filter((each) => !('day' in each)).map((each) => each.id);
  if (logged.length > 0)
    found.push(...(await systemsOf(ctx, occurrences(ctx, days, { causes: logged, after: run.since }))));
  for (const { cause, seq, at } of await own.decided(ctx, run)) {
    const concerned = await systemsOf(ctx, occurrences(ctx, days, { causes: [cause], seq }));
    found.push(...concerned.map(({ systemId }) => ({ systemId, seq: at })));
  }
  return found.length > MANY_SYSTEMS ? null : found;
}

async function systemsOf(ctx: Ctx, query: RawBuilder<Occurrence>): Promise<readonly Reached[]> {
  const rows = await ctx.q
    .selectFrom(table(query, 'o'))
    .groupBy('o.systemId')
    .select((eb) => ['o.systemId', eb.fn.max('o.seq').as('seq')])
    .limit(MANY_SYSTEMS + 1)
    .execute();
  return rows.map(({ systemId, seq }) => ({ systemId, seq: Number(seq) }));
}
