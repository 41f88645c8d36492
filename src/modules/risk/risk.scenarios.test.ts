import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { riskModule } from './module.ts';
import { SUGGESTED } from './queries.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp({ modules: [riskModule] });
});
afterAll(() => app.close());

async function decidedCriteria(changes: object = {}) {
  return app.as('top-management').post('/risk-criteria', { ...SUGGESTED, ...changes });
}

async function assessed(likelihood: number, consequence: number) {
  const manager = app.as('risk-manager');
  const { body: made } = await manager.post('/risks', {
    kind: 'risk',
    title: 'Applicants of one group are ranked lower',
    impactDimensions: ['fairness'],
  });
  const { body } = await manager.post(`/risks/${made.ref}/assess`, { version: 1, likelihood, consequence });
  return body;
}

describe('criteria', () => {
  test('no risk is judged before the organisation has decided how', async () => {
    const { body: made } = await app
      .as('risk-manager')
      .post('/risks', { kind: 'risk', title: 'Too early', impactDimensions: [] });
    const answer = await app
      .as('risk-manager')
      .post(`/risks/${made.id}/assess`, { version: 1, likelihood: 2, consequence: 2 });
    expect(answer).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
  });

  test.each([
    ['a scale of two steps', { likelihoodLabels: ['Rare', 'Often'] }],
    [
      'a band above the top',
      { bands: [...SUGGESTED.bands, { id: 'x', label: 'X', from: 26, acceptedBy: ['top-management'] }] },
    ],
    ['no band from one', { bands: SUGGESTED.bands.slice(1) }],
    ['an appetite above the top', { appetite: 26 }],
  ])('%s is refused', async (_what, changes) => {
    expect((await decidedCriteria(changes)).status).toBe(422);
  });

  test('the operator cannot decide them, nor can an engineer', async () => {
    expect((await app.operator.post('/risk-criteria', SUGGESTED)).status).toBe(403);
    expect((await app.as('ai-engineer').post('/risk-criteria', SUGGESTED)).status).toBe(403);
  });

  test('new criteria make risks judged by the old ones due again', async () => {
    await decidedCriteria();
    const judged = await assessed(3, 3);
    const { body } = await decidedCriteria({ appetite: 8 });
    expect(body.toReassess).toBeGreaterThan(0);
    const accept = await app
      .as('top-management')
      .post(`/risks/${judged.id}/accept`, { version: judged.version, reason: 'Small enough' });
    expect(accept.body.detail).toContain('no longer in force');
    await decidedCriteria();
  });
});

describe('judging, treating, accepting', () => {
  beforeEach(async () => {
    await decidedCriteria();
  });

  test('the level is likelihood times consequence, with its band and the next review', async () => {
    expect(await assessed(4, 5)).toMatchObject({
      level: 20,
      bandId: 'critical',
      state: 'assessed',
      aboveAppetite: true,
      reviewOn: '2027-11-24',
    });
    expect(await assessed(2, 3)).toMatchObject({ level: 6, bandId: 'medium', aboveAppetite: false });
  });

  test('a rating beyond the scale is refused with the field', async () => {
    const { body: made } = await app
      .as('risk-manager')
      .post('/risks', { kind: 'risk', title: 'Off the scale', impactDimensions: [] });
    const answer = await app
      .as('risk-manager')
      .post(`/risks/${made.id}/assess`, { version: 1, likelihood: 6, consequence: 2 });
    expect(answer).toMatchObject({ status: 422, body: { problems: [{ path: 'likelihood' }] } });
  });

  test('a risk above the appetite is accepted only with an approved plan, by the authority of its band, by somebody else', async () => {
    const manager = app.as('risk-manager');
    const top = app.as('top-management');
    let risk = await assessed(4, 4);
    const accept = (who = top) =>
      who.post(`/risks/${risk.id}/accept`, { version: risk.version, reason: 'What remains is tolerable' });
    expect((await accept()).body.detail).toContain('decide its treatment first');
    risk = (
      await manager.post(`/risks/${risk.id}/treat`, {
        version: risk.version,
        option: 'modify',
        reason: 'Testing by group',
        residualLikelihood: 2,
        residualConsequence: 3,
      })
    ).body;
    expect(risk).toMatchObject({ residualLevel: 6, state: 'treatment' });
    expect((await accept()).body.detail).toContain('No treatment is planned');
    const { body: plan } = await manager.post(`/risks/${risk.id}/treatments`, {
      title: 'Group-wise testing before release',
    });
    expect((await accept()).body.detail).toContain('not approved yet');
    expect((await top.post(`/treatments/${plan.id}/approve`, { version: 1 })).body.problems).toHaveLength(2);
    const { body: complete } = await manager.patch(`/treatments/${plan.id}`, {
      version: 1,
      ownerId: manager.personId,
      dueOn: '2027-01-31',
    });
    expect((await manager.post(`/treatments/${plan.id}/approve`, { version: complete.version })).status).toBe(
      403,
    );
    expect((await top.post(`/treatments/${plan.id}/approve`, { version: complete.version })).body.state).toBe(
      'approved',
    );
    expect((await accept(app.as('risk-manager'))).status).toBe(403);
    expect((await accept()).body).toMatchObject({
      state: 'accepted',
      acceptedLevel: 6,
      singlePersonReason: null,
    });
  });

  test('an approved treatment that is edited needs a new approval', async () => {
    const risk = await assessed(4, 4);
    const manager = app.as('risk-manager');
    const { body: plan } = await manager.post(`/risks/${risk.id}/treatments`, {
      title: 'Human review',
      ownerId: manager.personId,
      dueOn: '2027-02-01',
    });
    const { body: approved } = await app
      .as('top-management')
      .post(`/treatments/${plan.id}/approve`, { version: 1 });
    const { body: edited } = await manager.patch(`/treatments/${plan.id}`, {
      version: approved.version,
      dueOn: '2028-02-01',
    });
    expect(edited).toMatchObject({ state: 'proposed', approvedBy: null });
  });

  test('judging again takes an acceptance away', async () => {
    const risk = await assessed(1, 2);
    const { body: accepted } = await app
      .as('top-management')
      .post(`/risks/${risk.id}/accept`, { version: risk.version, reason: 'Below the appetite' });
    expect(accepted.state).toBe('accepted');
    const { body: again } = await app
      .as('risk-manager')
      .post(`/risks/${risk.id}/assess`, { version: accepted.version, likelihood: 5, consequence: 5 });
    expect(again).toMatchObject({ state: 'assessed', acceptedBy: null, level: 25 });
    const { body } = await app.as('risk-manager').get(`/risks/${risk.ref}/assessments`);
    expect(body.assessments.map((each: { level: number }) => each.level)).toEqual([25, 2]);
  });

  test('the heat map counts what the list shows', async () => {
    const { body: map } = await app.as('staff').get('/risk-heat-map');
    const { body: list } = await app
      .as('staff')
      .get('/risks?state[not]=closed&level[empty]=false&kind=risk&limit=1000');
    expect(map.before.reduce((sum: number, cell: { count: number }) => sum + cell.count, 0)).toBe(
      list.rows.length,
    );
  });

  test('another organisation sees nothing', async () => {
    const risk = await assessed(2, 2);
    const { officer } = await app.otherOrganisation();
    expect((await officer.get(`/risks/${risk.id}`)).status).toBe(404);
    expect(
      (await officer.post(`/risks/${risk.id}/close`, { version: risk.version, reason: 'Not mine' })).status,
    ).toBe(404);
  });
});
