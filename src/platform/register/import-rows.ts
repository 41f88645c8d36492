import type { z } from 'zod';
import { printable } from '#documents/tree.ts';
import { chunks } from '#kernel/chunks.ts';
import { AppError } from '#kernel/errors.ts';
import { restore } from '#kernel/formulas.ts';
import { t } from '#kernel/language.ts';
import type { FieldsOf, RecordDefinition, RecordOf } from '#kernel/record.ts';
import { type ImportedRows, MANY } from '#kernel/register.ts';
import type { ActionCtx } from '../context.ts';
import { parseSheet } from '../import/parse.ts';
import type { Sheet } from '../import/sheet.ts';
import { persons } from '../people-tables.ts';
import type { Tx } from '../tx.ts';
import { heads } from '../view.ts';
import type { RegisterBinding } from './binding.ts';
import { cellOf, headOf, type Names, namesIn, readCell } from './cells.ts';
import { sentenceOf, updateRecord } from './edit-many.ts';

const MAX_BYTES = 16 * 1024 * 1024;
const SHOWN_ERRORS = 100;
const MAX_CELL = 32_767;

type Register<D extends RecordDefinition> = RegisterBinding<D> & {
  readonly definition: D;
  /** The input of `create`: which fields people type, and which of them a new record needs. */
  readonly editable: z.ZodObject;
};
type Mapped = { readonly column: string; readonly field: string | null; readonly at: number };
type Problem = ImportedRows['errors'][number];

/**
 * Brings a table in: rows with a reference change that record, rows without make a new one, a cell that says what is
 * there changes nothing. One transaction; a preview runs the same and keeps nothing. A row with an error is left out
 * as a whole and named cell by cell.
 * @throws AppError `invalid-input`, `too-large`, `unsupported-media`
 */
export async function importRows<D extends RecordDefinition>(
  ctx: ActionCtx,
  register: Register<D>,
  file: {
    readonly body: AsyncIterable<Uint8Array> | null;
    readonly preview: boolean;
    readonly mapping: string | undefined;
  },
): Promise<ImportedRows> {
  if (!file.body)
    throw new AppError('invalid-input', t('The request holds no table.'), {
      next: t('Send a CSV or XLSX file, or pasted cells, as the request body.'),
    });
  const mapping = parseMapping(file.mapping);
  const stored = await ctx.files.put(ctx.org.id, file.body, MAX_BYTES);
  const sheet = await ctx.files.withPath(ctx.org.id, stored.hash, parseSheet);
  if (sheet.rows.length > MANY)
    throw new AppError(
      'too-large',
      t('The table has {rows} rows; {many} at once is the limit.', { rows: sheet.rows.length, many: MANY }),
      {
        next: t('Bring it in in parts.'),
      },
    );
  const columns = mapColumns(sheet, register, mapping);
  return ctx.write(
    async (tx) => {
      const known = await knownOf(tx, register.definition, { sheet, columns });
      const counts = { created: 0, updated: 0, unchanged: 0 };
      const errors: Problem[] = [];
      for (const [i, cells] of sheet.rows.entries()) {
        // The row of the names is line 1.
        const row = { line: i + 2, cells: cells.map(restore), columns };
        const outcome = await oneRow(tx, register, { row, known });
        if (typeof outcome === 'string') counts[outcome] += 1;
        else errors.push(...outcome);
      }
      return {
        preview: file.preview,
        columns: columns.map(({ column, field }) => ({ column, field })),
        fields: fieldsOf(register.editable),
        rows: sheet.rows.length,
        ...counts,
        errorCount: new Set(errors.map((each) => each.line)).size,
        errors: errors.slice(0, SHOWN_ERRORS),
      };
    },
    { trial: file.preview },
  );
}

function fieldsOf(editable: z.ZodObject): ImportedRows['fields'] {
  return Object.entries(editable.shape).map(([field, schema]) => ({
    field,
    required: !(schema as z.ZodType).safeParse(undefined).success,
  }));
}

