import { canonical } from '#kernel/canonical.ts';
import type { FieldsOf, RecordDefinition, RecordOf } from '#kernel/record.ts';
import { columnsOf } from '#kernel/record.ts';

/** Field values as columns: flags as 0 and 1, nested values as canonical JSON text. */
export function encodeValue(kind: string, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (kind === 'flag') return value ? 1 : 0;
  return kind === 'json' ? canonical(value) : value;
}

/** The inverse of `encodeValue`. */
export function decodeValue(kind: string, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (kind === 'flag') return value === 1;
  return kind === 'json' ? JSON.parse(value as string) : value;
}

/** A stored row as the record people work with: meta and contract fields, nothing of the spine. */
export function decodeRecord<D extends RecordDefinition>(
  definition: D,
  row: Readonly<Record<string, unknown>>,
): RecordOf<D> {
  const record: Record<string, unknown> = { id: row.id, ref: row.ref, version: row.version };
  for (const [name, kind] of columnsOf(definition)) record[name] = decodeValue(kind, row[name]);
  return record as RecordOf<D>;
}

/** The contract fields of a record, `ref` included, in the shape that is committed to the log. */
export function committedFields<D extends RecordDefinition>(
  definition: D,
  ref: string | null,
  fields: FieldsOf<D>,
): Record<string, unknown> {
  const all: Record<string, unknown> = { ref };
  for (const name of columnsOf(definition).keys())
    if (name !== 'ref') all[name] = (fields as Record<string, unknown>)[name] ?? null;
  return all;
}
