import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { resultHash } from '#measure/result.ts';
import { specHash } from '#measure/spec.ts';
import { SUGGESTED } from '#modules/risk/queries.ts';
import { acting, writing } from '#platform/runtime.ts';
import { makeTestApp, type TestApp, type TestClient } from '#test/testkit/app.ts';
import { monitor as monitorRecord } from './contract.ts';
import { hashOf } from './hash.ts';
import { gapJob } from './jobs.ts';
import { readSpec, specFields } from './spec-text.ts';
import { type Figures, posted, trialResult, trialSpec } from './trial.fixture.ts';

let app: TestApp;
let officer: TestClient;
let engineer: TestClient;
let spec: string;
// biome-ignore lint/suspicious/noExplicitAny: bodies of the API
let system: any, monitor: any;

beforeAll(async () => {
  app = await makeTestApp();
  officer = app.as('governance-officer');
  engineer = app.as('ai-engineer');
});
afterAll(() => app.close());

/** Every test has an AI system of the engineer with a monitor of its own. */
beforeEach(async () => {
  app.clock.set('2026-11-24T09:00:00.000Z');
  system = (await officer.post('/systems', { name: 'Screening', ownerId: engineer.personId })).body;
  spec = trialSpec(system.ref);
  monitor = (await officer.post('/monitors', { spec, purpose: 'No group is passed over' })).body;
});

const JOB = { id: null, name: 'OpenAIMS', via: 'job', roles: [] } as const;
const post = (who: TestClient, day: string, figures: Figures = {}, more: object = {}) =>
  who.post('/monitors/results', { ...posted(trialResult(spec, day, figures)), ...more });

