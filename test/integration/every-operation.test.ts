import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Endpoint, pathParams } from '#kernel/endpoint.ts';
import { roleIds } from '#kernel/roles.ts';
import { modules } from '#modules/index.ts';
import { jsonSchema } from '#platform/http/openapi.ts';
import type { Operation } from '#platform/operation.ts';
import { makeTestApp, type TestApp, type TestClient } from '#test/testkit/app.ts';

const operations = modules.flatMap((module) => module.operations);

let app: TestApp;
let stranger: TestClient;
beforeAll(async () => {
  app = await makeTestApp({ modules });
  stranger = (await app.otherOrganisation()).officer;
});
afterAll(() => app.close());

/** How many entries the log has: nothing may be added by what is refused. */
async function logSize(): Promise<number> {
  return app.runtime.db.read(app.org, async (q) => {
    const { size } = await q
      .selectFrom('log')
      .select('size')
      .where('org_id', '=', app.org)
      .executeTakeFirstOrThrow();
    return Number(size);
  });
}

async function call(
  client: TestClient,
  endpoint: Endpoint,
  input: Record<string, unknown>,
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
        body: 'some bytes',
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

describe('every operation, whoever asks', () => {
  test.each(operations.map((operation) => [operation.endpoint.id, operation] as const))(
    '%s answers each role with a reason, never with a failure',
    async (_id, { endpoint }) => {
      for (const role of roleIds) {
        const before = await logSize();
        const answer = await call(app.as(role), endpoint, {});
        expect(answer.status, `${role} ${await answer.clone().text()}`).not.toBe(500);
        if (answer.status >= 400) expect(await logSize()).toBe(before);
      }
    },
  );

  test.each(operations.map((operation) => [operation.endpoint.id, operation] as const))(
    '%s shows nothing of another organisation',
    async (_id, { endpoint }) => {
      const before = await logSize();
      const path = `/api/orgs/${app.org}${endpoint.path.replace(/:[A-Za-z]+/g, 'x')}`;
      const answer = await app.request(path, {
        method: endpoint.method,
        headers: { 'x-test-person': stranger.personId!, 'content-type': 'application/json' },
        ...(endpoint.method !== 'GET' && { body: '{}' }),
      });
      expect(answer.status).toBe(404);
      expect(await logSize()).toBe(before);
    },
  );
});

describe('every operation, whatever is sent', () => {
  test.each(operations.map((operation) => [operation.endpoint.id, operation] as const))(
    '%s',
    async (_id, operation) => {
      await fc.assert(
        fc.asyncProperty(
          inputFor(operation),
          fc.constantFrom('governance-officer' as const, 'top-management' as const, 'administrator' as const),
          async (input, role) => {
            const before = await logSize();
            const answer = await call(app.as(role), operation.endpoint, input);
            expect(answer.status, await answer.clone().text()).toBeLessThan(500);
            if (answer.status >= 400) {
              expect(await logSize()).toBe(before);
              expect(await answer.json()).toMatchObject({
                code: expect.any(String),
                next: expect.stringMatching(/\S/),
              });
            }
          },
        ),
        { numRuns: Number(process.env.AIMS_FUZZ_RUNS ?? 12) },
      );
    },
  );
});

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
function inputFor(operation: Operation): fc.Arbitrary<Record<string, unknown>> {
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
