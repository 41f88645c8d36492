import type { Context } from 'hono';

/** Two years, and whatever lies below this host: what HSTS lists ask for. */
const TLS_ONLY = 'max-age=63072000; includeSubDomains';

/**
 * Headers of every answer. The web app loads nothing from elsewhere and may not be framed; what the API answers is kept
 * by nobody unless the answer says otherwise.
 * @param secure people reach this instance over TLS, and from now on over nothing else
 */
export function securityHeaders(c: Context, secure: boolean): void {
  const headers: Record<string, string> = {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    'content-security-policy':
      "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    ...(secure && { 'strict-transport-security': TLS_ONLY }),
    ...(c.req.path.startsWith('/api/') && { 'cache-control': 'no-store' }),
  };
  for (const [name, value] of Object.entries(headers))
    if (!c.res.headers.has(name)) c.res.headers.set(name, value);
}
