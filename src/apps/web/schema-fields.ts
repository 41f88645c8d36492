import { t } from '#kernel/language.ts';
/** The part of JSON Schema that the contracts produce. */
export type Schema = {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly description?: string;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
};

export type FieldRow = {
  readonly name: string;
  readonly kind: string;
  readonly required: boolean;
  readonly note: string;
};

/** How deep nested fields are listed by their dotted names; below, the kind says "object". */
const DEPTH = 3;

/** The fields of an object as rows, nested ones by dotted names. Pure. */
export function fieldRows(schema: Schema, prefix = '', depth = 1): readonly FieldRow[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const row = {
      name: `${prefix}${name}`,
      kind: kindOf(field),
      required: schema.required?.includes(name) ?? false,
      note: noteOf(field),
    };
    const inner = objectIn(field);
    if (!inner || depth >= DEPTH) return [row];
    return [row, ...fieldRows(inner, `${prefix}${name}${isList(field) ? '[]' : ''}.`, depth + 1)];
  });
}

/** A kind in words: `text`, `"a" or "b"`, `list of text`, `day`, `number or null`. Pure. */
export function kindOf(schema: Schema): string {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map(kindOf))].reduce(either);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((each) => JSON.stringify(each)).reduce(either);
  if (Array.isArray(schema.type))
    return schema.type.map((type) => kindOf({ ...schema, type })).reduce(either);
  switch (schema.type) {
    case 'string':
      return schema.format === 'date' ? t('day') : (schema.format ?? t('text'));
    case 'integer':
      return t('whole number');
    case 'boolean':
      return t('true or false');
    case 'array':
      return schema.items && kindOf(schema.items) !== t('anything')
        ? t('list of {items}', { items: kindOf(schema.items) })
        : t('list');
    case undefined:
      return t('anything');
    case 'number':
      return t('number');
    case 'object':
      return t('object');
    default:
      return schema.type as string;
  }
}

const either = (one: string, other: string) => t('{one} or {other}', { one, other });

function noteOf(schema: Schema): string {
  const inner = [schema, ...(schema.anyOf ?? [])];
  const first = <K extends keyof Schema>(key: K) =>
    inner.find((each) => each[key] !== undefined)?.[key] as Schema[K] | undefined;
  return [
    first('description'),
    first('maxLength') !== undefined && t('at most {first} characters', { first: first('maxLength') }),
    first('minimum') !== undefined &&
      Number(first('minimum')) > -1e9 &&
      t('from {first}', { first: first('minimum') }),
    first('maximum') !== undefined &&
      Number(first('maximum')) < 1e9 &&
      t('to {first}', { first: first('maximum') }),
  ]
    .filter(Boolean)
    .join(', ');
}

function isList(schema: Schema): boolean {
  return [schema, ...(schema.anyOf ?? [])].some((each) => each.type === 'array');
}

/** The object whose fields stand below this field: itself, the items of a list, or the one choice that is an object. */
function objectIn(schema: Schema): Schema | undefined {
  for (const each of [schema, ...(schema.anyOf ?? [])]) {
    if (each.properties) return each;
    if (each.items?.properties) return each.items;
  }
  return undefined;
}
