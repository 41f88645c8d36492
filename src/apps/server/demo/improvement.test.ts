import { afterAll, beforeAll, expect, test } from 'vitest';
import { improvementDates } from '#modules/improvement/dates.ts';
import { actionLifecycle, ideaLifecycle, nonconformityLifecycle } from '#modules/improvement/lifecycle.ts';
import { correctiveActions, improvementIdeas, nonconformities } from '#modules/improvement/read.ts';
import { causeCategories, sources } from '#modules/improvement/words.ts';
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

test('the demo organisation shows nonconformities, actions and ideas in every state, from every source, with every kind of cause', async () => {
  const actor = { id: null, name: 'The operator', via: 'operator', roles: [] } as const;
  const seen = await reading(
    app.runtime,
    { org, actor },
    async (ctx) => ({
      all: await nonconformities(ctx).execute(),
      actions: await correctiveActions(ctx).execute(),
      ideas: await improvementIdeas(ctx).execute(),
    }),
    true,
  );
  const sorted = (values: Iterable<unknown>) => [...new Set(values)].sort();
  expect(sorted(seen.all.map((row) => row.state))).toEqual(
    sorted(Object.keys(nonconformityLifecycle.states)),
  );
  expect(sorted(seen.all.map((row) => row.source))).toEqual(sorted(Object.keys(sources)));
  expect(sorted(seen.all.flatMap((row) => row.causeCategory ?? []))).toEqual(
    sorted(Object.keys(causeCategories)),
  );
  expect(seen.all.some((row) => Number(row.round) > 1 && row.state === 'closed')).toBe(true);
  expect(sorted(seen.actions.map((row) => row.state))).toEqual(sorted(Object.keys(actionLifecycle.states)));
  expect(sorted(seen.ideas.map((row) => row.state))).toEqual(sorted(Object.keys(ideaLifecycle.states)));
});

test('the calendar shows the days that these records fix, inside the span and at most as many as asked for', async () => {
  const actor = { id: null, name: 'The operator', via: 'operator', roles: [] } as const;
  const days = (from: string, to: string, limit: number) =>
    reading(app.runtime, { org, actor }, (ctx) => improvementDates(ctx, { from, to, limit }), true);
  const all = await days('2000-01-01', '2100-01-01', 500);
  expect([...new Set(all.map((each) => each.kind))].sort()).toEqual([
    'Benefit to be reviewed',
    'Corrective action due',
    'Effect to be judged',
    'Improvement due',
    'Nonconformity to be answered',
  ]);
  expect(new Set(all.map((each) => each.id)).size).toBe(all.length);
  const some = await days('2026-11-24', '2027-01-31', 500);
  expect(some.length).toBeLessThanOrEqual(all.length);
  for (const each of some) expect(each.day >= '2026-11-24' && each.day <= '2027-01-31').toBe(true);
  expect(await days('1990-01-01', '1990-12-31', 500)).toEqual([]);
});
