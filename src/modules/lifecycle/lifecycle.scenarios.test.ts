import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays } from '#kernel/days.ts';
import { makeTestApp, type TestApp, type TestClient } from '#test/testkit/app.ts';
import { contentSchema, kinds, missingIn, type RecordKind, recordKinds } from './kinds.ts';
import { filled } from './lifecycle.testing.ts';
import { defaultRules, riskClassOf } from './rules.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp();
});
afterAll(() => app.close());

const engineer = () => app.as('ai-engineer');
const officer = () => app.as('governance-officer');
const top = () => app.as('top-management');

/** A system that meets every condition other modules ask for, so that only the records of its gates are left. */
async function readySystem(riskLevel: 'low' | 'medium' | 'high' = 'low') {
  const { body: made } = await engineer().post('/systems', {
    name: 'Ranking',
    ownerId: engineer().personId,
    riskLevel,
  });
  let version = made.version;
  const step = async (path: string, body: object) => {
    const answer = await officer().post(`/systems/${made.id}${path}`, { version, ...body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    version = answer.body.version;
  };
  await step('/scope', { scope: 'in' });
  await step('/classification', { answers: { 's-ai': 'no' } });
  await step('/classification/confirm', { reason: 'Looked at' });
  return { id: made.id as string, ref: made.ref as string };
}

async function record(systemId: string, kind: RecordKind, over: Record<string, unknown> = {}) {
  const answer = await engineer().post('/lifecycle-records', {
    systemId,
    kind,
    title: `${kinds[kind].title} of the ranking`,
    content: filled(kind, over),
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body as { id: string; ref: string; version: number };
}
const doing = (who: TestClient, made: { id: string; version: number }, verb: string) =>
  who.post(`/lifecycle-records/${made.id}/${verb}`, { version: made.version });

async function approved(systemId: string, kind: RecordKind, over: Record<string, unknown> = {}) {
  const made = await record(systemId, kind, over);
  const prepared = await doing(engineer(), made, 'prepare');
  expect(prepared.status, JSON.stringify(prepared.body)).toBe(200);
  const answer = await doing(officer(), prepared.body, 'approve');
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body as { id: string; ref: string; version: number };
}
const gate = async (id: string, stage: string) =>
  (await officer().get(`/systems/${id}/gate?stage=${stage}`)).body;
/** Of the registers that these tests fill: the records and the conditions of the system itself. */
const lacking = (shown: { conditions: { id: string; ok: boolean }[] }) =>
  shown.conditions.filter((each) => !each.ok && /^(record|system)\./.test(each.id)).map((each) => each.id);
const move = async (who: TestClient, id: string, body: object) =>
  who.post(`/systems/${id}/stage`, {
    version: (await officer().get(`/systems/${id}`)).body.version,
    ...body,
  });
/** Leaves only the records to be asked for, so that a condition another register adds changes nothing here. */
async function onlyRecords(stage: string) {
  const { body } = await officer().get('/gate-rules');
  const rule = body.rules.find((each: { stage: string }) => each.stage === stage);
  const others = body.conditions
    .map((each: { id: string }) => each.id)
    .filter((id: string) => !id.startsWith('system.'));
  const answer = await officer().post(`/gate-rules/${stage}`, {
    needs: rule.needs,
    without: { low: others, medium: others, high: others, critical: others },
    reason: 'The other registers are looked at elsewhere',
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

describe('the kinds of records', () => {
  test('each has a schema of its own fields, and the API says which are needed', async () => {
    const { body } = await app.as('external-auditor').get('/lifecycle-record-kinds');
    expect(body.kinds.map((each: { kind: string }) => each.kind)).toEqual([...recordKinds]);
    for (const each of body.kinds) {
      expect(Object.keys(each.schema.properties)).toEqual(
        kinds[each.kind as RecordKind].fields.map((f) => f.key),
      );
      expect(each.required.length).toBeGreaterThan(0);
    }
  });

  test.each(recordKinds)(
    'of "%s" nothing is missing once every needed field is filled, and something is when one is not',
    (kind) => {
      const content = contentSchema(kind).parse(filled(kind));
      expect(missingIn(kind, content)).toEqual([]);
      for (const field of kinds[kind].fields.filter((each) => each.required))
        expect(missingIn(kind, { ...content, [field.key]: field.kind === 'rows' ? [] : null })).toEqual([
          field.label,
        ]);
    },
  );
});

describe('a life-cycle record', () => {
  test.each([
    ['governance-officer', 200],
    ['ai-engineer', 200],
    ['quality-manager', 200],
    ['internal-auditor', 403],
    ['external-auditor', 403],
    ['staff', 403],
  ] as const)('written by %s gets %i', async (role, status) => {
    const { id } = await readySystem();
    const answer = await app
      .as(role)
      .post('/lifecycle-records', { systemId: id, kind: 'design', title: 'Design' });
    expect(answer.status).toBe(status);
  });

  test.each([
    ['ai-engineer', 403],
    ['governance-officer', 200],
    ['top-management', 200],
    ['internal-auditor', 403],
    ['staff', 403],
  ] as const)('that an engineer prepared, approved by %s gets %i', async (role, status) => {
    const { id } = await readySystem();
    const { body: prepared } = await doing(engineer(), await record(id, 'requirements'), 'prepare');
    expect((await doing(app.as(role), prepared, 'approve')).status).toBe(status);
  });

  test('is not approved by the command line alone', async () => {
    const { id } = await readySystem();
    const { body: prepared } = await doing(engineer(), await record(id, 'requirements'), 'prepare');
    expect((await doing(app.operator, prepared, 'approve')).status).toBe(403);
  });

  test('is handed over only when complete, and then nobody edits it until it is taken back', async () => {
    const { id } = await readySystem();
    const made = await record(id, 'verification', { method: null, criteria: [] });
    const refused = await doing(engineer(), made, 'prepare');
    expect([refused.status, refused.body.detail]).toEqual([
      409,
      'Still missing: How it is tested; Acceptance criteria and results.',
    ]);
    const { body: changed } = await engineer().patch(`/lifecycle-records/${made.id}`, {
      version: 1,
      content: {
        method: 'Hold-out',
        criteria: [{ criterion: 'Recall', limit: '0.9', result: '0.93', met: 'met' }],
      },
    });
    expect(changed).toMatchObject({
      criteria: 1,
      criteriaOpen: 0,
      content: { testData: 'Said', method: 'Hold-out' },
    });
    const { body: prepared } = await doing(engineer(), changed, 'prepare');
    const patch = { version: prepared.version, title: 'Other' };
    expect((await engineer().patch(`/lifecycle-records/${made.id}`, patch)).body.code).toBe('wrong-state');
    const { body: back } = await doing(engineer(), prepared, 'take-back');
    expect(back).toMatchObject({ state: 'draft', preparedBy: null });
  });

  test('refuses fields that its kind does not have, and values that do not fit, each at its place', async () => {
    const { id } = await readySystem();
    const answer = await engineer().post('/lifecycle-records', {
      systemId: id,
      kind: 'event-log',
      title: 'Logs',
      content: { keptMonths: -3, rollback: 'none', events: [{ event: 7 }] },
    });
    expect(answer.status).toBe(422);
    expect(answer.body.problems.map((each: { path: string }) => each.path)).toEqual(
      expect.arrayContaining(['content.keptMonths', 'content.events.0.event']),
    );
    expect(JSON.stringify(answer.body.problems)).toContain('rollback');
  });

  test('has a next edition that takes its place when it is approved; both stay readable', async () => {
    const { id } = await readySystem();
    const first = await approved(id, 'design');
    const { body: next } = await doing(engineer(), first, 'revise');
    expect(next).toMatchObject({ state: 'draft', replacesId: first.id, content: { approach: 'Said' } });
    expect((await doing(engineer(), first, 'revise')).body.code).toBe('duplicate');
    const { body: prepared } = await doing(engineer(), next, 'prepare');
    await doing(officer(), prepared, 'approve');
    expect((await officer().get(`/lifecycle-records/${first.id}`)).body).toMatchObject({
      state: 'superseded',
      supersededOn: '2026-11-24',
    });
  });

  test('shows its system, and the system shows it', async () => {
    const { id } = await readySystem();
    const made = await record(id, 'operation');
    const { body } = await officer().get(`/systems/${id}/linked`);
    expect(body.neighbours).toContainEqual(
      expect.objectContaining({ id: made.id, label: 'has the life-cycle record' }),
    );
  });

  test('of another organisation cannot be named, nor an AI system of it', async () => {
    const { id } = await readySystem();
    const made = await record(id, 'design');
    const { officer: stranger } = await app.otherOrganisation();
    expect((await stranger.get(`/lifecycle-records/${made.id}`)).status).toBe(404);
    expect(
      (await stranger.post('/lifecycle-records', { systemId: id, kind: 'design', title: 'Mine' })).status,
    ).toBe(404);
  });
});

describe('a gate', () => {
  test('names each record that is missing, a draft, waiting or short of results, with the page that mends it', async () => {
    const { id } = await readySystem();
    expect(lacking(await gate(id, 'deployment'))).toEqual(['record.requirements', 'record.verification']);
    await approved(id, 'requirements');
    const draft = await record(id, 'verification', { criteria: [{ criterion: 'Recall', met: 'open' }] });
    const said = async () =>
      (await gate(id, 'deployment')).conditions.find(
        (each: { id: string }) => each.id === 'record.verification',
      );
    expect(await said()).toMatchObject({
      ok: false,
      reason: `${draft.ref} is a draft.`,
      fix: `/lifecycle-records/${draft.id}`,
    });
    const { body: prepared } = await doing(engineer(), draft, 'prepare');
    expect((await said()).reason).toContain('waits for the approval');
    await doing(officer(), prepared, 'approve');
    expect((await said()).reason).toContain('1 of its acceptance criteria have no result');
    await approved(id, 'verification', { conclusion: 'no-release' });
    expect((await said()).reason).toContain('not fit for release');
    await approved(id, 'verification', {
      criteria: [{ criterion: 'Recall', met: 'not-met' }],
      conclusion: 'release',
    });
    expect((await said()).reason).toContain('are not met, and it names no limits');
    await approved(id, 'verification', {
      criteria: [{ criterion: 'Recall', met: 'not-met' }],
      conclusion: 'release-with-limits',
    });
    expect(await said()).toMatchObject({ ok: true });
  });

  test("names every condition of the system's own record that fails, until each is met", async () => {
    const { body: made } = await engineer().post('/systems', { name: 'New' });
    const version = async () => (await officer().get(`/systems/${made.id}`)).body.version;
    const failing = async () =>
      lacking(await gate(made.id, 'inception')).filter((id) => id.startsWith('system.'));
    expect(await failing()).toEqual(['system.owner', 'system.scope', 'system.classified']);
    await officer().patch(`/systems/${made.id}`, { version: await version(), ownerId: officer().personId });
    expect(await failing()).toEqual(['system.scope', 'system.classified']);
    await officer().post(`/systems/${made.id}/scope`, { version: await version(), scope: 'in' });
    const path = `/systems/${made.id}/classification`;
    await officer().post(path, { version: await version(), answers: { 's-ai': 'no' } });
    expect(await failing()).toEqual(['system.classified']);
    await officer().post(`${path}/confirm`, { version: await version(), reason: 'Looked at' });
    expect(await failing()).toEqual([]);
  });

  test('asks for more in a higher class, and for the most where nobody judged the class', async () => {
    const needs = (riskClass: 'low' | 'medium' | 'high') =>
      defaultRules.find((rule) => rule.stage === 'deployment')!.needs[riskClass].length;
    expect([needs('low'), needs('medium'), needs('high')]).toEqual([2, 5, 7]);
    const base = { riskLevel: null, euState: 'none', euOutcomes: [] } as const;
    expect(riskClassOf({ ...base, euOutcomes: [] }).riskClass).toBe('high');
    expect(riskClassOf({ ...base, riskLevel: 'low', euOutcomes: [] }).riskClass).toBe('low');
    expect(
      riskClassOf({ riskLevel: 'low', euState: 'proposed', euOutcomes: ['high-annex-iii'] }).riskClass,
    ).toBe('low');
    expect(
      riskClassOf({ riskLevel: 'low', euState: 'confirmed', euOutcomes: ['high-annex-iii'] }).riskClass,
    ).toBe('high');
    expect(
      riskClassOf({ riskLevel: 'critical', euState: 'confirmed', euOutcomes: ['high-annex-iii'] }).riskClass,
    ).toBe('critical');
  });

  test('lets nobody through while something is missing, then lets the system through and keeps who, when and by which rule', async () => {
    await onlyRecords('design-development');
    const { id } = await readySystem();
    const refused = await move(engineer(), id, { stage: 'design-development' });
    expect([refused.status, refused.body.code]).toEqual([409, 'wrong-state']);
    expect(refused.body.detail).toContain('Requirements: an approved record: There is none yet.');
    expect(refused.body.data.missing).toHaveLength(1);
    await approved(id, 'requirements');
    const moved = await move(engineer(), id, { stage: 'design-development' });
    expect([moved.status, moved.body.stage]).toEqual([200, 'design-development']);
    const { body } = await officer().get(`/systems/${id}/gates`);
    expect(body.openings).toEqual([
      expect.objectContaining({
        state: 'met',
        fromStage: null,
        stage: 'design-development',
        openedBy: engineer().personId,
        openedOn: '2026-11-24',
        riskClass: 'low',
        ruleVersion: expect.any(Number),
        missing: [],
      }),
    ]);
    expect(body.gates.map((each: { place: string }) => each.place)).toEqual([
      'behind',
      'here',
      ...Array(5).fill('ahead'),
    ]);
  });

  test.each([
    ['ai-engineer', 403],
    ['risk-manager', 403],
    ['governance-officer', 200],
    ['top-management', 200],
  ] as const)('with something missing, moved under an exception by %s gets %i', async (role, status) => {
    const { id } = await readySystem();
    const answer = await move(app.as(role), id, {
      stage: 'deployment',
      reason: 'The night shift needs it',
      exceptionUntil: '2026-12-20',
    });
    expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  });

  test('opens under an exception with a reason and a last day, closes after it, and ends when everything is there', async () => {
    await onlyRecords('deployment');
    const { id } = await readySystem();
    const ask = (body: object) => move(officer(), id, { stage: 'deployment', ...body });
    expect((await ask({ exceptionUntil: '2026-12-20' })).body.problems[0].path).toBe('reason');
    const late = addDays('2026-11-24', 184);
    expect((await ask({ exceptionUntil: late, reason: 'Too long' })).body.problems[0].path).toBe(
      'exceptionUntil',
    );
    expect((await ask({ exceptionUntil: '2026-11-23', reason: 'Past' })).status).toBe(422);
    const given = {
      exceptionUntil: '2026-12-20',
      reason: 'The old one fails',
      authority: 'Board decision 12/2026',
    };
    expect((await ask(given)).status).toBe(200);
    const opening = (await officer().get(`/systems/${id}/gates`)).body.openings[0];
    expect(opening).toMatchObject({
      state: 'exception',
      until: '2026-12-20',
      authority: 'Board decision 12/2026',
    });
    expect(opening.missing.map((each: { id: string }) => each.id)).toEqual([
      'record.requirements',
      'record.verification',
    ]);
    expect(await gate(id, 'deployment')).toMatchObject({
      passed: false,
      open: true,
      exception: { ended: false },
    });
    const resolve = () =>
      officer().post(`/gate-openings/${opening.id}/resolve`, { version: opening.version });
    expect((await resolve()).body.code).toBe('wrong-state');
    app.clock.advanceDays(27);
    expect(await gate(id, 'deployment')).toMatchObject({ open: false, exception: { ended: true } });
    app.clock.advanceDays(-27);
    await approved(id, 'requirements');
    await approved(id, 'verification');
    expect((await resolve()).body).toMatchObject({ state: 'resolved', endedOn: '2026-11-24' });
    expect(await gate(id, 'deployment')).toMatchObject({ passed: true, open: true, exception: null });
  });

  test('gets a later date only as a new exception with its own reason; the former stays as it was', async () => {
    const { id } = await readySystem();
    await move(officer(), id, { stage: 'deployment', reason: 'First', exceptionUntil: '2026-12-01' });
    const [opening] = (await officer().get(`/systems/${id}/gates`)).body.openings;
    const later = await top().post(`/gate-openings/${opening.ref}/extend`, {
      version: opening.version,
      until: '2026-12-15',
      reason: 'The laboratory is late',
    });
    expect(later.body).toMatchObject({ state: 'exception', until: '2026-12-15', openedBy: top().personId });
    expect((await officer().get(`/gate-openings/${opening.id}`)).body).toMatchObject({
      state: 'replaced',
      until: '2026-12-01',
    });
    expect(
      (
        await engineer().post(`/gate-openings/${later.body.id}/extend`, {
          version: 1,
          until: '2026-12-16',
          reason: 'Me too',
        })
      ).status,
    ).toBe(403);
  });

  test('gives no exception by the owner of the system', async () => {
    const { id } = await readySystem();
    const { body: each } = await officer().get(`/systems/${id}`);
    await officer().patch(`/systems/${id}`, { version: each.version, ownerId: officer().personId });
    const answer = await move(officer(), id, {
      stage: 'deployment',
      reason: 'Mine',
      exceptionUntil: '2026-12-20',
    });
    expect([answer.status, answer.body.detail]).toEqual([
      403,
      'You cannot give an exception to an AI system that you own.',
    ]);
  });

  test('is not passed when a system goes back to rework, but the reason is asked for and kept', async () => {
    const { id } = await readySystem();
    await move(officer(), id, { stage: 'deployment', reason: 'First', exceptionUntil: '2026-12-01' });
    expect((await move(engineer(), id, { stage: 'design-development' })).status).toBe(422);
    expect((await move(engineer(), id, { stage: 'design-development', reason: 'Recall fell' })).status).toBe(
      200,
    );
    const { body } = await officer().get(`/systems/${id}/gates`);
    expect(body.openings.map((each: { state: string }) => each.state)).toEqual(['back', 'replaced']);
  });

  test('refuses a stage that does not exist, the stage it is in, and a version that is not current', async () => {
    const { id } = await readySystem();
    expect((await officer().get(`/systems/${id}/gate?stage=launch`)).status).toBe(422);
    expect((await move(officer(), id, { stage: 'launch' })).status).toBe(422);
    await move(officer(), id, { stage: 'deployment', reason: 'First', exceptionUntil: '2026-12-01' });
    expect((await move(officer(), id, { stage: 'deployment' })).body.code).toBe('wrong-state');
    const stale = await officer().post(`/systems/${id}/stage`, {
      version: 1,
      stage: 'inception',
      reason: 'Back',
    });
    expect(stale.body.code).toBe('conflict');
    expect((await officer().get(`/systems/${id}/gates`)).body.openings).toHaveLength(1);
  });
});

describe('what a gate asks for', () => {
  test.each([
    ['governance-officer', 200],
    ['quality-manager', 200],
    ['ai-engineer', 403],
    ['administrator', 403],
  ] as const)('decided by %s gets %i', async (role, status) => {
    const none = { low: [], medium: [], high: [], critical: [] };
    const answer = await app
      .as(role)
      .post('/gate-rules/retirement', { needs: none, without: none, reason: 'Small systems only' });
    expect(answer.status).toBe(status);
  });

  test('is a proposal until decided, applies at once, and keeps the reason and the decisions before', async () => {
    const { id } = await readySystem();
    expect(lacking(await gate(id, 're-evaluation'))).toEqual([]);
    const { body: before } = await officer().get('/gate-rules');
    const rule = before.rules.find((each: { stage: string }) => each.stage === 're-evaluation');
    expect(rule).toMatchObject({ decidedBy: null, version: null });
    await officer().post('/gate-rules/re-evaluation', {
      needs: { ...rule.needs, low: ['operation'] },
      without: { ...rule.without, low: ['system.owner'] },
      reason: 'Small systems drift too',
    });
    expect(lacking(await gate(id, 're-evaluation'))).toEqual(['record.operation']);
    expect((await gate(id, 're-evaluation')).conditions.map((each: { id: string }) => each.id)).not.toContain(
      'system.owner',
    );
  });
});
