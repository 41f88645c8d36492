import { afterAll, beforeAll, expect, test } from 'vitest';
import { managementChangeLifecycle, systemChangeLifecycle } from '#modules/change/lifecycle.ts';
import { affectedOf, staleList } from '#modules/change/queries.ts';
import { managementChanges, systemChanges } from '#modules/change/read.ts';
import type { Ctx } from '#platform/context.ts';
import { reading } from '#platform/runtime.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { createDemo } from './demo.ts';

let app: TestApp;
let org: string;
const actor = { id: null, name: 'The operator', via: 'operator', roles: [] } as const;
beforeAll(async () => {
  app = await makeTestApp();
  org = await createDemo(app.runtime);
}, 60_000);
afterAll(() => app.close());

const read = <T>(run: (ctx: Ctx) => Promise<T>) => reading(app.runtime, { org, actor }, run, true);
const sorted = (values: Iterable<string>) => [...new Set(values)].sort();

test('changes of both kinds occur in every state', async () => {
  const states = await read(async (ctx) => ({
    system: (await systemChanges(ctx).execute()).map((each) => each.state),
    management: (await managementChanges(ctx).execute()).map((each) => each.state),
  }));
  expect(sorted(states.system)).toEqual(sorted(Object.keys(systemChangeLifecycle.states)));
  expect(sorted(states.management)).toEqual(sorted(Object.keys(managementChangeLifecycle.states)));
});

test('the new base model of the applicant ranker is half worked through', async () => {
  const { change, affected } = await read(async (ctx) => {
    const found = (await systemChanges(ctx).execute()).find((each) =>
      each.title.includes('applicant ranker'),
    )!;
    return { change: found, affected: await affectedOf(ctx, { id: found.id, limit: 500 }) };
  });
  expect(change.state).toBe('made');
  expect(affected.subjects.map((each) => each.title)).toEqual(['Applicant ranker']);
  expect(affected.tally['still-right']).toBeGreaterThan(0);
  expect(affected.tally.open).toBeGreaterThan(0);
});

test('every kind of record that rests on AI systems and was looked at is stale somewhere, lines of the Statement too', async () => {
  const { rows } = await read((ctx) => staleList(ctx, { limit: 1000 }));
  expect(sorted(rows.map((each) => each.dependent))).toEqual(
    expect.arrayContaining([
      'card.published',
      'dataset.quality',
      'lifecycle.record',
      'risk.assessment',
      'statement.line',
      'system.classification',
    ]),
  );
  for (const row of rows) {
    expect(row.why).not.toBe(row.cause);
    expect(row.title).not.toBe('(removed)');
  }
});
