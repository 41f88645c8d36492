import { type ExpressionBuilder, type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { type ColumnKind, columnsOf, type RecordDefinition } from '#kernel/record.ts';
import { filtersOf, type ListQuery } from '#kernel/register.ts';
import type { Ctx } from '../context.ts';
import { heads, recordView } from '../view.ts';
import { jsonRows } from './json-rows.ts';

type Row = Record<string, string | number | null>;
type Rows = SelectQueryBuilder<{ record: Row }, 'record', object>;
type Sort = { readonly column: string; readonly descending: boolean };

export type ListOptions = {
  /** Sort when the query names none. */
  readonly sort?: string;
  /** Filters of this register's own, by key: narrow the query or refuse the value. */
  readonly filters?: Readonly<
    Record<string, (rows: FilterBuilder, value: string, ctx: Ctx) => FilterBuilder>
  >;
};
export type FilterBuilder = Rows;

/**
 * One page of a register as JSON bytes: filters, words, sort and cursor are applied in SQL, and the rows are put
 * together as JSON there too, so that a thousand of them never become objects here.
 * @returns `{"rows":[…],"total":n,"next":cursor|null,"at":position}`
 * @throws AppError `invalid-input` for an unknown field, operator or cursor
 */
export async function listRecords(
  ctx: Ctx,
  definition: RecordDefinition,
  list: { readonly query: ListQuery; readonly options?: ListOptions },
): Promise<Uint8Array> {
  const { query, options = {} } = list;
  const limit = query.limit ?? 50;
  const sorts = parseSort(definition, query.sort ?? options.sort ?? '-id');
  const filtered = filteredRows(ctx, definition, list);
  const page = ordered(query.cursor ? after(filtered, sorts, query.cursor) : filtered, sorts);
  const body = await jsonRows(ctx, page.limit(limit), {
    definition,
    sortedBy: sorts.map(({ column }) => column),
  });
  const next = body.count < limit || body.last === null ? null : Buffer.from(body.last).toString('base64url');
  const total = query.total === 'true' ? await countRows(filtered) : null;
  const tail = `,"total":${total},"next":${JSON.stringify(next)},"at":${body.at}}`;
  return Buffer.concat([Buffer.from('{"rows":'), body.json, Buffer.from(tail)]);
}

/** The stored rows a list query means, in its order: for exports. @throws AppError `invalid-input` */
export async function matchingRows(
  ctx: Ctx,
  definition: RecordDefinition,
  list: { readonly query: ListQuery; readonly options?: ListOptions | undefined; readonly limit: number },
): Promise<readonly Row[]> {
  const sorts = parseSort(definition, list.query.sort ?? list.options?.sort ?? '-id');
  const rows = ordered(filteredRows(ctx, definition, list), sorts).limit(list.limit);
  return rows
    .select(
      ['id', 'version', ...columnsOf(definition).keys()].map((name) => sql.ref(`record.${name}`).as(name)),
    )
    .execute() as Promise<readonly Row[]>;
}

/** How many rows a list query means: what the list itself would count. @throws AppError `invalid-input` */
export function countMatching(
  ctx: Ctx,
  definition: RecordDefinition,
  filters: Readonly<Record<string, string>>,
): Promise<number> {
  return countRows(filteredRows(ctx, definition, { query: filters as ListQuery }));
}

/** The rows a list query means, unordered: for counts, exports and bulk acts on "everything shown". */
function filteredRows(
  ctx: Ctx,
  definition: RecordDefinition,
  list: { readonly query: ListQuery; readonly options?: ListOptions | undefined },
): Rows {
  const columns = columnsOf(definition);
  let rows = (ctx.q as unknown as Kysely<Record<string, Row>>).selectFrom(
    recordView(definition)(ctx).as('record'),
  ) as unknown as Rows;
  for (const [key, value] of Object.entries(filtersOf(list.query))) {
    const own = list.options?.filters?.[key];
    rows = own ? own(rows, value, ctx) : applyFilter(rows, columns, { key, value });
  }
  if (list.query.q) rows = withWords(ctx, rows, list.query.q);
  return rows;
}

async function countRows(rows: Rows): Promise<number> {
  const { n } = (await rows.select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()) as {
    n: number;
  };
  return Number(n);
}

/** Words of the title (any case), or the start of a reference. */
function withWords(ctx: Ctx, rows: Rows, words: string): Rows {
  const like = likeText(words);
  const found = ctx.q
    .selectFrom(heads(ctx).as('head'))
    .where(sql<boolean>`lower("head"."title") like ${like} escape '\\'`)
    .select('head.id');
  return rows.where((eb) =>
    eb.or([
      eb('record.id', 'in', found as never),
      sql<boolean>`lower("record"."ref") like ${like} escape '\\'`,
    ]),
  );
}

function applyFilter(
  rows: Rows,
  columns: ReadonlyMap<string, ColumnKind>,
  filter: { readonly key: string; readonly value: string },
): Rows {
  const [, field, operator] = /^([A-Za-z]+)(?:\[([a-z]+)\])?$/.exec(filter.key) ?? [];
  const kind = field === 'id' ? 'text' : field && columns.get(field);
  if (!field || !kind)
    throw new AppError('invalid-input', t('There is no field "{key}" to filter by.', { key: filter.key }), {
      problems: [
        { path: filter.key, message: t('Known fields: {list}', { list: [...columns.keys()].join(', ') }) },
      ],
    });
  const column = `record.${field}` as const;
  if (operator === 'empty') return rows.where(column, filter.value === 'true' ? 'is' : 'is not', null);
  if (operator === 'contains')
    return rows.where(sql<boolean>`lower(${sql.ref(column)}) like ${likeText(filter.value)} escape '\\'`);
  const values = filter.value.split(',').map((each) => typed(kind, each, filter.key));
  if (operator === 'gte') return rows.where(column, '>=', values[0]!);
  if (operator === 'lte') return rows.where(column, '<=', values[0]!);
  if (operator === undefined) {
    return kind === 'json'
      ? rows.where((eb) => eb.or(values.map((each) => contains(eb, column, each))))
      : rows.where(column, 'in', values);
  }
  if (operator === 'not') {
    return kind === 'json'
      ? rows.where((eb) => eb.and(values.map((each) => eb.not(contains(eb, column, each)))))
      : rows.where((eb) => eb.or([eb(column, 'not in', values), eb(column, 'is', null)]));
  }
  throw new AppError(
    'invalid-input',
    t('The filter "{key}" uses an unknown operator.', { key: filter.key }),
    {
      problems: [
        {
          path: filter.key,
          message: t('Use field, field[not], field[gte], field[lte], field[contains] or field[empty]'),
        },
      ],
    },
  );
}

/** A pattern for `like` that takes the words as they are, in any case. */
function likeText(words: string): string {
  return `%${words.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
}

/** Lists inside a field are canonical JSON, so one entry is the quoted word. */
function contains(
  eb: ExpressionBuilder<{ record: Row }, 'record'>,
  column: `record.${string}`,
  value: string | number,
) {
  return eb(column, 'like', `%${JSON.stringify(value)}%`);
}

function typed(kind: ColumnKind, value: string, key: string): string | number {
  if (kind === 'text' || kind === 'json') return value;
  if (kind === 'flag') return value === 'true' || value === '1' ? 1 : 0;
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number))
    throw new AppError('invalid-input', t('The filter "{key}" needs a number.', { key }), {
      problems: [{ path: key, message: t('a whole number') }],
    });
  return number;
}

function parseSort(definition: RecordDefinition, text: string): readonly Sort[] {
  const columns = columnsOf(definition);
  const sorts = text
    .split(',')
    .filter(Boolean)
    .map((part) => ({ column: part.replace(/^-/, ''), descending: part.startsWith('-') }));
  for (const { column } of sorts) {
    if (column !== 'id' && !columns.has(column))
      throw new AppError('invalid-input', t('You cannot sort by "{column}".', { column }), {
        problems: [
          { path: 'sort', message: t('Known fields: {list}', { list: [...columns.keys()].join(', ') }) },
        ],
      });
  }
  return sorts.some((sort) => sort.column === 'id') ? sorts : [...sorts, { column: 'id', descending: false }];
}

function ordered(rows: Rows, sorts: readonly Sort[]): Rows {
  // An empty value is smaller than any other on both engines; left to themselves they disagree.
  return sorts.reduce(
    (query, { column, descending }) =>
      query.orderBy(sql.ref(`record.${column}`), (order) =>
        descending ? order.desc().nullsLast() : order.asc().nullsFirst(),
      ),
    rows,
  );
}

/** Keyset paging: everything behind the row the cursor names. */
function after(rows: Rows, sorts: readonly Sort[], cursor: string): Rows {
  const values = decodeCursor(cursor, sorts.length);
  const equal = (i: number) =>
    sorts.slice(0, i).map(
      ({ column }, j) =>
        (eb: Builder) =>
          eb(`record.${column}`, values[j] === null ? 'is' : '=', values[j]!),
    );
  return rows.where((eb) =>
    eb.or(
      sorts.map((sort, i) => eb.and([...equal(i).map((same) => same(eb)), behind(eb, sort, values[i]!)])),
    ),
  );
}

type Builder = ExpressionBuilder<{ record: Row }, 'record'>;

function behind(eb: Builder, { column, descending }: Sort, value: string | number | null) {
  const name = `record.${column}` as const;
  if (descending)
    return value === null ? sql<boolean>`1 = 0` : eb.or([eb(name, '<', value), eb(name, 'is', null)]);
  return value === null ? eb(name, 'is not', null) : eb(name, '>', value);
}

function decodeCursor(cursor: string, length: number): readonly (string | number | null)[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (
      Array.isArray(values) &&
      values.length === length &&
      values.every((each) => each === null || ['string', 'number'].includes(typeof each))
    )
      return values;
  } catch {
    // falls through to the one refusal
  }
  throw new AppError('invalid-input', t('This cursor does not belong to this list.'), {
    problems: [{ path: 'cursor', message: t('start again without a cursor') }],
  });
}
