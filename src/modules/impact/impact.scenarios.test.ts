import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { datasetModule } from '#modules/dataset/module.ts';
import { riskModule } from '#modules/risk/module.ts';
import { supplierModule } from '#modules/supplier/module.ts';
import { systemModule } from '#modules/system/module.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import {
  approved,
  completeDraft,
  decided,
  expectOk,
  PERSONAL,
  PERSONAL_DATA,
  systemInScope,
  TYPED,
} from './assessed.fixture.ts';
import { impactModule } from './module.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp({
    modules: [supplierModule, datasetModule, systemModule, riskModule, impactModule],
  });
  await decided(app);
});
afterAll(() => app.close());

describe('the interview', () => {
  test('a draft takes purpose and intended use from the record of the AI system, with the version it saw', async () => {
    const system = await systemInScope(app);
    const made = expectOk(await app.as('ai-engineer').post('/impacts', { systemId: system.ref }));
    expect(made).toMatchObject({
      state: 'draft',
      number: 1,
      depth: 'full',
      purpose: 'Puts applications in an order',
      systemVersion: system.version,
    });
    const second = await app.as('ai-engineer').post('/impacts', { systemId: system.id });
    expect(second).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
    await app
      .as('governance-officer')
      .patch(`/systems/${system.id}`, { version: system.version, purpose: 'Ranks' });
    const { body: shown } = await app.as('staff').get(`/impacts/${made.ref}/interview`);
    expect(shown.system).toMatchObject({ differs: true, purpose: 'Ranks' });
    const taken = expectOk(await app.as('ai-engineer').post(`/impacts/${made.id}/system`, { version: 1 }));
    expect(taken).toMatchObject({ purpose: 'Ranks', systemVersion: system.version + 1 });
  });

  test('two people answer different questions and lose nothing; of the same question the second sees both', async () => {
    const { id: systemId } = await systemInScope(app);
    const { body: draft } = await app.as('ai-engineer').post('/impacts', { systemId });
    const [one, two] = [app.as('ai-engineer'), app.as('data-protection-officer')];
    const path = (question: string) => `/impacts/${draft.id}/answers/${question}`;
    const [a, b] = await Promise.all([
      one.post(path('q-context'), { value: { text: 'An office' } }),
      two.post(path('q-oversight'), { value: { text: 'A second reader' } }),
    ]);
    expect([a.status, b.status]).toEqual([200, 200]);
    const clash = await two.post(path('q-context'), { value: { text: 'A hospital' } });
    expect(clash).toMatchObject({
      status: 409,
      body: { code: 'conflict', data: { current: { value: { text: 'An office' }, version: 1 } } },
    });
    const chosen = await two.post(path('q-context'), { value: { text: 'A hospital' }, version: 1 });
    expect(chosen).toMatchObject({ status: 200, body: { version: 2, answeredBy: two.personId } });
    const { body: shown } = await one.get(`/impacts/${draft.id}/interview`);
    const value = (id: string) => shown.questions.find((each: { id: string }) => each.id === id).answer.value;
    expect([value('q-context'), value('q-oversight')]).toEqual([
      { text: 'A hospital' },
      { text: 'A second reader' },
    ]);
  });

  test.each([
    ['a choice that is no option', 'q-stage', { option: 'because' }],
    ['a part that this kind does not have', 'q-purpose', { number: 3 }],
    ['none and something at once', 'q-groups', { items: ['Applicants'], none: 'Nobody' }],
    ['a topic that there is not', 'q-topics', { topics: { luck: { effect: 'no', note: null } } }],
    ['an end before the beginning', 'q-period', { from: '2027-01-01', until: '2026-01-01' }],
    ['a part no answer has', 'q-purpose', { html: '<script>' }],
    ['what only an act answers', 'q-dpo', { text: 'I advise' }],
    ['what the product computes', 'q-fria-due', { option: 'not due' }],
  ])('%s is refused', async (_what, question, value) => {
    const { id: systemId } = await systemInScope(app);
    const { body: draft } = await app.as('ai-engineer').post('/impacts', { systemId });
    const answer = await app.as('ai-engineer').post(`/impacts/${draft.id}/answers/${question}`, { value });
    expect(answer.status).toBe(422);
  });

  test('half an answer is kept and covers nothing; unknown covers nothing either', async () => {
    const { id: systemId } = await systemInScope(app);
    const { body: draft } = await app.as('ai-engineer').post('/impacts', { systemId });
    const say = (question: string, value: object) =>
      app.as('ai-engineer').post(`/impacts/${draft.id}/answers/${question}`, { value });
    expect((await say('q-residual', { level: 3 })).status).toBe(200);
    expect((await say('q-personal-data', { option: 'unknown' })).status).toBe(200);
    const { body } = await app.as('ai-engineer').get(`/impacts/${draft.id}/interview`);
    const of = (id: string) => body.questions.find((each: { id: string }) => each.id === id);
    expect([of('q-residual').answered, of('q-personal-data').answered]).toEqual([false, false]);
    expect(body.documents.map((each: { due: string }) => each.due)).toEqual(['yes', 'unknown', 'no']);
  });
});

