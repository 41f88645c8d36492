import { type Kysely, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { RecordDefinition, RowOf } from '#kernel/record.ts';
import { columnsOf } from '#kernel/record.ts';
import type { Reader } from './db/database.ts';

/** A log position: the number of an entry; a read at it shows that entry's whole operation (spine.md section 2). */
export type Seq = number;

/** What a read needs to know: whose rows, and of when. */
export type At = { readonly q: Reader; readonly org: { readonly id: string }; readonly at: 'now' | Seq };

type SystemColumns = { readonly from_seq: number };

/**
 * The read view of a register: the rows that are the truth now, or were at a position, with the same columns for
 * both, so that every query, check and report runs unchanged on any past state. Published from `read.ts`.
 * @example ctx.q.selectFrom(risks(ctx).as('risk')).where('risk.level', '>=', 12)
 */
export function recordView<D extends RecordDefinition>(definition: D): (at: At) => RecordQuery<D> {
  const columns = ['id', 'version', 'from_seq', ...columnsOf(definition).keys()];
  return (at) => valid(at, definition.type).select(columns) as unknown as RecordQuery<D>;
}

export type RecordQuery<D extends RecordDefinition> = SelectQueryBuilder<
  { record: RowOf<D> & SystemColumns },
  'record',
  RowOf<D> & SystemColumns
>;

export type HeadRow = {
  readonly id: string;
  readonly version: number;
  readonly title: string | null;
  readonly state: string | null;
  readonly owner: string | null;
};
export type LinkRow = {
  readonly id: string;
  readonly version: number;
  readonly kind: string;
  readonly from_id: string;
  readonly to_id: string;
  readonly to_version: number | null;
  readonly from_seq: number;
};

/** Title, state and owner of any record. */
export function heads(at: At): SelectQueryBuilder<{ head: HeadRow }, 'head', HeadRow> {
  return valid(at, 'record_head').select(['id', 'version', 'title', 'state', 'owner']) as never;
}

/** Links, of one kind or of all. */
export function links(at: At, kind?: string): SelectQueryBuilder<{ link: LinkRow }, 'link', LinkRow> {
  const all = valid(at, 'link').select([
    'id',
    'version',
    'kind',
    'from_id',
    'to_id',
    'to_version',
    'from_seq',
  ]);
  return (kind === undefined ? all : all.where('kind', '=', kind)) as never;
}

/** Any record that was ever here, by its id or reference; a reference may be typed in small letters. */
export function recordNamed(
  { q, org }: Pick<At, 'q' | 'org'>,
  idOrRef: string,
): Promise<{ readonly id: string; readonly type: string } | undefined> {
  return q
    .selectFrom('record')
    .select(['id', 'type'])
    .where('org_id', '=', org.id)
    .where((eb) => eb.or([eb('id', '=', idOrRef), eb('ref', '=', idOrRef.toUpperCase())]))
    .executeTakeFirst();
}

type AnyRow = {
  org_id: string;
  id: string;
  version: number;
  from_seq: number;
  to_seq: number | null;
} & Record<string, string | number | null>;

function valid(at: At, table: string) {
  const rows = (at.q as unknown as Kysely<Record<string, AnyRow>>)
    .selectFrom(table)
    .where('org_id', '=', at.org.id);
  if (at.at === 'now') return rows.where('to_seq', 'is', null);
  const position = at.at;
  return rows
    .where(notByIndex('from_seq'), '<=', position)
    .where((eb) => eb.or([eb('to_seq', 'is', null), eb('to_seq', '>', position)]));
}

/**
 * A column that no index is chosen for. A past view is joined by id; SQLite would take the index on the position
 * instead and read most of the log once for every row.
 */
export function notByIndex(column: string): RawBuilder<number> {
  return sql<number>`+${sql.ref(column)}`;
}
