import { toCsv } from '#documents/csv.ts';
import { sheetToXlsx } from '#documents/xlsx.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { columnsOf, type RecordDefinition } from '#kernel/record.ts';
import type { ListQuery } from '#kernel/register.ts';
import type { Ctx, FileAnswer } from '../context.ts';
import { decodeRecord } from '../db/record-codec.ts';
import { cellOf, headOf, namesIn } from './cells.ts';
import { type ListOptions, matchingRows } from './list.ts';

/** More rows than this no spreadsheet is pleasant with; a narrower filter is. */
const MAX_ROWS = 100_000;

type ExportInput = ListQuery & {
  readonly format: 'csv' | 'xlsx';
  readonly columns?: string | undefined;
  readonly heads?: string | undefined;
};

/**
 * The rows of a list as a file: the same words, filters, order and columns, the reference first. Ids of other records
 * stand there as title and reference; bringing the file in again changes nothing.
 * @throws AppError `invalid-input` for an unknown column or filter; `too-large`
 */
export async function exportRows(
  ctx: Ctx,
  definition: RecordDefinition,
  list: { readonly input: ExportInput; readonly options?: ListOptions | undefined },
): Promise<FileAnswer> {
  const { format, columns, heads, ...query } = list.input;
  const fields = chosenFields(definition, columns);
  const rows = await matchingRows(ctx, definition, {
    query: query as ListQuery,
    options: list.options,
    limit: MAX_ROWS + 1,
  });
  if (rows.length > MAX_ROWS)
    throw new AppError(
      'too-large',
      t('More than {max_rows} rows match.', { max_rows: MAX_ROWS.toLocaleString('en') }),
      {
        next: t('Narrow the list by a filter and export it in parts.'),
      },
    );
  const records = rows.map((row) => decodeRecord(definition, row) as Record<string, unknown>);
  const names = await namesIn(ctx, records, fields);
  const table = records.map((record) => fields.map((field) => cellOf(record[field], names)));
  const titles = titlesOf(fields, heads);
  const name = `${definition.name[1].replaceAll(' ', '-')}-${ctx.today}`;
  return format === 'csv'
    ? { body: toCsv(titles, table), mediaType: 'text/csv; charset=utf-8', name: `${name}.csv` }
    : {
        body: await sheetToXlsx(definition.name[1], titles, table),
        mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        name: `${name}.xlsx`,
      };
}

function chosenFields(definition: RecordDefinition, columns: string | undefined): readonly string[] {
  const known = [...columnsOf(definition).keys()];
  const wanted = columns?.split(',').filter(Boolean) ?? known;
  const unknown = wanted.filter((field) => !known.includes(field));
  if (unknown.length > 0)
    throw new AppError('invalid-input', t('There is no column {unknown}.', { unknown: unknown.join(', ') }), {
      problems: [{ path: 'columns', message: t('Known fields: {known}', { known: known.join(', ') }) }],
    });
  return ['ref', ...wanted.filter((field) => field !== 'ref')];
}

/** What stands above the columns: what the list calls them, where it says so for each. */
function titlesOf(fields: readonly string[], heads: string | undefined): readonly string[] {
  let given: unknown;
  try {
    given = heads === undefined ? {} : JSON.parse(heads);
  } catch {
    given = null;
  }
  if (
    typeof given !== 'object' ||
    given === null ||
    Object.values(given).some((each) => typeof each !== 'string')
  )
    throw new AppError(
      'invalid-input',
      t('The heads of the columns must be a JSON object of field and title.'),
    );
  const titles = given as Readonly<Record<string, string>>;
  return fields.map((field) =>
    field === 'ref' ? 'Reference' : Object.hasOwn(titles, field) ? titles[field]! : headOf(field),
  );
}
