import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { RecordDefinition } from '#kernel/record.ts';
import { roleIds } from '#kernel/roles.ts';
import { modules } from '#modules/index.ts';
import type { Operation } from '#platform/operation.ts';
import { writing } from '#platform/runtime.ts';
import type { Tx } from '#platform/tx.ts';
import { logSize, makeTestApp, type TestApp, type TestClient } from '#test/testkit/app.ts';
import { callEndpoint, inputFor } from '#test/testkit/inputs.ts';

/**
 * Two units with the same records in each, one of every type that belongs to AI systems, and one person whose every role
 * holds for the first unit only. Whatever writing operation they try on the second unit, with inputs drawn from its
 * contract, nothing may be written; what somebody with the same roles in the whole organisation then does with the very
 * same input shows which of these refusals were the part's doing.
 */
let app: TestApp;
let inside: TestClient;
let whole: TestClient;
type Side = { readonly unit: string; readonly ids: Map<string, string> };
let ours: Side;
let theirs: Side;

/** What every member may do about themselves and for everybody, whatever their roles: it asks for none. */
const OPEN_TO_MEMBERS: ReadonlySet<string> = new Set(['calendar.chooseNotices', 'person.chooseLanguage']);

/** Of types that belong to AI systems, and still about the whole organisation: nothing belongs to a system yet. */
const WHOLE_ORGANISATION: readonly string[] = ['claim.derive', 'model.create', 'supplier.create'];

const all = modules
  .flatMap((module) => module.operations)
  .filter(({ kind, endpoint }) => kind !== 'query' && endpoint.method !== 'GET');
const removes = ({ endpoint }: Operation) => endpoint.method === 'DELETE';
/** Tables come in first, while everything is open to change. */
const brings = ({ endpoint }: Operation) => endpoint.id.endsWith('.importRows');
/** What takes records away comes last, and AI systems at the very end: without them nothing belongs to a unit. */
const lateness = ({ endpoint }: Operation) =>
  ['risk', 'impact', 'monitor', 'card', 'nonconformity', 'system'].indexOf(endpoint.id.split('.')[0]!);
const writes = [
  ...all.filter(brings),
  ...all.filter((each) => !brings(each) && !removes(each)),
  ...all.filter(removes).sort((a, b) => lateness(a) - lateness(b)),
];

// Whoever advises does not audit: no person may hold these together, and the others may do all that a consultant may.
const everyRole = roleIds.filter((role) => role !== 'consultant');

beforeAll(async () => {
  app = await makeTestApp({ modules });
  const admin = app.as('administrator');
  const side = async (name: string): Promise<Side> => ({
    unit: (await admin.post('/units', { name })).body.id,
    ids: new Map(),
  });
  [ours, theirs] = [await side('Ours'), await side('Theirs')];
  const operator = { id: null, name: 'x', via: 'operator' as const, roles: [] };
  for (const each of [ours, theirs])
    await writing(app.runtime, { org: app.org, actor: operator, operation: 'system.create' }, (tx) =>
      fill(tx, each),
    );
  inside = await app.person('Inside', everyRole, { units: [ours.unit], systems: [] });
  whole = await app.person('Whole', everyRole);
});
afterAll(() => app.close());

const TARGETS: Readonly<Record<string, string>> = {
  systemId: 'system',
  riskId: 'risk',
  impactId: 'impact',
  monitorId: 'monitor',
  cardId: 'card',
  nonconformityId: 'nonconformity',
  subjectId: 'system',
  recordId: 'risk',
};

/** One record of every type that belongs to AI systems, as plain as its contract allows, with its links. */
async function fill(tx: Tx, side: Side): Promise<void> {
  const { belongs, records, linkKind } = app.runtime.registry;
  const waiting = new Map([...belongs].map(([type, each]) => [type, each.over]));
  while (waiting.size > 0) {
    const size = waiting.size;
    for (const [type, over] of waiting) {
      const needs =
        over === 'itself' ? [] : over.flatMap((each) => ('column' in each ? [TARGETS[each.column]!] : []));
      if (needs.some((each) => !side.ids.has(each))) continue;
      const definition = records.get(type)!;
      side.ids.set(type, (await tx.insert(definition, plainest(definition, side))).id);
      waiting.delete(type);
    }
    if (waiting.size === size) throw new Error(`nothing to begin with: ${[...waiting.keys()]}`);
  }
  for (const [type, { over }] of belongs)
    for (const each of over === 'itself' ? [] : over) {
      if ('column' in each) continue;
      const kind = linkKind(each.link);
      const other = (each.end === 'to' ? kind.to : kind.from)[0]!;
      const there = side.ids.get(other === '*' ? 'system' : other)!;
      const here = side.ids.get(type)!;
      await (each.end === 'to' ? tx.link(kind.kind, here, there) : tx.link(kind.kind, there, here));
    }
}

function plainest(definition: RecordDefinition, side: Side): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(definition.fields.shape).map(([name, schema]) => {
      if (name === 'unitId') return [name, side.unit];
      if (name === 'state' && definition.lifecycle) return [name, definition.lifecycle.initial];
      const target = TARGETS[name] && side.ids.get(TARGETS[name]);
      return [name, target ?? value(schema as z.ZodType)];
    }),
  );
}

const CANDIDATES: readonly unknown[] = [
  null,
  false,
  1,
  'x',
  'xxx',
  '2026-11-24',
  '2026-11-24T09:00:00.000Z',
  'https://example.org/',
  'a'.repeat(64),
  '1.0',
  [],
  {},
];

type Inner = {
  readonly def: { readonly values?: readonly unknown[]; readonly innerType?: z.ZodType };
  readonly options?: readonly unknown[];
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
};

