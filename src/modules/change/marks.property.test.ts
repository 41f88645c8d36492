import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { modules } from '#modules/index.ts';
import { model } from '#modules/model/contract.ts';
import { risk } from '#modules/risk/contract.ts';
import { assessRisk } from '#modules/risk/service.ts';
import { system } from '#modules/system/contract.ts';
import { type Standing, standingOf } from '#platform/checks/standing.ts';
import type { Ctx } from '#platform/context.ts';
import { acting, reading, writing } from '#platform/runtime.ts';
import { listMarks } from '#platform/staleness/read.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { staleBook } from './book.ts';
import { changeStage } from './change.testing.ts';
import { systemChange } from './contract.ts';
import { systemChanges } from './read.ts';
import { recogniseChanges } from './recognise.ts';

let app: TestApp;
let on: Awaited<ReturnType<typeof changeStage>>;
let parts: { systems: string[]; models: string[]; risks: string[] };
beforeAll(async () => {
  app = await makeTestApp({ modules });
  on = await changeStage(app);
  const made = [await on.system('One'), await on.system('Two'), await on.system('Three')];
  parts = {
    systems: made.map((each) => each.system.id),
    models: made.map((each) => each.model.id),
    risks: made.map((each) => each.risk.id),
  };
}, 60_000);
afterAll(() => app.close());

const actor = () => ({ id: on.manager.personId, name: 'x', via: 'session' as const, roles: [] });
const read = <T>(run: (ctx: Ctx) => Promise<T>) =>
  reading(app.runtime, { org: app.org, actor: actor() }, run, true);
const write = (operation: string, run: Parameters<typeof writing<unknown>>[2]) =>
  writing(app.runtime, { org: app.org, actor: actor(), operation }, run);

/** One thing that somebody does; numbers choose among the records. */
type Step =
  | { readonly do: 'version'; readonly of: number; readonly to: number }
  | { readonly do: 'sector'; readonly of: number; readonly to: number }
  | { readonly do: 'edit'; readonly of: number; readonly to: number }
  | { readonly do: 'assess'; readonly of: number }
  | { readonly do: 'link' | 'unlink' | 'concern' | 'release'; readonly of: number; readonly to: number }
  | { readonly do: 'withdraw' }
  | { readonly do: 'recognise' };

const three = fc.integer({ min: 0, max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('version' as const), of: three, to: three }),
  fc.record({ do: fc.constant('sector' as const), of: three, to: three }),
  fc.record({ do: fc.constant('edit' as const), of: three, to: three }),
  fc.record({ do: fc.constant('assess' as const), of: three }),
  fc.record({ do: fc.constantFrom('link' as const, 'unlink' as const), of: three, to: three }),
  fc.record({ do: fc.constant('recognise' as const) }),
);

/** Beside them what moves a risk to other systems, and what takes marks away again. */
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: step },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('concern' as const, 'release' as const),
      of: three,
      to: three,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('withdraw' as const) }) },
);

async function carryOut(each: Step): Promise<void> {
  switch (each.do) {
    case 'version':
      return void (await write('model.update', (tx) =>
        tx.update(model, { id: parts.models[each.of]! }, { modelVersion: `v${each.to}` }),
      ));
    case 'sector':
      return void (await write('system.update', (tx) =>
        tx.update(system, { id: parts.systems[each.of]! }, { sector: `s${each.to}` }),
      ));
    case 'edit':
      return void (await write('risk.update', (tx) =>
        tx.update(risk, { id: parts.risks[each.of]! }, { source: `text ${each.to}` }),
      ));
    case 'assess':
      return void (await write('risk.assess', async (tx) => {
        const { id, version } = await tx.get(risk, parts.risks[each.of]!);
        await assessRisk(tx, { id, version }, { likelihood: 2, consequence: 2 });
      }));
    case 'link':
      return void (await write('system.link', (tx) =>
        tx.link('uses-model', parts.systems[each.of]!, parts.models[each.to]!),
      ));
    case 'unlink':
      return void (await write('system.unlink', (tx) =>
        tx.unlink('uses-model', parts.systems[each.of]!, parts.models[each.to]!),
      ));
    case 'concern':
      return void (await write('risk.link', (tx) =>
        tx.link('concerns', parts.risks[each.of]!, parts.systems[each.to]!),
      ));
    case 'release':
      return void (await write('risk.unlink', (tx) =>
        tx.unlink('concerns', parts.risks[each.of]!, parts.systems[each.to]!),
      ));
    case 'withdraw':
      return void (await write('change.withdraw', async (tx) => {
        const newest = await systemChanges(tx)
          .where('seq', 'is not', null)
          .where('state', '<>', 'withdrawn')
          .orderBy('seq', 'desc')
          .limit(1)
          .executeTakeFirst();
        if (newest) await tx.update(systemChange, { id: newest.id }, { state: 'withdrawn' });
      }));
    default:
      return void (await recogniseChanges(
        await acting(app.runtime, { org: app.org, actor: actor(), operation: 'change.recognise' }),
      ));
  }
}

type Row = Readonly<Record<string, unknown>> & { readonly id: string; readonly version: number };

