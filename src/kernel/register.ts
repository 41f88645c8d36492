import { z } from 'zod';
import { type Endpoint, endpoint } from './endpoint.ts';
import { msg } from './language.ts';
import type { RecordDefinition, RecordMeta } from './record.ts';

/** Query of every list. Any other key filters: `state=open,assessed`, `level[gte]=12`, `title[contains]=chat`. */
export const listQuery = z
  .object({
    /** Field names, `-` first for descending: `-level,title`. */
    sort: z.string().max(200).optional(),
    cursor: z.string().max(2000).optional(),
    limit: z.coerce.number().int().min(1).max(1000).optional(),
    /** Words that the title or reference must contain. */
    q: z.string().max(200).optional(),
    /** A day (YYYY-MM-DD): what the system knew at its end. */
    asOf: z.iso.date().optional(),
    /** `true` also counts all rows that match; counting a large register costs more than a page of it. */
    total: z.enum(['true', 'false']).optional(),
    /** A log position, instead of a day. */
    at: z.coerce.number().int().min(0).optional(),
  })
  .catchall(z.string().max(2000));

export type ListQuery = z.output<typeof listQuery>;

/** The filters of a list query: everything that is not a reserved key. */
export function filtersOf(query: ListQuery): Readonly<Record<string, string>> {
  const { sort: _s, cursor: _c, limit: _l, q: _q, asOf: _a, at: _t, total: _n, ...filters } = query;
  return filters as Record<string, string>;
}

/** Which past a read shows; absent means now. */
export const pastQuery = z.object({ asOf: listQuery.shape.asOf, at: listQuery.shape.at });

export const historyEntry = z.object({
  seq: z.number().int(),
  at: z.string(),
  version: z.number().int(),
  operation: z.string(),
  change: z.string(),
  actor: z.string().nullable(),
  actorName: z.string(),
  /** One readable sentence, with each field that changed. */
  sentence: z.string(),
  /** What was done, without the fields. */
  act: z.string(),
  /** Each field that changed, in words. */
  told: z.array(z.string()),
  changed: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
});
export type HistoryEntry = z.output<typeof historyEntry>;

/** A neighbour of a record over one link. */
export const neighbour = z.object({
  linkId: z.string(),
  kind: z.string(),
  direction: z.enum(['from', 'to']),
  label: z.string(),
  type: z.string(),
  id: z.string(),
  ref: z.string(),
  title: z.string(),
  state: z.string().nullable(),
  toVersion: z.number().int().nullable(),
});
export type Neighbour = z.output<typeof neighbour>;

/** A file with the rows that a list shows: the same words, filters and order; `columns` are field names. */
const exportQuery = listQuery
  .omit({ cursor: true, limit: true, total: true })
  .extend({
    format: z.enum(['csv', 'xlsx']).default('csv'),
    columns: z.string().max(4000).optional().describe('field names, separated by commas; all when left out'),
    heads: z
      .string()
      .max(8000)
      .optional()
      .describe('what stands above them: a JSON object of field and title'),
  })
  .catchall(z.string().max(2000));

/** How many records one edit or one file may reach: all of it is one transaction. */
export const MANY = 5000;

