import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { datasetModule } from '#modules/dataset/module.ts';
import { modelModule } from '#modules/model/module.ts';
import { supplierModule } from '#modules/supplier/module.ts';
import { writing } from '#platform/runtime.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { applyChunk } from './import-apply.ts';
import { systemModule } from './module.ts';

const MADE_UP = readFileSync(new URL('../../../test/fixtures/inventory-made-up.csv', import.meta.url));
const REAL =
  process.env.AIMS_OMB_CSV ??
  new URL('../../../../shared/data/omb-2024-ai-use-cases.csv', import.meta.url).pathname;

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp({ modules: [supplierModule, datasetModule, modelModule, systemModule] });
});
afterAll(() => app.close());

const officer = () => app.as('governance-officer');
async function start(body: BodyInit, fileName = 'inventory.csv', query = '') {
  const answer = await officer().raw(`/imports?fileName=${encodeURIComponent(fileName)}${query}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/octet-stream' },
  });
  return { status: answer.status, body: await answer.json() };
}

describe('a file in the layout of the federal inventory', () => {
  let id = '';

  test('is recognised with its encoding, and nothing is written by looking at it', async () => {
    const { body } = await start(MADE_UP);
    id = body.id;
    expect(body).toMatchObject({
      layout: 'omb-2024',
      encoding: 'Windows-1252',
      total: 40,
      created: 40,
      updated: 0,
      unchanged: 0,
      errorCount: 0,
      repeatedKeys: 3,
      identicalRows: 1,
      state: 'staged',
    });
    expect((await officer().get('/systems')).body.rows).toEqual([]);
  });

  test('becomes systems with proposals and their reasons, in scope for nobody yet', async () => {
    const { body } = await officer().post(`/imports/${id}/apply`);
    expect(body).toMatchObject({ state: 'done', created: 40, applied: 40 });
    const { body: list } = await officer().get('/systems?name=Applicant ranking');
    const found = list.rows[0];
    expect(found).toMatchObject({
      agency: 'DMA',
      statedImpact: 'rights',
      stage: 'verification-validation',
      bought: 'bought',
      scope: 'proposed',
      euState: 'proposed',
      dataCategories: ['personal'],
    });
    expect(found.euReasons['iii-4']).toContain('“resumes”');
    expect((await officer().get('/systems?name[contains]=café')).body.rows[0].purpose).toBe(
      'Plans menus – “seasonal” ones',
    );
    const { body: shown } = await officer().get(`/systems/${found.ref}/classification`);
    expect(shown.assumption).toContain('as if the system were placed on the Union market');
    expect(shown.undetermined.map((each: { id: string }) => each.id)).toContain('prohibited');
  });

  test('keeps systems of the same name apart, and a second time changes nothing', async () => {
    expect((await officer().get('/systems?name=Chatbot')).body.rows).toHaveLength(3);
    const again = await start(MADE_UP);
    expect(again.body).toMatchObject({ created: 0, updated: 0, unchanged: 40 });
    expect((await officer().post(`/imports/${again.body.id}/apply`)).body).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 40,
    });
  });

  test('with one changed cell changes one system', async () => {
    const changed = Buffer.from(
      MADE_UP.toString('latin1').replace('Helps with task 7,', 'Helps with task seven,'),
      'latin1',
    );
    const { body } = await start(changed);
    expect(body).toMatchObject({ created: 0, updated: 1, unchanged: 39 });
    await officer().post(`/imports/${body.id}/apply`);
    const { body: undone } = await officer().post(`/imports/${body.id}/undo`);
    expect(undone).toEqual({ removed: 0, restored: 1, kept: [] });
    expect((await officer().get('/systems?name=Helper 07')).body.rows[0].purpose).toBe('Helps with task 7');
  });

  test('is undone where nobody touched anything, and the rest is listed', async () => {
    const { body: list } = await officer().get('/systems?name=Gate camera');
    await officer().post(`/systems/${list.rows[0].id}/scope`, { version: list.rows[0].version, scope: 'in' });
    const helper = (await officer().get('/systems?name=Helper 07')).body.rows[0];
    const { body } = await officer().post(`/imports/${id}/undo`);
    expect(body.removed).toBe(38);
    expect(body.kept.map((each: { title: string }) => each.title).sort()).toEqual([
      'Gate camera',
      helper.name,
    ]);
    expect((await officer().post(`/imports/${id}/undo`)).status).toBe(409);
  });
});

test('an import that is stopped between chunks goes on where it was, and applies no row twice', async () => {
  const rows = Array.from({ length: 250 }, (_, i) => `Resumed ${i},Purpose ${i}`).join('\n');
  const { body } = await start(`Name,Purpose\n${rows}\n`);
  await writing(
    app.runtime,
    {
      org: app.org,
      actor: { id: officer().personId, name: 'x', via: 'import', roles: ['governance-officer'] },
      operation: 'import.apply',
    },
    (tx) => applyChunk(tx, body.id),
  );
  expect((await officer().get('/systems?q=Resumed&total=true')).body.total).toBe(100);
  await officer().post(`/imports/${body.id}/apply`);
  expect((await officer().get('/systems?q=Resumed&total=true')).body.total).toBe(250);
});

describe('any table', () => {
  test('has its columns guessed, and mapped by hand when the guess is wrong', async () => {
    const { body } = await start('Bot;Team\nx;y\n'.replaceAll(';', ','), 'mine.csv');
    expect(body.mapping).toMatchObject({ layout: 'free', fields: { name: 'Bot', bureau: 'Team' } });
    const { body: mapped } = await officer().post(`/imports/${body.id}/mapping`, {
      mapping: { layout: 'free', key: ['Bot', 'Team'], fields: { name: 'Bot', agency: 'Team' } },
    });
    expect(mapped).toMatchObject({ created: 1, mapping: { fields: { agency: 'Team' } } });
    expect((await start('Bot,Team\nz,y\n', 'next.csv')).body.mapping.fields).toEqual({
      name: 'Bot',
      agency: 'Team',
    });
  });

  test('names line, column and value of every cell that cannot be taken, and imports the others', async () => {
    const { body } = await start('Name,Stage\nGood,deployment\nBad,someday\n,deployment\n', 'cells.csv');
    expect(body).toMatchObject({ created: 1, errorCount: 2 });
    expect(body.errors).toEqual([
      expect.objectContaining({ line: 3, column: 'Stage', value: 'someday' }),
      expect.objectContaining({ line: 4, column: 'Name', message: 'Give the AI system a name' }),
    ]);
  });

  test.each([
    ['nothing', '', 422],
    ['null characters', 'Name\na\u0000b\n', 415],
    ['an open quotation mark', 'Name,Purpose\n"a,b\nc,d\n', 422],
    ['600 columns', `${Array.from({ length: 600 }, (_, i) => `c${i}`).join(',')}\n`, 413],
    ['a zip that is no spreadsheet', 'PK\u0003\u0004garbage', 415],
  ])('with %s is refused and says what to do', async (_what, body, status) => {
    const before = (await officer().get('/systems?total=true')).body.total;
    const answer = await start(body, 'bad.csv');
    expect(answer).toMatchObject({ status, body: { next: expect.stringMatching(/\S/) } });
    expect((await officer().get('/systems?total=true')).body.total).toBe(before);
  });

  test('is not imported by people who only read', async () => {
    const answer = await app.as('external-auditor').raw('/imports?fileName=x.csv', {
      method: 'POST',
      body: 'Name\nx\n',
      headers: { 'content-type': 'application/octet-stream' },
    });
    expect(answer.status).toBe(403);
  });
});

if (!existsSync(REAL))
  console.warn(
    `The real inventory is absent (${REAL}); set AIMS_OMB_CSV to test with it. The made-up file was tested.`,
  );

describe.runIf(existsSync(REAL))('the real inventory of 2,133 systems', () => {
  test('comes in whole, with the published counts', async () => {
    const real = await makeTestApp({ modules: [supplierModule, datasetModule, modelModule, systemModule] });
    try {
      const client = real.as('governance-officer');
      const staged = await (
        await client.raw('/imports?fileName=real.csv', {
          method: 'POST',
          body: readFileSync(REAL),
          headers: { 'content-type': 'application/octet-stream' },
        })
      ).json();
      expect(staged).toMatchObject({
        layout: 'omb-2024',
        encoding: 'Windows-1252',
        total: 2133,
        created: 2133,
        errorCount: 0,
        repeatedKeys: 49,
        identicalRows: 3,
      });
      const { body } = await client.post(`/imports/${staged.id}/apply`);
      expect(body).toMatchObject({ created: 2133, updated: 0, unchanged: 0 });
      const { body: summary } = await client.get('/systems-summary');
      const agency = (name: string) =>
        summary.agencies.find((each: { agency: string }) => each.agency === name).count;
      expect([agency('VA'), agency('DOJ'), agency('DHS')]).toEqual([229, 240, 183]);
      expect(
        (await client.get('/systems?statedImpact=rights,safety,both&total=true&limit=1')).body.total,
      ).toBe(351);
      const { body: minimal } = await client.get('/systems?euOutcomes=minimal&total=true&limit=1');
      expect(minimal.total).toBe(0);
    } finally {
      await real.close();
    }
  }, 60_000);
});