describe('the matrix', () => {
  test('every category and party says harm and good, or why there is none, before it can be handed in', async () => {
    const { id: systemId } = await systemInScope(app);
    const engineer = app.as('ai-engineer');
    const { body: draft } = await engineer.post('/impacts', { systemId });
    const open = async () => (await engineer.get(`/impacts/${draft.id}/interview`)).body.openCells.length;
    expect(await open()).toBe(48);
    const none = {
      category: 'privacy',
      parties: ['individuals', 'groups', 'societies'],
      reason: 'No data on people',
    };
    await engineer.post(`/impacts/${draft.id}/none`, { ...none, kinds: ['negative', 'positive'] });
    expect(await open()).toBe(42);
    const harm = { category: 'privacy', party: 'individuals', kind: 'negative', vulnerable: null };
    expect((await engineer.post(`/impacts/${draft.id}/entries`, harm)).body.detail).toContain('the opposite');
    const refused = await engineer.post(`/impacts/${draft.id}/submit`, { version: 1 });
    expect(refused.status).toBe(409);
    expect(refused.body.problems.map((each: { message: string }) => each.message).join(' ')).toContain(
      '42 fields',
    );
  });

  test('a light assessment asks for harm only', async () => {
    const officer = app.as('governance-officer');
    const { id: systemId } = await systemInScope(app, { dataCategories: ['personal'] });
    const no = Object.fromEntries(['rights', 'safety', 'vulnerable'].map((each) => [each, 'no']));
    const { body: screened } = await officer.post('/screenings', { systemId, answers: no });
    expect(screened).toMatchObject({ depth: 'light', byRules: true, because: ['personal'] });
    const { body: draft } = await officer.post('/impacts', { systemId });
    expect(draft.depth).toBe('light');
    expect((await officer.get(`/impacts/${draft.id}/interview`)).body.openCells).toHaveLength(24);
  });

  test('the level is likelihood times severity, before and after measures; new ratings take an acceptance away', async () => {
    const { harm } = await completeDraft(app);
    expect(harm).toMatchObject({ level: 12, residualLevel: 8 });
    const top = app.as('top-management');
    const { body: accepted } = await top.post(`/impact-entries/${harm.id}/accept`, {
      version: harm.version,
      reason: 'Fine',
    });
    expect(accepted).toMatchObject({ acceptedBy: top.personId, acceptedLevel: 8 });
    const { body: rerated } = await app
      .as('ai-engineer')
      .patch(`/impact-entries/${harm.id}`, { version: accepted.version, severity: 5 });
    expect(rerated).toMatchObject({ level: 15, residualLevel: 8, acceptedBy: null });
  });

  test('harm is fed into the risk register and found from both ends; a known risk is brought up to date', async () => {
    const { harm, riskId, systemId } = await completeDraft(app);
    const manager = app.as('risk-manager');
    const { body: risk } = await manager.get(`/risks/${riskId}`);
    expect(risk).toMatchObject({ title: 'Unequal ranking', impactDimensions: ['fairness'], level: null });
    const { body: linked } = await manager.get(`/risks/${riskId}/linked`);
    expect(linked.neighbours.map((each: { kind: string; id: string }) => [each.kind, each.id])).toEqual(
      expect.arrayContaining([
        ['concerns', systemId],
        ['impact-raises', harm.id],
      ]),
    );
    const { body: other } = await manager.post('/risks', {
      kind: 'risk',
      title: 'Known before',
      impactDimensions: ['privacy'],
    });
    await manager.post(`/impact-entries/${harm.id}/risks`, { riskId: other.id });
    expect((await manager.get(`/risks/${other.id}`)).body).toMatchObject({
      title: 'Known before',
      impactDimensions: ['privacy', 'fairness'],
      consequencesIndividuals: 'They are ranked lower than equal others',
    });
  });
});

