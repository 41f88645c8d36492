import type { Endpoint } from '#kernel/endpoint.ts';
import { pathParams } from '#kernel/endpoint.ts';

/** The part of JSON Schema that contracts use. */
export type JsonSchema = {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly propertyNames?: JsonSchema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
};

/**
 * An example of what an endpoint takes: its required fields, and what it names itself. Derived from the contract, so
 * that it can be held against a real instance (test/integration/openapi-examples.test.ts).
 */
export function inputExample(endpoint: Endpoint, schema: JsonSchema): Readonly<Record<string, unknown>> {
  const kind = endpoint.id.split('.')[0]!;
  const needed = new Set([...(schema.required ?? []), ...pathParams(endpoint.path)]);
  const properties = Object.entries(schema.properties ?? {}).filter(([name]) => needed.has(name));
  return {
    ...Object.fromEntries(properties.map(([name, inner]) => [name, sample(inner, name, kind)])),
    ...endpoint.example,
  };
}

/** An example of what an endpoint answers, whole. */
export function outputExample(endpoint: Endpoint, schema: JsonSchema): unknown {
  return sample(schema, '', endpoint.id.split('.')[0]!);
}

/** One value that a schema allows, in words that a reader recognises. */
function sample(schema: JsonSchema, name: string, kind: string): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.default !== undefined) return schema.default;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return sample(choices.find((each) => each.type !== 'null') ?? choices[0]!, name, kind);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((each) => sample(each, name, kind)));
  switch ([schema.type].flat().find((each) => each !== 'null')) {
    case 'object':
      return objectSample(schema, name, kind);
    case 'array':
      return arraySample(schema, name, kind);
    case 'boolean':
      return true;
    case 'integer':
    case 'number':
      return numberSample(schema);
    case 'string':
      return textSample(schema, name, kind);
    default:
      return null;
  }
}

function objectSample(schema: JsonSchema, name: string, kind: string): unknown {
  const own = Object.entries(schema.properties ?? {});
  if (own.length > 0) return Object.fromEntries(own.map(([key, inner]) => [key, sample(inner, key, kind)]));
  // A record over a fixed set of keys holds each of them.
  const values = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {};
  const keys = (schema.propertyNames?.enum ?? schema.required ?? []) as readonly string[];
  return Object.fromEntries(keys.map((key) => [key, sample(values, name, kind)]));
}

function arraySample(schema: JsonSchema, name: string, kind: string): readonly unknown[] {
  if (schema.prefixItems) return schema.prefixItems.map((each) => sample(each, name, kind));
  const one = sample(schema.items ?? {}, name.replace(/s$/, ''), kind);
  return Array.from({ length: Math.max(schema.minItems ?? 1, 1) }, () => one);
}

function numberSample(schema: JsonSchema): number {
  const least = schema.minimum ?? (schema.exclusiveMinimum === undefined ? 1 : schema.exclusiveMinimum + 1);
  return Math.min(Math.max(1, least), schema.maximum ?? Number.POSITIVE_INFINITY);
}

const FORMATS: Readonly<Record<string, string>> = {
  date: '2026-11-24',
  'date-time': '2026-11-24T09:00:00.000Z',
  email: 'anna.berg@example.org',
  uri: 'https://example.org/',
  uuid: '019ab3c2-7d11-7c3e-9a51-3f0c2b6d8e90',
};

/** Texts of every form that contracts ask for; the first that fits is taken. */
const TEXTS: readonly string[] = [
  'A sentence that says what is meant.',
  'example',
  '2026-11-24',
  '2026-11-24T09:00:00.000Z',
  '09:00',
  '1',
  'A.5.2',
  '6.1.3',
  '*',
  '/risks',
  'risk.*',
  'https://example.org/',
  'example-id',
  'EXAMPLE',
  'EUR',
  'a'.repeat(64),
  'a'.repeat(43),
];

function textSample(schema: JsonSchema, name: string, kind: string): string {
  if (schema.format && FORMATS[schema.format]) return FORMATS[schema.format]!;
  const pattern = schema.pattern === undefined ? null : new RegExp(schema.pattern, 'u');
  const fits = (text: string) =>
    (pattern?.test(text) ?? true) &&
    text.length >= (schema.minLength ?? 0) &&
    text.length <= (schema.maxLength ?? Number.POSITIVE_INFINITY);
  const own = namedSample(name, kind);
  return [...(own ? [own] : []), ...TEXTS].find(fits) ?? '';
}

/** What stands in fields of these names, wherever they occur. */
const NAMED: Readonly<Record<string, string>> = {
  framework: 'eu-ai-act',
  requirement: 'art-4',
  requirementId: '6.1.3',
  clause: '6.1.3',
  cause: 'dataset.content',
  check: 'card.published',
  reason: 'The figures of the quarter say so.',
  name: 'An example',
  timeZone: 'Europe/Berlin',
  colour: '#1d4ed8',
  url: 'https://example.org/',
  title: 'An example',
};

function namedSample(name: string, kind: string): string | null {
  if (NAMED[name]) return NAMED[name];
  if (name === 'id') return `${kind}_019ab3c2-7d11-7c3e-9a51-3f0c2b6d8e90`;
  if (name === 'ref') return 'REF-0001';
  if (/Id$/.test(name)) return `${name.slice(0, -2)}_019ab3c2-7d11-7c3e-9a51-3f0c2b6d8e90`;
  if (/(On|day)$/.test(name)) return '2026-11-24';
  if (/At$/.test(name)) return '2026-11-24T09:00:00.000Z';
  return null;
}
