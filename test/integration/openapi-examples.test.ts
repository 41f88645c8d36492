import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openInstance } from '#apps/server/compose.ts';
import { createDemo } from '#apps/server/demo/demo.ts';
import type { Endpoint } from '#kernel/endpoint.ts';
import { pathParams } from '#kernel/endpoint.ts';
import type { Actor } from '#kernel/policy.ts';
import { roleIds } from '#kernel/roles.ts';
import { modules } from '#modules/index.ts';
import { httpApp } from '#platform/http/app.ts';
import { inputExample, type JsonSchema, outputExample } from '#platform/http/examples.ts';
import { jsonSchema } from '#platform/http/openapi.ts';
import type { Runtime } from '#platform/instance.ts';
import { createTestDatabase } from '#test/testkit/postgres.ts';
import { refusedExamples } from './openapi-refusals.ts';

const endpoints = modules.flatMap((module) => module.operations).map(({ endpoint }) => endpoint);
/** `/systems` holds records of the type `system`: what an `:id` behind it means. */
const typeAt = new Map(
  endpoints
    .filter(({ id, method }) => method === 'GET' && id.endsWith('.list'))
    .map(({ id, path }) => [path.split('/')[1]!, id.split('.')[0]!]),
);
/** The same for paths that have no list of their own. */
const NAMED_OTHERWISE: Readonly<Record<string, string>> = {
  '/lineage': 'dataset',
  '/plan': 'roadmapPlan',
  '/results': 'monitorResult',
  '/gap/parts': 'gapPart',
  '/gap/interviews': 'gapInterview',
  '/conformity/frozen': 'verdict',
  '/conformity/confirmations': 'confirmation',
  '/conformity/overrides': 'override',
  '/frameworks-bundles': 'system',
  '/records': 'risk',
  '/stale': 'risk',
};
/** Columns of which every register knows one. */
const TABLE = ['title', 'name', 'tool', 'leadAuditor', 'ownerId'];
const PROBLEM = z.object({
  code: z.string(),
  title: z.string(),
  detail: z.string(),
  next: z.string(),
  trace: z.string(),
});

let folder: string;
let runtime: Runtime;
let org: string;
let app: ReturnType<typeof httpApp>;
let drop = async () => {};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aims-examples-'));
  const pg = process.env.AIMS_TEST_DB === 'postgres' ? await createTestDatabase() : null;
  drop = async () => pg?.drop();
  runtime = await openInstance({ folder, databaseUrl: pg?.url, databaseAdminUrl: pg?.adminUrl });
  org = await createDemo(runtime);
  const [person] = await idsOf('person');
  // Whoever may do everything: the examples speak of forms, not of rights.
  const actor: Actor = { id: person!.id, name: 'Everybody', via: 'session', roles: roleIds };
  app = httpApp({
    runtime,
    operations: modules.flatMap((module) => module.operations),
    resolveActor: async () => actor,
  });
  const webhook = { name: 'Ticket system', url: 'https://example.org/', events: ['*'] };
  await send(endpoints.find(({ id }) => id === 'webhook.create')!, webhook);
}, 120_000);
afterAll(async () => {
  await runtime.db.close();
  await drop();
  await rm(folder, { recursive: true, force: true });
});

/** The records of a type that stand now, with their versions. */
async function idsOf(type: string): Promise<readonly { id: string; version: number }[]> {
  return runtime.db.read(org, (q) =>
    q
      .selectFrom('record_head as h')
      .innerJoin('record as r', (join) => join.onRef('r.id', '=', 'h.id').onRef('r.org_id', '=', 'h.org_id'))
      .where('h.org_id', '=', org)
      .where('h.to_seq', 'is', null)
      .where('r.type', '=', type)
      .select(['h.id', 'h.version'])
      .orderBy('h.id')
      .limit(40)
      .execute(),
  );
}

