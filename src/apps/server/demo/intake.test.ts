import { afterAll, beforeAll, expect, test } from 'vitest';
import { intakeDates } from '#modules/intake/dates.ts';
import { useRequestLifecycle } from '#modules/intake/lifecycle.ts';
import { requestsForUse } from '#modules/intake/read.ts';
import { levels } from '#modules/intake/triage.ts';
import { reading } from '#platform/runtime.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { createDemo } from './demo.ts';

let app: TestApp;
let org: string;
beforeAll(async () => {
  app = await makeTestApp();
  org = await createDemo(app.runtime);
}, 60_000);
afterAll(() => app.close());

test('the demo organisation shows requests to use AI in every state and at every level', async () => {
  const actor = { id: null, name: 'The operator', via: 'operator', roles: [] } as const;
  const rows = await reading(app.runtime, { org, actor }, (ctx) => requestsForUse(ctx).execute(), true);
  const sorted = (values: Iterable<unknown>) => [...new Set(values)].sort();
  expect(sorted(rows.map((row) => row.state))).toEqual(sorted(Object.keys(useRequestLifecycle.states)));
  expect(sorted(rows.map((row) => row.level))).toEqual(sorted(Object.keys(levels)));
});

test('the calendar shows the days that these records fix, inside the span and at most as many as asked for', async () => {
  const actor = { id: null, name: 'The operator', via: 'operator', roles: [] } as const;
  const days = (from: string, to: string, limit: number) =>
    reading(app.runtime, { org, actor }, (ctx) => intakeDates(ctx, { from, to, limit }), true);
  const all = await days('2000-01-01', '2100-01-01', 500);
  expect([...new Set(all.map((each) => each.kind))].sort()).toEqual(['Approval of AI use ends']);
  expect(new Set(all.map((each) => each.id)).size).toBe(all.length);
  const some = await days('2026-11-24', '2027-01-31', 500);
  expect(some.length).toBeLessThanOrEqual(all.length);
  for (const each of some) expect(each.day >= '2026-11-24' && each.day <= '2027-01-31').toBe(true);
  expect(await days('1990-01-01', '1990-12-31', 500)).toEqual([]);
});
