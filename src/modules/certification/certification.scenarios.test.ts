import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { modules } from '#modules/index.ts';
import { reading } from '#platform/runtime.ts';
import { makeTestApp, type TestApp, type TestClient } from '#test/testkit/app.ts';
import { certificationTasks } from './tasks.ts';

let app: TestApp;
let officer: TestClient;
beforeAll(async () => {
  app = await makeTestApp({ modules });
  officer = app.as('governance-officer');
});
afterAll(() => app.close());

async function contracted() {
  const { body: made } = await officer.post('/certifications', {
    title: 'AI management system of the group',
    standard: 'ISO/IEC 42001:2023',
    scope: 'Development and use of AI in care',
    body: 'Nordcert',
    appliedOn: '2026-02-01',
  });
  const { body } = await officer.post(`/certifications/${made.id}/contract`, {
    version: 1,
    contractOn: '2026-03-01',
  });
  return body;
}

async function held(certificationId: string, kind: string, days: readonly [string, string]) {
  const { body: planned } = await officer.post('/certification-audits', { certificationId, kind });
  return officer.post(`/certification-audits/${planned.id}/held`, {
    version: 1,
    heldFrom: days[0],
    heldTo: days[1],
    conclusion: 'As planned.',
  });
}

const CERTIFICATE = { certificateNumber: 'NC-42-001', decidedOn: '2026-06-15', validUntil: '2029-06-14' };
async function granted() {
  const it = await contracted();
  await held(it.id, 'stage-1', ['2026-04-01', '2026-04-02']);
  await held(it.id, 'stage-2', ['2026-05-04', '2026-05-06']);
  const { body } = await officer.post(`/certifications/${it.id}/certificate`, {
    version: it.version,
    ...CERTIFICATE,
  });
  return body;
}

async function finding(auditId: string, changes: object = {}) {
  return officer.post('/certification-findings', {
    auditId,
    kind: 'major',
    title: 'No internal audit before stage 2',
    statement: 'The programme starts next year.',
    objectiveEvidence: 'Audit programme',
    requirements: ['iso-42001:9.2.1'],
    answerDueOn: '2026-08-01',
    ...changes,
  });
}

describe('the way to a certificate', () => {
  test.each([
    ['governance-officer', 200],
    ['quality-manager', 200],
    ['ai-engineer', 403],
    ['external-auditor', 403],
    ['staff', 403],
  ] as const)('%s beginning a certification gets %i', async (role, status) => {
    const answer = await app
      .as(role)
      .post('/certifications', { title: 'AIMS', standard: 'ISO/IEC 42001:2023' });
    expect(answer.status).toBe(status);
  });

  test('a contract needs a body and a scope, and comes after the application', async () => {
    const { body: made } = await officer.post('/certifications', {
      title: 'AIMS',
      standard: 'ISO/IEC 42001:2023',
      appliedOn: '2026-03-02',
    });
    const answer = await officer.post(`/certifications/${made.id}/contract`, {
      version: 1,
      contractOn: '2026-03-01',
    });
    expect(answer.body.problems.map((each: { path: string }) => each.path)).toEqual([
      'body',
      'scope',
      'contractOn',
    ]);
  });

  test('stage 2 follows stage 1; days go forward and not into the future', async () => {
    const it = await contracted();
    expect((await held(it.id, 'stage-2', ['2026-05-04', '2026-05-06'])).body.problems[0].message).toContain(
      'Stage 1',
    );
    await held(it.id, 'stage-1', ['2026-04-01', '2026-04-02']);
    expect((await held(it.id, 'stage-2', ['2026-03-30', '2026-04-03'])).status).toBe(422);
    expect((await held(it.id, 'stage-2', ['2026-05-06', '2026-05-04'])).status).toBe(422);
    expect((await held(it.id, 'stage-2', ['2026-11-24', '2026-11-25'])).status).toBe(422);
    expect((await held(it.id, 'stage-2', ['1969-05-04', '2026-05-04'])).status).toBe(422);
    const early = await officer.post('/certification-audits', {
      certificationId: it.id,
      kind: 'surveillance-1',
    });
    expect(early.status).toBe(409);
  });

  test('a certificate needs both stages, three years at most, and no major finding left open', async () => {
    const it = await contracted();
    const record = (changes: object = {}) =>
      officer.post(`/certifications/${it.id}/certificate`, {
        version: it.version,
        ...CERTIFICATE,
        ...changes,
      });
    expect((await record()).body.problems.map((each: { message: string }) => each.message)).toEqual([
      'Stage 1 is not recorded as held',
      'Stage 2 is not recorded as held',
    ]);
    await held(it.id, 'stage-1', ['2026-04-01', '2026-04-02']);
    const { body: audit } = await held(it.id, 'stage-2', ['2026-05-04', '2026-05-06']);
    expect((await record({ validUntil: '2029-06-16' })).body.problems[0].path).toBe('validUntil');
    expect((await record({ decidedOn: '2026-05-05', validUntil: '2029-05-04' })).body.problems[0].path).toBe(
      'decidedOn',
    );
    const { body: major } = await finding(audit.id);
    expect((await record()).body.detail).toContain(`${major.ref} is a major nonconformity`);
    for (const role of ['administrator', 'ai-engineer'] as const)
      expect(
        (
          await app
            .as(role)
            .post(`/certifications/${it.id}/certificate`, { version: it.version, ...CERTIFICATE })
        ).status,
      ).toBe(403);
    expect(
      (
        await app.operator.post(`/certifications/${it.id}/certificate`, {
          version: it.version,
          ...CERTIFICATE,
        })
      ).status,
    ).toBe(403);
  });
});

