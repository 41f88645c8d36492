import { afterAll, beforeAll, expect, test } from 'vitest';
import { datasetModule } from '#modules/dataset/module.ts';
import { modelModule } from '#modules/model/module.ts';
import { riskModule } from '#modules/risk/module.ts';
import { supplierModule } from '#modules/supplier/module.ts';
import { claim } from '#modules/system/claim-contract.ts';
import { system } from '#modules/system/contract.ts';
import { systemModule } from '#modules/system/module.ts';
import { reading, writing } from '#platform/runtime.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { approved, completeDraft, decided, expectOk, systemInScope } from './assessed.fixture.ts';
import { impactChecks } from './checks.ts';
import { impactDates } from './dates.ts';
import { impactGates } from './gates.ts';
import { impactModule } from './module.ts';
import { impactDependents } from './staleness.ts';
import { impactTasks } from './tasks.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp({
    modules: [supplierModule, datasetModule, modelModule, systemModule, riskModule, impactModule],
  });
});
afterAll(() => app.close());

const actor = { id: null, name: 'The operator', via: 'operator', roles: [] } as const;
const read = <T>(run: Parameters<typeof reading<T>>[2]) => reading(app.runtime, { org: app.org, actor }, run);

async function said(check: string, id?: string): Promise<string | undefined> {
  const found = impactChecks.find((each) => each.id === check)!;
  const rows = await read((ctx) =>
    ctx.q
      .selectFrom(found.rows(ctx, id ? [id] : undefined).as('row'))
      .selectAll()
      .execute(),
  );
  for (const row of rows)
    expect(found.messages[row.reason]!(row.args ? JSON.parse(row.args) : {}, 'Ranking')).toMatch(/\.$/);
  return rows[0]?.reason;
}
const idle = (check: string) => read((ctx) => impactChecks.find((each) => each.id === check)!.idle!(ctx));
const gate = (systemId: string) => read((ctx) => impactGates[0]!.judge(ctx, systemId));
const FULL = { rights: 'yes' };
const NO = { rights: 'no', safety: 'no', vulnerable: 'no', special: 'no', personal: 'no' };

test('before anything is decided the process is missing, and nothing says that no assessment is needed', async () => {
  expect(await said('impact.criteria')).toBe('no-criteria');
  expect(await idle('impact.assessed')).toBeNull();
  await decided(app);
  expect(await said('impact.criteria')).toBe('ok');
});

test('every AI system in scope is screened by the rules in force; without need there is no occurrence', async () => {
  const { id: systemId } = await systemInScope(app);
  const officer = app.as('governance-officer');
  expect(await said('impact.screened', systemId)).toBe('not-screened');
  await officer.post('/screenings', { systemId });
  expect(await said('impact.screened', systemId)).toBe('open');
  await officer.post('/screenings', { systemId, answers: NO });
  expect(await said('impact.screened', systemId)).toBe('ok');
  expect(await idle('impact.assessed')).toContain('no AI system in scope needs');
  expect(await gate(systemId)).toMatchObject({ ok: true });
  await decided(app, { acceptable: 5 });
  expect(await said('impact.screened', systemId)).toBe('older-rules');
  await officer.post('/screenings', { systemId });
  expect(await said('impact.screened', systemId)).toBe('ok');
});

test('what the screening asks for is begun, reviewed, approved; A.5.4, A.5.5 and the gate follow', async () => {
  const { id: systemId } = await systemInScope(app);
  await app.as('governance-officer').post('/screenings', { systemId, answers: FULL });
  const verdicts = async () => [
    await said('impact.assessed', systemId),
    await said('impact.individuals', systemId),
    await said('impact.society', systemId),
    (await gate(systemId)).ok,
  ];
  expect(await verdicts()).toEqual(['not-begun', 'no-assessment', 'no-assessment', false]);
  const { draft, harm } = await completeDraft(app, app.as('ai-engineer'), { systemId });
  expect(await verdicts()).toEqual(['draft', 'in-work', 'in-work', false]);
  const review = expectOk(
    await app.as('ai-engineer').post(`/impacts/${draft.id}/submit`, { version: draft.version }),
  );
  expect((await verdicts())[0]).toBe('in-review');
  const top = app.as('top-management');
  await top.post(`/impact-entries/${harm.id}/accept`, { version: harm.version, reason: 'Fine' });
  expectOk(
    await top.post(`/impacts/${draft.id}/approve`, {
      version: review.version,
      decision: 'go',
      reason: 'Good',
    }),
  );
  expect(await verdicts()).toEqual(['ok', 'ok', 'ok', true]);
});

