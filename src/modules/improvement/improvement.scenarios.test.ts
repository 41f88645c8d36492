import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { datasetModule } from '#modules/dataset/module.ts';
import { modelModule } from '#modules/model/module.ts';
import { riskModule } from '#modules/risk/module.ts';
import { SUGGESTED } from '#modules/risk/queries.ts';
import { supplierModule } from '#modules/supplier/module.ts';
import { systemModule } from '#modules/system/module.ts';
import { writing } from '#platform/runtime.ts';
import { makeTestApp, type TestApp, type TestClient } from '#test/testkit/app.ts';
import { raiseNonconformity } from './api.ts';
import { improvementModule } from './module.ts';

let app: TestApp;
let quality: TestClient;
let engineer: TestClient;
let officer: TestClient;
let auditor: TestClient;
beforeAll(async () => {
  app = await makeTestApp({
    modules: [supplierModule, datasetModule, modelModule, systemModule, riskModule, improvementModule],
  });
  quality = app.as('quality-manager');
  engineer = app.as('ai-engineer');
  officer = app.as('governance-officer');
  auditor = app.as('internal-auditor');
});
afterAll(() => app.close());

const TODAY = '2026-11-24';
const MAJOR = { requirementBroken: true, intendedResults: true, systemic: false };

/** The latest version of a nonconformity. */
async function now(id: string) {
  return (await officer.get(`/nonconformities/${id}`)).body;
}

/** Does one act with the version of now. */
async function act(who: TestClient, id: string, path: string, body: object = {}) {
  return who.post(`/nonconformities/${id}/${path}`, { version: (await now(id)).version, ...body });
}

async function raised(changes: object = {}) {
  const { body } = await auditor.post('/nonconformities', {
    title: 'No internal audit looked at the triage',
    description: 'The programme of two years leaves the triage of emergency calls out.',
    objectiveEvidence: 'Audit programme 2025 and 2026; no report names the triage.',
    source: 'audit',
    foundOn: '2026-11-20',
    requirements: ['iso-42001:9.2.2'],
    managementSystems: ['ai', 'quality'],
    ownerId: engineer.personId,
    ...changes,
  });
  return body;
}

/** Up to the cause, graded major. */
async function analysed(changes: object = {}) {
  const made = await raised(changes);
  await act(auditor, made.id, 'grade', { answers: MAJOR, grade: 'major' });
  await act(engineer, made.id, 'correction', {
    correction: 'The triage is audited this week.',
    correctedOn: '2026-11-23',
    consequences: 'No call was ranked wrongly; looked at 40 of them.',
  });
  await engineer.patch(`/nonconformities/${made.id}`, {
    version: (await now(made.id)).version,
    fishbone: [{ category: 'method', causes: ['No list of systems in the programme'] }],
  });
  await act(engineer, made.id, 'cause', {
    whys: ['It was not on the list', 'The list is written from memory'],
    cause: 'The programme is not built from the inventory.',
    causeCategory: 'method',
  });
  await act(engineer, made.id, 'similar', {
    conclusion: 'The register was searched; nothing shares the fault.',
  });
  return made.id as string;
}

async function planned(id: string, title: string, dueOn = TODAY) {
  const { body, status } = await engineer.post('/corrective-actions', {
    nonconformityId: id,
    title,
    ownerId: engineer.personId,
    dueOn,
    resources: 'Two days',
  });
  expect(status).toBe(200);
  return body;
}

const HOW = {
  method: 'Compare programme and inventory after one quarter',
  criterion: 'Every system in scope is in the programme',
  dueOn: TODAY,
};

/** From the cause to the last action done. */
async function implemented(id: string) {
  const action = await planned(id, 'Build the programme from the inventory');
  await act(engineer, id, 'effectiveness', { ...HOW, judgeId: quality.personId });
  expect((await act(officer, id, 'approve')).body.state).toBe('planned');
  const { body: started } = await engineer.post(`/corrective-actions/${action.id}/start`, { version: 1 });
  const { body: done } = await engineer.post(`/corrective-actions/${action.ref}/finish`, {
    version: started.version,
    outcome: 'The programme is computed.',
  });
  expect(done.state).toBe('done');
  expect((await now(id)).state).toBe('implemented');
  return action;
}

