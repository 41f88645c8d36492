import { createHmac, timingSafeEqual } from 'node:crypto';

/** The value of a cookie of better-auth, or null when it is absent or its signature is not ours. */
export function signedCookie(request: Request, name: string, secret: string): string | null {
  const cookie = new RegExp(`(?:^|;\\s*)(?:__Secure-)?better-auth\\.${name}=([^;]+)`).exec(
    request.headers.get('cookie') ?? '',
  )?.[1];
  return cookie ? signedValue(cookie, secret) : null;
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
