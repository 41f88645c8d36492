import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelModule } from '#modules/model/module.ts';
import { supplierModule } from '#modules/supplier/module.ts';
import { systemModule } from '#modules/system/module.ts';
import { reading } from '#platform/runtime.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { datasetChecks } from './checks.ts';
import { datasetModule } from './module.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp({ modules: [supplierModule, datasetModule, modelModule, systemModule] });
});
afterAll(() => app.close());

const actor = { id: null, name: 'The operator', via: 'operator', roles: [] } as const;
const officer = () => app.as('governance-officer');

async function said(check: string, id: string) {
  const found = datasetChecks.find((each) => each.id === `dataset.${check}`)!;
  const [row] = await reading(app.runtime, { org: app.org, actor }, (ctx) =>
    ctx.q
      .selectFrom(found.rows(ctx, [id]).as('row'))
      .selectAll()
      .execute(),
  );
  if (!row) return ['not looked at'];
  expect(found.messages[row.reason]!({}, 'Mail')).toContain('Mail');
  return [row.outcome, row.reason];
}

type Made = { id: string; version: number };
const made = async (fields: object = {}): Promise<Made> =>
  (await officer().post('/datasets', { name: 'Mail', ...fields })).body;
async function change(each: Made, patch: object): Promise<void> {
  const { status, body } = await officer().patch(`/datasets/${each.id}`, {
    version: (await officer().get(`/datasets/${each.id}`)).body.version,
    ...patch,
  });
  expect(status, JSON.stringify(body)).toBe(200);
}
const act = async (each: Made, path: string, body: object = {}) =>
  officer().post(`/datasets/${each.id}/${path}`, {
    version: (await officer().get(`/datasets/${each.id}`)).body.version,
    ...body,
  });

/** Each step mends what the reason before it named. */
async function mends(
  check: string,
  each: Made,
  steps: readonly (readonly [string, object])[],
): Promise<void> {
  for (const [reason, patch] of steps) {
    expect(await said(check, each.id)).toEqual(['gap', reason]);
    await change(each, patch);
  }
  expect(await said(check, each.id)).toEqual(['ok', 'ok']);
}

test('a data set is described once source, purpose, personal data, content and owner are known', async () => {
  await mends('described', await made(), [
    ['no-source', { source: 'Our mail server' }],
    ['no-purpose', { purpose: 'Tuning of the spam filter' }],
    ['personal-unknown', { personalData: 'personal' }],
    ['no-description', { description: 'Subject lines of one year; few in other languages' }],
    ['no-owner', { ownerId: officer().personId }],
  ]);
});

test('data about people are lawful once basis, condition, people, time limit and measures are said', async () => {
  expect(await said('lawful', (await made({ personalData: 'none' })).id)).toEqual(['not looked at']);
  await mends('lawful', await made({ personalData: 'special-categories' }), [
    ['no-basis', { legalBasis: 'consent' }],
    ['no-special-basis', { specialBasis: 'Explicit consent, Article 9(2)(a)' }],
    ['no-subjects', { subjects: ['Patients'] }],
    ['no-retention', { retention: 'Two years after the last visit' }],
    ['no-security', { security: 'Pseudonyms; read by two people' }],
  ]);
});

test('a data set is acquired once it is said how it was obtained and why it was chosen', async () => {
  await mends('acquired', await made(), [
    ['no-acquisition', { acquisition: 'Exported each night' }],
    ['no-selection', { selection: 'All languages of our patients' }],
  ]);
});

test('quality needs terms, results within the limits, and somebody who confirmed them; a new result is unconfirmed again', async () => {
  const each = await made();
  const term = {
    about: 'completeness',
    term: 'Filled in',
    bound: 'at-least',
    limit: 97.5,
    unit: '%',
    result: null,
  };
  expect(await said('quality', each.id)).toEqual(['gap', 'no-terms']);
  expect((await act(each, 'quality/confirm')).body.code).toBe('wrong-state');
  await change(each, { quality: [term] });
  expect(await said('quality', each.id)).toEqual(['gap', 'not-measured']);
  expect((await act(each, 'quality/confirm')).body.code).toBe('wrong-state');
  await change(each, { quality: [{ ...term, result: 96, measuredOn: '2026-11-01' }] });
  expect(await said('quality', each.id)).toEqual(['gap', 'outside']);
  await change(each, { quality: [{ ...term, result: 98.25, measuredOn: '2026-11-20' }] });
  expect(await said('quality', each.id)).toEqual(['gap', 'not-confirmed']);
  expect((await act(each, 'quality/confirm')).body).toMatchObject({ qualityConfirmedOn: '2026-11-24' });
  expect(await said('quality', each.id)).toEqual(['ok', 'ok']);
  await change(each, { quality: [{ ...term, bound: 'at-most', limit: 99, result: 98.5 }] });
  expect(await said('quality', each.id)).toEqual(['gap', 'not-confirmed']);
});

test('the origin can be followed by source, supplier or the data it is made of, and ends at withdrawn data', async () => {
  const [each, parent] = [await made(), await made({ name: 'Archive' })];
  expect(await said('provenance', each.id)).toEqual(['gap', 'no-origin']);
  await officer().post(`/datasets/${each.id}/links`, { kind: 'derived-from', to: parent.id });
  expect(await said('provenance', each.id)).toEqual(['ok', 'ok']);
  await act(parent, 'withdraw', { reason: 'The archive was sold' });
  expect(await said('provenance', each.id)).toEqual(['gap', 'from-withdrawn']);
  expect(await said('withdrawn-unused', parent.id)).toEqual(['gap', 'still-used']);
  await act(parent, 'reinstate', { reason: 'Bought back' });
  expect(await said('provenance', each.id)).toEqual(['ok', 'ok']);
  expect(await said('withdrawn-unused', parent.id)).toEqual(['not looked at']);
});

test('a withdrawn data set that feeds nothing is no gap, and no other rule asks anything of it', async () => {
  const each = await made();
  await act(each, 'withdraw', { reason: 'Not needed' });
  expect(await said('withdrawn-unused', each.id)).toEqual(['ok', 'ok']);
  expect(await said('acquired', each.id)).toEqual(['not looked at']);
});

test('preparation needs its steps, a word on labels, and rules and people where there are labels', async () => {
  await mends('prepared', await made(), [
    ['no-steps', { preparation: [{ step: 'Duplicates taken out', why: 'They count twice' }] }],
    ['labelling-unsaid', { labelling: 'people' }],
    ['no-guidelines', { labelGuidelines: 'Handbook of labels, edition 3' }],
    ['no-annotators', { labelAnnotators: 4 }],
  ]);
});
