import { afterAll, beforeAll, expect, test } from 'vitest';
import { supplierModule } from '#modules/supplier/module.ts';
import { reading } from '#platform/runtime.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { datasetChecks } from './checks.ts';
import { datasetModule } from './module.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp({ modules: [supplierModule, datasetModule] });
});
afterAll(() => app.close());

const actor = { id: null, name: 'The operator', via: 'operator', roles: [] } as const;

async function said(id: string) {
  const [check] = datasetChecks;
  const [row] = await reading(app.runtime, { org: app.org, actor }, (ctx) =>
    ctx.q
      .selectFrom(check!.rows(ctx, [id]).as('row'))
      .selectAll()
      .execute(),
  );
  expect(check!.messages[row!.reason]!({}, 'Mail')).toContain('Mail');
  return [row!.outcome, row!.reason];
}

test('a data set is described once source, purpose, personal data, content and owner are known', async () => {
  const officer = app.as('governance-officer');
  const { body: made } = await officer.post('/datasets', { name: 'Mail' });
  const steps = [
    ['no-source', { source: 'Our mail server' }],
    ['no-purpose', { purpose: 'Tuning of the spam filter' }],
    ['personal-unknown', { personalData: 'personal' }],
    ['no-description', { description: 'Subject lines of one year; few in other languages' }],
    ['no-owner', { ownerId: officer.personId }],
  ] as const;
  let version = 1;
  for (const [reason, patch] of steps) {
    expect(await said(made.id)).toEqual(['gap', reason]);
    const { body } = await officer.patch(`/datasets/${made.id}`, { version, ...patch });
    version = body.version;
  }
  expect(await said(made.id)).toEqual(['ok', 'ok']);
});