describe('a nonconformity is raised', () => {
  test.each([
    ['staff', 200],
    ['internal-auditor', 200],
    ['top-management', 200],
    ['external-auditor', 403],
  ] as const)('%s writing one down gets %i', async (role, status) => {
    const answer = await app.as(role).post('/nonconformities', {
      title: `Seen by ${role}`,
      source: 'self-found',
      foundOn: TODAY,
      managementSystems: ['ai'],
    });
    expect(answer.status).toBe(status);
    if (status === 200)
      expect(answer.body).toMatchObject({ state: 'open', dueOn: '2026-12-24', grade: null });
  });

  test.each([
    ['found before the epoch', { foundOn: '0202-11-24' }, 'foundOn'],
    ['found tomorrow', { foundOn: '2026-11-25' }, 'foundOn'],
    ['answered before it was found', { foundOn: '2026-11-20', dueOn: '2026-11-19' }, 'dueOn'],
    ['against a requirement that no pack has', { requirements: ['iso-42001:99.9'] }, 'requirements'],
    ['of no management system', { managementSystems: [] }, 'managementSystems'],
    ['with six thousand bones', { fishbone: Array(7).fill({ category: 'data', causes: ['x'] }) }, 'fishbone'],
  ])('%s: refused at its field, and nothing is kept', async (_what, changes, path) => {
    const before = (await officer.get('/nonconformities?total=true')).body.total;
    const answer = await officer.post('/nonconformities', {
      title: 'Impossible',
      source: 'self-found',
      foundOn: TODAY,
      managementSystems: ['ai'],
      ...changes,
    });
    expect(answer.status).toBe(422);
    expect(answer.body.problems[0].path).toContain(path);
    expect((await officer.get('/nonconformities?total=true')).body.total).toBe(before);
  });

  test('sent twice with one key it is written once', async () => {
    const body = { title: 'Sent twice', source: 'complaint', foundOn: TODAY, managementSystems: ['ai'] };
    const [one, two] = [
      await officer.post('/nonconformities', body, { 'idempotency-key': 'sent-twice-00000001' }),
      await officer.post('/nonconformities', body, { 'idempotency-key': 'sent-twice-00000001' }),
    ];
    expect(two.body.id).toBe(one.body.id);
    expect((await officer.get('/nonconformities?q=Sent twice&total=true')).body.total).toBe(1);
  });

  test('by another module: linked to its source, and not twice while it is open', async () => {
    const { body: system } = await officer.post('/systems', { name: 'Drifting model' });
    const raise = () =>
      writing(
        app.runtime,
        {
          org: app.org,
          actor: { id: null, name: 'Monitoring', via: 'job', roles: [] },
          operation: 'monitoring.alert',
        },
        (tx) =>
          raiseNonconformity(tx, {
            title: 'Accuracy below its limit',
            source: 'monitoring',
            sourceKey: 'monitoring:accuracy',
            sourceId: system.id,
            concerns: [system.id],
          }),
      );
    const [first, second] = [await raise(), await raise()];
    expect(second.id).toBe(first.id);
    const { body } = await officer.get(`/nonconformities/${first.ref}/linked`);
    expect(body.neighbours.map((each: { label: string }) => each.label).sort()).toEqual([
      'concerns',
      'was found by',
    ]);
  });
});

