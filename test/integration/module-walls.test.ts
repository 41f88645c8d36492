import type { Kysely, KyselyPlugin } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { modules } from '#modules/index.ts';
import type { Reader } from '#platform/db/database.ts';
import { reading } from '#platform/runtime.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';

/** Whose table each register is; tables of the platform belong to everybody. */
const ownerOf = new Map(
  modules.flatMap((module) => module.records.map((record) => [record.type, module.name] as const)),
);

/** `module table`, as the queries were compiled: by whose file each was run. */
const touched = new Set<string>();

/** The query's own text is the witness, not what the code says of itself. */
const recorder: KyselyPlugin = {
  transformQuery: ({ node }) => {
    const file = /src\/(?:modules\/([a-z-]+)|platform\/(?:checks|staleness))\//.exec(
      String(new Error('where').stack),
    );
    // Whoever asks for verdicts runs everybody's checks through the platform; those are looked at one by one below.
    if (file?.[1]) for (const table of tablesIn(node)) touched.add(`${file[1]} ${table}`);
    return node;
  },
  transformResult: async ({ result }) => result,
};

let app: TestApp;
beforeAll(async () => {
  Error.stackTraceLimit = 60;
  app = await makeTestApp({ modules });
  const { db } = app.runtime;
  const recorded = (port: typeof db.read): typeof db.read =>
    ((org, run) =>
      port(org, (q) =>
        run((q as unknown as Kysely<never>).withPlugin(recorder) as unknown as Reader),
      )) as typeof db.read;
  Object.assign(db, { read: recorded(db.read), scan: recorded(db.scan), moment: recorded(db.moment) });
});
afterAll(() => app.close());

test('the queries that operations run touch their module, what it needs and the platform, nothing else', async () => {
  const officer = app.as('governance-officer');
  const ids: string[] = [];
  for (const [path, body] of [
    ['/suppliers', { name: 'Supplier' }],
    ['/systems', { name: 'System' }],
    ['/risks', { kind: 'risk', title: 'Risk', impactDimensions: [] }],
    ['/evidence', { title: 'Evidence' }],
  ] as const) {
    const made = await officer.post(path, body);
    if (made.body.id) ids.push(made.body.id);
  }
  expect(ids.length).toBeGreaterThan(2);
  for (const { endpoint, kind } of modules.flatMap((module) => module.operations))
    if (kind === 'query')
      for (const id of endpoint.path.includes(':') ? [...ids, '6.1.3', 'A.5.2'] : [''])
        await officer.get(endpoint.path.replace(/:\w+/g, id));
  // Should the recorder see nothing, or the names change, this must not pass by itself.
  expect([...touched].filter((each) => ownerOf.has(each.split(' ')[1]!)).length).toBeGreaterThan(10);
  expect(breaches(touched)).toEqual([]);
}, 90_000);

test('each check reads its module, what it needs and the platform, nothing else', async () => {
  const checked = new Set<string>();
  const actor = { id: null, name: 'x', via: 'operator' as const, roles: [] };
  await reading(app.runtime, { org: app.org, actor }, async (ctx) => {
    for (const module of modules)
      for (const check of module.checks)
        for (const table of tablesIn(check.rows(ctx).toOperationNode()))
          checked.add(`${module.name} ${table}`);
  });
  expect([...checked].filter((each) => ownerOf.has(each.split(' ')[1]!)).length).toBeGreaterThan(5);
  expect(breaches(checked)).toEqual([]);
});

/** Tables of modules that neither are the reader's nor named in its `needs`. */
function breaches(pairs: ReadonlySet<string>): string[] {
  return [...pairs].filter((pair) => {
    const [reader, table] = pair.split(' ') as [string, string];
    const owner = ownerOf.get(table);
    const needs = modules.find((module) => module.name === reader)?.needs ?? [];
    return owner !== undefined && owner !== reader && !needs.includes(owner);
  });
}

/** Every table named anywhere in a query, under joins, in subqueries and in raw parts. */
function tablesIn(node: unknown, found: Set<string> = new Set()): ReadonlySet<string> {
  if (Array.isArray(node)) for (const each of node) tablesIn(each, found);
  else if (typeof node === 'object' && node !== null) {
    const { kind, table } = node as { kind?: string; table?: { identifier?: { name?: string } } };
    if (kind === 'TableNode' && table?.identifier?.name) found.add(table.identifier.name);
    // Text of raw SQL names tables too.
    if (kind === 'RawNode')
      for (const text of (node as { sqlFragments: readonly string[] }).sqlFragments)
        for (const [, name] of text.matchAll(/(?:from|join)\s+"?(\w+)"?/gi)) found.add(name!);
    for (const value of Object.values(node)) tablesIn(value, found);
  }
  return found;
}
