import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { datasetModule } from '#modules/dataset/module.ts';
import { modelModule } from '#modules/model/module.ts';
import { riskModule } from '#modules/risk/module.ts';
import { supplierModule } from '#modules/supplier/module.ts';
import { systemModule } from '#modules/system/module.ts';
import { reading } from '#platform/runtime.ts';
import { makeTestApp, type TestApp, type TestClient } from '#test/testkit/app.ts';
import { improvementChecks } from './checks.ts';
import { improvementModule } from './module.ts';

let app: TestApp;
let engineer: TestClient;
let officer: TestClient;
let quality: TestClient;
beforeAll(async () => {
  app = await makeTestApp({
    modules: [supplierModule, datasetModule, modelModule, systemModule, riskModule, improvementModule],
  });
  engineer = app.as('ai-engineer');
  officer = app.as('governance-officer');
  quality = app.as('quality-manager');
});
afterAll(() => app.close());

const actor = { id: null, name: 'The operator', via: 'operator', roles: [] } as const;

/** How one record comes out in one check, with the day it flips; the message must name it. */
async function said(check: string, id?: string) {
  const found = improvementChecks.find((each) => each.id === check)!;
  const rows = await reading(app.runtime, { org: app.org, actor }, (ctx) =>
    ctx.q
      .selectFrom(found.rows(ctx, id ? [id] : undefined).as('row'))
      .selectAll()
      .execute(),
  );
  return rows.map((row) => {
    const words = found.messages[row.reason]!(row.args ? JSON.parse(row.args) : {}, 'This one');
    expect(words).not.toMatch(/undefined|null/);
    return [row.outcome, row.reason, row.nextAt];
  });
}

