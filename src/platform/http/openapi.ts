import { z } from 'zod';
import { type Endpoint, pathParams } from '#kernel/endpoint.ts';
import { errorCatalog } from '#kernel/errors.ts';
import { inputExample, type JsonSchema, outputExample } from './examples.ts';

type Schema = {
  type?: string;
  properties?: Record<string, unknown>;
  required?: string[];
  [key: string]: unknown;
};

/** The OpenAPI 3.1 description of every endpoint, made from the contracts that also validate. */
export function openApi(
  endpoints: readonly Endpoint[],
  version: string,
  byLink: readonly Endpoint[] = [],
): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  const add = (prefix: string, endpoint: Endpoint, opened: boolean) => {
    const path = `${prefix}${endpoint.path.replace(/:([A-Za-z]+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: describe(endpoint, opened) };
  };
  for (const endpoint of endpoints) add(endpoint.instance ? '/api' : '/api/orgs/{org}', endpoint, false);
  // Whoever holds a link needs no sign-in: the token in the path is all there is.
  for (const endpoint of byLink) add('/api/by-link/{token}', endpoint, true);
  return {
    openapi: '3.1.0',
    info: {
      title: 'OpenAIMS',
      version,
      description:
        'The AI management system as an API. Errors are RFC 9457 problem bodies; reads take asOf or at to show the past.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    security: [{ session: [] }, { key: [] }],
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'better-auth.session_token' },
        key: { type: 'apiKey', in: 'header', name: 'x-api-key' },
      },
      schemas: { Problem: problemSchema },
    },
  };
}

function describe(endpoint: Endpoint, opened: boolean): Record<string, unknown> {
  const input = jsonSchema(endpoint.input, 'input');
  const inPath = pathParams(endpoint.path);
  const properties = Object.entries(input.properties ?? {});
  const rest = properties.filter(([name]) => !inPath.includes(name));
  const reads = endpoint.method === 'GET';
  const example = inputExample(endpoint, input as JsonSchema);
  const output = jsonSchema(endpoint.output, 'output');
  return {
    operationId: endpoint.id,
    tags: [endpoint.id.split('.')[0]],
    summary: endpoint.summary,
    ...(endpoint.refs && endpoint.refs.length > 0 && { 'x-requirements': endpoint.refs }),
    parameters: [
      ...(opened ? [parameter('token', 'path', { type: 'string' }, { required: true })] : []),
      ...(endpoint.instance || opened
        ? []
        : [parameter('org', 'path', { type: 'string' }, { required: true })]),
      ...inPath.map((name) =>
        parameter(name, 'path', input.properties?.[name] ?? { type: 'string' }, {
          required: true,
          example: example[name],
        }),
      ),
      ...(reads || endpoint.takes === 'file'
        ? rest.map(([name, schema]) =>
            parameter(name, 'query', schema, {
              required: input.required?.includes(name) ?? false,
              example: example[name],
            }),
          )
        : []),
      ...(reads || opened
        ? []
        : [
            {
              name: 'Idempotency-Key',
              in: 'header',
              required: false,
              schema: { type: 'string', maxLength: 200 },
            },
          ]),
    ],
    ...(opened && { security: [] }),
    ...(!reads && { requestBody: requestBody(endpoint, input, { rest, example }) }),
    responses: {
      200: {
        description: 'Done',
        content:
          endpoint.answers === 'file'
            ? { 'application/octet-stream': {} }
            : {
                'application/json': {
                  schema: output,
                  example: outputExample(endpoint, output as JsonSchema),
                },
              },
      },
      default: {
        description: 'A problem',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function requestBody(
  endpoint: Endpoint,
  input: Schema,
  body: { readonly rest: [string, unknown][]; readonly example: Readonly<Record<string, unknown>> },
): Record<string, unknown> {
  const { rest } = body;
  if (endpoint.takes === 'file')
    return {
      required: true,
      content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
    };
  const required = rest.map(([name]) => name).filter((name) => input.required?.includes(name));
  return {
    required: required.length > 0,
    content: {
      'application/json': {
        schema: { ...input, properties: Object.fromEntries(rest), required },
        example: Object.fromEntries(
          Object.entries(body.example).filter(([name]) => rest.some(([own]) => own === name)),
        ),
      },
    },
  };
}

function parameter(
  name: string,
  where: 'path' | 'query',
  schema: unknown,
  { required, example }: { readonly required: boolean; readonly example?: unknown },
) {
  return { name, in: where, required, schema, ...(example !== undefined && { example }) };
}

/** What a contract says in JSON Schema; `input` shows defaults as optional. */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _s, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Schema;
  return rest;
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'next', 'trace'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: [...Object.keys(errorCatalog), 'internal'] },
    detail: { type: 'string', description: 'what happened' },
    next: { type: 'string', description: 'what to do next' },
    problems: {
      type: 'array',
      items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } },
    },
    trace: { type: 'string' },
  },
};
