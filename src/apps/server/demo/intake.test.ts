import { afterAll, beforeAll, expect, test } from 'vitest';
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