function parseMapping(text: string | undefined): Readonly<Record<string, string | null>> {
  if (text === undefined) return {};
  try {
    const mapping: unknown = JSON.parse(text);
    if (typeof mapping === 'object' && mapping !== null && !Array.isArray(mapping))
      return mapping as Record<string, string | null>;
  } catch {
    // falls through to the one refusal
  }
  throw new AppError('invalid-input', t('The mapping must be a JSON object of column and field.'));
}

/** Which column fills which field: as the mapping says, else by the name of the field or its head. */
function mapColumns<D extends RecordDefinition>(
  sheet: Sheet,
  { editable }: Register<D>,
  mapping: Readonly<Record<string, string | null>>,
): readonly Mapped[] {
  const fields = ['ref', ...Object.keys(editable.shape)];
  const byName = new Map(
    fields.flatMap((field) => [field, headOf(field)].map((name) => [plain(name), field])),
  );
  byName.set('reference', 'ref');
  const taken = new Set<string>();
  const columns = sheet.columns.map((column, at) => {
    const wanted = Object.hasOwn(mapping, column) ? mapping[column]! : (byName.get(plain(column)) ?? null);
    if (wanted !== null && !fields.includes(wanted))
      throw new AppError('invalid-input', t('“{wanted}” is no field that a table may fill.', { wanted }), {
        problems: [{ path: 'mapping', message: t('Fields: {fields}', { fields: fields.join(', ') }) }],
      });
    if (wanted !== null && taken.has(wanted))
      throw new AppError('invalid-input', t('Two columns fill the field “{wanted}”.', { wanted }), {
        next: t('Leave one of them out of the mapping.'),
      });
    if (wanted !== null) taken.add(wanted);
    return { column, field: wanted, at };
  });
  if (taken.size === 0)
    throw new AppError('invalid-input', t('No column of this table is known here.'), {
      problems: [{ path: 'mapping', message: t('Fields: {fields}', { fields: fields.join(', ') }) }],
      next: t('Name the columns in the first row as this register does, or say which is which.'),
    });
  return columns;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

type Known<D extends RecordDefinition> = {
  readonly records: ReadonlyMap<string, RecordOf<D>>;
  readonly names: Names;
  readonly idOf: (text: string) => string | null;
};

/** The records that the table names, and how references and names in its cells lead to ids. */
async function knownOf<D extends RecordDefinition>(
  tx: Tx,
  definition: D,
  { sheet, columns }: { readonly sheet: Sheet; readonly columns: readonly Mapped[] },
): Promise<Known<D>> {
  const refAt = columns.find((each) => each.field === 'ref')?.at;
  const wanted =
    refAt === undefined
      ? []
      : sheet.rows.map((row) => (row[refAt] ?? '').trim().toUpperCase()).filter(Boolean);
  const records = new Map<string, RecordOf<D>>();
  for (const { id } of await idsOf(tx, wanted, definition.type)) {
    const record = await tx.find(definition, id);
    if (record) records.set(record.ref, record);
  }
  const fields = columns.flatMap(({ field }) => (field ? [field] : []));
  const names = await namesIn(tx, [...records.values()] as Record<string, unknown>[], fields);
  const mentioned = new Set(sheet.rows.flat().flatMap((cell) => cell.match(/\b[A-Z]{2,4}-\d{4,}\b/g) ?? []));
  const byRef = new Map((await idsOf(tx, [...mentioned], null)).map(({ id, ref }) => [ref, id]));
  const byName = new Map<string, string | null>();
  for (const { id, name } of await persons(tx).execute())
    if (name) byName.set(name, byName.has(name) ? null : id);
  return {
    records,
    names,
    idOf: (text) => {
      const ref = /\(([A-Z]{2,4}-\d{4,})\)$/.exec(text)?.[1] ?? text.toUpperCase();
      return byRef.get(ref) ?? byName.get(text) ?? null;
    },
  };
}

async function idsOf(tx: Tx, refs: readonly string[], type: string | null) {
  const found: { id: string; ref: string }[] = [];
  for (const some of chunks(refs)) {
    let rows = tx.q
      .selectFrom('record')
      .innerJoin(heads(tx).as('head'), 'head.id', 'record.id')
      .where('record.org_id', '=', tx.org.id)
      .where('record.ref', 'in', some)
      .select(['record.id', 'record.ref']);
    if (type !== null) rows = rows.where('record.type', '=', type);
    found.push(...(await rows.execute()));
  }
  return found;
}

type Row = { readonly line: number; readonly cells: readonly string[]; readonly columns: readonly Mapped[] };

async function oneRow<D extends RecordDefinition>(
  tx: Tx,
  register: Register<D>,
  { row, known }: { readonly row: Row; readonly known: Known<D> },
): Promise<'created' | 'updated' | 'unchanged' | readonly Problem[]> {
  const refColumn = row.columns.find((each) => each.field === 'ref');
  const ref = refColumn ? (row.cells[refColumn.at] ?? '').trim().toUpperCase() : '';
  const problem = (column: string, value: string, message: string): Problem => ({
    line: row.line,
    column,
    value: value.slice(0, 200),
    message,
  });
  const before = known.records.get(ref);
  if (ref !== '' && !before)
    return [problem(refColumn!.column, ref, `There is no ${register.definition.name[0]} ${ref} here.`)];
  const decision = register.write(tx.parts.row(String(row.line)), before ?? null);
  if (!decision.allowed) return [problem(refColumn?.column ?? '', ref, decision.reason)];
  const { fields, problems } = fieldsOfRow(register, { row, known, before, problem });
  if (problems.length > 0) return problems;
  if (before && Object.keys(fields).length === 0) return 'unchanged';
  try {
    return await writeRow(tx, register, { before, fields: fields as Partial<FieldsOf<D>> });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [problem(refColumn?.column ?? '', ref, sentenceOf(error))];
  }
}

async function writeRow<D extends RecordDefinition>(
  tx: Tx,
  register: Register<D>,
  { before, fields }: { readonly before: RecordOf<D> | undefined; readonly fields: Partial<FieldsOf<D>> },
): Promise<'created' | 'updated' | 'unchanged'> {
  if (before) {
    const after = await updateRecord(tx, register, {
      target: { id: before.id, version: before.version },
      before,
      change: fields,
    });
    return after.version === before.version ? 'unchanged' : 'updated';
  }
  const parsed = register.editable.safeParse(fields);
  if (!parsed.success)
    throw new AppError('invalid-input', t('This row cannot be added.'), {
      problems: parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
    });
  await tx.insert(register.definition, await register.prepareCreate(tx, parsed.data as Partial<FieldsOf<D>>));
  return 'created';
}

/** The cells that say something else than the record, as values; and those that cannot be read. */
function fieldsOfRow<D extends RecordDefinition>(
  register: Register<D>,
  one: {
    readonly row: Row;
    readonly known: Known<D>;
    readonly before: RecordOf<D> | undefined;
    readonly problem: (column: string, value: string, message: string) => Problem;
  },
) {
  const { row, known, before } = one;
  const fields: Record<string, unknown> = {};
  const problems: Problem[] = [];
  for (const { column, field, at } of row.columns) {
    if (field === null || field === 'ref') continue;
    const text = row.cells[at] ?? '';
    const there = before ? cellOf((before as Record<string, unknown>)[field], known.names) : '';
    if (kept(text) === kept(there)) continue;
    try {
      fields[field] = readCell(register.definition, field, { text, idOf: known.idOf });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      problems.push(one.problem(column, text, error.message));
    }
  }
  return { fields, problems };
}

/** What a spreadsheet keeps of a text: no control characters, no carriage returns, a limited length. */
function kept(text: string): string {
  return printable(text.replace(/\r\n?/g, '\n')).slice(0, MAX_CELL);
}
