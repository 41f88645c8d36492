import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { datasetModule } from '#modules/dataset/module.ts';
import { modelModule } from '#modules/model/module.ts';
import { supplierModule } from '#modules/supplier/module.ts';
import { systemModule } from '#modules/system/module.ts';
import { reading } from '#platform/runtime.ts';
import { makeTestApp, type TestApp, type TestClient } from '#test/testkit/app.ts';
import { intakeChecks } from './checks.ts';
import { intakeModule } from './module.ts';
import { intakeTasks } from './tasks.ts';

let app: TestApp;
let staff: TestClient;
let officer: TestClient;
beforeAll(async () => {
  app = await makeTestApp({
    modules: [supplierModule, datasetModule, modelModule, systemModule, intakeModule],
  });
  staff = app.as('staff');
  officer = app.as('governance-officer');
});
afterAll(() => app.close());

const ASK = {
  tool: 'Meeting notes',
  address: 'https://otter.ai/home',
  purpose: 'Minutes of the team meeting',
  dataKinds: ['internal'],
  affected: ['nobody'],
  decisions: 'no',
  alreadyUsed: false,
};
let count = 0;
async function asked(changes: object = {}, who = staff) {
  count += 1;
  const { body } = await who.post('/use-requests', { ...ASK, tool: `Notes ${count}`, ...changes });
  return body;
}
const decide = (who: TestClient, request: { id: string; version: number }, changes: object = {}) =>
  who.post(`/use-requests/${request.id}/decision`, {
    version: request.version,
    decision: 'approve',
    reason: 'It saves an hour a week.',
    validUntil: '2027-06-30',
    ...changes,
  });

async function judgedBy(check: string, id: string) {
  const found = intakeChecks.find((each) => each.id === check)!;
  const actor = { id: null, name: 'The operator', via: 'operator', roles: [] } as const;
  const rows = await reading(app.runtime, { org: app.org, actor }, (ctx) =>
    ctx.q
      .selectFrom(found.rows(ctx, [id]).as('row'))
      .selectAll()
      .execute(),
  );
  return rows.map((row) => [row.outcome, row.reason, row.nextAt]);
}

describe('asking', () => {
  test.each([
    ['staff', 200],
    ['ai-engineer', 200],
    ['top-management', 200],
    ['external-auditor', 403],
  ] as const)('%s asking gets %i', async (role, status) => {
    const answer = await app.as(role).post('/use-requests', { ...ASK, tool: `Asked by ${role}` });
    expect(answer.status).toBe(status);
    if (status === 200)
      expect(answer.body).toMatchObject({ state: 'asked', host: 'otter.ai', dueOn: '2026-12-08' });
  });

  test.each([
    ['nothing sensitive', {}, 'light', []],
    ['data about people', { dataKinds: ['personal'] }, 'normal', ['personal-data']],
    ['not being sure', { dataKinds: ['unknown'] }, 'normal', ['unsure']],
    [
      'health data of patients',
      { dataKinds: ['special'], affected: ['patients'] },
      'careful',
      ['special-data', 'vulnerable'],
    ],
    ['deciding about people', { decisions: 'decides' }, 'careful', ['decides']],
    [
      'preparing decisions on applicants',
      { decisions: 'prepares', affected: ['applicants'] },
      'careful',
      ['jobs', 'prepares', 'outside'],
    ],
  ])('%s is looked at by the rules, which are named', async (_what, changes, level, reasons) => {
    const request = await asked(changes);
    expect(request.level).toBe(level);
    expect(request.triageReasons.map((each: { id: string }) => each.id)).toEqual(reasons);
  });

  test('the same asked twice by the same person is recognised; by another person it is not', async () => {
    const body = { ...ASK, tool: 'Twice' };
    expect((await staff.post('/use-requests', body)).status).toBe(200);
    const again = await staff.post('/use-requests', { ...body, tool: 'TWICE ' });
    expect(again).toMatchObject({ status: 409, body: { code: 'duplicate' } });
    expect((await app.as('ai-engineer').post('/use-requests', body)).status).toBe(200);
  });

  test.each([
    ['without a tool', { tool: '  ' }, 'tool'],
    ['since a day that has not come', { alreadyUsed: true, usedSince: '2026-12-01' }, 'usedSince'],
    ['since before the epoch', { alreadyUsed: true, usedSince: '0001-01-01' }, 'usedSince'],
    ['with an unknown kind of data', { dataKinds: ['gold'] }, 'dataKinds.0'],
  ])('%s is refused at its field', async (_what, changes, path) => {
    const answer = await staff.post('/use-requests', { ...ASK, ...changes });
    expect(answer).toMatchObject({ status: 422, body: { problems: [{ path }] } });
  });

  test('staff see their own requests and what is allowed, and nothing of who else asked', async () => {
    const mine = await asked({ tool: 'Mine' });
    const theirs = await asked({ tool: 'Theirs' }, app.as('ai-engineer'));
    const { body } = await staff.get('/my-use-requests');
    const tools = body.requests.map((each: { tool: string }) => each.tool);
    expect(tools).toContain('Mine');
    expect(tools).not.toContain('Theirs');
    for (const path of ['', `/${theirs.id}`, `/${mine.id}/history`])
      expect((await staff.get(`/use-requests${path}`)).status).toBe(403);
    await decide(officer, theirs, { conditions: ['No names in the prompt'] });
    const { body: allowed } = await staff.get('/allowed-uses');
    const use = allowed.uses.find((each: { tool: string }) => each.tool === 'Theirs');
    expect(use.conditions).toEqual(['No names in the prompt']);
    expect(JSON.stringify(use)).not.toContain(theirs.askedBy);
  });
});

