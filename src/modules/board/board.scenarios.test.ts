import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDemo } from '#apps/server/demo/demo.ts';
import { shownLines, viewFrom } from '#modules/conformity/web/matrix.ts';
import { modules } from '#modules/index.ts';
import { risk } from '#modules/risk/contract.ts';
import { newRisk } from '#modules/risk/service.ts';
import { system } from '#modules/system/contract.ts';
import { reading, writing } from '#platform/runtime.ts';
import type { Tx } from '#platform/tx.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import type { Board, Figure, UnitLine } from './contract.ts';
import { countsByUnit } from './judged.ts';

let app: TestApp;
let org: string;
let board: Board;
beforeAll(async () => {
  app = await makeTestApp({ modules });
  org = await createDemo(app.runtime);
  await placeInUnits();
  board = await get('/board');
}, 60_000);
afterAll(() => app.close());

/** A unit with one below it, each with two AI systems; the others stay in none. */
async function placeInUnits() {
  const send = async (method: string, path: string, body: object) => {
    const response = await app.request(`/api/orgs/${org}${path}`, {
      method,
      body: JSON.stringify(body),
      headers: { 'x-test-person': 'operator', 'content-type': 'application/json' },
    });
    expect(response.status).toBe(200);
    return response.json();
  };
  const care = await send('POST', '/units', { name: 'Care' });
  const night = await send('POST', '/units', { name: 'Night shift', parentId: care.id });
  const { rows } = (await get('/systems?scope=in&limit=4')) as { rows: { id: string; version: number }[] };
  for (const [i, { id, version }] of rows.entries())
    await send('PATCH', '/systems/rows', {
      rows: [{ id, version }],
      change: { unitId: i < 2 ? care.id : night.id },
    });
}

async function get(path: string) {
  const response = await app.request(`/api/orgs/${org}${path}`, { headers: { 'x-test-person': 'operator' } });
  expect({ path, status: response.status }).toEqual({ path, status: 200 });
  return response.json();
}

/** Pages whose register has another name in the API. */
const REGISTERS: Readonly<Record<string, string>> = {
  '/calendar/occurrences': '/occurrences',
  '/gates/exceptions': '/gate-openings',
  '/changes/management': '/management-changes',
  '/changes': '/system-changes',
};

/** What the page at an address of the app counts. */
async function countAt(href: string): Promise<number> {
  const [page = '', query = ''] = href.split('?');
  const search = Object.fromEntries(new URLSearchParams(query));
  if (page === '/conformity') {
    const { requirements } = await get('/conformity');
    return shownLines(requirements, viewFrom(search)).length;
  }
  if (page === '/board/gaps') return (await get(`/board/gaps?${query}`)).total;
  const api = REGISTERS[page] ?? page;
  return (await get(`${api}?${query}&total=true&limit=1`)).total;
}

const holds = async (figure: Figure) =>
  expect({ ...figure, count: await countAt(figure.href) }).toEqual({ ...figure });

describe('each figure of the page leads to exactly the records it counts', () => {
  test('by clause and verdict', async () => {
    expect(board.groups.map((each) => each.id)).toEqual([
      ...['4', '5', '6', '7', '8', '9', '10'],
      ...['A.2', 'A.3', 'A.4', 'A.5', 'A.6', 'A.7', 'A.8', 'A.9', 'A.10'],
    ]);
    const { requirements } = await get('/conformity');
    for (const { id, verdicts, openGaps, requirements: of } of board.groups) {
      expect({ id, sum: verdicts.reduce((sum, each) => sum + each.count, 0) }).toEqual({ id, sum: of });
      for (const each of [...verdicts, openGaps]) {
        const shown = shownLines(
          requirements,
          viewFrom(Object.fromEntries(new URLSearchParams(each.href.split('?')[1]))),
        );
        expect({ href: each.href, count: shown.length }).toEqual({ href: each.href, count: each.count });
      }
    }
  });

  test('of risks, of what is overdue, of AI systems by class, level and unit', async () => {
    const figures = [
      ...board.aboveAppetite,
      ...board.overdue,
      ...board.classes,
      ...board.riskLevels,
      ...board.units,
    ];
    expect(figures.length).toBeGreaterThan(8);
    expect(board.units).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ label: 'Care', count: 4 }),
        expect.objectContaining({ label: 'In no unit' }),
      ]),
    );
    expect(figures.map((each) => each.label)).not.toContain('undefined');
    for (const each of figures) await holds(each);
    expect(board.aboveAppetite.some((each) => each.count > 0)).toBe(true);
  });

  test('what waits for top management is on the page that its line leads to', async () => {
    expect(board.decisions.length).toBeGreaterThan(0);
    for (const each of board.decisions.filter(({ href }) => /\?(?!add)/.test(href)))
      expect({ ...each, shown: await countAt(each.href) }.shown, each.href).toBeGreaterThanOrEqual(
        each.count,
      );
    await holds(board.decisions.find((each) => each.href === '/risks?toAccept=true')!);
  });

  test('the highest risks are those that stay above the appetite, the highest first', async () => {
    const left = board.topRisks.map((each) => each.residualLevel ?? each.level);
    expect(left).toEqual(left.toSorted((a, b) => b - a));
    expect(Math.min(...left)).toBeGreaterThan(board.appetite!);
  });
});

