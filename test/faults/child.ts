import { createServer } from 'node:http';
import { flushCompileCache } from 'node:module';
import { getRequestListener } from '@hono/node-server';
import { openInstance } from '#apps/server/compose.ts';
import { scheduler } from '#apps/server/schedule.ts';
import { membership, person } from '#kernel/people.ts';
import type { Actor } from '#kernel/policy.ts';
import { modules } from '#modules/index.ts';
import { createOrganisation } from '#platform/create-organisation.ts';
import { httpApp } from '#platform/http/app.ts';
import { jobRunner } from '#platform/jobs.ts';
import { readOutsideAllow } from '#platform/outside/address.ts';
import { memberships } from '#platform/people-tables.ts';
import { reading, writing } from '#platform/runtime.ts';
import { sweeper } from '#platform/sweeps.ts';
import { slowWork } from './slow-work.ts';

/**
 * A server to be killed: two people who may do everything, on the folder given or on the PostgreSQL named after it;
 * prints where it is when it is ready, and looks at its schedule when it gets SIGUSR2. Its clock is ahead of the machine's
 * by the seconds of AIMS_AHEAD, so that whoever starts it again need not wait.
 */
const [folder, databaseUrl, databaseAdminUrl] = process.argv.slice(2);
const ahead = 1000 * Number(process.env.AIMS_AHEAD ?? 0);
const runtime = await openInstance({
  folder: folder!,
  clock: { now: () => new Date(Date.now() + ahead) },
  databaseUrl,
  databaseAdminUrl,
  modules: [...modules, slowWork],
  outside: { allow: readOutsideAllow(process.env) },
});
const operator: Actor = { id: null, name: 'The operator', via: 'operator', roles: [] };
const known = (await runtime.organisations.all())[0]?.id;
const org =
  known ??
  (await createOrganisation(runtime, { kind: 'live', name: 'Killed', timeZone: 'UTC', actor: operator }));
const roles = [
  'governance-officer',
  'risk-manager',
  'top-management',
  'administrator',
  'data-protection-officer',
] as const;

/** Those who are signed in, made at the first start. */
async function peopleHere(): Promise<readonly string[]> {
  const found = await reading(runtime, { org, actor: operator }, (ctx) =>
    ctx.q.selectFrom(memberships(ctx).as('m')).select('m.personId').orderBy('m.personId').execute(),
  );
  if (found.length === 2) return found.map((each) => each.personId);
  return writing(runtime, { org, actor: operator, operation: 'person.create' }, async (tx) => {
    const made: string[] = [];
    for (const name of ['Officer', 'Second']) {
      const { id } = await tx.insert(person, {
        name,
        email: null,
        jobTitle: null,
        organisationName: null,
        authUserId: null,
        active: true,
        language: null,
      });
      await tx.insert(membership, {
        personId: id,
        roles: [...roles],
        outside: false,
        ground: null,
        until: null,
        scope: null,
      });
      made.push(id);
    }
    return made;
  });
}

const [first, other] = await peopleHere();
const officer: Actor = { id: first!, name: 'Officer', via: 'session', roles };
const second: Actor = { id: other!, name: 'Second', via: 'session', roles };
const app = httpApp({
  runtime,
  operations: runtime.registry.modules.flatMap((module) => module.operations),
  resolveActor: async (request) => (request.headers.get('x-test-person') === 'second' ? second : officer),
});
const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
const jobs = jobRunner(
  runtime,
  runtime.registry.modules.flatMap((module) => module.jobs),
);
jobs.start();
sweeper(runtime).start();
const schedule = scheduler(runtime, jobs);
process.on('SIGUSR2', () => void schedule.wake());
// It is killed before it could write what it compiled at its end.
setTimeout(flushCompileCache, 300).unref();
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(
    `${JSON.stringify({ url: `http://127.0.0.1:${(server.address() as { port: number }).port}/api/orgs/${org}`, org, officer: officer.id })}\n`,
  ),
);