describe('grading', () => {
  test('the rule proposes, a person decides, and says why when they decide otherwise', async () => {
    const made = await raised();
    const other = await act(auditor, made.id, 'grade', { answers: MAJOR, grade: 'minor' });
    expect(other).toMatchObject({ status: 422, body: { problems: [{ path: 'reason' }] } });
    const { body } = await act(auditor, made.id, 'grade', {
      answers: MAJOR,
      grade: 'minor',
      reason: 'One system of fourteen; all others were audited.',
    });
    expect(body).toMatchObject({ grade: 'minor', gradedBy: auditor.personId });
    expect((await act(engineer, made.id, 'grade', { answers: MAJOR, grade: 'major' })).status).toBe(403);
    expect((await act(app.operator, made.id, 'grade', { answers: MAJOR, grade: 'major' })).status).toBe(403);
  });

  test('only a minor one may end with its correction, for a reason', async () => {
    const id = await analysed();
    expect((await act(engineer, id, 'action-need', { needed: false, reason: 'Enough' })).status).toBe(409);
    await act(auditor, id, 'grade', {
      answers: { ...MAJOR, intendedResults: false },
      grade: 'minor',
    });
    expect((await act(engineer, id, 'action-need', { needed: false })).body.problems[0].path).toBe('reason');
    await act(engineer, id, 'action-need', { needed: false, reason: 'One slip; the correction mends it.' });
    await act(engineer, id, 'effectiveness', { ...HOW, judgeId: engineer.personId });
    expect((await act(officer, id, 'approve')).body.state).toBe('implemented');
  });
});

