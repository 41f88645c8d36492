import type { JsonSchema } from '#platform/http/examples.ts';

/** Writes JSON Schema as TypeScript, and gives a name to what occurs more than once. */
export type TypeWriter = {
  /** The type of a schema as text. `name` is what it is called when it is used again. */
  readonly write: (schema: JsonSchema, name: string) => string;
  /** The named types, in the order of their names. */
  readonly named: () => readonly (readonly [name: string, text: string])[];
};

/** Shorter types are written out where they stand. */
const WORTH_A_NAME = 160;

/**
 * A writer over all schemas at once: objects that occur more than once are written once.
 * @param count how often each type text occurs, from a first pass; null in that pass
 */
export function typeWriter(
  count: ReadonlyMap<string, number> | null,
  seen?: Map<string, number>,
): TypeWriter {
  const names = new Map<string, string>();
  const taken = new Set<string>();

  function write(schema: JsonSchema, name: string): string {
    if (schema.const !== undefined) return JSON.stringify(schema.const);
    if (schema.enum) return union(schema.enum.map((each) => JSON.stringify(each)));
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices) return union(choices.map((each) => write(each, name)));
    if (schema.allOf) return schema.allOf.map((each) => grouped(write(each, name))).join(' & ');
    const types = [schema.type].flat().filter((each) => each !== undefined);
    if (types.length > 1) return union(types.map((type) => write({ ...schema, type }, name)));
    switch (types[0]) {
      case 'string':
        return 'string';
      case 'integer':
      case 'number':
        return 'number';
      case 'boolean':
        return 'boolean';
      case 'null':
        return 'null';
      case 'array':
        return arrayOf(schema, name);
      case 'object':
        return shared(objectOf(schema, name), name);
      default:
        return 'unknown';
    }
  }

  function arrayOf(schema: JsonSchema, name: string): string {
    if (schema.prefixItems)
      return `readonly [${schema.prefixItems.map((each) => write(each, name)).join(', ')}]`;
    return `readonly ${grouped(write(schema.items ?? {}, `${name}Item`))}[]`;
  }

  function objectOf(schema: JsonSchema, name: string): string {
    const rest = schema.additionalProperties;
    const own = Object.entries(schema.properties ?? {}).map(([key, inner]) => {
      const optional = schema.required?.includes(key) ? '' : '?';
      return `readonly ${keyOf(key)}${optional}: ${write(inner, `${name}${capital(key)}`)};`;
    });
    if (typeof rest === 'object' && own.length === 0) {
      const keys = schema.propertyNames?.enum?.map((each) => JSON.stringify(each)).join(' | ');
      return `Readonly<Record<${keys ?? 'string'}, ${write(rest, `${name}Value`)}>>`;
    }
    // Filters of lists: any further field of the record.
    if (typeof rest === 'object' && Object.keys(rest).length > 0)
      own.push('readonly [filter: string]: unknown;');
    return own.length === 0 ? '{}' : `{ ${own.join(' ')} }`;
  }

  function shared(text: string, name: string): string {
    seen?.set(text, (seen.get(text) ?? 0) + 1);
    if (!count || text.length < WORTH_A_NAME || (count.get(text) ?? 0) < 2) return text;
    const known = names.get(text);
    if (known) return known;
    let free = name;
    for (let n = 2; taken.has(free); n += 1) free = `${name}${n}`;
    taken.add(free);
    names.set(text, free);
    return free;
  }

  return {
    write,
    named: () => [...names].map(([text, name]) => [name, text] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
  };
}

/** `risk.list` → `RiskList`. */
export function typeName(id: string): string {
  return id.split(/[.-]/).map(capital).join('');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).replaceAll(/[^A-Za-z0-9]/g, '');
}

function keyOf(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}

/** In brackets where it is more than one, so that it can stand before `[]`. */
function union(parts: readonly string[]): string {
  const different = [...new Set(parts)];
  return different.length === 1 ? different[0]! : `(${different.map(grouped).join(' | ')})`;
}

function grouped(text: string): string {
  return text.startsWith('readonly ') ? `(${text})` : text;
}
