import type { Hono } from 'hono';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { Actor } from '#kernel/policy.ts';
import { refuseForeign } from '../auth/csrf.ts';
import { perMinute } from '../auth/per-minute.ts';
import { throttle } from '../auth/throttle.ts';
import { openLink } from '../auth/tokens.ts';
import type { LinkHands, LinkOperation } from '../context.ts';
import type { Runtime } from '../instance.ts';
import { persons } from '../people-tables.ts';
import { reading, writing } from '../runtime.ts';
import { parseInput } from '../validate.ts';
import { addressOf } from './address.ts';
import type { Env } from './env.ts';
import { readJson } from './respond.ts';

/** How many requests one link may make in a minute: more than anybody types, fewer than a program would send. */
const A_MINUTE = 240;

/**
 * The routes of links that open something without an account: `/api/by-link/:token` and the endpoint's own path.
 * Guessing is slowed down by address; each link has a limit of its own.
 */
export function mountByLink(app: Hono<Env>, runtime: Runtime): void {
  const guesses = throttle(runtime.clock, 'links that open nothing');
  const busy = perMinute(runtime.clock, A_MINUTE, () => ({
    message: t('This link was used very often within a minute.'),
    next: t('Wait a minute; what was saved is kept.'),
  }));
  for (const operation of runtime.registry.modules.flatMap((module) => module.byLink ?? [])) {
    const { endpoint } = operation;
    app.on(endpoint.method, `/api/by-link/:token${endpoint.path}`, async (c) => {
      refuseForeign(c.req.raw);
      const token = c.req.param('token') ?? '';
      const address = addressOf(c);
      guesses.before(address);
      const link = await openLink(runtime, operation.kind, token).catch((error) => {
        if (error instanceof AppError && error.code === 'not-found') guesses.after(address, false);
        throw error;
      });
      busy(token);
      const body = endpoint.method === 'GET' ? {} : await readJson(c.req.raw);
      const { token: _token, ...params } = c.req.param() as Record<string, string>;
      const input = parseInput(endpoint.input, { ...(body as object), ...params });
      c.header('cache-control', 'no-store');
      c.header('referrer-policy', 'no-referrer');
      return c.json(
        (await operation.run(handsOf(runtime, link.org ?? '', { link, operation }), input)) as object,
      );
    });
  }
}

function handsOf(
  runtime: Runtime,
  org: string,
  opened: { readonly link: LinkHands['link']; readonly operation: LinkOperation },
): LinkHands {
  // Roles are none: a link opens one thing, and whatever asks for a role stays shut.
  const nobody: Actor = { id: null, name: 'The holder of a link', via: 'key', roles: [] };
  const read: LinkHands['read'] = (run) => reading(runtime, { org, actor: nobody }, run);
  return {
    link: opened.link,
    read,
    write: async (personId, run) => {
      const person = await read((ctx) =>
        ctx.q
          .selectFrom(persons(ctx).as('p'))
          .select(['p.name', 'p.active'])
          .where('p.id', '=', personId)
          .executeTakeFirst(),
      );
      if (!person?.active)
        throw new AppError('link-over', t('The person whom this link names is no longer active here.'));
      const actor: Actor = { id: personId, name: person.name ?? 'A person', via: 'key', roles: [] };
      return writing(runtime, { org, actor, operation: opened.operation.endpoint.id }, run);
    },
  };
}
