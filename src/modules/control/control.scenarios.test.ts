import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { conformityModule } from '#modules/conformity/module.ts';
import { evidenceModule } from '#modules/evidence/module.ts';
import { riskModule } from '#modules/risk/module.ts';
import { SUGGESTED } from '#modules/risk/queries.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { controlModule } from './module.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp({ modules: [riskModule, evidenceModule, conformityModule, controlModule] });
});
afterAll(() => app.close());

type Line = {
  control: { id: string; annexId: string | null; version: number; ref: string };
  because: { kind: string; ref: string }[];
  traps: { id: string; severity: string }[];
  suggestions: { ref: string }[];
  change: string;
};
const lines = async (): Promise<Line[]> => (await app.as('staff').get('/statement')).body.lines;
const line = async (annexId: string) => (await lines()).find((each) => each.control.annexId === annexId)!;
const officer = () => app.as('governance-officer');

describe('the controls of Annex A', () => {
  test('a new organisation has all 38, undecided, in the order of the standard', async () => {
    const all = await lines();
    expect(all).toHaveLength(38);
    expect(all.slice(0, 3).map((each) => each.control.annexId)).toEqual(['A.2.2', 'A.2.3', 'A.2.4']);
    expect((await app.as('staff').get('/statement')).body).toMatchObject({ ready: false, issued: null });
  });

  test('they are neither removed nor renamed', async () => {
    const { control } = await line('A.4.2');
    expect((await officer().delete(`/controls/${control.id}`, { version: 1 })).status).toBe(403);
    expect((await officer().patch(`/controls/${control.id}`, { version: 1, title: 'Ours' })).status).toBe(
      422,
    );
  });

  test('leaving out what a clause demands needs the warning to be seen', async () => {
    const { control, traps } = await line('A.2.2');
    expect(traps).toContainEqual(expect.objectContaining({ severity: 'contradiction' }));
    const refused = await officer().post(`/controls/${control.id}/exclude`, {
      version: 1,
      justification: 'We have no policy',
    });
    expect(refused).toMatchObject({ status: 409, body: { data: { traps: ['trap-policy'] } } });
    expect(
      (
        await app.operator.post(`/controls/${control.id}/exclude`, {
          version: 1,
          justification: 'Not needed',
          trapsSeen: ['trap-policy'],
        })
      ).status,
    ).toBe(403);
  });
});

describe('why a control is in', () => {
  test('a proposed treatment gives no reason, an approved one does, and the library only suggests', async () => {
    await app.as('top-management').post('/risk-criteria', SUGGESTED);
    const manager = app.as('risk-manager');
    const { body: adopted } = await manager.post('/risk-library/adopt', { libraryIds: ['risk-001'] });
    const risk = adopted.created[0];
    expect((await line('A.7.4')).suggestions.map((each) => each.ref)).toEqual([risk.ref]);
    const { body: judged } = await manager.post(`/risks/${risk.id}/assess`, {
      version: 1,
      likelihood: 4,
      consequence: 4,
    });
    await manager.post(`/risks/${risk.id}/treat`, {
      version: judged.version,
      option: 'modify',
      reason: 'Better data',
    });
    const { control } = await line('A.7.4');
    const { body: plan } = await manager.post(`/risks/${risk.id}/treatments`, {
      title: 'Data quality rules',
      ownerId: manager.personId,
      dueOn: '2027-01-31',
      controlIds: [control.id],
    });
    expect((await line('A.7.4')).because).toEqual([]);
    await app.as('top-management').post(`/treatments/${plan.id}/approve`, { version: 1 });
    expect(await line('A.7.4')).toMatchObject({
      because: [{ kind: 'risk', ref: risk.ref }],
      suggestions: [],
    });
  });
});