async function switchOn(id = monitor.id, expectedFrom?: string) {
  const { body: tried } = await officer.get(`/monitors/${id}/dry-run`);
  const { body: now } = await officer.get(`/monitors/${id}`);
  const answer = await officer.post(`/monitors/${id}/activate`, {
    version: now.version,
    fingerprint: tried.fingerprint,
    reason: 'Nothing was logged before',
    ...(expectedFrom && { expectedFrom }),
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}

describe('a monitor belongs to the AI system that its spec names', () => {
  test('it is written down as a draft, linked to the system, with the hash that results are bound to', async () => {
    expect(monitor).toMatchObject({
      state: 'draft',
      name: 'screening',
      systemId: system.id,
      ownerId: engineer.personId,
      windowSize: 'week',
      thresholds: 2,
      specHash: await specHash(readSpec(spec)),
    });
    const { body } = await officer.get(`/systems/${system.id}/linked`);
    expect(body.neighbours).toEqual([expect.objectContaining({ label: 'is watched by', ref: monitor.ref })]);
  });

  test('what is wrong with a spec is told by line and field', async () => {
    const bad = await officer.post('/monitors', {
      spec: spec.replace('metric: accuracy', 'metric: acuracy'),
    });
    expect(bad.status).toBe(422);
    expect(bad.body.problems[0].message).toMatch(/Line 11, thresholds\.0\.metric: .*did you mean accuracy/);
  });

  test('an AI system of another organisation is not found, and a second monitor of the same name is refused', async () => {
    const other = await app.otherOrganisation();
    expect((await other.officer.post('/monitors', { spec: trialSpec('SYS-0099') })).status).toBe(404);
    expect((await officer.post('/monitors', { spec })).body).toMatchObject({ code: 'duplicate' });
  });

  test.each([
    ['governance-officer', 200],
    ['ai-engineer', 200],
    ['consultant', 200],
    ['data-protection-officer', 403],
    ['external-auditor', 403],
    ['staff', 403],
  ] as const)('%s writing a monitor down gets %i', async (role, status) => {
    const named = trialSpec(system.ref, { name: `by-${role}` });
    expect((await app.as(role).post('/monitors', { spec: named })).status).toBe(status);
  });
});

describe('results arrive once, bound to key, spec and hash', () => {
  test('the hash is the one that the engine makes, and the trail commits to it', async () => {
    const result = trialResult(spec, '2026-11-03');
    const { body } = await post(officer, '2026-11-03');
    expect(body).toMatchObject({ kept: 'new', hash: await resultHash(result), monitor: monitor.ref });
    const { body: shown } = await officer.get(`/results/${body.id}`);
    expect(shown).toMatchObject({ resultHash: body.hash, specHash: monitor.specHash, rows: 400, version: 1 });
    const file = await officer.raw(`/results/${body.id}/file`);
    expect(hashOf(await file.json())).toBe(body.hash);
  });

  test('the same figures posted again change nothing', async () => {
    const first = (await post(officer, '2026-11-03')).body;
    const again = (await post(officer, '2026-11-03')).body;
    expect(again).toMatchObject({ kept: 'known', id: first.id, version: 1 });
  });

  test('a window that was opened again supersedes, and the figures before stay readable', async () => {
    const first = (await post(officer, '2026-11-03', { rows: 400 })).body;
    const second = (await post(officer, '2026-11-03', { rows: 450, accuracy: 0.88 })).body;
    expect(second).toMatchObject({ kept: 'superseded', id: first.id, version: 2 });
    const { body: old } = await officer.get(`/results/${first.id}?version=1`);
    expect(old).toMatchObject({ rows: 400, resultHash: first.hash });
    expect(old.versions.map((each: { version: number }) => each.version)).toEqual([2, 1]);
    // A late retry of the first answers that it is known, and does not come back.
    expect((await post(officer, '2026-11-03', { rows: 400 })).body).toMatchObject({
      kept: 'known',
      version: 1,
    });
    expect((await officer.get(`/results/${first.id}`)).body.rows).toBe(450);
  });

  test('other figures over the same rows need a reason', async () => {
    await post(officer, '2026-11-03', { accuracy: 0.7 });
    const refused = await post(officer, '2026-11-03', { accuracy: 0.9 });
    expect(refused.body).toMatchObject({ code: 'duplicate' });
    const given = await post(
      officer,
      '2026-11-03',
      { accuracy: 0.9 },
      { reason: 'The label job had a fault' },
    );
    expect(given.body).toMatchObject({ kept: 'superseded' });
    expect((await officer.get(`/results/${given.body.id}`)).body.supersedeReason).toBe(
      'The label job had a fault',
    );
  });

  test('a result altered after hashing, of another spec, organisation or window, is refused with the reason', async () => {
    const result = trialResult(spec, '2026-11-03');
    const refuse = async (body: object, code: string, words: RegExp) => {
      const answer = await officer.post('/monitors/results', body);
      expect(answer.body.code).toBe(code);
      expect(JSON.stringify(answer.body)).toMatch(words);
    };
    await refuse(
      { result: { ...result, rows: 401 }, hash: hashOf(result) },
      'invalid-input',
      /altered after it was hashed/,
    );
    const other = { ...result, specHash: 'a'.repeat(64) };
    await refuse(posted(other), 'wrong-state', /another version of the spec.*monitor spec MON-/);
    await refuse({ ...posted(result), organisation: 'aims_x' }, 'invalid-input', /another organisation/);
    const odd = { ...result, window: { ...result.window, to: '2026-11-05T00:00:00.000Z' } };
    await refuse(posted(odd), 'invalid-input', /windows of one week/);
    const later = trialResult(spec, '2027-01-05');
    await refuse(posted(later), 'invalid-input', /has not come yet/);
    await refuse(posted({ ...result, monitor: 'other' }), 'not-found', /has no monitor/);
    await refuse(
      { result: { ...result, metrics: [{ id: 'x' }] }, hash: 'b'.repeat(64) },
      'invalid-input',
      /metrics/,
    );
    const { body } = await officer.get(`/monitors/${monitor.id}/results`);
    expect(body.results).toEqual([]);
  });

  test('another organisation cannot post to it', async () => {
    const other = await app.otherOrganisation();
    expect((await post(other.officer, '2026-11-03')).status).toBe(404);
  });

  test('an engineer, and the key of their pipeline, posts for the AI systems they own only', async () => {
    const key = { 'x-test-key': 'key_1' };
    const own = await engineer.post('/monitors/results', posted(trialResult(spec, '2026-11-03')), key);
    expect(own.body.kept).toBe('new');
    expect((await officer.get(`/results/${own.body.id}`)).body).toMatchObject({
      keyId: 'key_1',
      postedBy: engineer.personId,
      postedByName: 'Person ai-engineer',
    });
    const stranger = await app.person('Another engineer', ['ai-engineer']);
    const refused = await post(stranger, '2026-11-10');
    expect(refused.status).toBe(403);
    expect(refused.body.detail).toMatch(/AI systems they own/);
    expect((await post(app.as('staff'), '2026-11-10')).status).toBe(403);
  });

  test('the same window posted by several pipelines at once is kept once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => post(officer, '2026-11-03', { accuracy: 0.5 })),
    );
    expect(answers.map((each) => each.body.kept).sort()).toEqual([...Array(11).fill('known'), 'new']);
    const { body } = await officer.get(`/monitors/${monitor.id}/results`);
    expect(body.results).toHaveLength(1);
  });

  test('a spec whose hash an earlier version wrote otherwise still takes in its results', async () => {
    await writing(app.runtime, { org: app.org, actor: JOB, operation: 'monitor.update' }, (tx) =>
      tx.update(monitorRecord, { id: monitor.id }, { specHash: 'd'.repeat(64) }),
    );
    expect((await post(officer, '2026-11-03')).body.kept).toBe('new');
  });

  test('of 160 results posted by 16 clients at once none is lost', async () => {
    const days = Array.from({ length: 160 }, (_, i) =>
      new Date(Date.parse('2023-01-02') + i * 7 * 86_400_000).toISOString().slice(0, 10),
    );
    const answers = await Promise.all(
      Array.from({ length: 16 }, async (_, client) => {
        const kept: string[] = [];
        for (const day of days.filter((_d, i) => i % 16 === client))
          kept.push((await post(officer, day)).body.kept);
        return kept;
      }),
    );
    expect(answers.flat()).toEqual(Array.from({ length: 160 }, () => 'new'));
    const { body } = await officer.get(`/monitors/${monitor.id}/results?limit=500`);
    expect(body.results).toHaveLength(160);
    expect(await verifyTrail()).toBe('ok');
  });
});