describe('answering', () => {
  test('an approval becomes an AI system, proposed for the scope and linked to the request', async () => {
    const request = await asked({ dataKinds: ['personal'], alreadyUsed: true, usedSince: '2025-03-01' });
    const { body } = await decide(officer, request);
    expect(body).toMatchObject({ state: 'approved', validUntil: '2027-06-30', decidedBy: officer.personId });
    const { body: system } = await officer.get(`/systems/${body.systemId}`);
    expect(system).toMatchObject({
      name: request.tool,
      scope: 'proposed',
      stage: 'operation-monitoring',
      dataCategories: ['personal'],
    });
    const { body: linked } = await officer.get(`/systems/${body.systemId}/linked`);
    expect(linked.neighbours[0]).toMatchObject({ label: 'was asked for by', id: request.id });
  });

  test('an existing AI system is linked instead of made twice', async () => {
    const { body: system } = await officer.post('/systems', { name: 'Known already' });
    const before = (await officer.get('/systems?total=true')).body.total;
    const { body } = await decide(officer, await asked(), { systemId: system.id });
    expect(body.systemId).toBe(system.id);
    expect((await officer.get('/systems?total=true')).body.total).toBe(before);
  });

  test('only by the authority, never on one’s own request, always with an end', async () => {
    const request = await asked();
    for (const role of ['staff', 'ai-engineer', 'administrator', 'risk-manager'] as const)
      expect((await decide(app.as(role), request)).status).toBe(403);
    expect((await decide(app.operator, request)).status).toBe(403);
    const own = await asked({}, officer);
    expect((await decide(officer, own)).status).toBe(403);
    expect((await decide(app.as('top-management'), own)).status).toBe(200);
    for (const validUntil of [undefined, '2026-11-23', '2029-01-01'])
      expect((await decide(officer, request, { validUntil })).body.problems[0].path).toBe('validUntil');
  });

  test('what needs a careful look is approved under conditions only', async () => {
    const request = await asked({ dataKinds: ['special'] });
    expect((await decide(officer, request)).body.problems[0].path).toBe('conditions');
    const { body } = await decide(officer, request, { conditions: ['A nurse reads every text'] });
    expect(body.conditions).toEqual(['A nurse reads every text']);
  });

  test('a refusal has a reason, makes no AI system, and can be decided anew', async () => {
    const before = (await officer.get('/systems?total=true')).body.total;
    const { body } = await decide(officer, await asked(), {
      decision: 'refuse',
      reason: 'The maker trains on what is typed. Use our own assistant for this.',
    });
    expect(body).toMatchObject({ state: 'refused', systemId: null, validUntil: null });
    expect((await officer.get('/systems?total=true')).body.total).toBe(before);
    expect((await decide(officer, body)).body.state).toBe('approved');
  });

  test('a question goes to whoever asked, and only they answer it', async () => {
    const request = await asked();
    const { body: question } = await app
      .as('data-protection-officer')
      .post(`/use-requests/${request.id}/question`, { version: 1, question: 'Which names go in?' });
    expect(question.state).toBe('question');
    const answer = { version: question.version, answer: 'None' };
    expect((await officer.post(`/use-requests/${request.id}/answer`, answer)).status).toBe(403);
    const { body } = await staff.post(`/use-requests/${request.ref}/answer`, answer);
    expect(body).toMatchObject({ state: 'asked', answer: 'None' });
  });

  test('conditions are acknowledged by whoever asked, and anew when they change', async () => {
    const request = await asked();
    const { body: approved } = await decide(officer, request, { conditions: ['Only public data'] });
    const path = `/use-requests/${request.id}/acknowledgement`;
    expect((await officer.post(path, { version: approved.version })).status).toBe(403);
    const { body: known } = await staff.post(path, { version: approved.version });
    expect(known.acknowledgedOn).toBe('2026-11-24');
    const { body: renewed } = await decide(officer, known, {
      conditions: ['Only public data', 'Not on Sundays'],
    });
    expect(renewed.acknowledgedOn).toBeNull();
  });

  test('an answered request is not edited; a waiting one is judged anew', async () => {
    const request = await asked();
    const { body: edited } = await staff.patch(`/use-requests/${request.id}`, {
      version: 1,
      dataKinds: ['special'],
    });
    expect(edited.level).toBe('careful');
    await decide(officer, edited, { decision: 'refuse' });
    expect((await staff.patch(`/use-requests/${request.id}`, { version: 3, tool: 'X' })).status).toBe(409);
    const other = await asked({}, app.as('ai-engineer'));
    expect((await staff.patch(`/use-requests/${other.id}`, { version: 1, tool: 'X' })).status).toBe(403);
  });

  test('two answers at once: the second is told', async () => {
    const request = await asked();
    expect((await decide(officer, request)).status).toBe(200);
    expect((await decide(app.as('top-management'), request)).status).toBe(409);
  });

  test('another organisation sees nothing', async () => {
    const request = await asked();
    const { officer: stranger } = await app.otherOrganisation();
    expect((await stranger.get(`/use-requests/${request.id}`)).status).toBe(404);
    expect((await decide(stranger, request)).status).toBe(404);
  });
});