describe('the life of a major nonconformity', () => {
  test('the cause needs an analysis; the plan needs every part before it, and a second person', async () => {
    const made = await raised();
    expect((await act(engineer, made.id, 'cause', { cause: 'Haste', causeCategory: 'people' })).status).toBe(
      409,
    );
    await act(engineer, made.id, 'correction', {
      correction: 'Done',
      correctedOn: '2026-11-23',
      consequences: 'None',
    });
    const bare = await act(engineer, made.id, 'cause', { cause: 'Haste', causeCategory: 'people' });
    expect(bare.body.problems[0].path).toBe('whys');
    await act(engineer, made.id, 'cause', {
      whys: ['Too few days'],
      cause: 'Haste',
      causeCategory: 'people',
    });
    const early = await act(officer, made.id, 'approve');
    expect(early.status).toBe(409);
    expect(early.body.problems.map((each: { message: string }) => each.message)).toEqual([
      'Nobody has graded it yet.',
      'Nobody has recorded a search for similar cases.',
      'No corrective action is planned.',
      'Nobody has chosen how the effect will be judged.',
    ]);
  });

  test('a correction before the finding is refused, and one in the future', async () => {
    const made = await raised();
    for (const correctedOn of ['2026-11-19', '2026-11-25'])
      expect(
        (
          await act(engineer, made.id, 'correction', {
            correction: 'Done',
            correctedOn,
            consequences: 'None',
          })
        ).status,
      ).toBe(422);
  });

  test('nobody prepares and approves, starts before the approval, or judges their own action', async () => {
    const id = await analysed();
    const action = await planned(id, 'A new programme');
    const self = await act(engineer, id, 'effectiveness', { ...HOW, judgeId: engineer.personId });
    expect(self.body.problems[0].path).toBe('judgeId');
    expect(
      (await act(engineer, id, 'effectiveness', { ...HOW, dueOn: '2026-11-23', judgeId: quality.personId }))
        .status,
    ).toBe(422);
    await act(officer, id, 'effectiveness', { ...HOW, judgeId: quality.personId });
    expect(
      (await engineer.post(`/corrective-actions/${action.id}/start`, { version: 1 })).body.detail,
    ).toContain('not approved');
    expect((await act(officer, id, 'approve')).status).toBe(403);
    expect((await act(quality, id, 'approve')).body).toMatchObject({ state: 'planned' });
    const taken = await engineer.patch(`/corrective-actions/${action.id}`, {
      version: 1,
      ownerId: quality.personId,
    });
    expect(taken.body.problems[0].path).toBe('ownerId');
    const { body: edited } = await engineer.patch(`/corrective-actions/${action.id}`, {
      version: 1,
      title: 'Another programme',
    });
    expect(await now(id)).toMatchObject({ state: 'analysed', planApprovedBy: null });
    await act(quality, id, 'approve');
    const { body: started } = await engineer.post(`/corrective-actions/${action.id}/start`, {
      version: edited.version,
    });
    expect((await now(id)).state).toBe('in-progress');
    await engineer.post(`/corrective-actions/${action.id}/finish`, {
      version: started.version,
      outcome: 'Done',
    });
    const own = await act(engineer, id, 'judgement', { result: 'effective', finding: 'I like it' });
    expect(own.status).toBe(403);
    expect(
      (await act(app.as('staff'), id, 'judgement', { result: 'effective', finding: 'Fine' })).status,
    ).toBe(403);
  });

  test('found ineffective it is reopened with its round kept; it is closed by two people when all of 10.2 is there', async () => {
    const id = await analysed();
    await implemented(id);
    const { body: again } = await act(quality, id, 'judgement', {
      result: 'ineffective',
      finding: 'Two systems are missing again.',
    });
    expect(again).toMatchObject({ state: 'reopened', round: 2, correction: null, effectResult: null });
    expect(again.pastRounds).toMatchObject([
      {
        round: 1,
        result: 'ineffective',
        cause: 'The programme is not built from the inventory.',
        actions: [{ title: 'Build the programme from the inventory', state: 'done' }],
      },
    ]);
    await act(engineer, id, 'correction', {
      correction: 'The two systems are added.',
      correctedOn: TODAY,
      consequences: 'None',
    });
    await act(engineer, id, 'cause', {
      whys: ['Nobody owns the list'],
      cause: 'Nobody owns the programme.',
      causeCategory: 'people',
    });
    await act(engineer, id, 'similar', { conclusion: 'Looked again, nothing found.' });
    await implemented(id);
    const { body: good } = await act(quality, id, 'judgement', {
      result: 'effective',
      finding: 'All fourteen are there.',
    });
    expect(good.state).toBe('effective');
    const early = await act(officer, id, 'close');
    expect(early.body.problems.map((each: { message: string }) => each.message)).toEqual([
      'Nobody has decided whether a risk has to change.',
      'Nobody has decided whether a record has to change.',
    ]);
    const bare = await act(engineer, id, 'follow-up', {
      risksDecision: 'not-needed',
      changesDecision: 'updated',
    });
    expect(bare.body.problems[0].path).toBe('risksNote');
    await act(engineer, id, 'follow-up', {
      risksDecision: 'not-needed',
      risksNote: 'The risk of gaps in audits is known.',
      changesDecision: 'updated',
      changesNote: 'The programme',
    });
    expect((await act(officer, id, 'close')).body.detail).toContain('No changed record is linked.');
    const { body: system } = await officer.post('/systems', { name: 'Triage' });
    await officer.post(`/nonconformities/${id}/links`, { kind: 'nc-changed', to: system.ref });
    await officer.patch(`/nonconformities/${id}`, {
      version: (await now(id)).version,
      ownerId: officer.personId,
    });
    expect((await act(officer, id, 'close')).status).toBe(403);
    expect((await act(quality, id, 'close', { note: 'Two rounds; it holds.' })).body).toMatchObject({
      state: 'closed',
      closedBy: quality.personId,
    });
    const { body: parts } = await officer.get(`/nonconformities/${id}/parts`);
    expect(parts.parts.every((each: { done: boolean }) => each.done)).toBe(true);
    expect((await officer.patch(`/nonconformities/${id}`, { version: 99, title: 'New' })).status).toBe(409);
    const { body: back } = await act(officer, id, 'reopen', { reason: 'It came back in spring.' });
    expect(back).toMatchObject({ state: 'reopened', round: 3 });
    expect(back.pastRounds.map((each: { result: string }) => each.result)).toEqual([
      'ineffective',
      'effective',
    ]);
  });

  test('an effect is not found before its day, but a failure is', async () => {
    const id = await analysed();
    const action = await planned(id, 'Later', '2026-12-01');
    await act(engineer, id, 'effectiveness', { ...HOW, dueOn: '2027-03-01', judgeId: quality.personId });
    await act(officer, id, 'approve');
    const { body: started } = await engineer.post(`/corrective-actions/${action.id}/start`, { version: 1 });
    await engineer.post(`/corrective-actions/${action.id}/finish`, {
      version: started.version,
      outcome: 'Done',
    });
    const early = await act(quality, id, 'judgement', { result: 'effective', finding: 'Looks good' });
    expect(early.body.detail).toContain('2027-03-01');
    expect((await act(quality, id, 'judgement', { result: 'ineffective', finding: 'It broke' })).status).toBe(
      200,
    );
  });

  test('a cancelled action needs a new approval; what is done stays done', async () => {
    const id = await analysed();
    const [one, two] = [await planned(id, 'First'), await planned(id, 'Second')];
    await act(engineer, id, 'effectiveness', { ...HOW, judgeId: quality.personId });
    await act(officer, id, 'approve');
    const { body: started } = await engineer.post(`/corrective-actions/${one.id}/start`, { version: 1 });
    await engineer.post(`/corrective-actions/${one.id}/finish`, {
      version: started.version,
      outcome: 'Done',
    });
    await engineer.post(`/corrective-actions/${two.id}/cancel`, {
      version: 1,
      reason: 'Not needed any more',
    });
    expect((await now(id)).state).toBe('analysed');
    expect((await act(officer, id, 'approve')).body.state).toBe('implemented');
  });

  test('dismissed for a reason by somebody else than its owner, and taken up again', async () => {
    const made = await raised({ ownerId: officer.personId });
    expect((await act(officer, made.id, 'dismiss', { reason: 'No requirement broken' })).status).toBe(403);
    expect((await act(quality, made.id, 'dismiss', { reason: 'No requirement broken' })).body.state).toBe(
      'dismissed',
    );
    expect((await act(quality, made.id, 'resume', { reason: 'It is one' })).body.state).toBe('open');
  });

  test('two people at once: the second is told, with what stands there now', async () => {
    const made = await raised();
    const version = made.version;
    const body = { version, answers: MAJOR, grade: 'major' };
    expect((await auditor.post(`/nonconformities/${made.id}/grade`, body)).status).toBe(200);
    const late = await quality.post(`/nonconformities/${made.id}/grade`, body);
    expect(late).toMatchObject({
      status: 409,
      body: { code: 'conflict', data: { current: { grade: 'major' } } },
    });
  });

  test('another organisation sees nothing', async () => {
    const made = await raised();
    const { officer: stranger } = await app.otherOrganisation();
    expect((await stranger.get(`/nonconformities/${made.id}`)).status).toBe(404);
    expect((await stranger.get(`/nonconformities/${made.id}/report?format=md`)).status).toBe(404);
    expect(
      (await stranger.post(`/nonconformities/${made.id}/dismiss`, { version: 1, reason: 'Not mine' })).status,
    ).toBe(404);
  });
});

