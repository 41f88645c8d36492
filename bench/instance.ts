import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { openInstance } from '#apps/server/compose.ts';
import { membership, person } from '#kernel/people.ts';
import type { Actor } from '#kernel/policy.ts';
import { SUGGESTED } from '#modules/risk/queries.ts';
import { decideCriteria } from '#modules/risk/service.ts';
import { createOrganisation } from '#platform/create-organisation.ts';
import { httpApp } from '#platform/http/app.ts';
import type { Runtime } from '#platform/instance.ts';
import { writing } from '#platform/runtime.ts';

/** A real instance on a real disk, served over HTTP, with one officer who is always signed in. */
export type BenchInstance = {
  readonly runtime: Runtime;
  readonly org: string;
  readonly officer: Actor;
  readonly url: string;
  readonly folder: string;
  readonly close: () => Promise<void>;
};

/** Opens it in a new temporary folder. */
export async function benchInstance(): Promise<BenchInstance> {
  const folder = await mkdtemp(join(tmpdir(), 'aims-bench-'));
  const runtime = await openInstance({ folder });
  const operator: Actor = { id: null, name: 'The operator', via: 'operator', roles: [] };
  const org = await createOrganisation(runtime, {
    kind: 'live',
    name: 'Bench',
    timeZone: 'UTC',
    actor: operator,
  });
  const officer = await writing(
    runtime,
    { org, actor: operator, operation: 'person.create' },
    async (tx): Promise<Actor> => {
      const made = await tx.insert(person, {
        name: 'Officer',
        email: null,
        jobTitle: null,
        organisationName: null,
        authUserId: null,
        active: true,
        language: null,
      });
      await tx.insert(membership, {
        personId: made.id,
        roles: ['governance-officer', 'risk-manager'],
        outside: false,
        ground: null,
        until: null,
        scope: null,
      });
      return { id: made.id, name: 'Officer', via: 'session', roles: ['governance-officer', 'risk-manager'] };
    },
  );
  await writing(runtime, { org, actor: officer, operation: 'risk.setCriteria' }, (tx) =>
    decideCriteria(tx, { ...SUGGESTED, bands: [...SUGGESTED.bands] }),
  );
  const app = httpApp({
    runtime,
    operations: runtime.registry.modules.flatMap((module) => module.operations),
    resolveActor: async () => officer,
  });
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    runtime,
    org,
    officer,
    folder,
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}/api/orgs/${org}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
      await runtime.db.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