test('a claim of the imported file assesses nothing, and neither does one that a person confirmed', async () => {
  const officer = app.as('governance-officer');
  const { id: systemId } = await systemInScope(app);
  await officer.post('/screenings', { systemId, answers: FULL });
  const claimed = await writing(app.runtime, { org: app.org, actor, operation: 'claim.derive' }, (tx) =>
    tx.insert(claim, {
      systemId,
      topic: 'impact-assessment',
      value: 'yes',
      said: 'Yes',
      source: 'Inventory',
      saidOn: '2024-12-31',
      state: 'claimed',
      decidedBy: null,
      decidedOn: null,
      reason: null,
    }),
  );
  expect(await said('impact.assessed', systemId)).toBe('only-claimed');
  expect((await gate(systemId)).ok).toBe(false);
  await writing(app.runtime, { org: app.org, actor, operation: 'claim.confirm' }, (tx) =>
    tx.update(claim, { id: claimed.id }, { state: 'confirmed' }),
  );
  expect(await said('impact.assessed', systemId)).toBe('elsewhere');
});

test('a review date that passes, a stop that is not kept to, harm that the risk register lost', async () => {
  const { impact, harm, systemId } = await approved(app);
  const officer = app.as('governance-officer');
  expect(await said('impact.reviewed', impact.id)).toBe('ok');
  expect(await said('impact.kept-to', impact.id)).toBe('ok');
  expect(await said('impact.risks', harm.id)).toBe('ok');
  const { body: linked } = await officer.get(`/impact-entries/${harm.id}/linked`);
  const risk = linked.neighbours.find((each: { kind: string }) => each.kind === 'impact-raises');
  await app.as('risk-manager').post(`/risks/${risk.id}/close`, { version: 1, reason: 'Taken for done' });
  expect(await said('impact.risks', harm.id)).toBe('risk-closed');
  expectOk(await officer.post(`/impacts/${impact.id}/redo`, { because: 'It should stop' }));
  const { body: list } = await officer.get(`/impacts?systemId=${systemId}&state=draft`);
  const next = list.rows[0];
  const engineer = app.as('ai-engineer');
  await engineer.post(`/impacts/${next.id}/answers/q-stage`, { value: { option: 'incident' } });
  await engineer.post(`/impacts/${next.id}/answers/q-residual`, {
    value: { level: 5, reason: 'Not tolerable' },
  });
  await engineer.post('/consultations', { impactId: next.id, title: 'Works council', said: 'Stop it' });
  const review = expectOk(await engineer.post(`/impacts/${next.id}/submit`, { version: 1 }));
  const top = app.as('top-management');
  const stopped = expectOk(
    await top.post(`/impacts/${next.id}/approve`, {
      version: review.version,
      decision: 'stop',
      reason: 'It harms',
    }),
  );
  expect(await said('impact.kept-to', stopped.id)).toBe('ok');
  expect(await gate(systemId)).toMatchObject({ ok: false });
  await writing(app.runtime, { org: app.org, actor, operation: 'system.moveStage' }, (tx) =>
    tx.update(system, { id: systemId }, { stage: 'operation-monitoring' }),
  );
  expect(await said('impact.kept-to', stopped.id)).toBe('runs-on');
  app.clock.advanceDays(400);
  expect(await said('impact.reviewed', stopped.id)).toBe('overdue');
  app.clock.advanceDays(-400);
});

