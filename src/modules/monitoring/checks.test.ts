import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { system as systemRecord } from '#modules/system/contract.ts';
import { acting, reading, writing } from '#platform/runtime.ts';
import { makeTestApp, type TestApp, type TestClient } from '#test/testkit/app.ts';
import { monitoringChecks } from './checks.ts';
import { gapJob } from './jobs.ts';
import { type Figures, posted, trialResult, trialSpec } from './trial.fixture.ts';

let app: TestApp;
let officer: TestClient;
let spec: string;
// biome-ignore lint/suspicious/noExplicitAny: bodies of the API
let system: any, monitor: any;

beforeAll(async () => {
  app = await makeTestApp();
  officer = app.as('governance-officer');
});
afterAll(() => app.close());
beforeEach(async () => {
  app.clock.set('2026-11-24T09:00:00.000Z');
  system = (await officer.post('/systems', { name: 'Screening' })).body;
  spec = trialSpec(system.ref);
});

const actor = { id: null, name: 'OpenAIMS', via: 'job', roles: [] } as const;

/** The reason of one row, whose message must be there; undefined when the row is not in the population. */
async function said(check: string, id: string): Promise<string | undefined> {
  const rule = monitoringChecks.find((each) => each.id === `monitoring.${check}`)!;
  const [row] = await reading(app.runtime, { org: app.org, actor }, (ctx) =>
    ctx.q
      .selectFrom(rule.rows(ctx, [id]).as('row'))
      .selectAll()
      .execute(),
  );
  if (!row) return undefined;
  expect(rule.messages[row.reason]!(JSON.parse(row.args ?? '{}'), 'Screening')).toContain('Screening');
  return row.reason;
}

const get = async (path: string) => (await officer.get(path)).body;
const change = async (patch: object) => {
  const { version } = await get(`/monitors/${monitor.id}`);
  const answer = await officer.patch(`/monitors/${monitor.id}`, { version, ...patch });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
};
const write = async (more: object = {}) => {
  monitor = (await officer.post('/monitors', { spec, ...more })).body;
};
const post = (day: string, figures: Figures = {}) =>
  officer.post('/monitors/results', posted(trialResult(spec, day, figures)));
async function switchOn(expectedFrom?: string) {
  const { fingerprint } = await get(`/monitors/${monitor.id}/dry-run`);
  const { version } = await get(`/monitors/${monitor.id}`);
  const body = { version, fingerprint, reason: 'A new system', ...(expectedFrom && { expectedFrom }) };
  expect((await officer.post(`/monitors/${monitor.id}/activate`, body)).status).toBe(200);
}

test('a system in operation is watched once its monitor is on; before that it is not asked', async () => {
  expect(await said('watched', system.id)).toBeUndefined();
  await writing(app.runtime, { org: app.org, actor, operation: 'system.moveStage' }, (tx) =>
    tx.update(systemRecord, { id: system.id }, { scope: 'in', stage: 'operation-monitoring' }),
  );
  expect(await said('watched', system.id)).toBe('no-monitor');
  await write();
  expect(await said('watched', system.id)).toBe('draft');
  await switchOn();
  expect(await said('watched', system.id)).toBe('ok');
  const { version } = await get(`/monitors/${monitor.id}`);
  await officer.post(`/monitors/${monitor.id}/pause`, { version, reason: 'The system stands still' });
  expect(await said('watched', system.id)).toBe('paused');
});

test('a monitor is described once purpose, measurer and evaluator are named', async () => {
  await write();
  for (const [reason, patch] of [
    ['no-purpose', { purpose: 'No group is passed over' }],
    ['nobody-measures', { measuredBy: officer.personId }],
    ['nobody-evaluates', { ownerId: officer.personId }],
  ] as const) {
    expect(await said('described', monitor.id)).toBe(reason);
    await change(patch);
  }
  expect(await said('described', monitor.id)).toBe('ok');
});

test('a missing window is a gap until its alert is over', async () => {
  await write();
  await switchOn('2026-11-02T00:00:00.000Z');
  expect(await said('measured', monitor.id)).toBe('ok');
  await gapJob.run(await acting(app.runtime, { org: app.org, actor, operation: 'monitoring.gaps' }), {});
  expect(await said('measured', monitor.id)).toBe('window-missing');
  const [gap] = (await get(`/alerts?monitorId=${monitor.id}`)).rows;
  const dismissed = await officer.post(`/alerts/${gap.id}/dismiss`, {
    version: gap.version,
    reason: 'Holidays, nothing ran',
  });
  expect(dismissed.body.state).toBe('dismissed');
  expect(await said('measured', monitor.id)).toBe('ok');
});

test('results are evaluated by their day, which flips without a write', async () => {
  await write({ evaluateEveryDays: 30 });
  await post('2026-11-10');
  await switchOn();
  expect(await said('evaluated', monitor.id)).toBe('ok');
  app.clock.advanceDays(31);
  expect(await said('evaluated', monitor.id)).toBe('overdue');
  const { version } = await get(`/monitors/${monitor.id}`);
  await officer.post(`/monitors/${monitor.id}/evaluations`, {
    version,
    conclusion: 'watch',
    statement: 'The rates drift apart slowly; looked at again in a month.',
  });
  expect(await said('evaluated', monitor.id)).toBe('ok');
});

test('the log behind a monitor is described, and kept six months for a high-risk system', async () => {
  await write();
  await switchOn();
  expect(await said('logs', monitor.id)).toBe('no-events');
  await change({ loggedEvents: 'Each application that was ranked, with the version of the model' });
  expect(await said('logs', monitor.id)).toBe('no-time');
  await change({ logKeptDays: 90 });
  expect(await said('logs', monitor.id)).toBe('ok');
  const classify = (euState: 'proposed' | 'confirmed') =>
    writing(app.runtime, { org: app.org, actor, operation: 'system.confirmClassification' }, (tx) =>
      tx.update(systemRecord, { id: system.id }, { euState, euOutcomes: ['high-annex-iii'] }),
    );
  await classify('proposed');
  expect(await said('logs', monitor.id)).toBe('ok');
  await classify('confirmed');
  expect(await said('logs', monitor.id)).toBe('under-six-months');
  await change({ logKeptDays: 365 });
  expect(await said('logs', monitor.id)).toBe('ok');
});

test('an alert that nobody decides on becomes a gap after its day', async () => {
  await write();
  await switchOn();
  await post('2026-11-10', { accuracy: 0.5 });
  const [alert] = (await get(`/alerts?monitorId=${monitor.id}`)).rows;
  expect(await said('triaged', alert.id)).toBe('ok');
  app.clock.advanceDays(4);
  expect(await said('triaged', alert.id)).toBe('undecided');
  await officer.post(`/alerts/${alert.id}/watch`, { version: alert.version, reason: 'One week of exams' });
  expect(await said('triaged', alert.id)).toBe('ok');
});
