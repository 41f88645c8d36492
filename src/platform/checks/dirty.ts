import { type Kysely, sql } from 'kysely';
import type { Touch } from '#kernel/check.ts';
import type { Ctx } from '../context.ts';
import type { PlatformCheck } from '../module.ts';
import { type Change, type ChangedLink, type Changes, linksIn, type Window } from './changes.ts';

/** Beyond these a full run is the shorter way. */
const MANY_ENTRIES = 2000;
const MANY_ROWS = 500;

/**
 * The entries after a position, up to the position that is read.
 * @returns null when there are so many that judging everything anew is quicker
 */
export async function changesAfter(ctx: Ctx, since: number, until: number): Promise<Changes | null> {
  const rows = await ctx.q
    .selectFrom('log_entry')
    .select(['seq', 'type', 'record_id as id', 'change'])
    .where('org_id', '=', ctx.org.id)
    .where('seq', '>', since)
    .where('seq', '<=', until)
    .orderBy('seq')
    .limit(MANY_ENTRIES + 1)
    .execute();
  if (rows.length > MANY_ENTRIES) return null;
  const entries = rows.map((row) => ({ ...row, seq: Number(row.seq) }));
  return { since, entries, links: await linksBehind(ctx, entries) };
}

/**
 * The population ids of a check that must be judged again, derived from what it declares to read.
 * @returns null when the whole check must run
 */
export async function dirtyIds(
  ctx: Ctx,
  check: PlatformCheck,
  { changes: run, since }: { readonly changes: Changes; readonly since: number },
): Promise<readonly string[] | null> {
  const entries = run.entries.filter((entry) => entry.seq > since);
  if (entries.length === 0) return [];
  const window: Window = { run, since, entries, links: run.links };
  if (check.touches.some((touch) => runsWhole(touch, window))) return null;
  const ids = new Set<string>();
  for (const touch of check.touches) {
    for (const id of await rowsBehind(ctx, touch, window)) ids.add(id);
    if (ids.size > MANY_ROWS) return null;
  }
  const reached = check.reached ? await check.reached(ctx, window) : [];
  if (reached === null) return null;
  for (const id of reached) ids.add(id);
  return ids.size > MANY_ROWS ? null : [...ids];
}

/** A touch of the whole, an erasure (which reaches into the past) or a restored log leave nothing to count on. */
function runsWhole(touch: Touch, window: Window): boolean {
  const { entries } = window;
  if (entries.some((entry) => entry.change === 'epoch')) return true;
  if (!('type' in touch) && 'whole' in touch) return linksIn(window).some((link) => link.kind === touch.link);
  return entries.some((entry) => {
    if (!('type' in touch) || entry.type !== touch.type) return false;
    return 'whole' in touch || entry.change === 'erase';
  });
}

async function rowsBehind(ctx: Ctx, touch: Touch, window: Window): Promise<readonly string[]> {
  if (!('type' in touch)) return 'whole' in touch ? [] : changedEnds(touch, window);
  const changed = idsOf(window.entries, touch.type);
  if (changed.length === 0 || 'whole' in touch) return [];
  if (changed.length > MANY_ROWS) return changed;
  if ('rows' in touch) return rowsNaming(ctx, { ...touch, ids: changed, since: window.since });
  if ('column' in touch) return columnValues(ctx, { ...touch, ids: changed, since: window.since });
  if ('link' in touch) return linkedRows(ctx, { ...touch, ids: changed }, window);
  return changed;
}

function idsOf(entries: readonly Change[], type: string): readonly string[] {
  return [...new Set(entries.filter((entry) => entry.type === type).map((entry) => entry.id))];
}

/** The rows at one end of the links that were made or removed. */
function changedEnds(
  touch: { readonly link: string; readonly end: 'from' | 'to' },
  window: Window,
): readonly string[] {
  return linksIn(window)
    .filter((link) => link.kind === touch.link)
    .map((link) => (touch.end === 'from' ? link.from_id : link.to_id));
}

/** The values of a column before and after: versions that are current, or were at the remembered position or since. */
async function columnValues(
  ctx: Ctx,
  wanted: {
    readonly type: string;
    readonly column: string;
    readonly ids: readonly string[];
    readonly since: number;
  },
): Promise<readonly string[]> {
  type Any = { org_id: string; id: string; to_seq: number | null };
  const rows = await (ctx.q as unknown as Kysely<Record<string, Any>>)
    .selectFrom(wanted.type)
    .where('org_id', '=', ctx.org.id)
    .where('id', 'in', [...wanted.ids])
    .where((eb) => eb.or([eb('to_seq', 'is', null), eb('to_seq', '>', wanted.since)]))
    .select(sql.ref<string | null>(wanted.column).as('value'))
    .distinct()
    .execute();
  return rows.flatMap(({ value }) => listed(value));
}

/** The rows in whose column a changed record stands, or stood at the remembered position or since. */
async function rowsNaming(
  ctx: Ctx,
  wanted: {
    readonly rows: string;
    readonly by: string;
    readonly ids: readonly string[];
    readonly since: number;
  },
): Promise<readonly string[]> {
  type Any = { org_id: string; id: string; to_seq: number | null };
  const rows = await (ctx.q as unknown as Kysely<Record<string, Any>>)
    .selectFrom(wanted.rows)
    .where('org_id', '=', ctx.org.id)
    .where(sql.ref(wanted.by), 'in', [...wanted.ids])
    .where((eb) => eb.or([eb('to_seq', 'is', null), eb('to_seq', '>', wanted.since)]))
    .select('id')
    .distinct()
    .limit(MANY_ROWS + 1)
    .execute();
  return rows.map((row) => row.id);
}

/** A column may hold one id, or a list of them as JSON. */
function listed(value: string | null): readonly string[] {
  if (value === null) return [];
  return value.startsWith('[') ? (JSON.parse(value) as string[]) : [value];
}

/** The rows at one end of the links of changed records: links that stand, and links that went meanwhile. */
async function linkedRows(
  ctx: Ctx,
  touch: { readonly link: string; readonly end: 'from' | 'to'; readonly ids: readonly string[] },
  window: Window,
): Promise<readonly string[]> {
  const [near, far] =
    touch.end === 'from' ? (['from_id', 'to_id'] as const) : (['to_id', 'from_id'] as const);
  const standing = await ctx.q
    .selectFrom('link')
    .where('org_id', '=', ctx.org.id)
    .where('to_seq', 'is', null)
    .where('kind', '=', touch.link)
    .where(far, 'in', [...touch.ids])
    .select(`${near} as id`)
    .execute();
  const gone = window.links.filter((link) => link.kind === touch.link && touch.ids.includes(link[far]));
  return [...standing.map((row) => row.id), ...gone.map((link) => link[near])];
}

async function linksBehind(ctx: Ctx, entries: readonly Change[]): Promise<readonly ChangedLink[]> {
  const ids = idsOf(entries, 'link');
  if (ids.length === 0) return [];
  return ctx.q
    .selectFrom('link')
    .where('org_id', '=', ctx.org.id)
    .where('id', 'in', [...ids])
    .select(['id', 'kind', 'from_id', 'to_id'])
    .execute();
}
