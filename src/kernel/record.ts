import type { z } from 'zod';
import type { Lifecycle } from './lifecycle.ts';

/** How a contract field is kept in a column (spine.md section 9: text, integers, flags, JSON as text). */
export type ColumnKind = 'text' | 'integer' | 'flag' | 'json';

/** What every record of a register has beside its own fields. */
export type RecordMeta = { readonly id: string; readonly ref: string; readonly version: number };

export type RecordDefinition<Type extends string = string, Fields extends z.ZodObject = z.ZodObject> = {
  readonly type: Type;
  /** Prefix of ids (`rsk_…`) and, in capitals, of references (`RSK-0042`). */
  readonly prefix: string;
  /** Which contract wrote a version; raised when fields are added (spine.md section 2). */
  readonly schema: number;
  /** Words for people: "risk", "risks". */
  readonly name: readonly [singular: string, plural: string];
  readonly fields: Fields;
  /** Fields with text about people: nullable, and offered for erasure (spine.md sections 3, 4). */
  readonly personal?: readonly (keyof z.output<Fields> & string)[];
  /** The field with the day a record speaks of, where that may be long before it was entered: both are then shown. */
  readonly effective?: keyof z.output<Fields> & string;
  readonly lifecycle?: Lifecycle;
  readonly head: (fields: z.output<Fields>) => {
    readonly title: string;
    readonly state?: string | null;
    readonly owner?: string | null;
  };
};

/** Declares a kind of record. Every field is required or nullable; `undefined` does not exist in a record. */
export function defineRecord<const Type extends string, Fields extends z.ZodObject>(
  definition: RecordDefinition<Type, Fields>,
): RecordDefinition<Type, Fields> {
  for (const [name, schema] of Object.entries(definition.fields.shape)) columnKind(name, schema as z.ZodType);
  return definition;
}

export type FieldsOf<D extends RecordDefinition> = z.output<D['fields']>;
export type RecordOf<D extends RecordDefinition> = RecordMeta & FieldsOf<D>;

type ColumnValue<T> = T extends null
  ? null
  : T extends string
    ? T
    : T extends number
      ? number
      : T extends boolean
        ? 0 | 1
        : string;

/** The row of a register's table as SQL sees it: flags are 0 or 1, nested values are JSON text. */
export type RowOf<D extends RecordDefinition> = RecordMeta & {
  readonly [K in keyof FieldsOf<D>]: ColumnValue<FieldsOf<D>[K]>;
};

/** The column kind of every field of a definition, `ref` first; computed once. */
export function columnsOf(definition: RecordDefinition): ReadonlyMap<string, ColumnKind> {
  const known = columnCache.get(definition);
  if (known) return known;
  const columns = new Map<string, ColumnKind>([['ref', 'text']]);
  for (const [name, schema] of Object.entries(definition.fields.shape))
    columns.set(name, columnKind(name, schema as z.ZodType));
  columnCache.set(definition, columns);
  return columns;
}

const columnCache = new WeakMap<RecordDefinition, ReadonlyMap<string, ColumnKind>>();

/** The column kind of one field, seen through nullable, optional and default. */
function columnKind(name: string, schema: z.ZodType): ColumnKind {
  let inner = schema as z.ZodType & {
    def: { type: string; innerType?: z.ZodType; in?: z.ZodType; values?: readonly unknown[] };
  };
  while (inner.def.innerType) inner = inner.def.innerType as typeof inner;
  switch (inner.def.type) {
    case 'string':
    case 'enum':
      return 'text';
    case 'literal':
      return typeof inner.def.values?.[0] === 'number' ? 'integer' : 'text';
    case 'number':
    case 'int':
      return 'integer';
    case 'boolean':
      return 'flag';
    case 'array':
    case 'object':
    case 'record':
    case 'tuple':
    case 'union':
      return 'json';
    default:
      throw new Error(`Field "${name}": a ${inner.def.type} has no column kind`);
  }
}
