import { isAbsolute } from 'node:path';
import type { Hono } from 'hono';
import { z } from 'zod';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { Actor } from '#kernel/policy.ts';
import { actorResolver, mountOperatorSignIn, mountSignIn } from '#platform/auth/mount.ts';
import type { DemoMaker } from '#platform/auth/start.ts';
import { createBackup } from '#platform/backup/create.ts';
import { type Env, httpApp, type ResolveActor } from '#platform/http/app.ts';
import { openApi } from '#platform/http/openapi.ts';
import { operatorOnly } from '#platform/http/operator-only.ts';
import { readJson } from '#platform/http/respond.ts';
import type { Runtime } from '#platform/instance.ts';
import { mountSso } from '#platform/sso/mount.ts';
import { parseInput } from '#platform/validate.ts';
import { mountMcp } from '../mcp/http.ts';
import { mountAcross } from './across.ts';
import type { Instance } from './compose.ts';
import { examine } from './doctor.ts';
import { environment } from './environment.ts';
import { mountFiles } from './files-api.ts';
import { mountHandover } from './handover.ts';
import { mountMetrics } from './metrics.ts';
import { VERSION } from './version.ts';

/** The API for people and programs that sign in. */
export function publicApi(
  runtime: Instance,
  mount: (app: Hono<Env>) => void,
  metricsToken?: string,
): Hono<Env> {
  return httpApp({
    runtime,
    operations: operationsOf(runtime),
    resolveActor: actorResolver(runtime),
    // Before the routes, so that every request is counted.
    ...(metricsToken !== undefined && { before: (app) => mountMetrics(app, runtime, metricsToken) }),
    mount: (app) => {
      mountShared(app, runtime);
      mountSso(app, runtime);
      mountMcp(app, runtime);
      mountAcross(app, runtime, actorResolver(runtime));
      // The demo organisation is made once, if ever: its data are loaded then.
      const createDemo: DemoMaker = async (...given) => (await import('./demo/demo.ts')).createDemo(...given);
      mountSignIn(app, { runtime, auth: runtime.accounts.auth, createDemo });
      mount(app);
    },
  });
}

/** The API on the local socket: without a key, the command line on this machine is the operator (spine.md section 8). */
export function operatorApi(runtime: Runtime): Hono<Env> {
  const withKey = actorResolver(runtime);
  const operator: Actor = { id: null, name: 'The operator', via: 'operator', roles: [] };
  const resolveActor: ResolveActor = async (request, org) =>
    request.headers.has('x-api-key') ? withKey(request, org) : operator;
  return httpApp({
    runtime,
    operations: operationsOf(runtime),
    resolveActor,
    mount: (app) => {
      mountShared(app, runtime);
      mountOperatorSignIn(app, runtime);
      mountBackup(app, runtime);
      mountFiles(app, runtime);
      mountHandover(app, runtime);
      mountAcross(app, runtime, resolveActor);
      app.get('/api/doctor', async (c) =>
        c.json({ findings: await examine(runtime, environment(process.env)) }),
      );
      app.get('/api/session', async (c) =>
        c.json({
          person: null,
          needsStart: false,
          mail: runtime.mail.on,
          orgs: await runtime.organisations.all(),
        }),
      );
    },
  });
}

function operationsOf(runtime: Runtime) {
  return runtime.registry.modules.flatMap((module) => module.operations);
}

function mountShared(app: Hono<Env>, runtime: Runtime): void {
  app.get('/api/health', (c) => c.json({ status: 'alive', version: VERSION }));
  app.get('/api/ready', async (c) => {
    await runtime.db
      .read(null, (q) => q.selectFrom('org').select('id').limit(1).execute())
      .catch(() => {
        throw new AppError('unavailable', t('The database does not answer.'));
      });
    return c.json({ status: 'ready' });
  });
  let described: string | null = null;
  app.get('/api/openapi.json', (c) => {
    described ??= JSON.stringify(
      openApi(
        operationsOf(runtime).map((operation) => operation.endpoint),
        VERSION,
        runtime.registry.modules.flatMap((module) => module.byLink ?? []).map(({ endpoint }) => endpoint),
      ),
    );
    return c.body(described, 200, { 'content-type': 'application/json' });
  });
}

const backupRequest = z.strictObject({
  file: z.string().max(4000).refine(isAbsolute, 'Name the whole path of the file'),
  withFiles: z.boolean().default(false),
});

/** Written by the server itself, so that nobody has to stop it; only on the socket, for the owner of this machine. */
function mountBackup(app: Hono<Env>, runtime: Runtime): void {
  app.post('/api/backups', async (c) => {
    operatorOnly(c.req.raw, 'Backups are made by the operator of this machine, not by a key.');
    const { file, withFiles } = parseInput(backupRequest, await readJson(c.req.raw));
    return c.json(await createBackup(runtime, file, { withFiles }));
  });
}