describe('the acts', () => {
  test.each([
    ['operator', 403],
    ['staff', 403],
    ['external-auditor', 403],
    ['ai-engineer', 403],
    ['risk-manager', 403],
    ['data-protection-officer', 403],
    ['governance-officer', 200],
    ['top-management', 200],
  ] as const)('an assessment approved by %s: %i', async (role, status) => {
    const { draft, harm } = await completeDraft(app);
    const { body: review } = await app
      .as('ai-engineer')
      .post(`/impacts/${draft.id}/submit`, { version: draft.version });
    await app
      .as('top-management')
      .post(`/impact-entries/${harm.id}/accept`, { version: harm.version, reason: 'Fine' });
    const who = role === 'operator' ? app.operator : app.as(role);
    const answer = await who.post(`/impacts/${draft.id}/approve`, {
      version: review.version,
      decision: 'go',
      reason: 'Good',
    });
    expect(answer.status).toBe(status);
  });

  test('whoever wrote an answer, rated an impact or handed it in does not approve it', async () => {
    const officer = app.as('governance-officer');
    const { draft, harm } = await completeDraft(app);
    await officer.post(`/impacts/${draft.id}/answers/q-context`, { value: { text: 'Mine' }, version: 1 });
    const { body: review } = await app
      .as('ai-engineer')
      .post(`/impacts/${draft.id}/submit`, { version: draft.version });
    await app
      .as('top-management')
      .post(`/impact-entries/${harm.id}/accept`, { version: harm.version, reason: 'Fine' });
    const answer = await officer.post(`/impacts/${draft.id}/approve`, {
      version: review.version,
      decision: 'go',
      reason: 'Good',
    });
    expect(answer).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining('worked on yourself') },
    });
  });

  test('nothing is approved with a go while harm above the criteria is unaccepted; a stop needs no acceptance', async () => {
    const { draft } = await completeDraft(app);
    const { body: review } = await app
      .as('ai-engineer')
      .post(`/impacts/${draft.id}/submit`, { version: draft.version });
    const approve = (decision: string) =>
      app
        .as('top-management')
        .post(`/impacts/${draft.id}/approve`, { version: review.version, decision, reason: 'Because' });
    expect((await approve('go')).body.problems[0].message).toContain('not accepted by anybody');
    expect((await approve('stop')).body).toMatchObject({ state: 'approved', decision: 'stop' });
  });

  test('a residual impact is accepted by the authority of its band, by somebody else, and never from the limit on', async () => {
    const { harm, draft } = await completeDraft(app);
    const accept = (role: Parameters<TestApp['as']>[0], version = harm.version) =>
      app.as(role).post(`/impact-entries/${harm.id}/accept`, { version, reason: 'Tolerable' });
    expect((await accept('risk-manager')).status).toBe(403);
    expect((await accept('staff')).status).toBe(403);
    expect(
      (
        await app.operator.post(`/impact-entries/${harm.id}/accept`, {
          version: harm.version,
          reason: 'Fine',
        })
      ).status,
    ).toBe(403);
    const grave = await app.as('ai-engineer').patch(`/impact-entries/${harm.id}`, {
      version: harm.version,
      likelihood: 5,
      severity: 5,
      residualLikelihood: null,
      residualSeverity: null,
    });
    expect((await accept('top-management', grave.body.version)).body.detail).toContain('nobody accepts');
    expect(draft.state).toBe('draft');
  });

  test('advice is the data protection officer’s; that there is none is stated by those who would designate one', async () => {
    const { draft } = await completeDraft(app);
    const advise = (who: ReturnType<TestApp['as']>, noOfficer = false) =>
      who.post(`/impacts/${draft.id}/advice`, { advice: 'Delete the free text', noOfficer });
    expect((await advise(app.as('governance-officer'))).status).toBe(403);
    expect((await advise(app.as('data-protection-officer'))).status).toBe(200);
    expect((await advise(app.as('data-protection-officer'), true)).status).toBe(403);
    expect((await advise(app.as('governance-officer'), true)).status).toBe(200);
  });

  test('approved, watched, looked at, reviewed; a frozen version is not edited', async () => {
    const { impact, harm } = await approved(app);
    expect(impact).toMatchObject({ state: 'approved', decision: 'go', reviewOn: '2027-11-24' });
    expect(impact.checkpoint).toContain('openaims.invalid');
    const engineer = app.as('ai-engineer');
    expect(
      (await engineer.post(`/impacts/${impact.id}/answers/q-context`, { value: { text: 'x' }, version: 1 }))
        .status,
    ).toBe(409);
    expect(
      (await engineer.patch(`/impact-entries/${harm.id}`, { version: harm.version + 1, who: 'x' })).status,
    ).toBe(409);
    expect(
      (await engineer.post(`/impacts/${impact.id}/watch`, { version: impact.version })).body.detail,
    ).toContain('Nothing is watched');
    const { body: indicator } = await engineer.post('/indicators', {
      impactId: impact.id,
      title: 'Share of rejected applications by group',
      threshold: 'More than 5 points apart',
      watcherId: engineer.personId,
      everyDays: 30,
    });
    const watched = expectOk(await engineer.post(`/impacts/${impact.id}/watch`, { version: impact.version }));
    expect(watched).toMatchObject({ state: 'under-watch', watchSince: '2026-11-24' });
    const looked = expectOk(
      await engineer.post(`/indicators/${indicator.id}/look`, {
        version: 1,
        finding: 'Two points apart',
        crossed: false,
      }),
    );
    expect(looked).toMatchObject({ nextOn: '2026-12-24', lookedBy: engineer.personId });
    const reviewed = expectOk(
      await app
        .as('top-management')
        .post(`/impacts/${impact.id}/review`, { version: watched.version, reason: 'Nothing moved' }),
    );
    expect(reviewed).toMatchObject({ state: 'under-watch', reviewedOn: '2026-11-24' });
  });

  test('the next version takes answers over, asks acceptance and decision anew, says what differs, and replaces the one before', async () => {
    const { impact, systemId } = await approved(app);
    const engineer = app.as('ai-engineer');
    const again = expectOk(
      await engineer.post(`/impacts/${impact.id}/redo`, { because: 'Another base model' }),
    );
    expect(again).toMatchObject({ number: 2, previousId: impact.id, state: 'draft', decision: null });
    const { body: shown } = await engineer.get(`/impacts/${again.id}/interview`);
    const of = (id: string) => shown.questions.find((each: { id: string }) => each.id === id);
    expect(of('q-context').answer).toMatchObject({ carried: true, value: TYPED['q-context'] });
    expect(of('q-stage').answer).toBeNull();
    const harm = shown.entries.find((each: { kind: string }) => each.kind === 'negative');
    expect(harm).toMatchObject({ acceptedBy: null, level: 12, measures: [{ title: 'Second reader' }] });
    await engineer.post(`/impacts/${again.id}/answers/q-context`, {
      value: { text: 'A hospital' },
      version: 1,
    });
    await engineer.patch(`/impact-entries/${harm.id}`, { version: harm.version, likelihood: 4 });
    const { body: difference } = await engineer.get(`/impacts/${again.id}/difference`);
    expect(difference.before).toEqual({ id: impact.id, number: 1 });
    expect(difference.changes).toContainEqual({
      group: 'System',
      label:
        'In which technical and social setting does it run (people, place, other systems, power relations)?',
      before: 'Recruiting office of a care company',
      after: 'A hospital',
    });
    expect(difference.changes.find((each: { group: string }) => each.group === 'Impacts').after).toContain(
      'level 16',
    );
    await engineer.post(`/impacts/${again.id}/answers/q-stage`, { value: { option: 'change' } });
    await engineer.post(`/impacts/${again.id}/answers/q-residual`, { value: TYPED['q-residual'] });
    await engineer.post('/consultations', {
      impactId: again.id,
      title: 'Works council',
      said: 'Nothing to add',
    });
    const top = app.as('top-management');
    const entry = (await top.get(`/impact-entries/${harm.id}`)).body;
    expectOk(
      await top.post(`/impact-entries/${harm.id}/accept`, {
        version: entry.version,
        reason: 'Still tolerable',
      }),
    );
    const review = expectOk(await engineer.post(`/impacts/${again.id}/submit`, { version: again.version }));
    expectOk(
      await top.post(`/impacts/${again.id}/approve`, {
        version: review.version,
        decision: 'go',
        reason: 'Still good',
      }),
    );
    expect((await top.get(`/impacts/${impact.id}`)).body).toMatchObject({
      state: 'superseded',
      supersededBecause: 'Another base model',
    });
    const { body: list } = await top.get(`/impacts?systemId=${systemId}&sort=number`);
    expect(list.rows.map((each: { state: string }) => each.state)).toEqual(['superseded', 'approved']);
  });

  test('a version that was seen before somebody changed it is not handed in', async () => {
    const { draft } = await completeDraft(app);
    await app.as('ai-engineer').patch(`/impacts/${draft.id}`, { version: draft.version, because: 'New' });
    const answer = await app
      .as('ai-engineer')
      .post(`/impacts/${draft.id}/submit`, { version: draft.version });
    expect(answer).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  test('a draft is discarded with what hangs on it; another organisation sees none of it', async () => {
    const { draft, harm } = await completeDraft(app);
    const other = (await app.otherOrganisation()).officer;
    expect((await other.get(`/impacts/${draft.id}/interview`)).status).toBe(404);
    expect(
      (await other.post(`/impacts/${draft.id}/answers/q-context`, { value: { text: 'x' } })).status,
    ).toBe(404);
    expect(
      (await other.post(`/impact-entries/${harm.id}/accept`, { version: 1, reason: 'Mine' })).status,
    ).toBe(404);
    expectOk(await app.as('ai-engineer').post(`/impacts/${draft.id}/discard`, { version: draft.version }));
    expect((await app.as('ai-engineer').get(`/impacts/${draft.id}`)).status).toBe(404);
    expect((await app.as('ai-engineer').get(`/impact-entries/${harm.id}`)).status).toBe(404);
  });
});