describe('findings', () => {
  test('stage 1 gives areas of concern without a grade, stage 2 grades', async () => {
    const it = await contracted();
    const { body: one } = await held(it.id, 'stage-1', ['2026-04-01', '2026-04-02']);
    expect((await finding(one.id)).body.problems[0].path).toBe('kind');
    const { body: concern } = await finding(one.id, { kind: 'area-of-concern' });
    expect(concern).toMatchObject({ state: 'open', nonconformityId: null });
    const { body: two } = await held(it.id, 'stage-2', ['2026-05-04', '2026-05-06']);
    expect((await finding(two.id, { kind: 'area-of-concern' })).status).toBe(422);
    expect((await finding(two.id, { answerDueOn: null })).body.problems[0].path).toBe('answerDueOn');
    expect((await finding(two.id, { answerDueOn: '2026-05-01' })).body.problems[0].path).toBe('answerDueOn');
  });

  test('a graded one becomes a nonconformity with the grade of the body, and is answered with its approved plan', async () => {
    const it = await contracted();
    await held(it.id, 'stage-1', ['2026-04-01', '2026-04-02']);
    const { body: audit } = await held(it.id, 'stage-2', ['2026-05-04', '2026-05-06']);
    const { body: made } = await finding(audit.id, { kind: 'minor' });
    const { body: ours } = await officer.get(`/nonconformities/${made.nonconformityId}`);
    expect(ours).toMatchObject({
      source: 'certification-audit',
      grade: 'minor',
      gradedBy: null,
      foundOn: '2026-05-06',
      dueOn: '2026-08-01',
    });
    const answer = (version: number) =>
      officer.post(`/certification-findings/${made.id}/answer`, { version, answer: 'Plan sent.' });
    expect((await answer(1)).body.detail).toContain('not approved');
    expect(
      (await officer.post(`/certification-findings/${made.id}/note`, { version: 1, reason: 'Not ours' }))
        .status,
    ).toBe(409);
    await planApproved(made.nonconformityId);
    const { body: answered } = await answer(1);
    expect(answered.state).toBe('answered');
    const { body: returned } = await officer.post(`/certification-findings/${made.id}/reply`, {
      version: answered.version,
      reply: 'returned',
      text: 'The cause is too thin.',
      on: '2026-11-24',
      answerDueOn: '2026-12-10',
    });
    expect(returned).toMatchObject({ state: 'open', answerDueOn: '2026-12-10' });
    const { body: again } = await answer(returned.version);
    const { body: accepted } = await officer.post(`/certification-findings/${made.id}/reply`, {
      version: again.version,
      reply: 'accepted',
      text: 'Accepted.',
      on: '2026-11-24',
    });
    expect(accepted.state).toBe('accepted');
  });

  async function planApproved(id: string) {
    const engineer = app.as('ai-engineer');
    const act = async (who: TestClient, path: string, body: object = {}) =>
      who.post(`/nonconformities/${id}/${path}`, {
        version: (await officer.get(`/nonconformities/${id}`)).body.version,
        ...body,
      });
    await act(engineer, 'correction', {
      correction: 'Audit held',
      correctedOn: '2026-11-24',
      consequences: 'None',
    });
    await act(engineer, 'cause', { whys: ['Late start'], cause: 'Late start', causeCategory: 'method' });
    await act(engineer, 'similar', { conclusion: 'None found' });
    await engineer.post('/corrective-actions', {
      nonconformityId: id,
      title: 'Start in January',
      ownerId: engineer.personId,
      dueOn: '2026-12-01',
    });
    await act(engineer, 'effectiveness', {
      method: 'Look at the programme',
      criterion: 'Audit in January',
      dueOn: '2027-02-01',
      judgeId: app.as('quality-manager').personId,
    });
    expect((await act(officer, 'approve')).status).toBe(200);
  }
});

