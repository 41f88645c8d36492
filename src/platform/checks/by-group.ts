import type { Ctx } from '../context.ts';
import type { PlatformCheck } from '../module.ts';
import { position } from '../register/position.ts';
import type { Registry } from '../registry.ts';
import { recordView } from '../view.ts';
import { countsAbout, type GroupCount, idsAbout, judgedTypes } from './about.ts';
import { type Changes, linksIn } from './changes.ts';
import { changesAfter, dirtyIds } from './dirty.ts';
import { allChecks } from './registered.ts';
import { basisOf, inTurn } from './standing.ts';

/** By which column of which records the judged rows are counted, such as the unit of an AI system; null: all together. */
export type Grouping = { readonly type: string; readonly by: string | null };

export type CountsByGroup = ReadonlyMap<PlatformCheck, readonly GroupCount[]>;

type Kept = {
  readonly at: number;
  readonly today: string;
  readonly basis: string;
  readonly counts: CountsByGroup;
};

/** So many organisations are remembered; counting again is slow, not wrong. */
const REMEMBERED = 16;
/** Beyond so many rows of one check counting all is the shorter way. */
const MANY_ROWS = 500;
/** Beyond so many records that moved to another group the same. */
const MANY_MOVED = 50;

const remembered = new WeakMap<Registry, Map<string, Kept>>();

/**
 * How many rows of every check came out how, by a column of the records they are about. Now: what the log holds since
 * the last counting of this day is taken away as it was then and added as it is, and all else stands. In the past:
 * counted anew.
 */
export async function countsByGroup(ctx: Ctx, grouping: Grouping): Promise<CountsByGroup> {
  if (ctx.at !== 'now') return countAll(ctx, grouping);
  const key = `${ctx.org.id} ${grouping.type} ${grouping.by}`;
  const book = remembered.get(ctx.registry) ?? new Map<string, Kept>();
  remembered.set(ctx.registry, book);
  const at = await position(ctx);
  const before = book.get(key);
  const counts = before && stands(ctx, before) ? await since(ctx, grouping, { before, at }) : null;
  const found = counts ?? (await countAll(ctx, grouping));
  // On SQLite each statement sees the newest commit: counts are kept only when nothing was written meanwhile.
  if ((await position(ctx)) !== at) return countAll({ ...ctx, at }, grouping);
  book.delete(key);
  book.set(key, { at, today: ctx.today, basis: basisOf(ctx), counts: found });
  if (book.size > REMEMBERED) book.delete(book.keys().next().value!);
  return found;
}

/** A row may flip by the calendar on any new day. */
function stands(ctx: Ctx, kept: Kept): boolean {
  return kept.today === ctx.today && kept.basis === basisOf(ctx);
}

async function countAll(ctx: Ctx, grouping: Grouping): Promise<CountsByGroup> {
  const one = async (check: PlatformCheck) => [check, await count(ctx, check, grouping)] as const;
  return new Map(await inTurn(ctx, allChecks(ctx.registry), one));
}

function count(ctx: Ctx, check: PlatformCheck, { type, by }: Grouping, only?: readonly string[]) {
  return countsAbout(ctx, check, { about: { type, ...(only && { only }) }, by });
}

/** @returns null when so much happened that counting all is the shorter way */
async function since(
  ctx: Ctx,
  grouping: Grouping,
  { before, at }: { readonly before: Kept; readonly at: number },
): Promise<CountsByGroup | null> {
  if (before.at === at) return before.counts;
  const changes = before.at < at ? await changesAfter(ctx, before.at, at) : null;
  const about = changes && (await aboutMoved(ctx, grouping, changes));
  if (!changes || !about) return null;
  const one = async (check: PlatformCheck) => {
    const ids = await rowsChanged(ctx, check, { changes, about, grouping });
    const old = before.counts.get(check)!;
    if (ids?.length === 0) return [check, old] as const;
    if (ids === null) return [check, await count(ctx, check, grouping)] as const;
    const gone = await count({ ...ctx, at: before.at }, check, grouping, ids);
    return [check, moved(old, gone, await count(ctx, check, grouping, ids))] as const;
  };
  return new Map(await inTurn(ctx, allChecks(ctx.registry), one));
}

/** The rows of a check whose outcome, or whose group, may differ; null when there are many. */
async function rowsChanged(
  ctx: Ctx,
  check: PlatformCheck,
  {
    changes,
    about,
    grouping,
  }: { readonly changes: Changes; readonly about: readonly string[]; readonly grouping: Grouping },
): Promise<readonly string[] | null> {
  const types = judgedTypes(check);
  const kinds = ctx.registry.linkKinds.filter(
    (kind) => kind.to.includes(grouping.type) && kind.from.some((each) => types.has(each)),
  );
  const dirty = await dirtyIds(ctx, check, { changes, since: changes.since });
  if (dirty === null) return null;
  const ids = new Set([
    ...dirty,
    ...(types.size > 0 ? about : []),
    ...changes.entries.filter((each) => types.has(each.type)).map((each) => each.id),
    ...linksIn(changes)
      .filter((link) => kinds.some(({ kind }) => kind === link.kind))
      .map((link) => link.from_id),
  ]);
  return ids.size > MANY_ROWS ? null : [...ids];
}

/** Whatever is, or was, about records that came, went or changed their group; null when these are many. */
async function aboutMoved(
  ctx: Ctx,
  { type, by }: Grouping,
  changes: Changes,
): Promise<readonly string[] | null> {
  const ids = [...new Set(changes.entries.filter((each) => each.type === type).map((each) => each.id))];
  if (ids.length === 0) return [];
  if (ids.length > MANY_ROWS) return null;
  const then = { ...ctx, at: changes.since };
  const [was, is] = [await groupsOf(then, { type, by }, ids), await groupsOf(ctx, { type, by }, ids)];
  const moved = ids.filter((id) => was.has(id) !== is.has(id) || was.get(id) !== is.get(id));
  if (moved.length > MANY_MOVED) return null;
  const found: string[] = [];
  for (const id of moved) found.push(...(await idsAbout(then, type, id)), ...(await idsAbout(ctx, type, id)));
  return found;
}

async function groupsOf(
  ctx: Ctx,
  { type, by }: Grouping,
  ids: readonly string[],
): Promise<ReadonlyMap<string, unknown>> {
  const rows = await recordView(ctx.registry.records.get(type)!)(ctx)
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, by && (row as Readonly<Record<string, unknown>>)[by]]));
}

function moved(
  old: readonly GroupCount[],
  gone: readonly GroupCount[],
  come: readonly GroupCount[],
): readonly GroupCount[] {
  const sums = new Map<string, GroupCount>();
  const add = (each: GroupCount, sign: 1 | -1) => {
    const key = `${each.outcome} ${each.group ?? ''}`;
    sums.set(key, { ...each, n: (sums.get(key)?.n ?? 0) + sign * each.n });
  };
  for (const each of old) add(each, 1);
  for (const each of gone) add(each, -1);
  for (const each of come) add(each, 1);
  return [...sums.values()].filter((each) => each.n !== 0);
}
