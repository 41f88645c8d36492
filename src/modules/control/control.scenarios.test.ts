import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoSystems } from '#apps/server/demo/data.ts';
import { conformityModule } from '#modules/conformity/module.ts';
import { datasetModule } from '#modules/dataset/module.ts';
import { evidenceModule } from '#modules/evidence/module.ts';
import { frameworkModule } from '#modules/framework/module.ts';
import { approved, decided } from '#modules/impact/assessed.fixture.ts';
import { impactModule } from '#modules/impact/module.ts';
import { modelModule } from '#modules/model/module.ts';
import { riskModule } from '#modules/risk/module.ts';
import { SUGGESTED } from '#modules/risk/queries.ts';
import { supplierModule } from '#modules/supplier/module.ts';
import { systemModule } from '#modules/system/module.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { controlModule } from './module.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp({
    modules: [
      supplierModule,
      datasetModule,
      modelModule,
      systemModule,
      riskModule,
      impactModule,
      evidenceModule,
      conformityModule,
      frameworkModule,
      controlModule,
    ],
  });
});
afterAll(() => app.close());

type Line = {
  control: { id: string; annexId: string | null; version: number; ref: string };
  because: { kind: string; ref: string }[];
  traps: { id: string; severity: string }[];
  suggestions: {
    kind: string;
    ref: string;
    text: string;
    relation: string;
    source: string;
    confidence: string;
    from: string;
    systems: { ref: string }[];
  }[];
  change: string;
  changes: { field: string; before: string; after: string }[];
  problems: string[];
  cautions: string[];
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

describe('what an impact assessment relies on', () => {
  test('a control that answers harm is in because of it once the assessment is approved', async () => {
    await decided(app);
    const { body: all } = await app.as('governance-officer').get('/controls?annexId=A.6.2.4');
    const before = (await line('A.6.2.4')).because;
    const { harm } = await approved(app, { measureIds: [all.rows[0].id] });
    expect((await line('A.6.2.4')).because).toEqual([
      ...before,
      expect.objectContaining({ kind: 'impact', ref: harm.ref }),
    ]);
  });
});

describe('legal duties and contracts', () => {
  const laws = async (annexId: string) =>
    (await line(annexId)).suggestions.filter((each) => each.kind === 'law');

  test('a proposed classification brings no duty, a confirmed one does, with source, confidence and day', async () => {
    const { answers, facts } = demoSystems.find((each) => each.key === 'cv')!;
    const { body: made } = await officer().post('/systems', { name: 'Applicant ranking' });
    await officer().post(`/systems/${made.id}/scope`, { version: 1, scope: 'in' });
    await officer().post(`/systems/${made.id}/classification`, { version: 2, answers, facts });
    expect(await laws('A.9.2')).toEqual([]);
    const { status } = await officer().post(`/systems/${made.id}/classification/confirm`, {
      version: 3,
      reason: 'Annex III point 4: selection of applicants.',
    });
    expect(status).toBe(200);
    const duty = (await laws('A.6.2.8')).find((each) => each.ref === 'eu-ai-act:art-26');
    const row = app.runtime.catalog
      .mappings('iso-42001:A.6.2.8')
      .find((each) => each.to === 'eu-ai-act:art-26')!;
    expect(duty).toMatchObject({
      duties: expect.arrayContaining([expect.stringContaining('keep logs')]),
      relation: row.relation,
      source: row.source,
      confidence: row.confidence,
      from: expect.stringMatching(/^20\d\d-\d\d-\d\d$/),
      systems: [{ ref: made.ref }],
    });
    expect((await line('A.6.2.8')).because).toEqual([]);
  });

  test('what a person takes over becomes a reason and is not suggested again', async () => {
    const [duty] = await laws('A.9.2');
    const { control } = await line('A.9.2');
    const { body } = await officer().post(`/controls/${control.id}/include`, {
      version: control.version,
      statedReasons: [{ kind: 'law', text: duty!.text, ref: duty!.ref }],
    });
    expect(await line('A.9.2')).toMatchObject({ because: [{ kind: 'law', ref: duty!.ref }] });
    expect((await laws('A.9.2')).map((each) => each.ref)).not.toContain(duty!.ref);
    await officer().post(`/controls/${control.id}/include`, { version: body.version, statedReasons: [] });
  });

  test('leaving out a control that duties point to is a caution, not a stop', async () => {
    const { control } = await line('A.9.2');
    const { body } = await officer().post(`/controls/${control.id}/exclude`, {
      version: control.version,
      justification: 'Not needed here',
      trapsSeen: (await line('A.9.2')).traps.map((trap) => trap.id),
    });
    const now = await line('A.9.2');
    expect(now.cautions.at(-1)).toMatch(/^Left out although .*legal dut/);
    expect(now.problems).toEqual([]);
    await officer().post(`/controls/${control.id}/include`, { version: body.version, statedReasons: [] });
    expect((await line('A.9.2')).cautions).toEqual([]);
  });

  test('leaving out what an approved treatment uses stands in the way', async () => {
    const { control, traps, because } = await line('A.7.4');
    const { body } = await officer().post(`/controls/${control.id}/exclude`, {
      version: control.version,
      justification: 'Not needed here',
      trapsSeen: traps.map((trap) => trap.id),
    });
    expect((await line('A.7.4')).problems).toEqual([
      `A.7.4 is left out, and approved treatments use it: ${because[0]!.ref}.`,
    ]);
    await officer().post(`/controls/${control.id}/include`, { version: body.version });
  });

  test('the contract of a supplier of a system in scope can be named, and leads to the supplier', async () => {
    const { body: system } = await officer().post('/systems', { name: 'Triage' });
    const { body: vendor } = await officer().post('/suppliers', {
      name: 'Triage AG',
      contract: 'Contract 17',
    });
    await officer().post(`/systems/${system.id}/links`, { kind: 'supplied-by', to: vendor.id });
    const contracts = async () => (await app.as('staff').get('/statement')).body.contracts;
    expect(await contracts()).toEqual([]);
    await officer().post(`/systems/${system.id}/scope`, { version: 1, scope: 'in' });
    expect(await contracts()).toEqual([
      { kind: 'contract', ref: vendor.ref, id: vendor.id, text: 'Contract 17, Triage AG' },
    ]);
    const { control } = await line('A.10.3');
    const { body } = await officer().post(`/controls/${control.id}/include`, {
      version: control.version,
      statedReasons: [{ kind: 'contract', text: 'Contract 17, Triage AG', ref: vendor.ref }],
    });
    expect((await line('A.10.3')).because).toEqual([
      { kind: 'contract', ref: vendor.ref, id: vendor.id, text: 'Contract 17, Triage AG' },
    ]);
    await officer().post(`/controls/${control.id}/include`, { version: body.version, statedReasons: [] });
  });

  test('the one in work says of a control nobody decided on that it is not decided', async () => {
    const answer = await app.as('staff').raw('/statements/working/file?format=json');
    const { controls } = await answer.json();
    expect(controls[0]).toMatchObject({ id: 'A.2.2', decision: 'undecided' });
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
      const { version } = control;
      await officer().patch(`/controls/${control.id}`, { version, ownerId: officer().personId });
      const stated = [
        { kind: 'law', text: 'Deployer duties for high-risk systems', ref: 'eu-ai-act:art-26-1' },
      ];
      const answer =
        control.annexId === 'A.10.4'
          ? await officer().post(`/controls/${control.id}/exclude`, {
              version: version + 1,
              justification: 'We supply nobody with AI',
              trapsSeen: (await line('A.10.4')).traps.map((trap) => trap.id),
            })
          : await officer().post(`/controls/${control.id}/include`, {
              version: version + 1,
              statedReasons: stated,
            });
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
    expect(await line('A.2.2')).toMatchObject({
      change: 'changed',
      changes: [{ field: 'status', before: 'not-started', after: 'implemented' }],
    });
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
      const { controls, packs } = JSON.parse(bytes.toString());
      const { version, sha256 } = app.runtime.catalog.pack('eu-ai-act');
      expect(packs).toContain(`eu-ai-act ${version} ${sha256}`);
      const decisions: string[] = controls.map((each: { decision: string }) => each.decision);
      expect(new Set(decisions)).toEqual(new Set(['included', 'excluded']));
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
