import type { Context } from 'hono';

/** The caller's address as the connection knows it; a proxy's word counts only where one is configured. */
export function addressOf(c: Context): string {
  const forwarded = process.env.AIMS_TRUST_PROXY
    ? c.req.header('x-forwarded-for')?.split(',')[0]?.trim()
    : undefined;
  const incoming = (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming;
  return forwarded ?? incoming?.socket?.remoteAddress ?? 'unknown';
}
