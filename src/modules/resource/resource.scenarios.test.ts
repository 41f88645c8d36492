import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reading } from '#platform/runtime.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';
import { resourceChecks } from './checks.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp();
});
afterAll(() => app.close());

const officer = () => app.as('governance-officer');
const actor = { id: null, name: 'The operator', via: 'operator', roles: [] } as const;

/** A system in scope that is being built. */
async function newSystem(): Promise<string> {
  const { body } = await officer().post('/systems', { name: 'Ranking', ownerId: officer().personId });
  await officer().post(`/systems/${body.id}/scope`, { version: 1, scope: 'in' });
  const moved = await officer().post(`/systems/${body.id}/stage`, {
    version: 2,
    stage: 'design-development',
    reason: 'Begun',
    exceptionUntil: '2026-12-01',
  });
  // Whoever owns a system gives it no exception; top management does.
  expect(moved.status).toBe(403);
  await app.as('top-management').post(`/systems/${body.id}/stage`, {
    version: 2,
    stage: 'design-development',
    reason: 'Begun',
    exceptionUntil: '2026-12-01',
  });
  return body.id;
}
const add = async (systemId: string, fields: object) => {
  const { status, body } = await officer().post('/resources', { systemId, availability: 'there', ...fields });
  expect(status, JSON.stringify(body)).toBe(200);
  return body as { id: string; version: number };
};
async function said(check: string, id: string) {
  const found = resourceChecks.find((each) => each.id === `resource.${check}`)!;
  const [row] = await reading(app.runtime, { org: app.org, actor }, (ctx) =>
    ctx.q
      .selectFrom(found.rows(ctx, [id]).as('row'))
      .selectAll()
      .execute(),
  );
  expect(found.messages[row!.reason]!({}, 'Ranking')).toContain('Ranking');
  return row!.reason;
}

describe('resources', () => {
  test.each([
    ['ai-engineer', 200],
    ['governance-officer', 200],
    ['external-auditor', 403],
    ['staff', 403],
  ] as const)('added by %s get %i', async (role, status) => {
    const systemId = await newSystem();
    const answer = await app.as(role).post('/resources', { systemId, kind: 'tool', name: 'Trainer' });
    expect(answer.status).toBe(status);
  });

  test('belong to an AI system of this organisation, and have whole figures', async () => {
    const { officer: stranger } = await app.otherOrganisation();
    const systemId = await newSystem();
    expect((await stranger.post('/resources', { systemId, kind: 'tool', name: 'Mine' })).status).toBe(404);
    const answer = await officer().post('/resources', {
      systemId,
      kind: 'computing',
      name: 'GPU',
      energyKwh: 4.5,
    });
    expect([answer.status, answer.body.problems[0].path]).toEqual([422, 'energyKwh']);
  });

  test('sum up to what is known of energy and water, and say what is not', async () => {
    const systemId = await newSystem();
    const environment = async () => (await officer().get(`/systems/${systemId}/environment`)).body;
    expect(await environment()).toMatchObject({ energyKwh: null, waterLitres: null, computing: 0 });
    await add(systemId, {
      kind: 'computing',
      name: 'Training',
      energyKwh: 4200,
      waterLitres: 900,
      location: 'Norway',
      figuresFrom: 'measured',
    });
    await add(systemId, {
      kind: 'computing',
      name: 'Serving',
      energyKwh: 300,
      location: 'Germany',
      figuresFrom: 'estimated',
    });
    await add(systemId, { kind: 'computing', name: 'Backup' });
    await add(systemId, { kind: 'tool', name: 'Trainer' });
    expect(await environment()).toEqual({
      energyKwh: 4500,
      waterLitres: 900,
      locations: ['Norway', 'Germany'],
      computing: 3,
      withoutEnergy: 1,
      withoutWater: 2,
      from: { measured: 1, estimated: 1 },
    });
  });
});

describe('the checks of A.4.4 to A.4.6', () => {
  test.each([
    ['tools', { kind: 'tool', name: 'Trainer' }, [['no-version', { versionText: '3.1' }]]],
    [
      'computing',
      { kind: 'computing', name: 'GPU' },
      [
        ['no-location', { location: 'Norway' }],
        ['no-energy', { energyKwh: 900 }],
      ],
    ],
    ['people', { kind: 'people', name: 'Engineers' }, [['no-skills', { skills: 'Testing of rankings' }]]],
  ] as const)(
    '%s: none, then what is not said of them, then what is missing, then all is well',
    async (check, fields, steps) => {
      const systemId = await newSystem();
      expect(await said(check, systemId)).toBe('none');
      const made = await add(systemId, fields);
      let version = made.version;
      const change = async (patch: object) => {
        version = (await officer().patch(`/resources/${made.id}`, { version, ...patch })).body.version;
      };
      for (const [reason, patch] of steps) {
        expect(await said(check, systemId)).toBe(reason);
        await change(patch);
      }
      expect(await said(check, systemId)).toBe('ok');
      await change({ availability: 'missing' });
      expect(await said(check, systemId)).toBe('missing');
    },
  );
});
