import { afterAll, beforeAll, expect, test } from 'vitest';
import { impactLifecycle } from '#modules/impact/lifecycle.ts';
import { impacts, indicators, screenings } from '#modules/impact/read.ts';
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

const actor = { id: null, name: 'The operator', via: 'operator', roles: [] } as const;
const read = <T>(run: Parameters<typeof reading<T>>[2]) => reading(app.runtime, { org, actor }, run);

test('the demo organisation has assessments in every state, one replaced because its model was exchanged', async () => {
  const rows = await read((ctx) => ctx.q.selectFrom(impacts(ctx).as('i')).selectAll('i').execute());
  expect([...new Set(rows.map((row) => row.state))].sort()).toEqual(
    Object.keys(impactLifecycle.states).sort(),
  );
  const replaced = rows.find((row) => row.state === 'superseded')!;
  expect(replaced.supersededBecause).toContain('language model');
  expect(rows.find((row) => row.previousId === replaced.id)?.state).toBe('approved');
  expect(rows.filter((row) => row.approvedBy !== null).every((row) => row.checkpoint !== null)).toBe(true);
});

test('screenings come out in every way: full, light, none, waiting for answers, decided otherwise by a person', async () => {
  const rows = await read((ctx) => ctx.q.selectFrom(screenings(ctx).as('s')).selectAll('s').execute());
  expect(new Set(rows.map((row) => row.depth))).toEqual(new Set(['full', 'light', 'none', null]));
  expect(rows.some((row) => row.byRules === 0 && row.reason !== null)).toBe(true);
});

test('something is watched, and was looked at', async () => {
  const rows = await read((ctx) => ctx.q.selectFrom(indicators(ctx).as('d')).selectAll('d').execute());
  expect(rows.some((row) => row.lookedOn !== null)).toBe(true);
  expect(rows.some((row) => row.lookedOn === null)).toBe(true);
});