describe('similar cases', () => {
  test('the registers are searched by requirement, shared record, shared part and words', async () => {
    await app.as('top-management').post('/risk-criteria', SUGGESTED);
    const [a, b] = [
      (await officer.post('/systems', { name: 'Voice bot' })).body,
      (await officer.post('/systems', { name: 'Mail bot' })).body,
    ];
    const { body: model } = await officer.post('/models', { name: 'Shared language model' });
    for (const each of [a, b])
      await officer.post(`/systems/${each.id}/links`, { kind: 'uses-model', to: model.id });
    const { body: risk } = await officer.post('/risks', { kind: 'risk', title: 'Callers are misheard' });
    await officer.post(`/risks/${risk.id}/systems`, { systemIds: [a.id] });
    const older = await raised({ title: 'Dialect is not understood', requirements: ['iso-42001:8.2'] });
    const made = await raised({ title: 'Misheard names in claims', requirements: ['iso-42001:8.2'] });
    await officer.post(`/nonconformities/${made.id}/links`, { kind: 'nc-concerns', to: a.id });
    const { body } = await officer.get(`/nonconformities/${made.id}/similar`);
    const why = (id: string) => body.cases.find((each: { id: string }) => each.id === id)?.why;
    expect(why(older.id)).toContain('Requirement iso-42001:8.2');
    expect(why(b.id)).toContain('Shares Shared language model');
    expect(why(risk.id)).toEqual(['Concerns Voice bot', 'The word “misheard”']);
    expect(why(a.id)).toBeUndefined();
    await act(engineer, made.id, 'correction', {
      correction: 'Names are spelled back.',
      correctedOn: TODAY,
      consequences: 'Two letters were sent again.',
    });
    const invented = await act(engineer, made.id, 'similar', { looked: [model.id], conclusion: 'All of it' });
    expect(invented.status).toBe(422);
    const { body: kept } = await act(engineer, made.id, 'similar', {
      looked: [older.id, risk.id],
      found: [b.id],
      conclusion: 'The mail bot has the same fault.',
    });
    expect(kept.similarLooked).toHaveLength(3);
    const { body: linked } = await officer.get(`/systems/${b.id}/linked`);
    expect(linked.neighbours.map((each: { label: string }) => each.label)).toContain('has the same fault as');
  });

  test('words are taken as they are, whatever stands in them', async () => {
    const made = await raised();
    const { status, body } = await officer.get(
      `/nonconformities/${made.id}/similar?words=${encodeURIComponent("100%'; drop table risk; -- <script>")}`,
    );
    expect(status).toBe(200);
    expect(body.words).toEqual(['script', 'table', 'drop', 'risk']);
  });
});

