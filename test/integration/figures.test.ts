import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDemo } from '#apps/server/demo/demo.ts';
import { shownLines, viewFrom } from '#modules/conformity/web/matrix.ts';
import { modules } from '#modules/index.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';

type Figure = { readonly label: string; readonly count: number; readonly href: string };

let app: TestApp;
let org: string;
beforeAll(async () => {
  app = await makeTestApp({ modules });
  org = await createDemo(app.runtime);
}, 90_000);
afterAll(() => app.close());

async function get(path: string) {
  const response = await app.request(`/api/orgs/${org}${path}`, { headers: { 'x-test-person': 'operator' } });
  expect({ path, status: response.status }).toEqual({ path, status: 200 });
  return response.json();
}

test('each number of the home page leads to a matrix that shows exactly so many requirements', async () => {
  const { subclauses, controls, numbers } = await get('/home/standing');
  const { requirements } = await get('/conformity');
  for (const { label, count, href } of [...subclauses, ...controls, ...numbers] as Figure[]) {
    const view = viewFrom(Object.fromEntries(new URLSearchParams(href.split('?')[1])));
    expect({ label, count: shownLines(requirements, view).length }).toEqual({ label, count });
  }
}, 60_000);

test('each requirement of the matrix counts as many gaps and proofs as its checks show rows', async () => {
  const { requirements } = await get('/conformity');
  const known = new Map<string, { ok: number; gap: number; unknown: number }>();
  for (const { id, checks, openGaps, proofs } of requirements) {
    const sum = (key: 'ok' | 'gap') =>
      checks.reduce((all: number, each: { ok: number; gap: number }) => all + each[key], 0);
    expect({ id, openGaps, proofs }).toEqual({ id, openGaps: sum('gap'), proofs: sum('ok') });
    for (const each of checks) known.set(each.id, each);
  }
  for (const [check, counts] of known)
    for (const outcome of ['gap', 'ok', 'unknown'] as const) {
      const { rows } = await get(`/conformity/checks/${check}/rows?outcome=${outcome}&limit=200`);
      expect({ check, outcome, rows: rows.length }).toEqual({
        check,
        outcome,
        rows: Math.min(200, counts[outcome]),
      });
    }
}, 120_000);

test('each finding of the readiness that a check raises has as many records as it says', async () => {
  for (const stage of ['1', '2']) {
    const { findings } = await get(`/readiness?stage=${stage}`);
    const { requirements } = await get('/conformity');
    const gaps = new Map<string, number>();
    for (const line of requirements)
      for (const check of line.checks) gaps.set(`${line.id} ${check.id}`, check.gap);
    const raised = findings.filter((each: { id: string }) => gaps.has(each.id));
    for (const { id, count } of raised) expect({ id, count }).toEqual({ id, count: gaps.get(id) });
    expect(raised.length).toBeGreaterThan(5);
  }
}, 60_000);
