import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { organisation } from '#kernel/people.ts';
import type { Actor } from '#kernel/policy.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import type { Ctx } from '../context.ts';
import { openOrganisation } from '../organisations.ts';
import { reading, writing } from '../runtime.ts';
import { type CountsByGroup, countsByGroup } from './by-group.ts';
import { fingerprintOf } from './fingerprint.ts';
import { checkById } from './registered.ts';
import { gapsOf } from './rows.ts';
import { type Standing, standingOf } from './standing.ts';
import { keepStates, rememberedStates } from './state.ts';
import { item, note, proof, trialModule } from './trial.fixture.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp({ modules: [trialModule] });
});
afterAll(() => app.close());

const actor: Actor = { id: null, name: 'The operator', via: 'operator', roles: [] };

/** An organisation of its own with hands on it, and a plain model of what its checks must say. */
async function world() {
  const org = await openOrganisation(app.runtime, { kind: 'live', name: 'Trial' });
  const call = { org, actor };
  const write = <T>(run: Parameters<typeof writing<T>>[2]) =>
    writing(app.runtime, { ...call, operation: 'trial.write' }, run);
  await write((tx) =>
    tx.insert(organisation, {
      name: 'Trial',
      timeZone: 'UTC',
      sectors: [],
      people: 1,
      bodyKind: null,
      establishment: null,
      singlePersonReason: null,
      witnesses: [],
      packs: {},
      secondFactorFrom: null,
      stepUpMinutes: null,
      handedOver: null,
      cameFrom: null,
      advisedYears: null,
      auditExceptions: null,
      branding: null,
      language: null,
    }),
  );
  const items = new Map<string, string | null>();
  const notes = new Map<string, { itemId: string; good: boolean }>();
  const proofs = new Map<string, { valid: boolean; backs: Set<string> }>();
  const read = <T>(run: (ctx: Ctx) => Promise<T>) => reading(app.runtime, call, run, true);
  return { org, write, read, items, notes, proofs };
}

type World = Awaited<ReturnType<typeof world>>;

const pick = <T>(from: ReadonlyMap<string, T>, n: number): string | undefined =>
  [...from.keys()][n % Math.max(1, from.size)];

const operation = fc.oneof(
  { arbitrary: fc.record({ do: fc.constant('add item' as const), n: fc.nat(60) }), weight: 1 },
  { arbitrary: fc.record({ do: fc.constant('move item' as const), n: fc.nat(60) }), weight: 1 },
  { arbitrary: fc.record({ do: fc.constant('drop item' as const), n: fc.nat(60) }), weight: 1 },
  { arbitrary: fc.record({ do: fc.constant('add note' as const), n: fc.nat(60) }), weight: 1 },
  { arbitrary: fc.record({ do: fc.constant('move note' as const), n: fc.nat(60) }), weight: 1 },
  { arbitrary: fc.record({ do: fc.constant('drop note' as const), n: fc.nat(60) }), weight: 1 },
  { arbitrary: fc.record({ do: fc.constant('add proof' as const), n: fc.nat(60) }), weight: 1 },
  { arbitrary: fc.record({ do: fc.constant('turn proof' as const), n: fc.nat(60) }), weight: 1 },
  { arbitrary: fc.record({ do: fc.constant('link' as const), n: fc.nat(60) }), weight: 1 },
  { arbitrary: fc.record({ do: fc.constant('unlink' as const), n: fc.nat(60) }), weight: 1 },
  { arbitrary: fc.record({ do: fc.constant('days' as const), n: fc.nat(12) }), weight: 1 },
  { arbitrary: fc.record({ do: fc.constant('look' as const), n: fc.nat(1) }), weight: 3 },
);

function day(offset: number): string {
  const now = app.clock.now();
  return new Date(now.getTime() + offset * 86_400_000).toISOString().slice(0, 10);
}

