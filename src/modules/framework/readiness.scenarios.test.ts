import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Role, roleIds } from '#kernel/roles.ts';
import { conformityModule } from '#modules/conformity/module.ts';
import { datasetModule } from '#modules/dataset/module.ts';
import { evidenceModule } from '#modules/evidence/module.ts';
import { modelModule } from '#modules/model/module.ts';
import { riskModule } from '#modules/risk/module.ts';
import { supplierModule } from '#modules/supplier/module.ts';
import { system } from '#modules/system/contract.ts';
import { systemModule } from '#modules/system/module.ts';
import { writing } from '#platform/runtime.ts';
import { makeTestApp, type TestApp, type TestClient } from '#test/testkit/app.ts';
import { frameworkModule } from './module.ts';

type Line = {
  id: string;
  coverage: string;
  verdict: string | null;
  confidence: string | null;
  ties: { ours: string; counts: boolean; verdict: string; relation: string }[];
  missing: string[];
  roles: string[];
  from: string | null;
  inForce: boolean | null;
};

let app: TestApp;
let officer: TestClient;
beforeAll(async () => {
  app = await makeTestApp({
    modules: [
      supplierModule,
      datasetModule,
      modelModule,
      systemModule,
      evidenceModule,
      riskModule,
      conformityModule,
      frameworkModule,
    ],
  });
  officer = app.as('governance-officer');
});
afterAll(() => app.close());

const linesOf = async (path: string) => (await officer.get(`/frameworks/${path}`)).body.lines as Line[];

describe('readiness for another framework', () => {
  test.each(['eu-ai-act', 'nist-ai-rmf', 'gdpr'])(
    '%s: nothing is carried over, and every line says what is missing',
    async (id) => {
      const lines = await linesOf(`${id}/readiness`);
      expect(lines.length).toBeGreaterThan(10);
      for (const line of lines) {
        expect([line.id, line.coverage === 'carried', line.verdict]).toEqual([line.id, false, null]);
        expect(line.missing.length, line.id).toBeGreaterThan(0);
        expect(line.ties.some((tie) => tie.counts)).toBe(false);
      }
    },
  );

  test('ISO/IEC 27001: a clause that asks the same has our verdict with the confidence of the crosswalk; others have none', async () => {
    const lines = await linesOf('iso-27001/readiness');
    const carried = lines.filter(({ coverage }) => coverage === 'carried');
    expect(carried).toHaveLength(12);
    for (const line of carried) {
      const tie = line.ties.find(({ counts }) => counts)!;
      expect([line.verdict, line.missing]).toEqual([tie.verdict, []]);
      expect(line.confidence).toMatch(/\S/);
    }
    for (const line of lines.filter(({ coverage }) => coverage === 'shared'))
      expect(line.ties.every(({ relation }) => relation === 'intersects' || relation === 'supports')).toBe(
        true,
      );
  });

  test('the AI Act is narrowed by role and by the day on which it applies', async () => {
    const provider = await linesOf('eu-ai-act/readiness?role=provider');
    const deployer = await linesOf('eu-ai-act/readiness?role=deployer');
    expect(provider.map(({ id }) => id)).toContain('art-9');
    expect(deployer.map(({ id }) => id)).not.toContain('art-9');
    expect(deployer.map(({ id }) => id)).toContain('art-26');
    const applying = async (day: string) =>
      (await linesOf(`eu-ai-act/readiness?applying=true&day=${day}`)).map(({ id }) => id);
    expect(await applying('2026-11-24')).not.toContain('art-9');
    expect(await applying('2027-12-01')).not.toContain('art-9');
    expect(await applying('2027-12-02')).toContain('art-9');
    expect(await applying('2026-11-24')).toContain('art-4');
    expect((await linesOf('eu-ai-act/readiness')).find(({ id }) => id === 'art-9')).toMatchObject({
      from: '2027-12-02',
      inForce: false,
    });
  });

  test.each(['docx', 'pdf', 'xlsx', 'html', 'md'])('is exported as %s', async (format) => {
    const response = await officer.raw(`/frameworks/iso-27001/readiness/file?format=${format}`);
    expect(response.status).toBe(200);
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(1000);
  });

  test.each(['iso-42001', 'nothing', 'OWF-9999'])('%s has none', async (id) => {
    expect((await officer.get(`/frameworks/${id}/readiness`)).status).toBe(404);
  });
});