describe('a certificate and its cycle', () => {
  test('its calendar is computed, and what is held meets it', async () => {
    const it = await granted();
    expect(it).toMatchObject({ state: 'granted', ...CERTIFICATE });
    const states = async () =>
      (await officer.get(`/certifications/${it.ref}/calendar`)).body.obligations.map(
        (each: { id: string; dueOn: string; state: string }) => [each.id, each.dueOn, each.state],
      );
    expect(await states()).toEqual([
      ['year-2027', '2027-06-15', 'open'],
      ['year-2028', '2028-12-31', 'open'],
      ['recertification', '2029-06-14', 'open'],
    ]);
    await officer.post('/certification-audits', {
      certificationId: it.id,
      kind: 'surveillance-1',
      plannedFrom: '2027-05-10',
      plannedTo: '2027-05-11',
    });
    expect((await states())[0]).toEqual(['year-2027', '2027-06-15', 'planned']);
  });

  test('it is suspended, restored and withdrawn, each with its day and reason', async () => {
    const it = await granted();
    const post = (path: string, version: number, body: object) =>
      officer.post(`/certifications/${it.id}/${path}`, { version, reason: 'The body decided so.', ...body });
    expect((await post('suspension', it.version, { suspendedOn: '2026-06-01' })).status).toBe(422);
    const { body: suspended } = await post('suspension', it.version, { suspendedOn: '2026-10-01' });
    expect(suspended).toMatchObject({ state: 'suspended', suspensionUntil: '2027-04-01' });
    expect((await post('recertification', suspended.version, CERTIFICATE)).status).toBe(409);
    const { body: restored } = await post('restoration', suspended.version, {});
    expect(restored).toMatchObject({ state: 'granted', suspendedOn: null });
    const { body: gone } = await post('withdrawal', restored.version, { endedOn: '2026-11-20' });
    expect(gone.state).toBe('withdrawn');
    expect((await officer.get(`/certifications/${it.id}/calendar`)).body.obligations).toEqual([]);
  });

  test('the process explains itself with own days, and says what a certificate is not', async () => {
    const it = await granted();
    const { body } = await app.as('staff').get(`/certification-process?id=${it.id}`);
    expect(body.covers).toContain('No AI system, no product and no person is certified');
    const here = (id: string) => body.steps.find((each: { id: string }) => each.id === id).here;
    expect(here('stage-1')).toBe('Held from 2026-04-01 to 2026-04-02.');
    expect(here('decision')).toBe('Certificate NC-42-001 of 2026-06-15 runs until 2029-06-14.');
    expect(here('year-2027')).toContain('2027-06-15 at the latest');
    const { officer: stranger } = await app.otherOrganisation();
    const { body: empty } = await stranger.get('/certification-process');
    expect(empty.certification).toBeNull();
    expect(empty.steps.map((each: { state: string }) => each.state)).not.toContain('done');
    expect((await stranger.get(`/certifications/${it.id}`)).status).toBe(404);
  });

  test('each proof counts what its list shows', async () => {
    await officer.post('/systems', { name: 'Bot', affectedPeople: 'Callers' });
    const { body } = await officer.get('/certification-proofs');
    const proofs = body.promises.flatMap((each: { proofs: unknown[] }) => each.proofs) as {
      label: string;
      count: number;
      href: string;
    }[];
    expect(proofs.some((each) => each.count > 0)).toBe(true);
    for (const { label, count, href } of proofs.filter((each) => each.href !== '/statement')) {
      const list = await officer.get(`${href}${href.includes('?') ? '&' : '?'}total=true`);
      expect([label, list.status, list.body.total]).toEqual([label, 200, count]);
    }
  });
});

describe('demands', () => {
  test('who demands certification and since when, until it ends', async () => {
    const body = {
      title: 'Clinics ask for ISO/IEC 42001 in their tenders',
      kind: 'tender',
      who: 'Clinics of the north',
      standard: 'ISO/IEC 42001:2023',
      binding: 'required',
      since: '2026-01-10',
    };
    const { body: made } = await officer.post('/certification-demands', body);
    expect(made.state).toBe('current');
    const end = (endedOn: string) =>
      officer.post(`/certification-demands/${made.id}/end`, {
        version: 1,
        reason: 'Contract ended',
        endedOn,
      });
    expect((await end('2026-01-09')).body.problems[0].path).toBe('endedOn');
    expect((await end('2026-11-01')).body.state).toBe('ended');
    expect((await officer.post('/certification-demands', { ...body, since: '0026-01-10' })).status).toBe(422);
    expect((await app.as('staff').post('/certification-demands', body)).status).toBe(403);
  });
});

describe('the inbox', () => {
  test('says when a surveillance comes near, is late, and when the certificate has ended', async () => {
    const own = await makeTestApp({ modules });
    try {
      const theirs = own.as('governance-officer');
      const was = officer;
      officer = theirs;
      await granted();
      officer = was;
      const titles = () =>
        reading(
          own.runtime,
          {
            org: own.org,
            actor: { id: theirs.personId, name: 'x', via: 'session', roles: ['governance-officer'] },
          },
          async (ctx) => (await certificationTasks(ctx)).map((task) => task.title),
        );
      expect(await titles()).toEqual([]);
      own.clock.set('2027-04-01T09:00:00.000Z');
      expect(await titles()).toEqual(['Agree on: first surveillance of AI management system of the group']);
      own.clock.set('2027-07-01T09:00:00.000Z');
      expect((await titles())[0]).toMatch(/^Overdue: first surveillance/);
      own.clock.set('2029-07-01T09:00:00.000Z');
      expect((await titles()).at(-1)).toBe('The certificate of AI management system of the group has ended');
    } finally {
      await own.close();
    }
  });
});
