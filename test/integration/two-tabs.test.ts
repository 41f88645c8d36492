import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { createDemo } from '#apps/server/demo/demo.ts';
import { completeDraft } from '#modules/impact/assessed.fixture.ts';
import { modules } from '#modules/index.ts';
import type { Operation } from '#platform/operation.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';

/**
 * Two tabs with one record of each register: what the second sends on a version that is gone is refused with the record
 * as it is now, from which the page either writes the other field or shows both values of the same one.
 */
let app: TestApp;
let org: string;
beforeAll(async () => {
  app = await makeTestApp({ modules });
  org = await createDemo(app.runtime);
  await completeDraft(app);
}, 60_000);
afterAll(() => app.close());

const operations = new Map(
  modules.flatMap((module) => module.operations).map((each) => [each.endpoint.id, each]),
);
const registers = [...operations.keys()].flatMap((id) => {
  const [type, act] = id.split('.') as [string, string];
  return act === 'update' && operations.has(`${type}.list`) && operations.has(`${type}.get`) ? [type] : [];
});

// biome-ignore lint/suspicious/noExplicitAny: records of every shape
type Sent = { readonly status: number; readonly body: any };

/** Parts of an impact assessment: those of the demo organisation are all handed in, and nothing of them is changed. */
const IN_A_DRAFT: ReadonlySet<string> = new Set(['impactEntry', 'consultation']);

async function send({ endpoint }: Operation, input: Record<string, unknown> = {}): Promise<Sent> {
  const { id, ...body } = input;
  const where = IN_A_DRAFT.has(endpoint.id.split('.')[0]!) ? app.org : org;
  const path = id === undefined ? `${endpoint.path}?limit=200` : endpoint.path.replace(':id', String(id));
  const response = await app.request(`/api/orgs/${where}${path}`, {
    method: endpoint.method,
    headers: { 'x-test-person': 'operator', 'content-type': 'application/json' },
    ...(endpoint.method !== 'GET' && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

const PAIRS: readonly (readonly [unknown, unknown])[] = [
  ['Written in the first tab', 'Written in the second tab'],
  ['2027-03-01', '2027-04-01'],
  [3, 4],
];

/** The fields of a register that plain values fit, each with a value for either tab. */
function fieldsOf(type: string): readonly (readonly [string, unknown, unknown])[] {
  const { shape } = operations.get(`${type}.update`)!.endpoint.input as z.ZodObject;
  return Object.entries(shape).flatMap(([key, schema]) => {
    const fits = PAIRS.find((pair) => pair.every((each) => (schema as z.ZodType).safeParse(each).success));
    return fits && key !== 'version' && !/id$/i.test(key) ? [[key, ...fits] as const] : [];
  });
}

/**
 * Of an alert nothing but its owner is edited; copies of templates never are; webhooks are no register of the table kit,
 * and their scenarios hold their versions.
 */
const NOT_EDITED: readonly string[] = ['alert', 'templateCopy', 'webhook'];

/** Registers of one plain field, by the beginning of their ids. */
const ONE_FIELD: readonly string[] = ['aia'];

describe('two tabs with one record', () => {
  test.each(registers.filter((type) => !NOT_EDITED.includes(type)))('of %s lose nothing', async (type) => {
    const [list, get, update] = ['list', 'get', 'update'].map((act) => operations.get(`${type}.${act}`)!) as [
      Operation,
      Operation,
      Operation,
    ];
    const { rows } = (await send(list)).body as { rows: { id: string }[] };
    const fields = fieldsOf(type);
    const tried: string[] = [];
    for (const { id } of rows)
      for (const [one, mine, theirs] of fields) {
        const seen = (await send(get, { id })).body;
        const first = await send(update, { id, version: seen.version, [one]: mine });
        if (first.status !== 200) {
          tried.push(`${id} ${one}: ${first.body.detail ?? first.status}`);
          continue;
        }
        const others = fields.filter(([key]) => key !== one);
        await anotherField({ id, seen, one, mine }, others, { get, update });
        await sameField({ id, seen, one, mine }, theirs, { get, update });
        return;
      }
    expect(tried, 'no record takes a change').toBe('one that does');
  });
});

type First = {
  readonly id: string;
  readonly seen: Record<string, unknown>;
  readonly one: string;
  readonly mine: unknown;
};
type Acts = { readonly get: Operation; readonly update: Operation };

async function anotherField(
  { id, seen, one, mine }: First,
  others: readonly (readonly [string, unknown, unknown])[],
  { get, update }: Acts,
): Promise<void> {
  for (const [other, , theirs] of others) {
    const late = await send(update, { id, version: seen.version, [other]: theirs });
    // A value that this field never takes says nothing about versions.
    if (late.status === 422) continue;
    expect(late).toMatchObject({
      status: 409,
      body: { code: 'conflict', data: { current: { id, [one]: mine } } },
    });
    const { current } = late.body.data;
    // The field of the second tab is as it was: its page writes it without asking.
    expect(current[other]).toEqual(seen[other]);
    expect((await send(update, { id, version: current.version, [other]: theirs })).status).toBe(200);
    expect((await send(get, { id })).body).toMatchObject({ [one]: mine, [other]: theirs });
    return;
  }
  expect(ONE_FIELD).toContain(id.split('_')[0]);
}

async function sameField(
  { id, seen, one, mine }: First,
  theirs: unknown,
  { get, update }: Acts,
): Promise<void> {
  const late = await send(update, { id, version: seen.version, [one]: theirs });
  // Both values are known to the second tab, and until a person chooses the first one stands.
  expect(late).toMatchObject({
    status: 409,
    body: { code: 'conflict', data: { current: { id, [one]: mine } } },
  });
  expect((await send(get, { id })).body[one]).toEqual(mine);
  const { version } = late.body.data.current;
  expect((await send(update, { id, version, [one]: theirs })).status).toBe(200);
  expect((await send(get, { id })).body[one]).toEqual(theirs);
}