describe('a framework of one’s own', () => {
  const keepers: readonly Role[] = [
    'administrator',
    'governance-officer',
    'risk-manager',
    'data-protection-officer',
    'quality-manager',
    'consultant',
  ];
  test.each(roleIds)('%s: who may keep one', async (role) => {
    const may = keepers.includes(role);
    const answer = await app
      .as(role)
      .post('/own-frameworks', { title: `Of ${role}`, kind: 'law', applies: 'unknown' });
    expect(answer.status).toBe(may ? 200 : 403);
    const entry = { requirement: 'GOVERN-1.2', current: 'partly', statement: role };
    const before = (await officer.get('/frameworks/nist-ai-rmf/profile')).body.rows.find(
      (row: { id: string }) => row.id === 'GOVERN-1.2',
    ).entry;
    const said = await app
      .as(role)
      .post('/frameworks/nist-ai-rmf/profile', { ...entry, version: before?.version });
    expect(said.status).toBe(may ? 200 : 403);
    expect((await app.as(role).get('/own-frameworks')).status).toBe(200);
  });

  test('is read in from a table with errors cell by cell, mapped by oneself, and held against our records', async () => {
    const made = (
      await officer.post('/own-frameworks', { title: 'Colorado SB 24-205', kind: 'law', applies: 'yes' })
    ).body;
    const read = (text: string, preview: boolean) =>
      officer.raw(`/own-requirements/rows?preview=${preview}`, {
        method: 'POST',
        body: text,
        headers: { 'content-type': 'application/octet-stream' },
      });
    const bad = await (
      await read(
        `framework,number,title,mappedTo,relation,rationale\n${made.ref},1,Impact assessment,99.9,subset,\n`,
        true,
      )
    ).json();
    expect(bad).toMatchObject({ errorCount: 1, errors: [expect.objectContaining({ line: 2 })] });
    const rows = [
      'framework,number,title,mappedTo,relation,rationale,confidence',
      `${made.ref},1,Risk programme,6.1.2,superset,Ours judges all risks,medium`,
      `${made.ref},2,Impact assessment,6.1.4,subset,,high`,
      `${made.ref},3,Notice to consumers,A.8.2,intersects,,low`,
      `${made.ref},4,Report to the attorney general,,,,`,
    ].join('\n');
    const good = await read(rows, false);
    expect([good.status, (await good.json()).created]).toEqual([200, 4]);
    const lines = await linesOf(`${made.ref}/readiness`);
    expect(lines.map(({ id, coverage }) => [id, coverage])).toEqual([
      ['1', 'carried'],
      ['2', 'part'],
      ['3', 'shared'],
      ['4', 'none'],
    ]);
    const judged = (await officer.get('/conformity')).body.requirements as { id: string; verdict: string }[];
    expect(lines[0]!.verdict).toBe(judged.find(({ id }) => id === '6.1.2')!.verdict);
    expect(lines[0]).toMatchObject({ confidence: 'medium', missing: [] });
    expect(lines[3]!.missing).toEqual(['Report to the attorney general']);
  });

  test('a table of a hundred thousand rows is refused with its limit, and nothing is kept', async () => {
    const count = async () => (await officer.get('/own-requirements?total=true&limit=1')).body.total;
    const before = await count();
    const rows = Array.from({ length: 100_000 }, (_, n) => `OWF-0001,${n},Row ${n}`).join('\n');
    const answer = await officer.raw('/own-requirements/rows?preview=false', {
      method: 'POST',
      body: `framework,number,title\n${rows}\n`,
      headers: { 'content-type': 'application/octet-stream' },
    });
    expect(answer.status).toBe(413);
    expect((await answer.json()).detail).toMatch(/5.?000/);
    expect(await count()).toBe(before);
  }, 30_000);

  test.each([
    [{ framework: 'OWF-9999', number: '1', title: 'x' }, 'framework'],
    [{ framework: 'OWF-0001', number: '', title: 'x' }, 'number'],
    [{ framework: 'OWF-0001', number: '1', title: 'x', mappedTo: ['6.1.2'] }, 'relation'],
    [{ framework: 'OWF-0001', number: '1', title: 'x', mappedTo: ['6.1.2'], relation: 'equal' }, 'rationale'],
  ] as const)('%j is refused at its field', async (body, field) => {
    const answer = await officer.post('/own-requirements', body);
    expect([answer.status, answer.body.problems?.[0]?.path]).toEqual([422, field]);
  });
});

describe('a profile', () => {
  test('keeps what a person says of an outcome beside what the crosswalk says, and lets nobody write over another', async () => {
    const say = (body: object) =>
      officer.post('/frameworks/nist-ai-rmf/profile', { requirement: 'MAP-1.1', ...body });
    const first = await say({ current: 'partly', target: 'done', statement: 'Purposes are written down.' });
    expect(first.status, JSON.stringify(first.body)).toBe(200);
    expect((await say({ current: 'done' })).status).toBe(409);
    expect((await say({ current: 'done', version: 1 })).body).toMatchObject({ version: 2, current: 'done' });
    expect((await say({ current: 'not-applicable', version: 2 })).body.problems[0].path).toBe('statement');
    const { rows, said } = (await officer.get('/frameworks/nist-ai-rmf/profile')).body;
    expect(rows.length).toBeGreaterThan(60);
    expect(said).toBeGreaterThan(0);
    expect(rows.find((row: { id: string }) => row.id === 'MAP-1.1')).toMatchObject({
      coverage: 'shared',
      entry: { current: 'done', statedBy: officer.personId },
    });
    expect((await officer.post('/frameworks/nist-ai-rmf/profile', { requirement: 'MAP-99' })).status).toBe(
      404,
    );
  });
});