describe('reports and trends', () => {
  test('the report tells nature, actions and results in every format', async () => {
    const id = await analysed({ title: 'Reported | with <b>marks</b>' });
    await implemented(id);
    await act(quality, id, 'judgement', { result: 'ineffective', finding: 'Not yet' });
    const { body } = await officer.get(`/nonconformities/${id}/report?format=md`);
    for (const words of [
      'Round 1, as it was',
      'The list is written from memory',
      'Internal audit',
      'Parts of 10.2',
    ])
      expect(body).toContain(words);
    for (const format of ['docx', 'pdf', 'html']) {
      const answer = await officer.raw(`/nonconformities/${id}/report?format=${format}`);
      expect(answer.status).toBe(200);
      expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(1000);
    }
  }, 30_000);

  test('trends count what the list shows', async () => {
    const { body: trends } = await officer.get('/nonconformity-trends');
    const { body: list } = await officer.get('/nonconformities?state[not]=dismissed&total=true');
    expect(trends.total).toBe(list.total);
    const sum = (key: string) =>
      trends[key].reduce((all: number, each: { total: number }) => all + each.total, 0);
    expect(sum('sources')).toBe(list.total);
    expect(sum('causes')).toBe(list.total);
    expect(trends.requirements[0].label).toMatch(/^9\.2\.2 /);
  });
});

describe('the inbox', () => {
  test('shows each person what waits for them', async () => {
    const id = await analysed();
    await planned(id, 'In the inbox');
    await act(engineer, id, 'effectiveness', { ...HOW, judgeId: quality.personId });
    const { improvementTasks } = await import('./tasks.ts');
    const { reading } = await import('#platform/runtime.ts');
    const kinds = async (client: TestClient, roles: readonly string[]) =>
      reading(
        app.runtime,
        {
          org: app.org,
          actor: { id: client.personId, name: 'x', via: 'session', roles: roles as never },
        },
        async (ctx) => (await improvementTasks(ctx)).map((task) => task.kind),
      );
    expect(await kinds(engineer, ['ai-engineer'])).toEqual(expect.arrayContaining(['answer', 'carry-out']));
    expect(await kinds(officer, ['governance-officer'])).toEqual(
      expect.arrayContaining(['grade', 'approve']),
    );
    expect(await kinds(app.as('staff'), ['staff'])).toEqual([]);
  });
});
