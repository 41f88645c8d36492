import type { z } from 'zod';
import { chunks } from '#kernel/chunks.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { type ColumnKind, columnsOf, type RecordDefinition } from '#kernel/record.ts';
import type { At } from '../view.ts';
import { heads } from '../view.ts';

/** What stands in a cell for the id of another record: its title and reference. */
export type Names = ReadonlyMap<string, { readonly ref: string; readonly title: string | null }>;

const ID = /^[a-z]{2,8}_[0-9a-f-]{20,}$/;

/** The field's name as the head of a column: `ownerId` as "Owner", `reviewOn` as "Review on". */
export function headOf(field: string): string {
  const words = field.replace(/Id$/, '').replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Every id of another record that stands in these rows, with what names it. */
export async function namesIn(
  at: At,
  rows: readonly Readonly<Record<string, unknown>>[],
  fields: readonly string[],
): Promise<Names> {
  const ids = new Set<string>();
  for (const row of rows)
    for (const field of fields)
      for (const value of [row[field]].flat())
        if (field !== 'id' && typeof value === 'string' && ID.test(value)) ids.add(value);
  const names = new Map<string, { ref: string; title: string | null }>();
  for (const some of chunks([...ids])) {
    const found = await at.q
      .selectFrom('record')
      .leftJoin(heads(at).as('head'), 'head.id', 'record.id')
      .where('record.org_id', '=', at.org.id)
      .where('record.id', 'in', some)
      .select(['record.id', 'record.ref', 'head.title'])
      .execute();
    for (const { id, ref, title } of found) if (ref) names.set(id, { ref, title });
  }
  return names;
}

/** A value as the text of a cell; `readCell` reads it again. Lists of words are joined by "; ". */
export function cellOf(value: unknown, names: Names): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') {
    const named = ID.test(value) ? names.get(value) : undefined;
    return named ? `${named.title ?? ''} (${named.ref})`.trim() : value;
  }
  if (Array.isArray(value) && value.every((each) => typeof each === 'string' && isWord(each)))
    return value.map((each) => cellOf(each, names)).join('; ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** True for list entries that survive being joined: no separator inside, nothing at the ends, nothing empty. */
function isWord(text: string): boolean {
  return text !== '' && !text.includes(';') && text.trim() === text && !/^[[{]/.test(text);
}

/**
 * The value that a cell means for a field; an empty cell means none. References in it are looked up by `idOf`.
 * @throws AppError `invalid-input` with what would be right
 */
export function readCell(
  definition: RecordDefinition,
  field: string,
  cell: { readonly text: string; readonly idOf: (text: string) => string | null },
): unknown {
  const schema = definition.fields.shape[field] as z.ZodType;
  const kind = columnsOf(definition).get(field)!;
  const value = rawValue({ kind, isReference: /(Id|By)s?$/.test(field) }, cell, schema);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError('invalid-input', parsed.error.issues[0]?.message ?? t('This value cannot be kept.'));
}

function rawValue(
  field: { readonly kind: ColumnKind; readonly isReference: boolean },
  { text, idOf }: { readonly text: string; readonly idOf: (text: string) => string | null },
  schema: z.ZodType,
): unknown {
  const { kind, isReference } = field;
  const words = text.trim();
  if (words === '') return schema.safeParse(null).success ? null : kind === 'json' ? [] : '';
  if (kind === 'integer') return /^-?\d+$/.test(words) ? Number(words) : words;
  if (kind === 'flag')
    return /^(yes|true|1)$/i.test(words) ? true : /^(no|false|0)$/i.test(words) ? false : words;
  if (kind === 'json') return jsonOf(words, isReference ? idOf : null);
  return isReference ? known(words, idOf) : text;
}

function jsonOf(words: string, idOf: ((text: string) => string | null) | null): unknown {
  if (/^[[{]/.test(words))
    try {
      return JSON.parse(words);
    } catch {
      throw new AppError('invalid-input', t('This is no valid JSON.'));
    }
  const parts = words
    .split(/[;\n]/)
    .map((each) => each.trim())
    .filter(Boolean);
  return idOf ? parts.map((each) => known(each, idOf)) : parts;
}

function known(words: string, idOf: (text: string) => string | null): string {
  const id = idOf(words);
  if (id) return id;
  throw new AppError(
    'invalid-input',
    t(
      'There is nobody and nothing called “{words}” here. Give a reference such as PER-0001, or the exact name.',
      { words },
    ),
  );
}