async function verifyTrail(): Promise<string> {
  const ctx = await acting(app.runtime, {
    org: app.org,
    actor: { id: null, name: 'The operator', via: 'operator', roles: [] },
    operation: 'trail.verify',
  });
  return (await ctx.verify({})).answer;
}

describe('a copy is held against the trail', () => {
  test('as it was received, as an older version, altered, and never seen', async () => {
    const first = trialResult(spec, '2026-11-03', { rows: 400 });
    await post(officer, '2026-11-03', { rows: 400 });
    const verify = async (result: unknown) =>
      (await app.as('external-auditor').post('/monitors/results/verify', { result })).body;
    expect(await verify(first)).toMatchObject({ answer: 'matches', version: 1, seq: expect.any(Number) });
    await post(officer, '2026-11-03', { rows: 500 });
    expect(await verify(first)).toMatchObject({ answer: 'matches-older', version: 1 });
    const nicer = {
      ...first,
      metrics: first.metrics.map((each) => (each.id === 'accuracy' ? { ...each, value: 0.99 } : each)),
    };
    expect(await verify(nicer)).toMatchObject({
      answer: 'altered',
      differences: expect.arrayContaining(['metrics: accuracy, all']),
    });
    expect(await verify(trialResult(spec, '2026-10-06'))).toMatchObject({ answer: 'unknown' });
    expect(await verify({ nothing: 'known' })).toMatchObject({ answer: 'unknown' });
  });
});

