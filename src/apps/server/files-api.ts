import type { Hono } from 'hono';
import { z } from 'zod';
import { lookOverFiles, removeOrphans } from '#platform/files/look-over.ts';
import type { Env } from '#platform/http/app.ts';
import { operatorOnly } from '#platform/http/operator-only.ts';
import { readJson } from '#platform/http/respond.ts';
import type { Runtime } from '#platform/instance.ts';
import { parseInput } from '#platform/validate.ts';

const SHOWN = 100;
const KEYLESS = 'The store of files is looked over by the operator of this machine, not by a key.';
const verification = z.strictObject({ content: z.boolean().default(false) });

/** What the operator asks of the store of files; on the local socket alone. */
export function mountFiles(app: Hono<Env>, runtime: Runtime): void {
  app.post('/api/files/verifications', async (c) => {
    operatorOnly(c.req.raw, KEYLESS);
    const answer = await lookOverFiles(runtime, parseInput(verification, await readJson(c.req.raw)));
    const { bad, orphans } = answer;
    return c.json({
      ...answer,
      bad: bad.slice(0, SHOWN),
      badCount: bad.length,
      orphans: orphans.length,
      orphanBytes: orphans.reduce((sum, file) => sum + file.size, 0),
    });
  });
  app.post('/api/files/orphans/removals', async (c) => {
    operatorOnly(c.req.raw, KEYLESS);
    return c.json(await removeOrphans(runtime));
  });
}