async function carryOut(w: World, step: { readonly do: string; readonly n: number }): Promise<void> {
  const { n } = step;
  const itemId = pick(w.items, n >> 1);
  const noteId = pick(w.notes, n);
  const proofId = pick(w.proofs, n);
  if (step.do === 'days') return app.clock.advanceDays(n);
  if (step.do === 'look') return expectSame(w);
  await w.write(async (tx) => {
    if (step.do === 'add item') {
      const dueOn = n % 5 === 0 ? null : day((n % 20) - 4);
      w.items.set((await tx.insert(item, { name: `Item ${n}`, dueOn })).id, dueOn);
    }
    if (step.do === 'move item' && itemId) {
      const dueOn = n % 7 === 0 ? null : day((n % 30) - 4);
      await tx.update(item, { id: itemId }, { dueOn });
      w.items.set(itemId, dueOn);
    }
    if (step.do === 'drop item' && itemId) {
      await tx.remove(item, { id: itemId });
      w.items.delete(itemId);
      for (const each of w.proofs.values()) each.backs.delete(itemId);
    }
    if (step.do === 'add note' && itemId) {
      const fields = { itemId, good: n % 2 === 0 };
      w.notes.set((await tx.insert(note, fields)).id, fields);
    }
    if (step.do === 'move note' && noteId && itemId) {
      const fields = { itemId, good: n % 3 === 0 };
      await tx.update(note, { id: noteId }, fields);
      w.notes.set(noteId, fields);
    }
    if (step.do === 'drop note' && noteId) {
      await tx.remove(note, { id: noteId });
      w.notes.delete(noteId);
    }
    if (step.do === 'add proof') {
      const valid = n % 3 !== 0;
      w.proofs.set((await tx.insert(proof, { valid })).id, { valid, backs: new Set() });
    }
    if (step.do === 'turn proof' && proofId) {
      const valid = !w.proofs.get(proofId)!.valid;
      await tx.update(proof, { id: proofId }, { valid });
      w.proofs.set(proofId, { ...w.proofs.get(proofId)!, valid });
    }
    if (step.do === 'link' && proofId && itemId) {
      await tx.link('backs', proofId, itemId);
      w.proofs.get(proofId)!.backs.add(itemId);
    }
    if (step.do === 'unlink' && proofId && itemId) {
      await tx.unlink('backs', proofId, itemId);
      w.proofs.get(proofId)!.backs.delete(itemId);
    }
  });
}

/** What the model says: outcomes by check, without SQL. */
function expected(w: World): Record<string, string> {
  const today = day(0);
  const counts = (outcomes: readonly string[]) =>
    ['ok', 'gap', 'unknown'].map((each) => outcomes.filter((one) => one === each).length).join('/');
  const ids = [...w.items.keys()];
  const yes = (good: boolean) => (good ? 'ok' : 'gap');
  return {
    'trial.due': counts([...w.items.values()].map((due) => (due === null ? 'unknown' : yes(due >= today)))),
    'trial.noted': counts(
      ids.map((id) => yes([...w.notes.values()].some((each) => each.itemId === id && each.good))),
    ),
    'trial.backed': counts(
      ids.map((id) => yes([...w.proofs.values()].some((each) => each.valid && each.backs.has(id)))),
    ),
    'trial.any': counts([yes(ids.length > 0)]),
  };
}

function counted(standing: Standing): Record<string, string> {
  return Object.fromEntries(
    standing.checks.map(({ check, ok, gap, unknown }) => [check.id, `${ok}/${gap}/${unknown}`]),
  );
}

const whole = (standing: Standing) =>
  standing.checks.map(({ check, run: _run, ...rest }) => ({ ...rest, check: check.id }));

/** What a look leaves behind is written after its answer: waits until the runs of all checks are there. */
async function kept(w: World): Promise<void> {
  await expect.poll(() => w.read(async (ctx) => (await rememberedStates(ctx)).size)).toBe(4);
}