describe('thresholds are tried on past windows before they are switched on', () => {
  test('the dry run counts how often each would have fired, and switching on names what was seen', async () => {
    for (const [day, accuracy, parity] of [
      ['2026-10-06', 0.7, 0.02],
      ['2026-10-13', 0.9, 0.2],
      ['2026-10-20', 0.9, 0.2],
      ['2026-10-27', 0.9, 0.2],
    ] as const)
      await post(officer, day, { accuracy, parity });
    const { body: tried } = await officer.get(`/monitors/${monitor.id}/dry-run`);
    expect(tried.windows).toBe(4);
    expect(tried.thresholds).toEqual([
      expect.objectContaining({ threshold: 'accuracy-floor', fired: 1, judged: 4 }),
      // Two windows in a row: the first of three does not fire.
      expect.objectContaining({ threshold: 'parity', fired: 2, judged: 4 }),
    ]);
    expect((await officer.get(`/alerts?monitorId=${monitor.id}`)).body.rows).toEqual([]);
    const stale = await officer.post(`/monitors/${monitor.id}/activate`, {
      version: 1,
      fingerprint: 'c'.repeat(64),
    });
    expect(stale.body).toMatchObject({
      code: 'wrong-state',
      detail: expect.stringMatching(/no longer those you saw/),
    });
    const on = await switchOn();
    expect(on).toMatchObject({ state: 'active', dryRun: { windows: 4 }, evaluateOn: '2027-02-23' });
  });

  test('with nothing to try them on, a reason is needed; the command line alone cannot', async () => {
    const { body: tried } = await officer.get(`/monitors/${monitor.id}/dry-run`);
    const send = (who: TestClient, more: object) =>
      who.post(`/monitors/${monitor.id}/activate`, { version: 1, fingerprint: tried.fingerprint, ...more });
    expect((await send(officer, {})).body.code).toBe('wrong-state');
    expect((await send(app.operator, { reason: 'A new system' })).status).toBe(403);
    expect((await send(officer, { reason: 'A new system' })).body.state).toBe('active');
  });

  test('a changed spec makes it a draft again; a changed comment does not', async () => {
    const on = await switchOn();
    const same = await officer.patch(`/monitors/${monitor.id}`, {
      version: on.version,
      spec: `${spec}\n# a comment\n`,
    });
    expect(same.body).toMatchObject({ state: 'active', specHash: monitor.specHash });
    const changed = await officer.patch(`/monitors/${monitor.id}`, {
      version: same.body.version,
      spec: spec.replace('value: 0.8', 'value: 0.85'),
    });
    expect(changed.body).toMatchObject({ state: 'draft', dryRun: null });
    expect(changed.body.specHash).not.toBe(monitor.specHash);
    expect((await post(officer, '2026-11-03')).body).toMatchObject({ code: 'wrong-state' });
    const renamed = await officer.patch(`/monitors/${monitor.id}`, {
      version: changed.body.version,
      spec: trialSpec(system.ref, { name: 'other' }),
    });
    expect(renamed.status).toBe(422);
  });

  test('paused, on again, retired for good', async () => {
    const on = await switchOn();
    const act = (verb: string, version: number) =>
      officer.post(`/monitors/${monitor.id}/${verb}`, { version, reason: 'The system stands still' });
    const paused = await act('pause', on.version);
    expect(paused.body).toMatchObject({ state: 'paused', expectedFrom: null });
    const again = await switchOn();
    const retired = await act('retire', again.version);
    expect(retired.body.state).toBe('retired');
    expect((await act('pause', retired.body.version)).status).toBe(409);
    expect((await post(officer, '2026-11-03')).body).toMatchObject({ code: 'wrong-state' });
  });
});

