import { afterAll, beforeAll, expect, test } from 'vitest';
import { certificationDates } from '#modules/certification/dates.ts';
import {
  certificationAuditLifecycle,
  certificationFindingLifecycle,
  certificationLifecycle,
  demandLifecycle,
} from '#modules/certification/lifecycle.ts';
import {
  certificationAudits,
  certificationDemands,
  certificationFindings,
  certifications,
} from '#modules/certification/read.ts';
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

test('the demo organisation shows certifications, audits, findings and demands in every state', async () => {
  const actor = { id: null, name: 'The operator', via: 'operator', roles: [] } as const;
  const states = await reading(
    app.runtime,
    { org, actor },
    async (ctx) => ({
      certification: (await certifications(ctx).execute()).map((row) => row.state),
      audit: (await certificationAudits(ctx).execute()).map((row) => row.state),
      finding: (await certificationFindings(ctx).execute()).map((row) => row.state),
      demand: (await certificationDemands(ctx).execute()).map((row) => row.state),
    }),
    true,
  );
  const sorted = (values: Iterable<string>) => [...new Set(values)].sort();
  expect(sorted(states.certification)).toEqual(sorted(Object.keys(certificationLifecycle.states)));
  expect(sorted(states.audit)).toEqual(sorted(Object.keys(certificationAuditLifecycle.states)));
  expect(sorted(states.finding)).toEqual(sorted(Object.keys(certificationFindingLifecycle.states)));
  expect(sorted(states.demand)).toEqual(sorted(Object.keys(demandLifecycle.states)));
});

test('the calendar shows the days that these records fix, inside the span and at most as many as asked for', async () => {
  const actor = { id: null, name: 'The operator', via: 'operator', roles: [] } as const;
  const days = (from: string, to: string, limit: number) =>
    reading(app.runtime, { org, actor }, (ctx) => certificationDates(ctx, { from, to, limit }), true);
  const all = await days('2000-01-01', '2100-01-01', 500);
  expect([...new Set(all.map((each) => each.kind))].sort()).toEqual([
    'Answer to the certification body',
    'Audit of the certification body',
    'Certification, at the latest',
  ]);
  expect(new Set(all.map((each) => each.id)).size).toBe(all.length);
  const some = await days('2026-11-24', '2027-01-31', 500);
  expect(some.length).toBeLessThanOrEqual(all.length);
  for (const each of some) expect(each.day >= '2026-11-24' && each.day <= '2027-01-31').toBe(true);
  expect(await days('1990-01-01', '1990-12-31', 500)).toEqual([]);
});