describe('units side by side', () => {
  test('each number of a unit leads to exactly the records it counts', async () => {
    const { units } = (await get('/board/units')) as { units: UnitLine[] };
    for (const unit of units)
      for (const each of [unit.systems, unit.inScope, unit.gaps, unit.raised]) await holds(each);
    expect(units.reduce((sum, each) => sum + each.systems.count, 0)).toBe(
      (await get('/systems?total=true')).total,
    );
  });

  test('the rows that are shown are as many as were counted, for a unit, for no unit and for an AI system', async () => {
    const { units } = (await get('/board/units')) as { units: UnitLine[] };
    const system = (await get('/systems?limit=1')).rows[0].id;
    const choices = [...units.map((each) => `unit=${each.id ?? 'none'}`), `system=${system}`, ''];
    for (const choice of choices) {
      const gaps = await get(`/board/gaps?${choice}&limit=1000`);
      expect({ choice, rows: gaps.rows.length }).toEqual({ choice, rows: gaps.total });
      expect(
        new Set(gaps.rows.map((row: Record<string, string>) => `${row.check} ${row.id} ${row.message}`)).size,
      ).toBe(gaps.total);
      const [first] = gaps.checks.filter((each: { gap: number }) => each.gap > 0);
      if (first) expect((await get(`/board/gaps?${choice}&check=${first.id}`)).total).toBe(first.gap);
    }
  }, 60_000);
});

test('what is remembered of the units is what counting all anew says, whatever changed between', async () => {
  const actor = { id: null, name: 'The operator', via: 'operator', roles: [] } as const;
  const same = () =>
    reading(app.runtime, { org, actor }, async (ctx) => {
      const kept = await countsByUnit(ctx);
      expect(kept).toEqual(await countsByUnit({ ...ctx, registry: { ...ctx.registry } }));
      return kept;
    });
  let before = await same();
  const write = async (run: (tx: Tx) => Promise<unknown>) => {
    await writing(app.runtime, { org, actor, operation: 'test.write' }, run);
    const counts = { before, after: await same() };
    before = counts.after;
    return counts;
  };
  const { rows } = (await get('/systems?unitId[empty]=true&limit=2')) as { rows: { id: string }[] };
  const [one, other] = rows.map((row) => row.id) as [string, string];
  const unitId = (await get('/units')).rows[0].id as string;
  const moved = await write((tx) => tx.update(system, { id: one }, { unitId }));
  expect(moved.after.get(unitId)!.rows).toBeGreaterThan(moved.before.get(unitId)!.rows);
  let made = '';
  await write(async (tx) => {
    made = (await tx.insert(risk, newRisk({ kind: 'risk', title: 'Found late' }))).id;
    await tx.link('concerns', made, one);
  });
  const linked = await write((tx) => tx.link('concerns', made, other));
  expect(linked.after.get(null)!.rows).toBeGreaterThan(linked.before.get(null)!.rows);
  await write((tx) => tx.update(risk, { id: made }, { title: 'Found later' }));
  await write((tx) => tx.unlink('concerns', made, one));
  await write((tx) => tx.update(system, { id: other }, { unitId, scope: 'out' }));
  await write((tx) => tx.update(system, { id: one }, { unitId: null }));
  await write((tx) => tx.remove(risk, { id: made }));
  app.clock.advanceDays(1);
  await same();
}, 60_000);

test('the machine never says compliant, certified or 100 %', async () => {
  const response = await app.request(`/api/orgs/${org}/board/file?format=md`, {
    headers: { 'x-test-person': 'operator' },
  });
  const text = await response.text();
  expect(text).toContain('Whether a requirement is met, a person says');
  expect(text + JSON.stringify(board)).not.toMatch(/complian|certified|100 ?%/i);
});

// The last one: it moves the clock on.
test('each figure of the ends of the last quarters leads to what was known then', async () => {
  app.clock.advanceDays(100);
  const { trend, today } = (await get('/board')) as Board;
  expect(trend.map((each) => each.day).at(-1)).toBe(today);
  const past = trend.slice(0, -1).filter((each) => each.figures.length > 0);
  expect(past.map((each) => each.day)).toEqual(['2026-12-31']);
  for (const { day, figures } of past)
    for (const each of figures) {
      expect(each.href).toContain(`asOf=${day}`);
      await holds(each);
    }
  for (const each of trend.at(-1)!.figures) await holds(each);
});
