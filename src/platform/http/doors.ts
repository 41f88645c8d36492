import { createHash } from 'node:crypto';
import type { Hono } from 'hono';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { throttle } from '../auth/throttle.ts';
import type { Runtime } from '../instance.ts';
import { doorHands } from '../runtime.ts';
import { addressOf } from './address.ts';
import type { Env } from './env.ts';
import { respond } from './respond.ts';

/** A token is a text of this form; anything else is not looked up. */
const TOKEN = /^[A-Za-z0-9_-]{20,80}(\.ics)?$/;

const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/**
 * Mounts what modules put behind secret addresses for programs: they know no pages, send no origin and keep the
 * address for years. What a person opens and answers in the web app comes by `byLink` instead.
 */
export function mountDoors(app: Hono<Env>, runtime: Runtime): void {
  const guesses = throttle(runtime.clock, 'wrong addresses');
  const hands = doorHands(runtime);
  for (const door of runtime.registry.modules.flatMap((module) => module.doors ?? []))
    app.on(door.method, door.atRoot ? door.path : `/api${door.path}`, async (c) => {
      const address = addressOf(c);
      guesses.before(address);
      const token = c.req.param('token') ?? '';
      const answer = (door.form ?? TOKEN).test(token) ? await door.answer(hands, token) : null;
      guesses.after(address, answer !== null);
      if (answer === null)
        throw new AppError('not-found', t('There is nothing at this address, or it was stopped.'), {
          next: t('Ask whoever gave it to you for a new one.'),
        });
      const tag = answer.body instanceof Uint8Array ? etagOf(answer.body) : null;
      if (tag !== null && c.req.header('if-none-match') === tag)
        return new Response(null, { status: 304, headers: { etag: tag } });
      const response = respond(answer, c.req.raw);
      response.headers.set('cache-control', 'private, no-cache');
      response.headers.set('referrer-policy', 'no-referrer');
      // Our own page, which may send its one form; files keep the stricter rule.
      if (answer.mediaType.startsWith('text/html'))
        response.headers.set('content-security-policy', PAGE_POLICY);
      if (tag !== null) response.headers.set('etag', tag);
      return response;
    });
}

function etagOf(body: Uint8Array): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
}
