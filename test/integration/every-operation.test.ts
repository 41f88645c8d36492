import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { roleIds } from '#kernel/roles.ts';
import { modules } from '#modules/index.ts';
import { logSize, makeTestApp, type TestApp, type TestClient } from '#test/testkit/app.ts';
import { callEndpoint, inputFor } from '#test/testkit/inputs.ts';

const operations = modules.flatMap((module) => module.operations);

let app: TestApp;
let stranger: TestClient;
/** How many entries the log had when it was last counted. */
let size: number;
beforeAll(async () => {
  app = await makeTestApp({ modules });
  stranger = (await app.otherOrganisation()).officer;
  size = await logSize(app);
});
afterAll(() => app.close());

// Policies ask no database: who may do what is the same on every engine, and is asked once.
const onPostgres = process.env.AIMS_TEST_DB === 'postgres';

describe.skipIf(onPostgres)('every operation, whoever asks', () => {
  test.each(operations.map((operation) => [operation.endpoint.id, operation] as const))(
    '%s answers each role with a reason, never with a failure',
    async (_id, { endpoint }) => {
      for (const role of roleIds) {
        const before = size;
        const answer = await callEndpoint(app.as(role), endpoint, { input: {} });
        size = await logSize(app);
        expect(answer.status, `${role} ${await answer.clone().text()}`).not.toBe(500);
        if (answer.status >= 400) expect(size).toBe(before);
      }
    },
  );

  test.each(operations.map((operation) => [operation.endpoint.id, operation] as const))(
    '%s shows nothing of another organisation',
    async (_id, { endpoint }) => {
      const path = `/api/orgs/${app.org}${endpoint.path.replace(/:[A-Za-z]+/g, 'x')}`;
      const answer = await app.request(path, {
        method: endpoint.method,
        headers: { 'x-test-person': stranger.personId!, 'content-type': 'application/json' },
        ...(endpoint.method !== 'GET' && { body: '{}' }),
      });
      expect(answer.status).toBe(404);
      expect(await logSize(app)).toBe(size);
    },
  );
});

describe('every operation, whatever is sent', () => {
  test.each(operations.map((operation) => [operation.endpoint.id, operation] as const))(
    '%s',
    async (_id, operation) => {
      await fc.assert(
        fc.asyncProperty(
          inputFor(operation),
          fc.constantFrom('governance-officer' as const, 'top-management' as const, 'administrator' as const),
          async (input, role) => {
            const answer = await callEndpoint(app.as(role), operation.endpoint, { input });
            const before = size;
            size = await logSize(app);
            expect(answer.status, await answer.clone().text()).toBeLessThan(500);
            if (answer.status >= 400) {
              expect(size).toBe(before);
              expect(await answer.json()).toMatchObject({
                code: expect.any(String),
                next: expect.stringMatching(/\S/),
              });
            }
          },
        ),
        { numRuns: Number(process.env.AIMS_FUZZ_RUNS ?? 12) },
      );
    },
  );
});
