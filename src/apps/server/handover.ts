import { isAbsolute } from 'node:path';
import type { Hono } from 'hono';
import { z } from 'zod';
import type { Actor } from '#kernel/policy.ts';
import { reopenOrganisation } from '#platform/handover/close.ts';
import { exportOrganisation } from '#platform/handover/export.ts';
import { importOrganisation } from '#platform/handover/import.ts';
import type { Env } from '#platform/http/app.ts';
import { operatorOnly } from '#platform/http/operator-only.ts';
import { readJson } from '#platform/http/respond.ts';
import type { Runtime } from '#platform/instance.ts';
import { parseInput } from '#platform/validate.ts';
import { VERSION } from './version.ts';

const file = z.string().max(4000).refine(isAbsolute, 'Name the whole path of the file');
const passphrase = z.string().min(1).max(1000);
const org = z.string().max(80);
const exportRequest = z.strictObject({
  org,
  file,
  passphrase,
  to: z.string().trim().min(1, 'Name who gets it').max(200).optional(),
});
const importRequest = z.strictObject({ file, passphrase });
const reopenRequest = z.strictObject({ org });

/** Moving organisations between instances; only on the socket, for the owner of this machine. */
export function mountHandover(app: Hono<Env>, runtime: Runtime): void {
  const operator: Actor = { id: null, name: 'The operator', via: 'operator', roles: [] };
  const body = (request: Request) => {
    operatorOnly(request, 'Organisations are moved by the operator of this machine, not by a key.');
    return readJson(request);
  };
  app.post('/api/handovers/exports', async (c) => {
    const { file: target, ...request } = parseInput(exportRequest, await body(c.req.raw));
    return c.json(
      await exportOrganisation(runtime, { ...request, target, actor: operator, version: VERSION }),
    );
  });
  app.post('/api/handovers/imports', async (c) =>
    c.json(await importOrganisation(runtime, parseInput(importRequest, await body(c.req.raw)))),
  );
  app.post('/api/handovers/reopenings', async (c) => {
    const { org: id } = parseInput(reopenRequest, await body(c.req.raw));
    await reopenOrganisation(runtime, { org: id, actor: operator });
    return c.json({ reopened: id });
  });
}