/** The first value that the schema takes, looking into what it is made of only where nothing plain will do. */
function value(schema: z.ZodType): unknown {
  const { def, options = [], shape, element } = schema as unknown as Inner;
  const inside = [
    ...(def.innerType ? [() => value(def.innerType!)] : []),
    ...options.map((each) => () => (typeof each === 'object' ? value(each as z.ZodType) : each)),
    ...(shape
      ? [() => Object.fromEntries(Object.entries(shape).map(([name, each]) => [name, value(each)]))]
      : []),
    ...(element ? [() => [value(element)]] : []),
  ];
  for (const make of [...[...CANDIDATES, ...(def.values ?? [])].map((each) => () => each), ...inside]) {
    const each = make();
    if (schema.safeParse(each).success) return each;
  }
  throw new Error(`no plain value for ${JSON.stringify(schema)}`);
}

async function versionOf(id: string): Promise<number> {
  const row = await app.runtime.db.read(app.org, (q) =>
    q
      .selectFrom('record_head')
      .select('version')
      .where('org_id', '=', app.org)
      .where('id', '=', id)
      .where('to_seq', 'is', null)
      .executeTakeFirst(),
  );
  return Number(row?.version ?? 1);
}

/** The input with ids of this side wherever it names records, so that the same words mean the same on both. */
async function about(
  side: Side,
  operation: Operation,
  input: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const [prefix] = operation.endpoint.id.split('.') as [string];
  const id = side.ids.get(prefix) ?? side.ids.get(PREFIXES[prefix] ?? 'system')!;
  const known: Record<string, unknown> = {
    id,
    version: await versionOf(id),
    unitId: side.unit,
    systemIds: [side.ids.get('system')],
    to: side.ids.get('model'),
    reason: 'Because it is so',
    preview: false,
    ...(operation.endpoint.takes === 'file' && { mapping: undefined }),
    rows: [{ id, version: await versionOf(id) }],
    subject: side.ids.get('system'),
    ...Object.fromEntries(Object.entries(TARGETS).map(([key, type]) => [key, side.ids.get(type)])),
  };
  const properties = Object.keys((operation.endpoint.input as z.ZodObject).shape ?? input);
  return Object.fromEntries(
    [...new Set([...Object.keys(input), ...properties.filter((key) => key in known)])].map((key) => [
      key,
      key in known ? known[key] : input[key],
    ]),
  );
}
/** Operations whose name does not begin with the type they are about. */
const PREFIXES: Readonly<Record<string, string>> = { gate: 'system', summary: 'impact' };

/** A table that changes the record of this side; of a type that belongs to no AI system, one that adds a record. */
async function tableFor(side: Side, operation: Operation, words: string): Promise<string | undefined> {
  if (!brings(operation)) return undefined;
  const [type] = operation.endpoint.id.split('.') as [string];
  const head = 'title' in app.runtime.registry.records.get(type)!.fields.shape ? 'title' : 'name';
  const id = side.ids.get(type);
  if (id === undefined) return `${head}\n${words}`;
  const { ref } = await app.runtime.db.read(app.org, (q) =>
    q.selectFrom('record').select('ref').where('id', '=', id).executeTakeFirstOrThrow(),
  );
  return `Reference,${head}\n${ref},${words}`;
}

const proved = new Set<string>();
/** Tables are refused row by row, in an answer that is none of a refusal: what somebody else then wrote by the same one. */
const broughtIn = new Set<string>();
const same = new Set<string>();
const stricter = new Set<string>();

describe('whoever holds every role for one unit, on records of another', () => {
  test.each(writes.map((operation) => [operation.endpoint.id, operation] as const))(
    '%s writes nothing',
    async (id, operation) => {
      for (const input of fc.sample(inputFor(operation), { numRuns: 3, seed: 42 })) {
        const before = await logSize(app);
        const there = await about(theirs, operation, input);
        const file = await tableFor(theirs, operation, `Changed ${before}`);
        const tried = await callEndpoint(inside, operation.endpoint, { input: there, file });
        expect(tried.status, await tried.clone().text()).not.toBe(500);
        if (!OPEN_TO_MEMBERS.has(id))
          expect(await logSize(app), `${JSON.stringify(there)} ${await tried.clone().text()}`).toBe(before);
        const allowed = await callEndpoint(whole, operation.endpoint, { input: there, file });
        if (allowed.status < 300 && tried.status === 403) proved.add(id);
        if (file !== undefined && (await logSize(app)) > before) broughtIn.add(id);
        const here = await callEndpoint(inside, operation.endpoint, {
          input: await about(ours, operation, input),
          file: await tableFor(ours, operation, `Changed ${before}`),
        });
        if (allowed.status < 300) (here.status < 300 ? same : stricter).add(id);
      }
    },
  );

  test('and the part alone is what stands in the way, for every operation that these inputs can carry out', () => {
    // What was refused there and is done by somebody with the same roles for everything, with the same words.
    expect(proved.size).toBeGreaterThan(75);
    expect(same.size).toBeGreaterThan(75);
    const tables = writes.filter(brings).map(({ endpoint }) => endpoint.id);
    const belongs = tables.filter((id) => theirs.ids.has(id.split('.')[0]!));
    // Of an alert a table can bring in nothing but its owner.
    expect(belongs.filter((id) => !broughtIn.has(id))).toEqual(['alert.importRows']);
    // On their own unit they are as anybody with the role, except for what belongs to the whole organisation.
    const belonging = (id: string) => app.runtime.registry.belongs.has(id.split('.')[0]!);
    const refused = [...stricter].filter((id) => belonging(id) && !same.has(id));
    expect(refused.sort()).toEqual(WHOLE_ORGANISATION);
  });
});