describe('a breach opens an alert, and somebody decides what it is', () => {
  const alertsHere = async () =>
    (await officer.get(`/alerts?monitorId=${monitor.id}&sort=openedOn`)).body.rows;
  const seen = (alert: { version: number }, reason = 'We looked at it together') => ({
    version: alert.version,
    reason,
  });

  test('one alert for each threshold and part, however many windows it lasts; every step carries a hash', async () => {
    await switchOn();
    const first = (await post(officer, '2026-11-03', { accuracy: 0.7 })).body;
    expect(first.breaches).toEqual([
      expect.objectContaining({ threshold: 'accuracy-floor', severity: 'high' }),
    ]);
    expect(first.alerts).toEqual([expect.stringMatching(/^ALR-/)]);
    const second = (await post(officer, '2026-11-10', { accuracy: 0.71 })).body;
    expect(second.alerts).toEqual([]);
    const [alert] = await alertsHere();
    expect(alert).toMatchObject({
      state: 'open',
      kind: 'breach',
      severity: 'high',
      title: 'Accuracy: 70.0 % < 80.0 %',
      ownerId: engineer.personId,
      windows: 2,
      resultHash: first.hash,
      lastResultHash: second.hash,
      triageBy: '2026-11-27',
    });
    const watched = (await engineer.post(`/alerts/${alert.id}/watch`, seen(alert))).body;
    expect(watched).toMatchObject({
      state: 'watching',
      triageHash: second.hash,
      triagedBy: engineer.personId,
    });
  });

  test('it is closed only when later windows are back inside, and by somebody else than who decided', async () => {
    await switchOn();
    await post(officer, '2026-11-03', { accuracy: 0.7 });
    const [alert] = await alertsHere();
    const acting = (
      await engineer.post(`/alerts/${alert.id}/act`, {
        ...seen(alert),
        as: 'nonconformity',
        handledBy: system.ref,
      })
    ).body;
    expect(acting).toMatchObject({ state: 'acting', triage: 'nonconformity', handledBy: system.id });
    const early = await officer.post(`/alerts/${alert.id}/close`, seen(acting));
    expect(early.body).toMatchObject({
      code: 'wrong-state',
      detail: expect.stringMatching(/0 windows are back inside/),
    });
    const inside = (await post(officer, '2026-11-10', { accuracy: 0.92 })).body;
    expect((await officer.get(`/alerts/${alert.id}/case`)).body).toMatchObject({
      mayClose: true,
      inside: 1,
      needed: 1,
    });
    const manager = await app.person('Both', ['risk-manager', 'ai-engineer']);
    expect((await engineer.post(`/alerts/${alert.id}/close`, seen(acting))).status).toBe(403);
    const closed = await manager.post(`/alerts/${alert.id}/close`, seen(acting));
    expect(closed.body).toMatchObject({ state: 'closed', insideHashes: [inside.hash] });
    // The next breach opens an alert of its own.
    await post(officer, '2026-11-17', { accuracy: 0.6 });
    expect((await alertsHere()).map((each: { state: string }) => each.state).sort()).toEqual([
      'closed',
      'open',
    ]);
  });

  test('who decided does not close, also with the authority', async () => {
    await switchOn();
    await post(officer, '2026-11-03', { accuracy: 0.7 });
    const [alert] = await alertsHere();
    const watched = (await officer.post(`/alerts/${alert.id}/watch`, seen(alert))).body;
    await post(officer, '2026-11-10');
    const refused = await officer.post(`/alerts/${alert.id}/close`, seen(watched));
    expect(refused.body).toMatchObject({
      code: 'forbidden',
      detail: expect.stringMatching(/decided on yourself/),
    });
  });

  test('whoever measures does not dismiss; another person does, with the reason', async () => {
    await switchOn();
    const { body: now } = await officer.get(`/monitors/${monitor.id}`);
    await officer.patch(`/monitors/${monitor.id}`, { version: now.version, measuredBy: officer.personId });
    await post(officer, '2026-11-03', { accuracy: 0.7 });
    const [alert] = await alertsHere();
    expect((await officer.post(`/alerts/${alert.id}/dismiss`, seen(alert))).status).toBe(403);
    expect((await app.operator.post(`/alerts/${alert.id}/dismiss`, seen(alert))).status).toBe(403);
    const answer = await app
      .as('quality-manager')
      .post(`/alerts/${alert.id}/dismiss`, seen(alert, 'A test file was measured'));
    expect(answer.body).toMatchObject({ state: 'dismissed', triageReason: 'A test file was measured' });
    expect((await officer.post(`/alerts/${alert.id}/watch`, seen(answer.body))).status).toBe(409);
  });

  test('a window measured again and now inside counts as back inside', async () => {
    await switchOn();
    await post(officer, '2026-11-03', { accuracy: 0.7, rows: 400 });
    const [alert] = await alertsHere();
    await engineer.post(`/alerts/${alert.id}/watch`, seen(alert));
    await post(officer, '2026-11-03', { accuracy: 0.9, rows: 480 });
    expect((await officer.get(`/alerts/${alert.id}/case`)).body).toMatchObject({ mayClose: true, inside: 1 });
  });

  test('taken as a nonconformity it raises one with the figures and the hash, and does not raise it twice', async () => {
    await switchOn();
    const first = (await post(officer, '2026-11-03', { accuracy: 0.7 })).body;
    const [alert] = await alertsHere();
    const acting = (await engineer.post(`/alerts/${alert.id}/act`, { ...seen(alert), as: 'nonconformity' }))
      .body;
    const { body: raised } = await officer.get(`/nonconformities/${acting.handledBy}`);
    expect(raised).toMatchObject({
      title: 'Accuracy: 70.0 % < 80.0 %',
      source: 'monitoring',
      ownerId: engineer.personId,
      requirements: ['iso-42001:9.1'],
      objectiveEvidence: expect.stringContaining(first.hash),
    });
    const { body: linked } = await officer.get(`/alerts/${alert.id}/linked`);
    expect(linked.neighbours.map((each: { label: string }) => each.label).sort()).toEqual([
      'led to the nonconformity',
      'was raised by',
    ]);
    await post(officer, '2026-11-10');
    const closed = await officer.post(`/alerts/${alert.id}/close`, seen(acting));
    expect(closed.body.state).toBe('closed');
    await post(officer, '2026-11-17', { accuracy: 0.6 });
    const again = (await alertsHere()).find((each: { state: string }) => each.state === 'open');
    const second = (await engineer.post(`/alerts/${again.id}/act`, { ...seen(again), as: 'nonconformity' }))
      .body;
    expect(second.handledBy).toBe(acting.handledBy);
  });

  test('a breach makes the risks of the AI system stale until they are judged again; an inside window does not', async () => {
    const manager = app.as('risk-manager');
    await app.as('top-management').post('/risk-criteria', SUGGESTED);
    const risk = (await manager.post('/risks', { kind: 'risk', title: 'One group is ranked lower' })).body;
    await manager.post(`/risks/${risk.id}/systems`, { systemIds: [system.id] });
    const judge = async (version: number) =>
      (await manager.post(`/risks/${risk.id}/assess`, { version, likelihood: 2, consequence: 2 })).body;
    const judged = await judge(risk.version);
    const causes = async () =>
      (await officer.get(`/records/${risk.id}/stale`)).body.marks.flatMap((mark: object) =>
        JSON.stringify(mark),
      );
    await switchOn();
    await post(officer, '2026-11-03');
    expect(await causes()).toEqual([]);
    await post(officer, '2026-11-10', { accuracy: 0.5 });
    expect(await causes()).toEqual([expect.stringContaining('monitoring.breach')]);
    await judge(judged.version);
    expect(await causes()).toEqual([]);
  });

  test('two people deciding at once: the second hears that it changed', async () => {
    await switchOn();
    await post(officer, '2026-11-03', { accuracy: 0.7 });
    const [alert] = await alertsHere();
    const answers = await Promise.all([
      engineer.post(`/alerts/${alert.id}/watch`, seen(alert)),
      officer.post(`/alerts/${alert.id}/act`, { ...seen(alert), as: 'incident' }),
    ]);
    expect(answers.map((each) => each.status).sort()).toEqual([200, 409]);
  });

  test('nobody adds an alert or takes one away', async () => {
    expect((await officer.post('/alerts', {})).status).toBe(404);
  });
});

