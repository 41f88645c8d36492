import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Runtime } from '../instance.ts';

/**
 * The whole name of one of our cookies. Over TLS it carries `__Host-`, which browsers take only from this very host,
 * whole and secure: no neighbouring host can slip one in.
 */
function cookieName(runtime: Runtime, name: string): string {
  return isSecure(runtime) ? `__Host-${name}` : name;
}

/** A cookie of ours to set: no script reads it, and no foreign page sends it along with a write. */
export function cookieToSet(
  runtime: Runtime,
  cookie: { readonly name: string; readonly value: string; readonly seconds: number },
): string {
  const secure = isSecure(runtime) ? '; Secure' : '';
  return `${cookieName(runtime, cookie.name)}=${cookie.value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${cookie.seconds}${secure}`;
}

/** How the names of better-auth's cookies begin. */
export function cookiePrefix(runtime: Runtime): string {
  return cookieName(runtime, 'better-auth');
}

/** The raw value of a cookie of ours, or null. */
export function sentCookie(runtime: Runtime, request: Request, name: string): string | null {
  const wanted = `${cookieName(runtime, name)}=`;
  const cookie = (request.headers.get('cookie') ?? '')
    .split(';')
    .map((each) => each.trim())
    .find((each) => each.startsWith(wanted));
  return cookie?.slice(wanted.length) ?? null;
}

/** Whether people reach this instance over TLS, as AIMS_URL says. */
export function isSecure(runtime: Runtime): boolean {
  return runtime.mail.link('/').startsWith('https:');
}

/** The value of a cookie of better-auth, or null when it is absent or its signature is not ours. */
export function signedCookie(runtime: Runtime, request: Request, name: string): string | null {
  const cookie = sentCookie(runtime, request, `better-auth.${name}`);
  return cookie === null ? null : signedValue(cookie, runtime.secret);
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