describe('a Statement of Applicability', () => {
  test('is not prepared while a line is open, and says which', async () => {
    const answer = await officer().post('/statements', {});
    expect(answer.status).toBe(409);
    expect(answer.body.problems.length).toBeGreaterThan(30);
  });

  test('goes from prepared over a second person to version 1, frozen, with its checkpoint', async () => {
    for (const { control } of await lines()) {
      await officer().patch(`/controls/${control.id}`, { version: 1, ownerId: officer().personId });
      const stated = [
        { kind: 'law', text: 'Deployer duties for high-risk systems', ref: 'eu-ai-act:art-26-1' },
      ];
      const answer =
        control.annexId === 'A.10.4'
          ? await officer().post(`/controls/${control.id}/exclude`, {
              version: 2,
              justification: 'We supply nobody with AI',
              trapsSeen: (await line('A.10.4')).traps.map((trap) => trap.id),
            })
          : await officer().post(`/controls/${control.id}/include`, { version: 2, statedReasons: stated });
      expect(answer.status, `${control.annexId} ${JSON.stringify(answer.body)}`).toBe(200);
    }
    const { body: prepared } = await officer().post('/statements', { scope: 'AI in recruiting' });
    expect(prepared).toMatchObject({ state: 'prepared', number: null });
    expect((await officer().post(`/statements/${prepared.id}/approve`, { version: 1 })).status).toBe(403);
    expect((await app.as('staff').post(`/statements/${prepared.id}/approve`, { version: 1 })).status).toBe(
      403,
    );
    const { body: approved } = await app
      .as('top-management')
      .post(`/statements/${prepared.id}/approve`, { version: 1 });
    expect(approved.state).toBe('approved');
    const { body: issued } = await officer().post(`/statements/${prepared.id}/issue`, {
      version: approved.version,
    });
    expect(issued).toMatchObject({
      state: 'issued',
      number: 1,
      checkpoint: expect.stringContaining(`openaims.invalid/${app.org}/1\n`),
    });
    expect((await app.as('staff').get('/statement')).body.issued).toMatchObject({
      number: 1,
      included: 37,
      excluded: 1,
    });
  });

  test('freezes the verdicts of that moment, and only it excludes a control', async () => {
    const { body: trend } = await app.as('staff').get('/conformity/trend');
    const { body: issued } = await app.as('staff').get('/statements/1');
    expect(trend.points).toMatchObject([{ purpose: 'statement', subjectId: issued.id }]);
    const { body: frozen } = await app.as('staff').get(`/conformity/frozen/${trend.points[0].id}`);
    expect(frozen.verdicts).toContainEqual(expect.objectContaining({ id: 'A.10.4', verdict: 'excluded' }));
    const { body: now } = await app.as('staff').get('/conformity/check?clause=A.10.4');
    expect(now.requirements[0]).toMatchObject({
      verdict: 'excluded',
      because: 'Excluded by version 1 of the Statement of Applicability: We supply nobody with AI',
    });
  });

  test('shows what changed since, and keeps the issued lines as they were', async () => {
    const { control } = await line('A.2.2');
    const { body: now } = await officer().get(`/controls/${control.id}`);
    await officer().patch(`/controls/${control.id}`, { version: now.version, implementation: 'implemented' });
    expect((await line('A.2.2')).change).toBe('changed');
    expect((await line('A.2.3')).change).toBe('same');
    const { body } = await officer().get('/statements/1/difference');
    expect(body.changes).toEqual([
      { id: 'A.2.2', title: 'AI policy', field: 'status', before: 'not-started', after: 'implemented' },
    ]);
    const { body: version1 } = await officer().get('/statements/1');
    expect(version1.lines[0].status).toBe('not-started');
  });

  test('is approved only as it was prepared', async () => {
    const { body: prepared } = await officer().post('/statements', { scope: null });
    const { control } = await line('A.2.3');
    const { body: now } = await officer().get(`/controls/${control.id}`);
    await officer().patch(`/controls/${control.id}`, { version: now.version, implementation: 'planned' });
    const refused = await app.as('top-management').post(`/statements/${prepared.id}/approve`, { version: 1 });
    expect(refused.body.detail).toBe('The registers changed since the Statement was prepared: A.2.3.');
    await officer().post(`/statements/${prepared.id}/withdraw`, { version: 1, reason: 'Prepared too early' });
  });

  test('of a second version replaces the first', async () => {
    const { body: prepared } = await officer().post('/statements', { scope: null });
    const { body: approved } = await app
      .as('top-management')
      .post(`/statements/${prepared.id}/approve`, { version: 1 });
    await officer().post(`/statements/${prepared.id}/issue`, { version: approved.version });
    const { body } = await officer().get('/statements');
    expect(
      body.rows.map((each: { number: number | null; state: string }) => [each.number, each.state]),
    ).toEqual(
      expect.arrayContaining([
        [2, 'issued'],
        [1, 'superseded'],
      ]),
    );
  });

  test.each(['docx', 'pdf', 'xlsx', 'json', 'html', 'md'])('is exported as %s', async (format) => {
    const answer = await app.as('external-auditor').raw(`/statements/1/file?format=${format}`);
    expect(answer.status).toBe(200);
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (format === 'pdf') expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    else if (format === 'docx' || format === 'xlsx') expect(bytes.subarray(0, 2).toString()).toBe('PK');
    else expect(bytes.toString()).toContain('A.10.4');
    if (format === 'json') {
      const { controls } = JSON.parse(bytes.toString());
      expect(controls).toHaveLength(38);
      expect(controls[0]).toMatchObject({
        id: 'A.2.2',
        decision: 'included',
        because: [{ kind: 'law', ref: 'eu-ai-act:art-26-1' }],
        justification: null,
        status: 'not-started',
        owner: 'Person governance-officer',
        evidence: [],
      });
    }
  });

  test('of another organisation is not there', async () => {
    const { officer: stranger } = await app.otherOrganisation();
    expect((await stranger.get('/statements/1')).status).toBe(404);
    expect((await stranger.raw('/statements/issued/file?format=pdf')).status).toBe(404);
  });
});