const refusedRow = z.object({
  id: z.string(),
  ref: z.string().nullable(),
  title: z.string().nullable(),
  reason: z.string(),
});
export const editedMany = z.object({
  preview: z.boolean(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  refused: z.array(refusedRow),
});
export type EditedMany = z.output<typeof editedMany>;

export const importedRows = z.object({
  preview: z.boolean(),
  /** Each column of the file and the field it fills, or null. */
  columns: z.array(z.object({ column: z.string(), field: z.string().nullable() })),
  /** What a column may fill. */
  fields: z.array(z.object({ field: z.string(), required: z.boolean() })),
  rows: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  errorCount: z.number().int(),
  /** The first hundred, cell by cell. */
  errors: z.array(
    z.object({ line: z.number().int(), column: z.string(), value: z.string(), message: z.string() }),
  ),
});
export type ImportedRows = z.output<typeof importedRows>;

/**
 * The standard verbs of a register: list, get, create, update, remove, history, linked, and the same for many at once
 * as a spreadsheet has them: export, import, edit. What is special to a register (transitions, acts of authority) is
 * written out in its own contract, and is never done to many at once.
 * @param path such as `risks`
 * @param editable the fields a person may type; the others are set by operations
 * @param example values of a new one that belong together in a way its fields do not show
 */
export function registerEndpoints<
  Type extends string,
  Fields extends z.ZodObject,
  Edit extends keyof z.output<Fields> & string,
>(
  definition: RecordDefinition<Type, Fields>,
  options: {
    readonly path: string;
    readonly editable: readonly Edit[];
    readonly refs?: readonly string[];
    readonly example?: Endpoint['example'];
  },
) {
  const { type, fields } = definition;
  const [one, many] = definition.name;
  const { path, refs = [] } = options;
  const record = fields.extend({
    id: z.string(),
    ref: z.string(),
    version: z.number().int(),
  }) as unknown as z.ZodType<z.output<Fields> & RecordMeta>;
  const chosen = (shape: (schema: z.ZodType) => z.ZodType) =>
    Object.fromEntries(options.editable.map((name) => [name, shape(fields.shape[name] as z.ZodType)])) as {
      [K in Edit]: z.ZodType<z.output<Fields>[K]>;
    };
  const edit = z.strictObject(chosen(editableField));
  // A change names only what it changes: no default may slip in and empty a field nobody touched.
  const change = z.strictObject(chosen((schema) => schema)).partial();
  const idInput = z.object({ id: z.string().min(1).max(80) });
  return {
    record,
    editable: edit,
    exportRows: endpoint({
      id: `${type}.exportRows`,
      method: 'GET',
      path: `/${path}/rows`,
      summary: `Export ${many} as a table, exactly as filtered and sorted`,
      refs,
      input: exportQuery,
      output: z.unknown(),
      answers: 'file',
    }),
    importRows: endpoint({
      id: `${type}.importRows`,
      past: msg('brought in this {name} from a table'),
      named: one,
      method: 'POST',
      path: `/${path}/rows`,
      summary: `Bring in ${many} from CSV, XLSX or pasted cells; rows with a reference change that ${one}`,
      refs,
      input: z.object({
        preview: z
          .enum(['true', 'false'])
          .default('false')
          .describe('true says what would happen and changes nothing'),
        mapping: z.string().max(20_000).optional().describe('JSON: which column of the file is which field'),
      }),
      output: importedRows,
      takes: 'file',
    }),
    editMany: endpoint({
      id: `${type}.editMany`,
      past: msg('changed this {name} together with others'),
      named: one,
      method: 'PATCH',
      path: `/${path}/rows`,
      summary: `Change the same fields of several ${many}; one entry of the log for each`,
      refs,
      input: z.strictObject({
        rows: z
          .array(z.strictObject({ id: z.string().min(1).max(80), version: z.number().int().min(1) }))
          .min(1)
          .max(MANY),
        change: change,
        preview: z.boolean().default(false).describe('true says what would happen and changes nothing'),
      }),
      output: editedMany,
    }),
    list: endpoint({
      id: `${type}.list`,
      method: 'GET',
      path: `/${path}`,
      summary: `List ${many}`,
      refs,
      input: listQuery,
      output: z.object({
        rows: z.array(record),
        total: z.number().int().nullable(),
        next: z.string().nullable(),
        at: z.number().int(),
      }),
    }),
    get: endpoint({
      id: `${type}.get`,
      method: 'GET',
      path: `/${path}/:id`,
      summary: `Show one ${one}`,
      refs,
      input: idInput.extend(pastQuery.shape).extend({ version: z.coerce.number().int().min(1).optional() }),
      output: record,
    }),
    create: endpoint({
      id: `${type}.create`,
      past: msg('added this {name}'),
      named: one,
      method: 'POST',
      path: `/${path}`,
      summary: `Add ${article(one)} ${one}`,
      refs,
      example: options.example,
      input: edit,
      output: record,
    }),
    update: endpoint({
      id: `${type}.update`,
      past: msg('changed this {name}'),
      named: one,
      method: 'PATCH',
      path: `/${path}/:id`,
      summary: `Change ${article(one)} ${one}`,
      refs,
      input: change.extend({
        id: z.string().min(1).max(80),
        version: z.coerce.number().int().min(1).describe('the version you started from'),
      }),
      output: record,
    }),
    remove: endpoint({
      id: `${type}.remove`,
      past: msg('removed this {name}'),
      named: one,
      method: 'DELETE',
      path: `/${path}/:id`,
      summary: `Remove ${article(one)} ${one}; its history stays`,
      refs,
      input: idInput.extend({ version: z.coerce.number().int().min(1) }),
      output: z.object({ removed: z.literal(true) }),
    }),
    history: endpoint({
      id: `${type}.history`,
      method: 'GET',
      path: `/${path}/:id/history`,
      summary: `Show the history of ${article(one)} ${one}`,
      refs,
      input: idInput,
      output: z.object({ entries: z.array(historyEntry) }),
    }),
    linked: endpoint({
      id: `${type}.linked`,
      method: 'GET',
      path: `/${path}/:id/linked`,
      summary: `Show what ${article(one)} ${one} is linked to`,
      refs,
      input: idInput.extend(pastQuery.shape),
      output: z.object({ neighbours: z.array(neighbour) }),
    }),
  } as const;
}

/** Fields that can say "nothing" or "unknown" may be left out when a record is added. */
function editableField(schema: z.ZodType): z.ZodType {
  if (schema.safeParse(null).success) return schema.default(null);
  if (schema instanceof z.ZodArray && schema.safeParse([]).success) return schema.default([]);
  return schema instanceof z.ZodEnum && schema.options.includes('unknown')
    ? schema.default('unknown')
    : schema;
}

function article(word: string): string {
  return /^(a[^ ]|[eio])/i.test(word) ? 'an' : 'a';
}