/** Remembered and moved forward = judged anew = the model. */
async function expectSame(w: World): Promise<void> {
  const moved = await w.read((ctx) => standingOf(ctx));
  const full = await w.read((ctx) => standingOf({ ...ctx, remember: undefined } as never, { fresh: true }));
  expect(whole(moved)).toEqual(whole(full));
  expect(counted(full)).toEqual(expected(w));
  for (const by of ['dueOn', null]) {
    const groups = { type: 'item', by };
    const kept = await w.read(async (ctx) => plain(await countsByGroup(ctx, groups)));
    // Another registry has nothing to remember.
    const anew = await w.read(async (ctx) =>
      plain(await countsByGroup({ ...ctx, registry: { ...ctx.registry } }, groups)),
    );
    expect(kept).toEqual(anew);
  }
}

const plain = (counts: CountsByGroup) =>
  [...counts].flatMap(([check, rows]) =>
    rows.map(({ group, outcome, n }) => `${check.id} ${group} ${outcome} ${n}`).sort(),
  );

describe('checks are judged anew only where something changed', () => {
  test('any sequence of operations: incremental = full = the model', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 5, maxLength: 60 }), async (steps) => {
        const w = await world();
        for (const step of steps) await carryOut(w, step);
        await expectSame(w);
      }),
      { numRuns: 250, endOnFailure: false },
    );
  }, 120_000);

  test('one change makes its checks run in part and leaves the others remembered', async () => {
    const w = await world();
    for (const n of [1, 2, 3, 4]) await carryOut(w, { do: 'add item', n });
    await w.read((ctx) => standingOf(ctx));
    await kept(w);
    const before = await w.read((ctx) => standingOf(ctx));
    expect(before.checks.map((each) => each.run)).toEqual(Array(4).fill('remembered'));
    await carryOut(w, { do: 'add note', n: 2 });
    const after = await w.read((ctx) => standingOf(ctx));
    expect(Object.fromEntries(after.checks.map((each) => [each.check.id, each.run]))).toEqual({
      'trial.due': 'remembered',
      'trial.noted': 'partial',
      'trial.backed': 'remembered',
      'trial.any': 'remembered',
    });
    expect(after.checks[1]).toMatchObject({ ok: 1, gap: 3 });
  });

  test('a note that moves from one item to another makes both be judged again', async () => {
    const w = await world();
    for (const n of [2, 4]) await carryOut(w, { do: 'add item', n });
    await carryOut(w, { do: 'add note', n: 0 });
    await expectSame(w);
    const [first, second] = [...w.items.keys()];
    const [noteId] = [...w.notes.keys()];
    expect(w.notes.get(noteId!)).toMatchObject({ itemId: first, good: true });
    await w.write((tx) => tx.update(note, { id: noteId! }, { itemId: second! }));
    w.notes.set(noteId!, { itemId: second!, good: true });
    await expectSame(w);
    expect((await w.read((ctx) => standingOf(ctx))).checks[1]).toMatchObject({ ok: 1, gap: 1 });
  });

  test('the calendar alone makes a check run again when a row flips, not before', async () => {
    const w = await world();
    await w.write(async (tx) => tx.insert(item, { name: 'Due soon', dueOn: day(2) }));
    w.items.set('x', day(2));
    const look = () => w.read((ctx) => standingOf(ctx)).then((s) => s.checks[0]!);
    expect(await look()).toMatchObject({ ok: 1, gap: 0, nextAt: day(3) });
    await kept(w);
    app.clock.advanceDays(2);
    expect(await look()).toMatchObject({ ok: 1, gap: 0, run: 'remembered' });
    app.clock.advanceDays(1);
    expect(await look()).toMatchObject({ ok: 0, gap: 1, run: 'full', nextAt: null });
  });

  test('an erasure, which reaches into the past, makes every check of that type run in full', async () => {
    const w = await world();
    await carryOut(w, { do: 'add item', n: 1 });
    await carryOut(w, { do: 'add note', n: 0 });
    await w.read((ctx) => standingOf(ctx));
    await kept(w);
    const detail = { paths: ['name'], ground: 'asked for', approvers: [] };
    const erased = { type: 'note', schema: 1, version: 1, change: 'erase', fields: {}, detail } as const;
    await w.write((tx) => tx.appendEntry({ ...erased, id: pick(w.notes, 0)! }));
    const { checks } = await w.read((ctx) => standingOf(ctx));
    expect(checks.map(({ check, run }) => [check.id, run])).toEqual([
      ['trial.due', 'remembered'],
      ['trial.noted', 'full'],
      ['trial.backed', 'remembered'],
      ['trial.any', 'remembered'],
    ]);
  });

  test('a run of another version of the check, or with other packs, counts for nothing', async () => {
    const w = await world();
    await carryOut(w, { do: 'add item', n: 1 });
    await w.read((ctx) => standingOf(ctx));
    await kept(w);
    const states = [...(await w.read((ctx) => rememberedStates(ctx))).values()];
    const [due, noted, ...others] = states.sort((a, b) => (a.check < b.check ? 1 : -1)).reverse();
    await app.runtime.db.write(w.org, (handle) =>
      keepStates(handle, w.org, [{ ...due!, version: 7 }, { ...noted!, basis: 'older packs' }, ...others]),
    );
    const { checks } = await w.read((ctx) => standingOf(ctx));
    const full = checks.filter((each) => each.run === 'full').map((each) => each.check.id);
    expect(full.sort()).toEqual([due!.check, noted!.check].sort());
  });

  test('so many changes that a full run is shorter make it one', async () => {
    const w = await world();
    await carryOut(w, { do: 'add item', n: 1 });
    await w.read((ctx) => standingOf(ctx));
    await kept(w);
    await w.write(async (tx) => {
      for (let i = 0; i < 501; i += 1) {
        const made = await tx.insert(item, { name: `Many ${i}`, dueOn: null });
        w.items.set(made.id, null);
      }
    });
    const { checks } = await w.read((ctx) => standingOf(ctx));
    expect(checks[0]).toMatchObject({ run: 'full' });
    await expectSame(w);
  });

  test('an empty population is unknown unless the check says why nothing is expected', async () => {
    const w = await world();
    const { checks } = await w.read((ctx) => standingOf(ctx));
    expect(checks.map(({ check, idle }) => [check.id, idle])).toEqual([
      ['trial.due', 'There is no item yet.'],
      ['trial.noted', null],
      ['trial.backed', null],
      ['trial.any', null],
    ]);
  });

  test('the past is judged as it was', async () => {
    const w = await world();
    await carryOut(w, { do: 'add item', n: 1 });
    const then = await w.read((ctx) => standingOf(ctx));
    await carryOut(w, { do: 'drop item', n: 0 });
    const past = await w.read((ctx) => standingOf({ ...ctx, at: then.at }));
    expect(counted(past)).toEqual(counted(then));
    expect(counted(await w.read((ctx) => standingOf(ctx)))['trial.any']).toBe('0/1/0');
  });
});

