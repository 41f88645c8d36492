import type { Context } from 'hono';

/** An answer that sets the cookies of better-auth and is kept nowhere. */
export function withCookies(
  c: Context,
  headers: Headers,
  body: Record<string, unknown> = { done: true },
): Response {
  for (const cookie of headers.getSetCookie()) c.header('set-cookie', cookie, { append: true });
  c.header('cache-control', 'no-store');
  return c.json(body);
}
