import type { Hono } from 'hono';
import { z } from 'zod';
import { AppError, type ErrorCode } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { Actor } from '#kernel/policy.ts';
import type { PortfolioRow } from '#modules/practice/contract.ts';
import type { Env, ResolveActor } from '#platform/http/app.ts';
import { readJson } from '#platform/http/respond.ts';
import type { Runtime } from '#platform/instance.ts';
import { perform } from '#platform/runtime.ts';
import { parseInput } from '#platform/validate.ts';
import { copyTemplates, previewTemplates } from './copy-templates.ts';

const between = z.strictObject({ from: z.string().max(80), to: z.string().max(80) });
const key = z.string().max(160);
const chosen = between.extend({
  keys: z.array(key).min(1).max(2000),
  /** Methods among them that may replace what was decided here, with the version of it that was looked at. */
  replace: z.record(key, z.number().int()).default({}),
});

/**
 * What one person sees and does in several organisations: in each with the rights they have there, one after the
 * other. There is no query across organisations.
 */
export function mountAcross(app: Hono<Env>, runtime: Runtime, resolve: ResolveActor): void {
  app.get('/api/portfolio', async (c) => {
    c.header('cache-control', 'no-store');
    const rows = [];
    for (const { id } of await runtime.organisations.all()) {
      const row = await rowFor(runtime, id, () => resolve(c.req.raw, id));
      if (row) rows.push(row);
    }
    return c.json({ rows });
  });
  app.post('/api/templates/preview', async (c) => {
    const { from, to } = parseInput(between, await readJson(c.req.raw));
    return c.json(await previewTemplates(runtime, await both(c.req.raw, { from, to }, resolve)));
  });
  app.post('/api/templates/copies', async (c) => {
    const { from, to, ...choice } = parseInput(chosen, await readJson(c.req.raw));
    return c.json(await copyTemplates(runtime, await both(c.req.raw, { from, to }, resolve), choice));
  });
}

/** What an organisation may ask of somebody who signed in, before it opens. */
const DEMANDS: ReadonlySet<ErrorCode> = new Set(['second-factor-needed', 'provider-needed']);

/** Null for an organisation that one does not belong to. */
async function rowFor(runtime: Runtime, id: string, resolve: () => Promise<Actor>) {
  try {
    const actor = await resolve();
    const { name, kind, handedOver } = await runtime.organisations.get(id);
    const { operation } = runtime.registry.operations.get('portfolio.row')!;
    const standing = (await perform(runtime, { org: id, actor }, { operation, input: {} })) as PortfolioRow;
    return { id, name, kind, roles: actor.roles, handedOver, standing, needs: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'not-found') return null;
    if (!DEMANDS.has(error.code)) throw error;
    const { name, kind, handedOver } = await runtime.organisations.get(id);
    return { id, name, kind, roles: [], handedOver, standing: null, needs: error.message };
  }
}

async function both(
  request: Request,
  orgs: { readonly from: string; readonly to: string },
  resolve: ResolveActor,
) {
  if (orgs.from === orgs.to)
    throw new AppError('invalid-input', t('Choose another organisation to take templates from.'));
  return {
    source: { org: orgs.from, actor: await resolve(request, orgs.from) },
    client: { org: orgs.to, actor: await resolve(request, orgs.to) },
  };
}