describe('a window that did not come is a breach too', () => {
  const runJob = async () => {
    const actor = { id: null, name: 'OpenAIMS', via: 'job', roles: [] } as const;
    await gapJob.run(await acting(app.runtime, { org: app.org, actor, operation: 'monitoring.gaps' }), {});
  };
  const gaps = async () => (await officer.get(`/alerts?monitorId=${monitor.id}&kind=gap`)).body.rows;

  test('it is told once its lateness is over, once, and closes when a later one comes', async () => {
    await switchOn(monitor.id, '2026-11-02T00:00:00.000Z');
    await post(officer, '2026-11-03');
    // The week of 9 November ended on the 16th and was open for two days; that of the 16th is still open.
    await runJob();
    await runJob();
    const [gap, ...more] = await gaps();
    expect(more).toEqual([]);
    expect(gap).toMatchObject({ state: 'open', missing: ['2026-11-09T00:00:00.000Z'], windows: 1 });
    app.clock.set('2026-11-26T09:00:00.000Z');
    await runJob();
    const [longer] = await gaps();
    expect(longer.missing).toEqual(['2026-11-09T00:00:00.000Z', '2026-11-16T00:00:00.000Z']);
    const watched = (
      await engineer.post(`/alerts/${gap.id}/watch`, {
        version: longer.version,
        reason: 'The pipeline stood still',
      })
    ).body;
    expect(
      (await officer.post(`/alerts/${gap.id}/close`, { version: watched.version, reason: 'It runs again' }))
        .status,
    ).toBe(409);
    await post(officer, '2026-11-24');
    const closed = await officer.post(`/alerts/${gap.id}/close`, {
      version: watched.version,
      reason: 'It runs again',
    });
    expect(closed.body.state).toBe('closed');
    await runJob();
    expect(await gaps()).toHaveLength(1);
  });

  test('nothing is expected of a draft or of a paused monitor', async () => {
    await runJob();
    expect(await gaps()).toEqual([]);
  });
});