test('indicators are looked at in time, and a crossed threshold asks for the next version', async () => {
  const { impact } = await approved(app);
  const engineer = app.as('ai-engineer');
  const made = expectOk(
    await engineer.post('/indicators', {
      impactId: impact.id,
      title: 'Complaints',
      threshold: 'Five a month',
      watcherId: engineer.personId,
      everyDays: 30,
    }),
  );
  expect(await said('impact.watched', made.id)).toBeUndefined();
  expectOk(await engineer.post(`/impacts/${impact.id}/watch`, { version: impact.version }));
  expect(await said('impact.watched', made.id)).toBe('ok');
  app.clock.advanceDays(2);
  expect(await said('impact.watched', made.id)).toBe('overdue');
  app.clock.advanceDays(-2);
  expectOk(
    await engineer.post(`/indicators/${made.id}/look`, {
      version: 1,
      finding: 'Nine in a month',
      crossed: true,
    }),
  );
  expect(await said('impact.watched', made.id)).toBe('crossed');
  expectOk(await engineer.post(`/impacts/${impact.id}/redo`, { because: 'Complaints rose' }));
  expect(await said('impact.watched', made.id)).toBe('ok');
});

test('what is approved rests on the AI system, part by part; a draft rests on nothing yet', async () => {
  const { impact, systemId } = await approved(app);
  const { draft } = await completeDraft(app);
  const rows = async (id: string) => {
    const found = impactDependents.find((each) => each.id === id)!;
    return read((ctx) => ctx.q.selectFrom(found.rows(ctx).as('row')).selectAll().execute());
  };
  const assessments = await rows('impact.assessment');
  expect(assessments).toContainEqual(expect.objectContaining({ id: impact.id, systemId, part: null }));
  expect(assessments.some((each) => each.id === draft.id)).toBe(false);
  const people = (await rows('impact.answers-people')).filter((each) => each.systemId === systemId);
  expect(people.map((each) => each.part).sort()).toEqual([
    'q-groups',
    'q-societal',
    'q-topics',
    'q-vulnerable',
  ]);
  const entries = (await rows('impact.entries')).filter((each) => each.systemId === systemId);
  expect(entries.map((each) => each.part)).toEqual(['fairness', 'fairness']);
  expect((await rows('impact.answers-data')).filter((each) => each.systemId === systemId)).toHaveLength(1);
});

test('the inbox: to approve for those who may, waiting for who handed it in, advice for the officer; the calendar has the review', async () => {
  const { draft } = await completeDraft(app, undefined, {
    answers: {
      'q-personal-data': { option: 'yes' },
      'q-dpia-screening': { option: 'not due', reason: 'No high risk' },
    },
  });
  const as = (role: 'top-management' | 'ai-engineer' | 'data-protection-officer') =>
    reading(
      app.runtime,
      { org: app.org, actor: { id: app.as(role).personId, name: role, via: 'session', roles: [role] } },
      impactTasks,
    );
  expect(await as('data-protection-officer')).toContainEqual(
    expect.objectContaining({ id: `impact-advise:${draft.id}`, authority: true }),
  );
  const second = await completeDraft(app);
  expectOk(
    await app.as('ai-engineer').post(`/impacts/${second.draft.id}/submit`, { version: second.draft.version }),
  );
  const id = `impact-approve:${second.draft.id}`;
  expect(await as('top-management')).toContainEqual(expect.objectContaining({ id, authority: true }));
  expect(await as('ai-engineer')).toContainEqual(
    expect.objectContaining({ id, waitsFor: expect.any(String) }),
  );
  const { impact } = await approved(app);
  const days = await read((ctx) => impactDates(ctx, { from: '2027-11-01', to: '2027-12-01', limit: 100 }));
  expect(days).toContainEqual(expect.objectContaining({ id: `${impact.id} review`, day: '2027-11-24' }));
});