/** The example with ids of this organisation in the place of made-up ones; for each record that it could be about. */
async function* fillings(endpoint: Endpoint): AsyncGenerator<Record<string, unknown>> {
  const example = inputExample(endpoint, jsonSchema(endpoint.input, 'input') as JsonSchema);
  const people = await idsOf('person');
  const filled = JSON.parse(
    JSON.stringify(example).replaceAll(/"(\w+)_019ab3c2-[\w-]+"/g, (whole, word: string) =>
      /person|owner|approver/.test(word)
        ? `"${people.at(-1)!.id}"`
        : word === 'standIn'
          ? `"${people[0]!.id}"`
          : whole,
    ),
  ) as Record<string, unknown>;
  for (const [name, value] of Object.entries(filled)) {
    const type = /^(\w+)_019ab3c2-/.exec(String(value))?.[1];
    if (type === undefined || name === 'id') continue;
    const found = (await idsOf(type === 'record' ? 'risk' : type))[0];
    if (found) filled[name] = Array.isArray(value) ? [found.id] : found.id;
  }
  if (endpoint.id.endsWith('ink') && typeof filled.kind === 'string') {
    const ends = modules.flatMap(({ links }) => links).find(({ kind }) => kind === filled.kind)?.to;
    const found = await Promise.all((ends ?? ['*']).map((end) => idsOf(end === '*' ? 'system' : end)));
    filled.to = found.flat()[0]?.id;
  }
  const own = endpoint.id.split('.')[0]!;
  const before = endpoint.path.split('/:id')[0]!;
  const type = NAMED_OTHERWISE[before] ?? typeAt.get(before.slice(1)) ?? own;
  if (!('id' in filled) && typeof filled.version === 'number')
    filled.version = (await idsOf(own))[0]?.version ?? 1;
  const subjects = 'id' in filled && typeof filled.id === 'string' ? await idsOf(type) : [];
  if (subjects.length === 0) yield filled;
  for (const { id, version } of subjects) yield { ...filled, id, ...('version' in filled && { version }) };
}

async function send(endpoint: Endpoint, input: Record<string, unknown>): Promise<Response> {
  const rest = { ...input };
  let path = endpoint.path;
  for (const name of pathParams(path)) {
    path = path.replace(`:${name}`, encodeURIComponent(String(rest[name] ?? 'x')));
    delete rest[name];
  }
  const inQuery = endpoint.method === 'GET' || endpoint.takes === 'file';
  const query = inQuery
    ? `?${new URLSearchParams(Object.entries(rest).map(([key, value]) => [key, String(value)]))}`
    : '';
  return app.request(`/api/orgs/${org}${path}${query}`, {
    method: endpoint.method,
    ...(endpoint.takes === 'file' && {
      body: `${TABLE.join(',')}\n${TABLE.map(() => 'An example').join(',')}\n`,
      headers: { 'content-type': 'application/octet-stream' },
    }),
    ...(!inQuery && { body: JSON.stringify(rest), headers: { 'content-type': 'application/json' } }),
  });
}

/** `ok`, or the code of the refusal when every record it could be about refuses. */
async function outcome(endpoint: Endpoint): Promise<string> {
  let refusal = 'nothing';
  for await (const input of fillings(endpoint)) {
    const answer = await send(endpoint, input);
    const text = await answer.text();
    if (!answer.ok) {
      refusal = PROBLEM.parse(JSON.parse(text)).code;
      continue;
    }
    if (endpoint.answers !== 'file') {
      const parsed = endpoint.output.safeParse(JSON.parse(text));
      expect(parsed.error?.issues, `${endpoint.id} answers otherwise than it says`).toBeUndefined();
    }
    return 'ok';
  }
  return refusal;
}

const ORDER = { GET: 0, POST: 1, PATCH: 1, DELETE: 2 } as const;

describe('the examples of the API', () => {
  test('are accepted by their own contracts, inputs and answers', () => {
    for (const endpoint of endpoints) {
      const output = outputExample(endpoint, jsonSchema(endpoint.output, 'output') as JsonSchema);
      if (endpoint.answers !== 'file')
        expect(endpoint.output.safeParse(output).error?.issues, `answer of ${endpoint.id}`).toBeUndefined();
      const input = inputExample(endpoint, jsonSchema(endpoint.input, 'input') as JsonSchema);
      expect(endpoint.input.safeParse(input).error?.issues, `input of ${endpoint.id}`).toBeUndefined();
    }
  });

  test('sent to the demo organisation are done and answer as their contract says, or are refused with a reason', async () => {
    const ends = new Map<string, string>();
    // Reading comes first and taking away last, so that there is something to read.
    for (const endpoint of [...endpoints].sort((a, b) => ORDER[a.method] - ORDER[b.method]))
      ends.set(endpoint.id, await outcome(endpoint));
    const unknown = [...ends].filter(([id, end]) => !ANSWERS.includes(end) && refusedExamples[id] !== end);
    expect(unknown, 'give the endpoint an `example`, or list it in openapi-refusals.ts').toEqual([]);
    const wrong = Object.entries(refusedExamples).filter(([id, end]) => ends.get(id) !== end);
    expect(wrong, 'take off the list in openapi-refusals.ts what is not refused like this').toEqual([]);
    const done = [...ends.values()].filter((end) => end === 'ok').length;
    expect(done / ends.size).toBeGreaterThan(0.83);
    const reads = endpoints.filter(({ method }) => method === 'GET');
    expect(reads.filter(({ id }) => ends.get(id) === 'ok').length / reads.length).toBeGreaterThan(0.95);
  }, 300_000);
});

/** What may become of a well-formed request: it is done, or the state, a role or a policy refuses it. */
const ANSWERS = ['ok', 'wrong-state', 'forbidden', 'conflict', 'duplicate', 'in-use'];
