import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { datasetModule } from '#modules/dataset/module.ts';
import { modelModule } from '#modules/model/module.ts';
import { supplierModule } from '#modules/supplier/module.ts';
import { reading } from '#platform/runtime.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { systemChecks } from './checks.ts';
import { systemModule } from './module.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp({ modules: [supplierModule, datasetModule, modelModule, systemModule] });
});
afterAll(() => app.close());

type Made = { readonly id: string; readonly version: number };
const officer = () => app.as('governance-officer');
const actor = { id: null, name: 'The operator', via: 'operator', roles: [] } as const;

async function post(path: string, body: object): Promise<Made> {
  const answer = await officer().post(path, body);
  expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBe(200);
  return answer.body;
}
const current = async (id: string): Promise<Made> => (await officer().get(`/systems/${id}`)).body;
const patch = async (id: string, body: object) => {
  const answer = await officer().patch(`/systems/${id}`, { version: (await current(id)).version, ...body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
};
const decide = async (id: string, scope: string, reason?: string) =>
  post(`/systems/${id}/scope`, { version: (await current(id)).version, scope, ...(reason && { reason }) });
const link = (kind: string, id: string, to: string) => post(`/systems/${id}/links`, { kind, to });

/** What a check says of one system: its reason, or nothing when the system is not judged by it. */
async function said(check: string, id: string): Promise<string | null> {
  const found = systemChecks.find((each) => each.id === check)!;
  const rows = await reading(app.runtime, { org: app.org, actor }, (ctx) =>
    ctx.q
      .selectFrom(found.rows(ctx, [id]).as('row'))
      .selectAll()
      .execute(),
  );
  if (rows.length === 0) return null;
  expect(rows[0]!.outcome).toBe(rows[0]!.reason === 'ok' ? 'ok' : 'gap');
  expect(found.messages[rows[0]!.reason]!({}, 'Ledger')).toContain('Ledger');
  return rows[0]!.reason;
}

type Case = {
  readonly check: string;
  readonly trips: string;
  readonly clear: (id: string) => Promise<unknown>;
  readonly before?: (id: string) => Promise<unknown>;
};

const supplied = async (id: string) =>
  link('supplied-by', id, (await post('/suppliers', { name: 'Nordlicht AI' })).id);
const cases: readonly Case[] = [
  {
    check: 'system.purpose',
    trips: 'no-purpose',
    clear: (id) => patch(id, { purpose: 'P', intendedUse: 'U' }),
  },
  {
    check: 'system.purpose',
    before: (id) => patch(id, { purpose: 'P' }),
    trips: 'no-use',
    clear: (id) => patch(id, { intendedUse: 'U' }),
  },
  { check: 'system.roles', trips: 'no-role', clear: (id) => patch(id, { isoRoles: ['ai-provider'] }) },
  { check: 'system.owner', trips: 'no-owner', clear: (id) => patch(id, { ownerId: officer().personId }) },
  {
    check: 'system.resources',
    trips: 'nothing-linked',
    clear: async (id) => link('uses-model', id, (await post('/models', { name: 'M' })).id),
  },
  {
    check: 'system.resources',
    trips: 'nothing-linked',
    clear: async (id) => link('uses-data', id, (await post('/datasets', { name: 'D' })).id),
  },
  {
    check: 'system.data',
    trips: 'no-data',
    clear: async (id) => link('uses-data', id, (await post('/datasets', { name: 'D' })).id),
  },
  {
    check: 'system.supplier',
    trips: 'origin-unknown',
    clear: (id) => patch(id, { bought: 'in-house' }),
  },
  {
    check: 'system.supplier',
    before: (id) => patch(id, { bought: 'bought' }),
    trips: 'no-supplier',
    clear: supplied,
  },
];

describe('a check of AI systems in the scope', () => {
  test.each(cases.map((each) => [`${each.check} (${each.trips})`, each] as const))(
    '%s is tripped and cleared by the record alone',
    async (_name, { check, before, trips, clear }) => {
      const { id } = await post('/systems', { name: 'Ledger' });
      expect(await said(check, id), 'a system that nobody took into the scope is not judged').toBeNull();
      await decide(id, 'in');
      await before?.(id);
      expect(await said(check, id)).toBe(trips);
      await clear(id);
      expect(await said(check, id)).toBe('ok');
    },
  );

  test('system.scope-decided judges every system, and stays open until somebody decides', async () => {
    const { id } = await post('/systems', { name: 'Ledger' });
    expect(await said('system.scope-decided', id)).toBe('undecided');
    await decide(id, 'out', 'A calculator without learning');
    expect(await said('system.scope-decided', id)).toBe('ok');
  });

  test('system.classified counts a proposal for nothing, and new answers open it again', async () => {
    const { id } = await post('/systems', { name: 'Ledger' });
    await decide(id, 'in');
    expect(await said('system.classified', id)).toBe('not-classified');
    const answer = async (answers: object) =>
      post(`/systems/${id}/classification`, { version: (await current(id)).version, answers });
    await answer({ 's-ai': 'yes' });
    expect(await said('system.classified', id)).toBe('only-proposed');
    await post(`/systems/${id}/classification/confirm`, {
      version: (await current(id)).version,
      reason: 'The supplier answers next month',
    });
    expect(await said('system.classified', id)).toBe('ok');
    await answer({ 's-union': 'yes' });
    expect(await said('system.classified', id)).toBe('only-proposed');
  });

  test('every check has a fixture here', () => {
    const tried = new Set([...cases.map((each) => each.check), 'system.scope-decided', 'system.classified']);
    expect(systemChecks.map((each) => each.id).filter((id) => !tried.has(id))).toEqual([]);
  });
});
