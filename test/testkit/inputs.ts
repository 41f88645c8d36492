import fc from 'fast-check';
import { type Endpoint, pathParams } from '#kernel/endpoint.ts';
import { jsonSchema } from '#platform/http/openapi.ts';
import type { Operation } from '#platform/operation.ts';
import type { TestClient } from './app.ts';

/** Sends an input to an endpoint as the contract says: in the path, the query or the body; a file beside it. */
export async function callEndpoint(
  client: Pick<TestClient, 'raw'>,
  endpoint: Endpoint,
  {
    input,
    file = 'some bytes',
  }: { readonly input: Record<string, unknown>; readonly file?: string | undefined },
): Promise<Response> {
  const rest = { ...input };
  let path = endpoint.path;
  for (const name of pathParams(endpoint.path)) {
    path = path.replace(`:${name}`, encodeURIComponent(String(rest[name] ?? 'x')));
    delete rest[name];
  }
  if (endpoint.method === 'GET' || endpoint.takes === 'file') {
    const query = new URLSearchParams(
      Object.entries(rest)
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => [key, String(value)]),
    );
    return client.raw(`${path}?${query}`, {
      method: endpoint.method,
      ...(endpoint.takes === 'file' && {
        body: file,
        headers: { 'content-type': 'application/octet-stream' },
      }),
    });
  }
  return client.raw(path, {
    method: endpoint.method,
    body: JSON.stringify(rest),
    headers: { 'content-type': 'application/json' },
  });
}

type Schema = {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  format?: string;
  additionalProperties?: unknown;
};

/** Inputs from the contract itself, with a wrong value slipped in now and then. */
export function inputFor(operation: Operation): fc.Arbitrary<Record<string, unknown>> {
  return object(jsonSchema(operation.endpoint.input, 'input') as Schema, 0);
}

function object(schema: Schema, depth: number): fc.Arbitrary<Record<string, unknown>> {
  const entries = Object.entries(schema.properties ?? {});
  return fc.record(Object.fromEntries(entries.map(([name, inner]) => [name, value(inner, depth + 1)])), {
    requiredKeys: (schema.required ?? []).filter((name) => entries.some(([key]) => key === name)),
  });
}

const junk = fc.constantFrom<unknown>(
  null,
  -1,
  1e308,
  '',
  ' ',
  '=1+1',
  "' or 1=1 --",
  '../../etc/passwd',
  '𝕊',
  true,
  [],
  {},
  { a: [1] },
  '2026-02-31',
  'x'.repeat(9000),
);

function value(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 8, arbitrary: wellFormed(schema, depth) }, { weight: 1, arbitrary: junk });
}

function wellFormed(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((each) => wellFormed(each, depth)));
  switch ([schema.type].flat()[0]) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return fc.integer({
        min: Math.max(schema.minimum ?? 0, -1000),
        max: Math.min(schema.maximum ?? 40, 1000),
      });
    case 'array':
      return fc.array(value(schema.items ?? {}, depth + 1), { maxLength: depth > 3 ? 0 : 3 });
    case 'object':
      return object(schema, depth);
    default:
      return schema.format === 'date'
        ? fc.constantFrom('2026-11-24', '2027-02-28', '1970-01-01')
        : fc.oneof(
            fc.constantFrom('x', 'A.2.2', 'RSK-0001', 'CTL-0001', 'https://example.org'),
            fc
              .string({ maxLength: Math.min(schema.maxLength ?? 30, 30) })
              .filter((text) => !text.includes('\u0000')),
          );
  }
}
