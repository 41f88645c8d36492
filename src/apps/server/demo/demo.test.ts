import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { confirmationLifecycle, overrideLifecycle } from '#modules/conformity/lifecycle.ts';
import { judgeRequirements } from '#modules/conformity/lines.ts';
import { confirmations, overrides } from '#modules/conformity/read.ts';
import { trendOf } from '#modules/conformity/trend.ts';
import { workingLines } from '#modules/control/lines.ts';
import { controls } from '#modules/control/read.ts';
import { riskLifecycle, treatmentLifecycle } from '#modules/risk/lifecycle.ts';
import { risks, treatments } from '#modules/risk/read.ts';
import { systems } from '#modules/system/read.ts';
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

const read = <T>(run: (ctx: Ctx) => Promise<T>, at?: number) =>
  reading(app.runtime, { org, actor, ...(at !== undefined && { at }) }, run, true);
const sorted = (values: Iterable<string>) => [...new Set(values)].sort();

describe('the demo organisation shows', () => {
  test('every verdict that the registers of today can give, each with what stands behind it', async () => {
    const { requirements } = await read((ctx) => judgeRequirements(ctx));
    const of = (verdict: string) => requirements.filter((each) => each.verdict === verdict);
    expect(sorted(requirements.map((each) => each.verdict))).toEqual([
      'cannot-judge',
      'complete',
      'excluded',
      'missing',
      'partial',
    ]);
    expect(of('complete').map((each) => each.id)).toEqual(['A.4.3']);
    for (const each of of('complete')) {
      expect(each.proofs).toBeGreaterThan(0);
      expect([each.openGaps, each.uncovered]).toEqual([0, []]);
    }
    for (const each of of('missing')) expect(each.openGaps).toBeGreaterThan(0);
    for (const each of of('cannot-judge')) expect(each.because).toMatch(/\S/);
  });

  test('no occurrence yet of 8.3 as long as no risk above the appetite was judged', async () => {
    const { points } = await read((ctx) => trendOf(ctx));
    const [first, ...later] = points;
    const before = first!.moves.find((each) => each.id === '8.3')!;
    expect(before).toMatchObject({ from: null, to: 'no-occurrence' });
    expect(later.flatMap((point) => point.moves)).toContainEqual({
      id: '8.3',
      from: 'no-occurrence',
      to: 'partial',
    });
  });

  test('confirmations on current and on older facts and one taken back; overrides that stand and that ended', async () => {
    const { requirements } = await read((ctx) => judgeRequirements(ctx));
    const confirmed = (state: string) =>
      requirements.filter((each) => each.confirmed.state === state).map((each) => each.id);
    expect([confirmed('current'), confirmed('older-facts')]).toEqual([['6.1.1'], ['5.3']]);
    expect(requirements.filter((each) => each.override).map((each) => each.id)).toEqual(['4.3']);
    const states = await read(async (ctx) => ({
      confirmation: (await confirmations(ctx).execute()).map((row) => row.state),
      override: (await overrides(ctx).execute()).map((row) => row.state),
    }));
    expect(Object.keys(confirmationLifecycle.states)).toEqual(expect.arrayContaining(states.confirmation));
    expect(sorted(states.confirmation)).toEqual(['standing', 'withdrawn']);
    expect(sorted(states.override)).toEqual(sorted(Object.keys(overrideLifecycle.states)));
  });

  test('every state of systems, risks, treatments and controls', async () => {
    const seen = await read(async (ctx) => ({
      scope: (await ctx.q.selectFrom(systems(ctx).as('s')).select('s.scope').execute()).map((r) => r.scope),
      stage: (await ctx.q.selectFrom(systems(ctx).as('s')).select('s.stage').execute()).map((r) => r.stage),
      eu: (await ctx.q.selectFrom(systems(ctx).as('s')).select('s.euState').execute()).map((r) => r.euState),
      risk: (await ctx.q.selectFrom(risks(ctx).as('r')).select('r.state').execute()).map((r) => r.state),
      treatment: (await ctx.q.selectFrom(treatments(ctx).as('t')).select('t.state').execute()).map(
        (r) => r.state,
      ),
      done: (await ctx.q.selectFrom(controls(ctx).as('c')).select('c.implementation').execute()).map(
        (r) => r.implementation,
      ),
    }));
    expect(sorted(seen.scope)).toEqual(['in', 'out', 'proposed']);
    expect(sorted(seen.eu)).toEqual(['confirmed', 'none', 'proposed']);
    expect(sorted(seen.stage.map(String))).toHaveLength(8);
    expect(sorted(seen.done)).toEqual(['implemented', 'not-started', 'partial', 'planned']);
    expect(sorted(seen.risk)).toEqual(sorted(Object.keys(riskLifecycle.states)));
    expect(sorted(seen.treatment)).toEqual(sorted(Object.keys(treatmentLifecycle.states)));
  });

  test('a Statement with reasons of every kind that arises, suggestions, and changes since its version', async () => {
    const lines = await read((ctx) => workingLines(ctx));
    expect(sorted(lines.flatMap((line) => line.because.map((each) => each.kind)))).toEqual([
      'contract',
      'impact',
      'law',
      'policy',
      'risk',
    ]);
    expect(lines.some((line) => line.suggestions.some((each) => each.kind === 'law'))).toBe(true);
    expect(sorted(lines.map((line) => line.change))).toEqual(['changed', 'new', 'same']);
    expect(sorted(lines.flatMap((line) => line.evidence.map((each) => each.state)))).toEqual([
      'current',
      'expired',
    ]);
  });
});