describe('rows are judged on demand', () => {
  test('gaps come in pages, each with a sentence and a way to mend it', async () => {
    const w = await world();
    for (let n = 1; n <= 7; n += 1) await carryOut(w, { do: 'add item', n });
    const noted = checkById(app.runtime.registry, 'trial.noted');
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await w.read((ctx) => gapsOf(ctx, noted, { outcome: 'gap', limit: 3, cursor }));
      seen.push(...page.rows.map((row) => row.message));
      expect(page.rows.every((row) => row.fix === `/items/${row.id}` && row.ref?.startsWith('ITM-'))).toBe(
        true,
      );
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => `"Item ${n}" lacks something.`));
  });

  test('a fingerprint changes with a judgement and not with an edit that changes none', async () => {
    const w = await world();
    await carryOut(w, { do: 'add item', n: 1 });
    const itemId = pick(w.items, 0)!;
    const noted = checkById(app.runtime.registry, 'trial.noted');
    const hash = () => w.read((ctx) => fingerprintOf(ctx, noted)).then((each) => each.hash);
    const first = await hash();
    await w.write((tx) => tx.update(item, { id: itemId }, { name: 'Another name' }));
    expect(await hash()).toBe(first);
    await w.write((tx) => tx.insert(note, { itemId, good: true }));
    expect(await hash()).not.toBe(first);
  });
});
