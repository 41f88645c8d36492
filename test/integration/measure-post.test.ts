import { afterAll, beforeAll, expect, test } from 'vitest';
import { measureText, specOf } from '#measure/measure.testing.ts';
import { resultHash } from '#measure/result.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp();
});
afterAll(() => app.close());

const ROWS = Array.from(
  { length: 120 },
  (_, i) =>
    `${i % 2},${i % 7 === 0 ? 1 - (i % 2) : i % 2},${['a', 'b', 'c'][i % 3]},2026-11-0${2 + (i % 5)} 10:00`,
);

test('what the engine measured of a log is taken in as it is; a copy that was altered is not; late labels supersede', async () => {
  const officer = app.as('governance-officer');
  const engineer = app.as('ai-engineer');
  const { body: system } = await officer.post('/systems', { name: 'Screening', ownerId: engineer.personId });
  const text = `monitor: screening
system: ${system.ref}
source: { format: csv, path: log.csv }
window: { column: at, size: week }
task: binary
columns: { prediction: p, label: y, positive: 1 }
protected: [{ column: g }]
thresholds: [{ metric: accuracy, op: "<", value: 0.99, severity: high }]
`;
  const { body: monitor } = await officer.post('/monitors', { spec: text });
  const csv = (rows: readonly string[]) => `p,y,g,at\n${rows.join('\n')}\n`;
  const measured = async (rows: readonly string[], options = {}) =>
    (await measureText(specOf(text), csv(rows), options)).results[0]!;

  const early = await measureText(
    specOf(text),
    csv(ROWS.map((row, i) => (i < 20 ? row.replace(/^(.),.,/, '$1,,') : row))),
  );
  const [result] = early.results;
  expect(result!.breaches).toHaveLength(1);
  const hash = await resultHash(result!);
  const altered = { ...result!, rows: 121 };
  expect((await engineer.post('/monitors/results', { result: altered, hash })).status).toBe(422);
  const kept = await engineer.post('/monitors/results', { result, hash });
  expect([kept.status, kept.body.kept]).toEqual([200, 'new']);

  const late = await measured(ROWS, { earlier: async () => early.aggregates[0]! });
  expect(late.window.reopened).toEqual({ rowsBefore: 120, labelledBefore: 100 });
  const again = await engineer.post('/monitors/results', { result: late, hash: await resultHash(late) });
  expect(again.status).toBe(200);
  const { body } = await officer.get(`/monitors/${monitor.id}/results`);
  expect(body.results).toHaveLength(1);
  expect(body.results[0]).toMatchObject({ rows: 120, labelled: 120, worst: 'high' });
});