/** The same answer by a plain walk over every version, link and entry, in TypeScript. */
async function recomputed(ctx: Ctx): Promise<string[]> {
  const table = async (name: string) =>
    (
      (await ctx.q
        .selectFrom(name as never)
        .selectAll()
        .execute()) as unknown as Row[]
    ).map((row) => ({
      ...row,
      from: Number(row.from_seq),
      to: row.to_seq === null ? Number.POSITIVE_INFINITY : Number(row.to_seq),
    }));
  const [links, models, systems, entries] = await Promise.all([
    table('link'),
    table('model'),
    table('system'),
    ctx.q.selectFrom('log_entry').select(['seq', 'record_id', 'operation']).orderBy('seq').execute(),
  ]);
  const at = (seq: number, each: { from: number; to: number }) => each.from <= seq && each.to > seq;
  const uses = links.filter(
    (each) => (each as unknown as { kind: string }).kind === 'uses-model',
  ) as never as {
    from: number;
    to: number;
    from_id: string;
    to_id: string;
  }[];
  const happened: { cause: string; seq: number; systemId: string }[] = [];
  for (const each of uses) {
    happened.push({ cause: 'system.model', seq: each.from, systemId: each.from_id });
    if (each.to !== Number.POSITIVE_INFINITY)
      happened.push({ cause: 'system.model', seq: each.to, systemId: each.from_id });
  }
  const changed = (rows: typeof models, field: string) =>
    rows.filter((row) => {
      const before = rows.find((other) => other.id === row.id && other.version === row.version - 1);
      return before !== undefined && before[field as 'id'] !== row[field as 'id'];
    });
  for (const row of changed(models, 'modelVersion'))
    for (const link of uses.filter((each) => each.to_id === row.id && at(row.from, each)))
      happened.push({ cause: 'model.version', seq: row.from, systemId: link.from_id });
  for (const row of changed(systems, 'sector'))
    happened.push({ cause: 'system.sector', seq: row.from, systemId: row.id });
  const stale = new Set<string>();
  parts.risks.forEach((id, i) => {
    const looked = Math.max(
      ...entries
        .filter((each) => each.record_id === id && each.operation === 'risk.assess')
        .map((each) => Number(each.seq)),
    );
    for (const each of happened)
      if (each.systemId === parts.systems[i] && each.seq > looked)
        stale.add(`${id} ${each.cause} ${each.seq}`);
  });
  return [...stale].sort();
}

const computed = async (ctx: Ctx) =>
  (await listMarks(ctx, staleBook(ctx), { dependents: ['risk.assessment'], limit: 10_000 }))
    .map((each) => `${each.id} ${each.cause} ${each.seq}`)
    .sort();

describe('marks of staleness', () => {
  test('equal a plain walk over every version, link and entry, whatever was written in which order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        for (const each of steps) await carryOut(each);
        expect(await read(computed)).toEqual(await read(recomputed));
      }),
      { numRuns: process.env.AIMS_TEST_DB === 'postgres' ? 8 : 20 },
    );
  }, 120_000);

  test('are written down once each, although two jobs look at once and a killed one left nothing', async () => {
    const run = async () =>
      recogniseChanges(
        await acting(app.runtime, { org: app.org, actor: actor(), operation: 'change.recognise' }),
      );
    await run();
    for (let i = 0; i < 3; i += 1) await carryOut({ do: 'assess', of: i });
    for (let i = 0; i < 3; i += 1) await carryOut({ do: 'version', of: i, to: 7 });
    const names = () =>
      read(async (ctx) =>
        (await systemChanges(ctx).orderBy('ref').execute()).map((each) => `${each.cause} ${each.seq}`),
      );
    const before = await names();
    // A job that dies after writing and before its commit: its transaction is undone, the position with it.
    const hands = await acting(app.runtime, { org: app.org, actor: actor(), operation: 'change.recognise' });
    const killed = {
      ...hands,
      write: <T>(work: Parameters<typeof hands.write<T>>[0]) =>
        hands.write<T>(async (tx) => {
          await work(tx);
          throw new Error('killed');
        }),
    };
    await expect(recogniseChanges(killed)).rejects.toThrow('killed');
    expect(await names()).toEqual(before);
    await Promise.all([run(), run()]);
    await run();
    const after = await names();
    expect(new Set(after).size).toBe(after.length);
    expect(after.length).toBeGreaterThan(before.length);
    expect(await read(computed)).toEqual(await read(recomputed));
  }, 60_000);

  // The last one: it moves risks to other systems than those the walk above knows.
  test('are judged anew only where something changed: what is remembered and moved forward = a full run', async () => {
    const whole = (standing: Standing) =>
      standing.checks.map(({ check, run: _run, ...counts }) => ({ ...counts, check: check.id }));
    const moved = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 6 }), async (steps) => {
        await read((ctx) => standingOf(ctx));
        for (const each of steps) await carryOut(each);
        const standing = await read((ctx) => standingOf(ctx));
        for (const each of standing.checks) if (each.run === 'partial') moved.add(each.check.id);
        const full = await read((ctx) =>
          standingOf({ ...ctx, remember: undefined } as never, { fresh: true }),
        );
        expect(whole(standing)).toEqual(whole(full));
      }),
      { numRuns: process.env.AIMS_TEST_DB === 'postgres' ? 5 : 25 },
    );
    expect([...moved]).toEqual(
      expect.arrayContaining(['stale.risk.assessment', 'stale.system.classification']),
    );
  }, 120_000);
});