describe('the integrated view', () => {
  test('shows where one process serves several standards, and advises a second certificate by recorded facts only', async () => {
    const before = (await officer.get('/frameworks-integrated')).body;
    expect(before.shared.find((each: { framework: string }) => each.framework === 'iso-27001')).toMatchObject(
      { same: 12 },
    );
    expect(before.personalData).toMatchObject({ systems: 0, of: 0 });
    const made = (await officer.post('/systems', { name: 'Triage', dataCategories: ['personal'] })).body;
    await writing(
      app.runtime,
      { org: app.org, actor: { id: null, name: 'x', via: 'operator', roles: [] }, operation: 'system.scope' },
      (tx) => tx.update(system, { id: made.id }, { scope: 'in' }),
    );
    const after = (await officer.get('/frameworks-integrated')).body;
    expect(after.personalData).toMatchObject({ systems: 1, of: 1 });
    expect(after.personalData.advice).toContain('ISO/IEC 27001');
  });
});

describe('the file for high-risk duties', () => {
  test('holds what is linked to the system and says with each duty what is missing', async () => {
    const made = (await officer.post('/systems', { name: 'Scoring' })).body;
    await writing(
      app.runtime,
      {
        org: app.org,
        actor: { id: null, name: 'x', via: 'operator', roles: [] },
        operation: 'system.classify',
      },
      (tx) =>
        tx.update(
          system,
          { id: made.id },
          { euState: 'proposed', euOutcomes: ['high-annex-iii'], actRoles: ['provider'] },
        ),
    );
    const risk = (
      await officer.post('/risks', { kind: 'risk', title: 'Unfair scores', impactDimensions: [] })
    ).body;
    await officer.post(`/risks/${risk.id}/systems`, { systemIds: [made.id] });
    const bundle = (await officer.get(`/frameworks-bundles/${made.ref}`)).body;
    const part = (id: string) => bundle.parts.find((each: { id: string }) => each.id === id);
    expect(bundle).toMatchObject({ confirmed: false, outcomes: ['High-risk (Annex III)'] });
    expect(part('art-10').missing).toContain('No data set is linked to this AI system.');
    expect(part('art-9')).toMatchObject({ from: '2027-12-02', roles: ['provider'] });
    const { systems } = (await officer.get('/frameworks-bundles')).body;
    expect(systems.map((each: { id: string }) => each.id)).toContain(made.id);
    const file = await officer.raw(`/frameworks-bundles/${made.id}/file`, {
      method: 'POST',
      body: JSON.stringify({ format: 'md' }),
      headers: { 'content-type': 'application/json' },
    });
    const text = await file.text();
    expect(text).toContain('it proves no conformity');
    expect(text).toContain('No data set is linked to this AI system.');
    expect(text).toContain('openaims.invalid');
    for (const format of ['docx', 'pdf', 'html']) {
      const other = await officer.raw(`/frameworks-bundles/${made.id}/file`, {
        method: 'POST',
        body: JSON.stringify({ format }),
        headers: { 'content-type': 'application/json' },
      });
      expect([format, other.status]).toEqual([format, 200]);
      expect(other.headers.get('content-disposition')).toContain(
        `ai-act-${made.ref.toLowerCase()}.${format}`,
      );
    }
    expect((await officer.get('/frameworks-bundles/SYS-9999')).status).toBe(404);
    expect((await app.as('staff').post(`/frameworks-bundles/${made.id}/file`, { format: 'md' })).status).toBe(
      403,
    );
  });
});

describe('standards in the making', () => {
  test('never promise a presumption: "cited" needs its citation, and no other stage takes one', async () => {
    const known = (await officer.get('/harmonised-standards-known')).body;
    expect(known.notice).toContain('Nothing here promises one');
    expect(known.known.some((each: { stage: string }) => each.stage === 'cited')).toBe(false);
    expect((await officer.post('/harmonised-standards-known')).body).toEqual({ made: known.known.length });
    expect((await officer.post('/harmonised-standards-known')).body).toEqual({ made: 0 });
    const add = (body: object) =>
      officer.post('/harmonised-standards', {
        reference: 'prEN 99999',
        title: 'Made up',
        source: 'A page of CEN',
        lookedOn: '2026-11-01',
        confidence: 'low',
        stage: 'drafting',
        ...body,
      });
    const field = async (answer: ReturnType<typeof add>) => (await answer).body.problems?.[0]?.path;
    expect(await field(add({ stage: 'cited' }))).toBe('citation');
    expect(await field(add({ citation: 'OJ C 1' }))).toBe('stage');
    expect(await field(add({ articles: ['art-999'] }))).toBe('articles');
    expect(await field(add({ lookedOn: '2027-01-01' }))).toBe('lookedOn');
    expect((await add({ stage: 'cited', citation: 'OJ L 2027/1' })).status).toBe(200);
  });
});