async function act(who: TestClient, id: string, path: string, body: object = {}) {
  const { version } = (await officer.get(`/nonconformities/${id}`)).body;
  const answer = await who.post(`/nonconformities/${id}/${path}`, { version, ...body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}

async function edit(id: string, patch: object) {
  const { version } = (await officer.get(`/nonconformities/${id}`)).body;
  expect((await engineer.patch(`/nonconformities/${id}`, { version, ...patch })).status).toBe(200);
}

describe('before anything is written down', () => {
  test('every check of 10.2 says that nothing has occurred, and 10.1 that no benefit is recorded', async () => {
    for (const check of improvementChecks.filter((each) => each.requirements.includes('10.2'))) {
      expect(await said(check.id)).toEqual([]);
      const idle = await reading(app.runtime, { org: app.org, actor }, (ctx) => check.idle!(ctx));
      expect(idle, check.id).toMatch(/^No .*\.$/);
    }
    expect(await said('improvement.cycle')).toEqual([['gap', 'none', null]]);
  });
});

describe('the checks of 10.2 trip and clear', () => {
  let id: string;
  test('description, evidence, requirement, grade, owner', async () => {
    const { body } = await officer.post('/nonconformities', {
      title: 'Nobody looked',
      source: 'audit',
      foundOn: '2026-11-20',
      managementSystems: ['ai'],
      dueOn: '2026-12-20',
    });
    id = body.id;
    for (const [reason, patch] of [
      ['no-statement', { description: 'Nobody looked at the log.' }],
      ['no-evidence', { objectiveEvidence: 'The log.' }],
      ['no-requirement', { ownRequirement: 'Rule 4' }],
    ] as const) {
      expect(await said('improvement.described', id)).toEqual([['gap', reason, null]]);
      await edit(id, patch);
    }
    expect(await said('improvement.described', id)).toEqual([['gap', 'no-grade', null]]);
    await act(officer, id, 'grade', {
      answers: { requirementBroken: true, intendedResults: true, systemic: false },
      grade: 'major',
    });
    expect(await said('improvement.described', id)).toEqual([['ok', 'ok', null]]);
    expect(await said('improvement.owner', id)).toEqual([['gap', 'no-owner', null]]);
    await edit(id, { ownerId: engineer.personId });
    expect(await said('improvement.owner', id)).toEqual([['ok', 'ok', null]]);
    await edit(id, { dueOn: null });
    expect(await said('improvement.owner', id)).toEqual([['gap', 'no-day', null]]);
    await edit(id, { dueOn: '2026-12-20' });
  });

  test('correction and cause by the day the answer is due; the day it flips is named', async () => {
    for (const check of ['improvement.reacted', 'improvement.cause'])
      expect(await said(check, id)).toEqual([['ok', 'ok', '2026-12-21']]);
    app.clock.advanceDays(27);
    expect(await said('improvement.reacted', id)).toEqual([['gap', 'not-corrected', null]]);
    expect(await said('improvement.cause', id)).toEqual([['gap', 'no-cause', null]]);
    await act(engineer, id, 'correction', {
      correction: 'Looked',
      correctedOn: '2026-12-20',
      consequences: 'None',
    });
    expect(await said('improvement.reacted', id)).toEqual([['ok', 'ok', null]]);
    await act(engineer, id, 'cause', { whys: ['No time'], cause: 'No time', causeCategory: 'people' });
    expect(await said('improvement.cause', id)).toEqual([['gap', 'no-similar', null]]);
    await act(engineer, id, 'similar', { conclusion: 'None found' });
    expect(await said('improvement.cause', id)).toEqual([['ok', 'ok', null]]);
  });

  test('actions with owner and day, in time; the effect judged on its day; the follow-up decided and linked', async () => {
    const { body: action } = await engineer.post('/corrective-actions', {
      nonconformityId: id,
      title: 'Look each week',
    });
    for (const [reason, version, patch] of [
      ['no-owner', 1, { ownerId: engineer.personId }],
      ['no-day', 2, { dueOn: '2027-01-10' }],
    ] as const) {
      expect(await said('improvement.carried-out', action.id)).toEqual([['gap', reason, null]]);
      await engineer.patch(`/corrective-actions/${action.id}`, { version, ...patch });
    }
    expect(await said('improvement.carried-out', action.id)).toEqual([['ok', 'ok', '2027-01-11']]);
    expect(await said('improvement.effective', id)).toEqual([]);
    await act(engineer, id, 'effectiveness', {
      method: 'Read',
      criterion: 'Each week',
      dueOn: '2027-01-20',
      judgeId: quality.personId,
    });
    expect(await said('improvement.effective', id)).toEqual([['ok', 'ok', '2027-01-21']]);
    await act(officer, id, 'approve');
    app.clock.advanceDays(40);
    expect(await said('improvement.carried-out', action.id)).toEqual([['gap', 'overdue', null]]);
    expect(await said('improvement.effective', id)).toEqual([['gap', 'not-judged', null]]);
    await engineer.post(`/corrective-actions/${action.id}/start`, { version: 3 });
    await engineer.post(`/corrective-actions/${action.id}/finish`, { version: 4, outcome: 'Done' });
    expect(await said('improvement.carried-out', action.id)).toEqual([['ok', 'ok', null]]);
    expect(await said('improvement.followed-up', id)).toEqual([]);
    await act(quality, id, 'judgement', { result: 'effective', finding: 'Each week' });
    expect(await said('improvement.effective', id)).toEqual([['ok', 'ok', null]]);
    expect(await said('improvement.followed-up', id)).toEqual([['gap', 'undecided', null]]);
    await act(engineer, id, 'follow-up', { risksDecision: 'updated', changesDecision: 'updated' });
    expect(await said('improvement.followed-up', id)).toEqual([['gap', 'no-risk', null]]);
    const { body: risk } = await officer.post('/risks', { kind: 'risk', title: 'Nobody looks' });
    await officer.post(`/nonconformities/${id}/links`, { kind: 'nc-risk', to: risk.ref });
    expect(await said('improvement.followed-up', id)).toEqual([['gap', 'no-change', null]]);
    await officer.post(`/nonconformities/${id}/links`, { kind: 'nc-changed', to: risk.ref });
    expect(await said('improvement.followed-up', id)).toEqual([['ok', 'ok', null]]);
  });
});

describe('the checks of 10.1 trip and clear', () => {
  test('an idea is decided in time, carried out, and its benefit looked at; a year later it counts no more', async () => {
    const staff = app.as('staff');
    const { body: idea } = await staff.post('/improvements', { title: 'Look together', source: 'staff' });
    const day = (offset: number) => {
      const date = new Date(`${idea.proposedOn}T00:00:00Z`);
      date.setUTCDate(date.getUTCDate() + offset);
      return date.toISOString().slice(0, 10);
    };
    expect(await said('improvement.decided', idea.id)).toEqual([['ok', 'ok', day(61)]]);
    app.clock.advanceDays(61);
    expect(await said('improvement.decided', idea.id)).toEqual([['gap', 'not-decided', null]]);
    expect(await said('improvement.benefit', idea.id)).toEqual([]);
    const decide = (who: TestClient, body: object) =>
      who.post(`/improvements/${idea.id}/decision`, {
        version: 1,
        decision: 'adopt',
        reason: 'Good',
        ...body,
      });
    expect((await decide(staff, {})).status).toBe(403);
    expect((await decide(officer, {})).body.problems.map((each: { path: string }) => each.path)).toEqual([
      'ownerId',
      'dueOn',
    ]);
    await decide(officer, { ownerId: engineer.personId, dueOn: day(70), reviewOn: day(90) });
    expect(await said('improvement.decided', idea.id)).toEqual([['ok', 'ok', null]]);
    expect(await said('improvement.benefit', idea.id)).toEqual([['ok', 'ok', day(71)]]);
    app.clock.advanceDays(10);
    expect(await said('improvement.benefit', idea.id)).toEqual([['gap', 'overdue', null]]);
    await engineer.post(`/improvements/${idea.id}/finish`, { version: 2, outcome: 'We look together' });
    expect(await said('improvement.benefit', idea.id)).toEqual([['ok', 'ok', day(91)]]);
    app.clock.advanceDays(20);
    expect(await said('improvement.benefit', idea.id)).toEqual([['gap', 'not-reviewed', null]]);
    const { body: reviewed } = await engineer.post(`/improvements/${idea.ref}/benefit`, {
      version: 3,
      benefit: 'better',
      after: 'Every week',
      finding: 'The log',
    });
    expect(reviewed.state).toBe('reviewed');
    expect(await said('improvement.benefit', idea.id)).toEqual([['ok', 'ok', null]]);
    expect(await said('improvement.cycle')).toEqual([['ok', 'ok', day(91 + 366)]]);
    app.clock.advanceDays(366);
    expect(await said('improvement.cycle')).toEqual([['gap', 'old', null]]);
  });

  test('nobody decides on their own idea; a declined one can be taken up again', async () => {
    const { body: idea } = await officer.post('/improvements', { title: 'My own', source: 'staff' });
    const decide = (who: TestClient) =>
      who.post(`/improvements/${idea.id}/decision`, { version: 1, decision: 'decline', reason: 'Too dear' });
    expect((await decide(officer)).status).toBe(403);
    expect((await decide(quality)).body.state).toBe('declined');
    expect((await officer.patch(`/improvements/${idea.id}`, { version: 2, title: 'X' })).status).toBe(409);
    const { body } = await quality.post(`/improvements/${idea.id}/resume`, {
      version: 2,
      reason: 'Cheaper now',
    });
    expect(body.state).toBe('proposed');
  });
});