describe('three documents', () => {
  test.each([
    ['json', 'application/json'],
    ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['pdf', 'application/pdf'],
  ])('the ISO assessment as %s', async (format, type) => {
    const { impact } = await approved(app);
    const response = await app.as('staff').raw(`/impacts/${impact.ref}/export?as=aisia&format=${format}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain(type);
    expect(response.headers.get('content-disposition')).toContain(
      `aisia-${impact.ref.toLowerCase()}.${format}`,
    );
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(1500);
  });

  test('what was approved is exported as it was, with every element covered by typed answers', async () => {
    const { impact } = await approved(app);
    const { body } = await app.as('staff').get(`/impacts/${impact.id}/export?as=aisia&format=json`);
    expect(body).toMatchObject({ document: 'AI system impact assessment', version: 1, decision: 'go' });
    expect(body.elements.every((each: { status: string }) => each.status === 'covered')).toBe(true);
    expect(body.checkpoint).toContain('openaims.invalid');
    expect(body.impacts.find((each: { kind: string }) => each.kind === 'negative')).toMatchObject({
      residualLevel: 8,
      acceptedBy: 'Person top-management',
    });
  });

  test('no DPIA and no FRIA where none is due; the summary names nobody inside and no rating', async () => {
    const { impact } = await approved(app);
    const get = (as: string) => app.as('staff').get(`/impacts/${impact.id}/export?as=${as}&format=json`);
    expect(await get('dpia')).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
    expect((await get('fria')).status).toBe(409);
    const { status, body } = await get('summary');
    expect(status).toBe(200);
    expect(JSON.stringify(body)).not.toMatch(/Person |level|accepted/);
    expect(body.harm).toEqual([
      { category: 'fairness', party: 'individuals', what: 'They are ranked lower than equal others' },
    ]);
  });

  test('with personal data the DPIA asks only what the others left open, and is complete by the same answers', async () => {
    const { draft } = await completeDraft(app, undefined, {
      answers: PERSONAL_DATA,
    });
    const engineer = app.as('ai-engineer');
    const missing = async () => {
      const { body } = await engineer.get(`/impacts/${draft.id}/interview`);
      const dpia = body.documents.find((each: { id: string }) => each.id === 'dpia');
      return [...new Set(dpia.elements.flatMap((each: { missing: string[] }) => each.missing))].sort();
    };
    expect(await missing()).toEqual([
      'q-automated',
      'q-basis',
      'q-consultation',
      'q-controller',
      'q-dpo',
      'q-necessity',
      'q-numbers',
      'q-operations',
      'q-proportion',
      'q-rights',
      'q-rights-exercise',
      'q-security',
      'q-special',
    ]);
    for (const [question, value] of Object.entries(PERSONAL))
      expectOk(await engineer.post(`/impacts/${draft.id}/answers/${question}`, { value }));
    await app
      .as('data-protection-officer')
      .post(`/impacts/${draft.id}/advice`, { advice: 'Leave out the free text' });
    await app
      .as('data-protection-officer')
      .post(`/impacts/${draft.id}/prior-consultation`, { option: 'no', reason: 'No high risk remains' });
    expect(await missing()).toEqual([]);
    const pdf = await engineer.raw(`/impacts/${draft.id}/export?as=dpia&format=pdf`);
    expect(pdf.status).toBe(200);
    const { body: record } = await engineer.get('/processing-record?format=json');
    expect(record.activities.some((each: { recipients: string }) => each.recipients === 'None')).toBe(false);
  });
});
