import { afterAll, beforeAll, expect, test } from 'vitest';
import { stages, system } from '#modules/system/contract.ts';
import { newSystem } from '#modules/system/service.ts';
import { reading, writing } from '#platform/runtime.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { lifecycleChecks } from './checks.ts';
import { lifecycleDates } from './dates.ts';
import { approvedRecord, filled } from './lifecycle.testing.ts';
import { defaultRules, type Stage } from './rules.ts';
import { lifecycleTasks } from './tasks.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp();
});
afterAll(() => app.close());

const actor = { id: null, name: 'The operator', via: 'operator', roles: [] } as const;
const officer = () => app.as('governance-officer');
const read = <T>(run: Parameters<typeof reading<T>>[2]) => reading(app.runtime, { org: app.org, actor }, run);

/** What a check says of one record: outcome, reason, the day on which it flips. */
async function said(check: string, id: string): Promise<readonly (string | null)[]> {
  const found = lifecycleChecks.find((each) => each.id === `lifecycle.${check}`)!;
  const rows = await read((ctx) =>
    ctx.q
      .selectFrom(found.rows(ctx, [id]).as('row'))
      .selectAll()
      .execute(),
  );
  const row = rows[0];
  if (!row) return ['not looked at'];
  const args = row.args ? JSON.parse(row.args) : {};
  expect(found.messages[row.reason]!(args, 'Ranking')).toMatch(/\S/);
  expect(found.fix(row)).toMatch(/^\/(systems|gate-openings|gates)\//);
  return [row.outcome, row.reason, row.nextAt];
}

/** A system in scope that stands in a stage as an import would set it. */
async function systemIn(stage: Stage, over: object = {}): Promise<string> {
  const made = await writing(app.runtime, { org: app.org, actor, operation: 'system.create' }, (tx) =>
    tx.insert(
      system,
      newSystem({ name: 'Ranking', scope: 'in', stage, bought: 'in-house', riskLevel: 'low', ...over }),
    ),
  );
  return made.id;
}

test.each([
  ['requirements', 'requirements', 'design-development', 'inception'],
  ['design', 'design', 'verification-validation', 'design-development'],
  ['verification', 'verification', 'deployment', 'verification-validation'],
  ['deployment', 'deployment', 'operation-monitoring', 'verification-validation'],
  ['operation', 'operation', 're-evaluation', 'deployment'],
  ['event-log', 'event-log', 'operation-monitoring', 'retirement'],
] as const)(
  '%s: missing, waiting, then approved; before its stage nothing is asked',
  async (check, kind, stage, before) => {
    expect(await said(check, await systemIn(before))).toEqual(['not looked at']);
    expect(await said(check, await systemIn(stage, { scope: 'out', scopeReason: 'Elsewhere' }))).toEqual([
      'not looked at',
    ]);
    const id = await systemIn(stage);
    expect(await said(check, id)).toEqual(['gap', 'missing', null]);
    await app
      .as('ai-engineer')
      .post('/lifecycle-records', { systemId: id, kind, title: 'A draft', content: filled(kind) });
    expect(await said(check, id)).toEqual(['gap', 'waiting', null]);
    await approvedRecord(app, { systemId: id, kind });
    expect(await said(check, id)).toEqual(['ok', 'ok', null]);
  },
);

test('a bought system is not asked for its design', async () => {
  expect(await said('design', await systemIn('deployment', { bought: 'bought' }))).toEqual(['not looked at']);
});

test.each([
  ['no-release', { conclusion: 'no-release' }],
  ['no-result', { criteria: [{ criterion: 'Recall', met: 'open' }] }],
  ['not-met', { criteria: [{ criterion: 'Recall', met: 'not-met' }], conclusion: 'release' }],
] as const)('a released system whose verification says "%s" is a gap', async (reason, over) => {
  const id = await systemIn('operation-monitoring');
  await approvedRecord(app, { systemId: id, kind: 'verification' }, over);
  expect(await said('verification', id)).toEqual(['gap', reason, null]);
  await approvedRecord(app, { systemId: id, kind: 'verification' });
  expect(await said('verification', id)).toEqual(['ok', 'ok', null]);
});

test('a deployment plan whose conditions do not hold is a gap', async () => {
  const id = await systemIn('deployment');
  await approvedRecord(
    app,
    { systemId: id, kind: 'deployment' },
    { conditions: [{ condition: 'Trained', met: 'open' }] },
  );
  expect(await said('deployment', id)).toEqual(['gap', 'conditions-open', null]);
});

test('a released system whose gate nobody opened is a gap until it went through one; an exception flips after its last day', async () => {
  const id = await systemIn('deployment');
  expect(await said('opened', id)).toEqual(['gap', 'no-opening', null]);
  const { body } = await officer().post(`/systems/${id}/stage`, {
    version: 1,
    stage: 'operation-monitoring',
    reason: 'It runs already',
    exceptionUntil: '2026-12-10',
  });
  expect(body.stage).toBe('operation-monitoring');
  expect(await said('opened', id)).toEqual(['ok', 'ok', null]);
  const [opening] = (await officer().get(`/systems/${id}/gates`)).body.openings;
  expect(await said('exceptions', opening.id)).toEqual(['ok', 'ok', '2026-12-11']);
  app.clock.advanceDays(17);
  expect(await said('exceptions', opening.id)).toEqual(['gap', 'ended', null]);
  app.clock.advanceDays(-17);
});

test('the rules of the gates are a gap until each is decided', async () => {
  const organisation = (
    await read((ctx) => ctx.q.selectFrom(lifecycleChecks[0]!.rows(ctx).as('row')).selectAll().execute())
  )[0]!.id;
  expect(await said('rules', organisation)).toEqual(['gap', 'none', null]);
  for (const stage of stages) {
    const { needs, without } = defaultRules.find((rule) => rule.stage === stage)!;
    await officer().post(`/gate-rules/${stage}`, { needs, without, reason: 'As proposed' });
    expect(await said('rules', organisation)).toEqual(
      stage === 'retirement' ? ['ok', 'ok', null] : ['gap', 'some', null],
    );
  }
});

test('whoever can do something about it finds it in the inbox and the calendar', async () => {
  const id = await systemIn('design-development');
  const { body: made } = await app.as('ai-engineer').post('/lifecycle-records', {
    systemId: id,
    kind: 'design',
    title: 'Design',
    content: filled('design'),
    reviewOn: '2026-12-05',
  });
  const { body: prepared } = await app
    .as('ai-engineer')
    .post(`/lifecycle-records/${made.id}/prepare`, { version: 1 });
  const tasksOf = async (role: 'ai-engineer' | 'governance-officer' | 'staff') => {
    const who = { ...actor, via: 'session' as const, id: app.as(role).personId, roles: [role] };
    const tasks = await reading(app.runtime, { org: app.org, actor: who }, lifecycleTasks);
    return tasks.map((each) => each.kind);
  };
  expect(await tasksOf('ai-engineer')).toContain('handed-over');
  expect(await tasksOf('governance-officer')).toEqual(expect.arrayContaining(['approve', 'exceptions']));
  expect(await tasksOf('staff')).toEqual([]);
  await officer().post(`/lifecycle-records/${made.id}/approve`, { version: prepared.version });
  expect(await tasksOf('ai-engineer')).toContain('review');
  const dates = await read((ctx) =>
    lifecycleDates(ctx, { from: '2026-12-01', to: '2026-12-31', limit: 100 }),
  );
  expect(dates.map((each) => [each.kind, each.day])).toEqual([
    ['Look at a life-cycle record again', '2026-12-05'],
    ['End of an exception', '2026-12-10'],
  ]);
});

test('an approved record is confirmed to still hold, which leaves its entry although nothing changed', async () => {
  const id = await systemIn('design-development');
  const made = await approvedRecord(app, { systemId: id, kind: 'design' });
  const again = async (version: number) =>
    officer().post(`/lifecycle-records/${made.id}/reaffirm`, { version });
  expect((await again(made.version)).body).toMatchObject({
    reaffirmedOn: '2026-11-24',
    version: made.version + 1,
  });
  expect((await again(made.version + 1)).body.version).toBe(made.version + 2);
  const { body: draft } = await app
    .as('ai-engineer')
    .post('/lifecycle-records', { systemId: id, kind: 'data', title: 'D' });
  expect((await officer().post(`/lifecycle-records/${draft.id}/reaffirm`, { version: 1 })).body.code).toBe(
    'wrong-state',
  );
});
