import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Runtime } from '../instance.ts';

/**
 * How the names of our cookies begin. Over TLS they carry `__Host-`, which browsers take only from this very host, whole
 * and secure: no neighbouring host can slip one in.
 */
export function cookiePrefix(runtime: Runtime): string {
  return isSecure(runtime) ? '__Host-better-auth' : 'better-auth';
}

/** Whether people reach this instance over TLS, as AIMS_URL says. */
export function isSecure(runtime: Runtime): boolean {
  return runtime.mail.link('/').startsWith('https:');
}

/** The value of a cookie of better-auth, or null when it is absent or its signature is not ours. */
export function signedCookie(runtime: Runtime, request: Request, name: string): string | null {
  const wanted = `${cookiePrefix(runtime)}.${name}=`;
  const cookie = (request.headers.get('cookie') ?? '')
    .split(';')
    .map((each) => each.trim())
    .find((each) => each.startsWith(wanted));
  return cookie ? signedValue(cookie.slice(wanted.length), runtime.secret) : null;
}

/** The value of `value.signature` (HMAC-SHA-256), or null when the signature is not ours. */
function signedValue(cookie: string, secret: string): string | null {
  let text: string;
  try {
    text = decodeURIComponent(cookie);
  } catch {
    return null;
  }
  const dot = text.lastIndexOf('.');
  if (dot < 1) return null;
  const value = text.slice(0, dot);
  const given = Buffer.from(text.slice(dot + 1), 'base64');
  const right = createHmac('sha256', secret).update(value).digest();
  return given.length === right.length && timingSafeEqual(given, right) ? value : null;
}
