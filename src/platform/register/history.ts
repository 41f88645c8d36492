import { type Kysely, sql } from 'kysely';
import { t } from '#kernel/language.ts';
import type { RecordDefinition } from '#kernel/record.ts';
import { columnsOf } from '#kernel/record.ts';
import type { HistoryEntry, Neighbour } from '#kernel/register.ts';
import type { Ctx } from '../context.ts';
import { decodeValue } from '../db/record-codec.ts';
import { heads, links } from '../view.ts';
import { nobody, pastOf } from './past-words.ts';
import { closedTypes } from './readable.ts';

type VersionRow = Record<string, unknown> & { readonly version: number; readonly from_seq: number };

/** Everything that happened to a record, newest first, each entry as one readable sentence with the fields it changed. */
export async function historyOf(
  ctx: Ctx,
  definition: RecordDefinition,
  id: string,
): Promise<readonly HistoryEntry[]> {
  const entries = await ctx.q
    .selectFrom('log_entry')
    .select(['seq', 'at', 'actor', 'operation', 'change', 'version', 'text'])
    .where('org_id', '=', ctx.org.id)
    .where('record_id', '=', id)
    .orderBy('seq', 'desc')
    .limit(500)
    .execute();
  const versions = await versionRows(ctx, definition, id);
  const differing = new Map(
    entries.map((entry) => [
      entry.seq,
      entry.change === 'update'
        ? differences(definition, versions.get(entry.version - 1), versions.get(entry.version))
        : [],
    ]),
  );
  const named = [...differing.values()]
    .flat()
    .flatMap(({ before, after }) => [before, after].flat().filter(isId));
  const names = await actorNames(ctx, [...entries.flatMap(({ actor }) => actor ?? []), ...named]);
  return entries.map(({ text, ...entry }) => {
    const changed = differing.get(entry.seq)!;
    const actorName = entry.actor ? (names.get(entry.actor) ?? t('A person')) : nobody(text);
    const did = pastOf(ctx.registry, entry.operation) ?? entry.operation;
    const act = `${actorName} ${did}`;
    const told = changed.map((each) => describe(each, names));
    const sentence = told.length > 0 ? `${act}: ${told.join('; ')}` : act;
    return { ...entry, seq: Number(entry.seq), actorName, sentence, act, told, changed };
  });
}

/** The neighbours of a record over every kind of link, with their titles. */
export async function neighboursOf(ctx: Ctx, id: string): Promise<readonly Neighbour[]> {
  const closed = await closedTypes(ctx);
  const rows = await ctx.q
    .selectFrom(links(ctx).as('link'))
    .where((eb) => eb.or([eb('link.from_id', '=', id), eb('link.to_id', '=', id)]))
    .innerJoin('record', (join) =>
      join.on((eb) =>
        eb.and([
          eb('record.org_id', '=', ctx.org.id),
          eb(
            'record.id',
            '=',
            sql<string>`case when "link"."from_id" = ${id} then "link"."to_id" else "link"."from_id" end`,
          ),
        ]),
      ),
    )
    .leftJoin(heads(ctx).as('head'), 'head.id', 'record.id')
    .$if(closed.length > 0, (found) => found.where('record.type', 'not in', [...closed]))
    .select([
      'link.id as linkId',
      'link.kind',
      'link.from_id',
      'link.to_version as toVersion',
      'record.type',
      'record.id',
      'record.ref',
      'head.title',
      'head.state',
    ])
    .orderBy('link.kind')
    .orderBy('record.ref')
    .limit(1000)
    .execute();
  return rows.map(({ from_id, ...row }) => {
    const direction = from_id === id ? 'from' : 'to';
    const kind = ctx.registry.linkKind(row.kind);
    return {
      ...row,
      title: row.title ?? t('(removed)'),
      direction,
      label: t(direction === 'from' ? kind.forward : kind.backward),
    };
  });
}

/** Names of persons by their record ids, erased ones left out. */
export async function actorNames(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.q
    .selectFrom(heads({ ...ctx, at: 'now' }).as('head'))
    .select(['head.id', 'head.title'])
    .where('head.id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, row.title ?? t('An erased person')]));
}

async function versionRows(
  ctx: Ctx,
  definition: RecordDefinition,
  id: string,
): Promise<ReadonlyMap<number, VersionRow>> {
  const q = ctx.q as unknown as Kysely<Record<string, Record<string, never>>>;
  const rows = (await q
    .selectFrom(definition.type)
    .selectAll()
    .where('org_id', '=', ctx.org.id as never)
    .where('id', '=', id as never)
    .execute()) as unknown as VersionRow[];
  return new Map(rows.map((row) => [row.version, row]));
}

function differences(
  definition: RecordDefinition,
  before: VersionRow | undefined,
  after: VersionRow | undefined,
): HistoryEntry['changed'] {
  if (!before || !after) return [];
  return [...columnsOf(definition)]
    .filter(([name]) => before[name] !== after[name])
    .map(([name, kind]) => ({
      field: name,
      before: decodeValue(kind, before[name]),
      after: decodeValue(kind, after[name]),
    }));
}

type Names = ReadonlyMap<string, string>;

/** A value that is many values is not told whole: it stands on the record's page. */
function describe({ field, before, after }: HistoryEntry['changed'][number], names: Names): string {
  const name = field.replace(/([A-Z])/g, ' $1').toLowerCase();
  if (isNested(before) || isNested(after)) return name;
  return t('{field} from {before} to {after}', {
    field: name,
    before: shown(before, names),
    after: shown(after, names),
  });
}

function shown(value: unknown, names: Names): string {
  if (value === null || value === undefined || value === '') return t('nothing');
  const text = words(value, names);
  if (HASH.test(text)) return `${text.slice(0, 12)}…`;
  return text.length > 60 ? `“${text.slice(0, 57)}…”` : `“${text}”`;
}

/** Text as it is, people by name, lists of words joined. */
function words(value: unknown, names: Names): string {
  if (typeof value === 'string') return names.get(value) ?? value;
  if (Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string'))
    return value.map((each) => names.get(each) ?? each).join(', ');
  return JSON.stringify(value);
}

const HASH = /^[0-9a-f]{64}$/;
const ID = /^[a-z]{2,5}_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function isId(value: unknown): value is string {
  return typeof value === 'string' && ID.test(value);
}

function isNested(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).some((each) => typeof each === 'object')
  );
}
