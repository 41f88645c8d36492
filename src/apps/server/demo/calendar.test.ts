import { afterAll, beforeAll, expect, test } from 'vitest';
import { occurrenceLifecycle } from '#modules/calendar/lifecycle.ts';
import { occurrences } from '#modules/calendar/read.ts';
import type { Ctx } from '#platform/context.ts';
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

test('the demo organisation shows recurring obligations in every state, one of them overdue', async () => {
  const actor = { id: null, name: 'The operator', via: 'operator', roles: [] } as const;
  const read = <T>(run: (ctx: Ctx) => Promise<T>) => reading(app.runtime, { org, actor }, run);
  const rows = await read((ctx) =>
    ctx.q.selectFrom(occurrences(ctx).as('o')).select(['o.state', 'o.dueOn']).execute(),
  );
  expect([...new Set(rows.map(({ state }) => state))].sort()).toEqual(
    Object.keys(occurrenceLifecycle.states).sort(),
  );
  const today = '2026-11-24';
  expect(rows.some(({ state, dueOn }) => state === 'due' && dueOn < today)).toBe(true);
  expect(rows.some(({ state, dueOn }) => state === 'due' && dueOn > today)).toBe(true);
});