describe('a pasted list', () => {
  const text = 'ChatGPT\tchatgpt.com\nchat.openai.com\nOur bot\thttps://bot.example\nDeepL\n';

  test('is looked at first and changes nothing; then the chosen lines are declared, each once', async () => {
    await officer.post('/systems', { name: 'DeepL' });
    const before = (await officer.get('/use-requests?total=true')).body.total;
    const { body: preview } = await staff.post('/use-requests/list/preview', { text });
    expect(preview.uses.map((each: { line: number; known: string }) => [each.line, each.known])).toEqual([
      [1, 'new'],
      [2, 'repeated'],
      [3, 'new'],
      [4, 'system'],
    ]);
    expect((await officer.get('/use-requests?total=true')).body.total).toBe(before);
    const { body } = await staff.post('/use-requests/list', { text, lines: [1, 2, 3, 4] });
    expect(body.declared.map((each: { tool: string }) => each.tool)).toEqual(['ChatGPT', 'Our bot']);
    expect(body.skipped.map((each: { line: number }) => each.line)).toEqual([2, 4]);
    const { body: again } = await staff.post('/use-requests/list', { text, lines: [1, 3] });
    expect(again.declared).toEqual([]);
    const { body: mine } = await staff.get('/my-use-requests');
    expect(mine.requests.find((each: { tool: string }) => each.tool === 'ChatGPT')).toMatchObject({
      alreadyUsed: true,
      origin: 'list',
      maker: 'OpenAI',
      level: 'normal',
    });
  });

  test('a line that is not there is refused, and a list that is too long', async () => {
    const answer = await staff.post('/use-requests/list', { text: 'Claude', lines: [1, 7] });
    expect(answer).toMatchObject({ status: 422, body: { problems: [{ path: 'lines' }] } });
    expect((await staff.post('/use-requests/list/preview', { text: 'x'.repeat(1_800_001) })).status).toBe(
      422,
    );
  });

  test('text of a hostile file stays text', async () => {
    const hostile =
      '<!DOCTYPE NETSCAPE-Bookmark-file-1><a href="https://gamma.app/"><img src=x onerror=alert(1)>"><script>x</script></a>';
    const { body } = await staff.post('/use-requests/list', { text: hostile, lines: [1] });
    expect(body.declared[0].tool).toBe('Gamma');
  });
});

describe('checks and inbox', () => {
  test('an unanswered request is a gap after two weeks, and no more once it is answered', async () => {
    const request = await asked();
    expect(await judgedBy('intake.answered', request.id)).toEqual([['ok', 'ok', '2026-12-09']]);
    app.clock.advanceDays(15);
    expect(await judgedBy('intake.answered', request.id)).toEqual([['gap', 'not-answered', null]]);
    const { body } = await decide(officer, request, { conditions: ['Only public data'] });
    expect(await judgedBy('intake.answered', request.id)).toEqual([['ok', 'ok', null]]);
    expect(await judgedBy('intake.acknowledged', request.id)).toEqual([['ok', 'ok', '2026-12-24']]);
    app.clock.advanceDays(15);
    expect(await judgedBy('intake.acknowledged', request.id)).toEqual([['gap', 'not-acknowledged', null]]);
    await staff.post(`/use-requests/${request.id}/acknowledgement`, { version: body.version });
    expect(await judgedBy('intake.acknowledged', request.id)).toEqual([['ok', 'ok', null]]);
    expect(await judgedBy('intake.current', request.id)).toEqual([['ok', 'ok', '2027-07-01']]);
    app.clock.advanceDays(200);
    expect(await judgedBy('intake.current', request.id)).toEqual([['gap', 'ran-out', null]]);
    await officer.post(`/use-requests/${request.id}/end`, {
      version: body.version + 1,
      reason: 'Not used any more',
    });
    expect(await judgedBy('intake.current', request.id)).toEqual([]);
  });

  test('the inbox of the officer has requests, that of staff questions and conditions', async () => {
    const request = await asked();
    await officer.post(`/use-requests/${request.id}/question`, { version: 1, question: 'For whom?' });
    const kinds = (client: TestClient, role: 'staff' | 'governance-officer') =>
      reading(
        app.runtime,
        { org: app.org, actor: { id: client.personId, name: 'x', via: 'session', roles: [role] } },
        async (ctx) => (await intakeTasks(ctx)).map((task) => task.kind),
      );
    expect(await kinds(officer, 'governance-officer')).toContain('decide');
    expect(await kinds(staff, 'staff')).toContain('question');
  });
});
