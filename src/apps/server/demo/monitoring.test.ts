import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { alertLifecycle, monitorLifecycle } from '#modules/monitoring/lifecycle.ts';
import { alerts, evaluations, monitorResults, monitors } from '#modules/monitoring/read.ts';
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

describe('monitoring of the demo organisation shows', () => {
  test('monitors and alerts in every state, a gap, an evaluation, a small group withheld', async () => {
    const seen = await read(async (ctx) => ({
      monitors: (await monitors(ctx).execute()).map((row) => row.state),
      alerts: await ctx.q
        .selectFrom(alerts(ctx).as('a'))
        .select(['a.state', 'a.kind', 'a.title', 'a.handledBy'])
        .execute(),
      evaluations: (await evaluations(ctx).execute()).length,
      bodies: (await ctx.q.selectFrom(monitorResults(ctx).as('r')).select('r.body').execute()).map(
        (row) => row.body,
      ),
    }));
    expect([...new Set(seen.monitors)].sort()).toEqual(Object.keys(monitorLifecycle.states).sort());
    expect([...new Set(seen.alerts.map((row) => row.state))].sort()).toEqual(
      Object.keys(alertLifecycle.states).sort(),
    );
    expect(seen.alerts.filter((row) => row.kind === 'gap')).toHaveLength(1);
    expect(seen.alerts.filter((row) => row.handledBy !== null)).toHaveLength(2);
    expect(seen.evaluations).toBe(1);
    expect(seen.bodies.length).toBeGreaterThanOrEqual(31);
    expect(seen.bodies.some((body) => body.includes('fewer than 10 rows, which is the smallest cell'))).toBe(
      true,
    );
  });

  test('the ranking parts in its two rates of error while accuracy hardly does', async () => {
    const [latest] = await read((ctx) =>
      ctx.q
        .selectFrom(monitorResults(ctx).as('r'))
        .innerJoin(monitors(ctx).as('m'), 'm.id', 'r.monitorId')
        .where('m.name', '=', 'applicant-ranking')
        .select('r.body')
        .orderBy('r.windowFrom', 'desc')
        .limit(1)
        .execute(),
    );
    const metrics = JSON.parse(latest!.body).metrics as {
      id: string;
      slice: string;
      value: number | null;
      lo: number;
      hi: number;
    }[];
    const of = (id: string, slice: string) => metrics.find((each) => each.id === id && each.slice === slice)!;
    expect(of('false_positive_rate', 'group:diploma=elsewhere').value).toBeGreaterThan(
      1.5 * of('false_positive_rate', 'group:diploma=German').value!,
    );
    expect(of('false_positive_rate_difference', 'by:diploma').lo).toBeGreaterThan(0.05);
    expect(of('accuracy_difference', 'by:diploma').value).toBeLessThan(0.08);
    expect(of('selection_rate', 'group:gender=diverse').value).toBeNull();
  });
});
