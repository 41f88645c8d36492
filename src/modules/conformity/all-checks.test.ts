import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { modules } from '#modules/index.ts';
import { allChecks } from '#platform/checks/registered.ts';
import { standingOf } from '#platform/checks/standing.ts';
import { reading } from '#platform/runtime.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp({ modules });
});
afterAll(() => app.close());

const actor = { id: null, name: 'The operator', via: 'operator', roles: [] } as const;

describe('every check of every module', () => {
  test('names requirements that exist, under an id of its own', () => {
    const { catalog, registry } = app.runtime;
    for (const check of allChecks(registry)) {
      expect(check.requirements.length, check.id).toBeGreaterThan(0);
      for (const id of check.requirements)
        expect(catalog.requirement(`iso-42001:${id}`)?.kind, `${check.id}: ${id}`).toMatch(
          /^(clause|control)$/,
        );
    }
  });

  test('touches types and link kinds that are registered', () => {
    const { registry } = app.runtime;
    const kinds = new Set(registry.linkKinds.map((each) => each.kind));
    for (const check of allChecks(registry))
      for (const touch of check.touches) {
        if ('type' in touch)
          expect(registry.records.has(touch.type), `${check.id}: ${touch.type}`).toBe(true);
        if ('link' in touch) expect(kinds.has(touch.link), `${check.id}: ${touch.link}`).toBe(true);
      }
  });

  test('runs on this engine over an organisation that has nothing yet, whole and restricted to some ids', async () => {
    const call = { org: app.org, actor };
    const standing = await reading(app.runtime, call, (ctx) => standingOf(ctx, { fresh: true }), true);
    expect(standing.checks).toHaveLength(allChecks(app.runtime.registry).length);
    for (const check of allChecks(app.runtime.registry)) {
      const run = (only?: readonly string[]) =>
        reading(
          app.runtime,
          call,
          (ctx) => ctx.q.selectFrom(check.rows(ctx, only).as('row')).selectAll().execute(),
          true,
        );
      const rows = await run();
      for (const row of rows) {
        expect(Object.keys(check.messages), `${check.id}: ${row.reason}`).toContain(row.reason);
        if (row.args !== null) JSON.parse(row.args);
      }
      await run(['nobody_1', 'nobody_2']);
    }
  });
});