describe('the figures are read', () => {
  test('over windows, with thresholds; by part; as two model versions side by side', async () => {
    await post(officer, '2026-10-06', { accuracy: 0.95 });
    await post(officer, '2026-11-03', { accuracy: 0.85 });
    const { body: all } = await officer.get(`/monitors/${monitor.id}/series`);
    expect(all.series.map((each: { metric: string; slice: string }) => [each.metric, each.slice])).toEqual([
      ['accuracy', 'all'],
      ['demographic_parity_difference', 'by:gender'],
    ]);
    expect(all.series[0]).toMatchObject({
      thresholds: [{ id: 'accuracy-floor', op: '<', value: 0.8 }],
      points: [{ figure: { value: 0.95, n: 400 } }, { figure: { value: 0.85 } }],
    });
    const { body: rates } = await officer.get(`/monitors/${monitor.ref}/series?metric=selection_rate`);
    expect(rates.series.map((each: { slice: string }) => each.slice)).toEqual([
      'group:gender=woman',
      'group:gender=man',
    ]);
    const { body: two } = await officer.get(`/monitors/${monitor.id}/compare`);
    expect(two).toMatchObject({ a: { modelVersion: '1.0' }, b: { modelVersion: '1.1' } });
    expect(two.figures[0]).toMatchObject({ metric: 'accuracy', apart: true });
    expect(two.figures[0].change).toBeCloseTo(-0.1, 12);
    expect((await officer.get(`/monitors/${monitor.id}/compare?a=9.9`)).status).toBe(404);
  });

  test('a person concludes from them, and the next evaluation gets its day', async () => {
    await post(officer, '2026-11-03');
    const say = {
      version: 1,
      conclusion: 'as-intended',
      statement: 'The figures are where they were in the tests.',
    };
    expect((await app.operator.post(`/monitors/${monitor.id}/evaluations`, say)).status).toBe(403);
    const answer = await engineer.post(`/monitors/${monitor.id}/evaluations`, say);
    expect(answer.body).toMatchObject({ evaluateOn: '2027-02-23' });
    const { body } = await officer.get(`/monitors/${monitor.id}/evaluations`);
    expect(body.evaluations).toEqual([
      expect.objectContaining({ results: 1, alertsOpen: 0, evaluatedBy: engineer.personId }),
    ]);
  });

  test('another record takes its figure from a monitor: an objective, an indicator of an emerging impact', async () => {
    const risk = (await officer.post('/risks', { kind: 'risk', title: 'Groups are passed over' })).body;
    await officer.post(`/monitors/${monitor.ref}/measured`, { of: risk.ref });
    const linked = async () => (await officer.get(`/risks/${risk.id}/linked`)).body.neighbours;
    expect(await linked()).toEqual([expect.objectContaining({ label: 'is measured by', ref: monitor.ref })]);
    expect((await app.as('staff').post(`/monitors/${monitor.id}/measured`, { of: risk.ref })).status).toBe(
      403,
    );
    expect((await officer.post(`/monitors/${monitor.id}/measured`, { of: 'IND-0999' })).status).toBe(404);
    await officer.delete(`/monitors/${monitor.id}/measured`, { of: risk.ref });
    expect(await linked()).toEqual([]);
  });

  test('an AI system shows what is monitored of it, and its spec is handed out as it was written', async () => {
    const { body } = await officer.get(`/systems/${system.ref}/monitoring`);
    expect(body.monitors).toEqual([expect.objectContaining({ ref: monitor.ref, state: 'draft', alerts: 0 })]);
    expect(await (await officer.raw(`/monitors/${monitor.id}/spec`)).text()).toBe(spec);
    expect(specFields(spec, '2026-11-24').specHash).toBe(monitor.specHash);
  });
});

describe('the gate of operation reads the latest results', () => {
  test('closed without a monitor that is on, without a result, and while a grave breach stands', async () => {
    const gate = async () => {
      const { body } = await officer.get(`/systems/${system.id}/gate?stage=operation-monitoring`);
      return Object.fromEntries(
        body.conditions
          .filter((each: { id: string }) => each.id.startsWith('monitoring.'))
          .map((each: { id: string; ok: boolean }) => [each.id, each.ok]),
      );
    };
    expect(await gate()).toEqual({ 'monitoring.on': false, 'monitoring.latest': false });
    await switchOn();
    expect(await gate()).toEqual({ 'monitoring.on': true, 'monitoring.latest': false });
    await post(officer, '2026-11-03');
    expect(await gate()).toEqual({ 'monitoring.on': true, 'monitoring.latest': true });
    await post(officer, '2026-11-10', { accuracy: 0.5 });
    expect(await gate()).toMatchObject({ 'monitoring.latest': false });
    const { body: other } = await officer.get(`/systems/${system.id}/gate?stage=deployment`);
    expect(JSON.stringify(other)).not.toContain('monitoring.');
  });
});
