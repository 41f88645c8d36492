import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { datasetModule } from '#modules/dataset/module.ts';
import { modelModule } from '#modules/model/module.ts';
import { supplierModule } from '#modules/supplier/module.ts';
import { jobRunner } from '#platform/jobs.ts';
import { writing } from '#platform/runtime.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { applyChunk } from './import-apply.ts';
import { systemModule } from './module.ts';

const MADE_UP = readFileSync(new URL('../../../test/fixtures/inventory-made-up.csv', import.meta.url));

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp({ modules: [supplierModule, datasetModule, modelModule, systemModule] });
});
afterAll(() => app.close());

const officer = () => app.as('governance-officer');
async function start(body: BodyInit) {
  const answer = await officer().raw('/imports?fileName=list.csv', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/octet-stream' },
  });
  return answer.json();
}
async function imported(body: BodyInit) {
  const { id } = await start(body);
  return (await officer().post(`/imports/${id}/apply`)).body;
}
const one = async (name: string) =>
  (await officer().get(`/systems?name=${encodeURIComponent(name)}`)).body.rows[0];
const total = async (query: string) =>
  (await officer().get(`/systems?q=${query}&total=true&limit=1`)).body.total;

/** As if the process had died after the first chunk: the job waits, the rest is staged. */
async function stoppedAfterOneChunk(name: string): Promise<string> {
  const rows = Array.from({ length: 250 }, (_, i) => `${name} ${i},Purpose`).join('\n');
  const { id } = await start(`Name,Purpose\n${rows}\n`);
  const actor = {
    id: officer().personId,
    name: 'x',
    via: 'import',
    roles: ['governance-officer' as const],
  } as const;
  await writing(app.runtime, { org: app.org, actor, operation: 'import.apply' }, async (tx) => {
    await tx.enqueue('import.apply', { id }, { key: id });
    await applyChunk(tx, id);
  });
  expect(await total(name)).toBe(100);
  return id;
}
const resume = () => jobRunner(app.runtime, systemModule.jobs).drain();

describe('an import that was stopped', () => {
  test('goes on by itself', async () => {
    const id = await stoppedAfterOneChunk('Resumed');
    await resume();
    expect(await total('Resumed')).toBe(250);
    expect((await officer().get(`/imports/${id}`)).body).toMatchObject({ state: 'done', created: 250 });
  });

  test('and undone does not come back', async () => {
    const id = await stoppedAfterOneChunk('Undone');
    expect((await officer().post(`/imports/${id}/undo`)).body.removed).toBe(100);
    await resume();
    expect(await total('Undone')).toBe(0);
    expect((await officer().post(`/imports/${id}/apply`)).status).toBe(409);
  });
});

describe('the same file again', () => {
  test('leaves what people wrote since, and takes only the cells that changed', async () => {
    await imported('Name,Purpose,Team\nLedger,Sorts invoices,Finance\n');
    const before = await one('Ledger');
    await officer().patch(`/systems/${before.id}`, { version: before.version, purpose: 'Sorts and pays' });
    expect(await imported('Name,Purpose,Team\nLedger,Sorts invoices,Finance\n')).toMatchObject({
      updated: 0,
      unchanged: 1,
    });
    expect((await one('Ledger')).purpose).toBe('Sorts and pays');
    expect(await imported('Name,Purpose,Team\nLedger,Sorts invoices,Treasury\n')).toMatchObject({
      updated: 1,
    });
    expect(await one('Ledger')).toMatchObject({ purpose: 'Sorts and pays', bureau: 'Treasury' });
  });

  test('leaves answers that a person gave, even while they are only proposed', async () => {
    await imported(MADE_UP);
    const before = await one('Applicant ranking');
    await officer().post(`/systems/${before.id}/classification`, {
      version: before.version,
      answers: { 'iii-4': 'no' },
    });
    const changed = Buffer.from(
      MADE_UP.toString('latin1').replace('Ranks resumes of job applicants', 'Ranks resumes of candidates'),
      'latin1',
    );
    expect(await imported(changed)).toMatchObject({ updated: 1, unchanged: 39 });
    const after = await one('Applicant ranking');
    expect(after.purpose).toBe('Ranks resumes of candidates');
    expect(after.euInput.answers['iii-4']).toBe('no');
  });
});

test('a cell beyond the named columns is refused, never dropped', async () => {
  const staged = await start('Name,Purpose\nFine,Sorts\nCommas,Sorts, pays and files\n');
  expect(staged).toMatchObject({ created: 1, errorCount: 1 });
  expect(staged.errors).toEqual([
    expect.objectContaining({ line: 3, column: 'Column 3', value: ' pays and files' }),
  ]);
});
