import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Runtime } from '../instance.ts';
import { cookieToSet, sentCookie } from './cookie.ts';

const NAME = 'aims_device';
const DAYS = 180;
const FORM = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/;

/**
 * The mark of a browser that signed in to this account before (device cookies, as OWASP describes them): guesses of
 * strangers do not count against it. It opens nothing.
 */
export function deviceFor(runtime: Runtime, request: Request, account: string): string | null {
  const [, mark, signature] = FORM.exec(sentCookie(runtime, request, NAME) ?? '') ?? [];
  if (!mark || !signature) return null;
  const right = Buffer.from(sign(runtime, mark, account));
  const given = Buffer.from(signature);
  return given.length === right.length && timingSafeEqual(given, right) ? mark : null;
}

/** Marks a browser that has just signed in to this account. */
export function deviceCookie(runtime: Runtime, request: Request, account: string): string {
  const mark = deviceFor(runtime, request, account) ?? randomBytes(16).toString('base64url');
  const value = `${mark}.${sign(runtime, mark, account)}`;
  return cookieToSet(runtime, { name: NAME, value, seconds: DAYS * 86_400 });
}

function sign(runtime: Runtime, mark: string, account: string): string {
  return createHmac('sha256', runtime.secret).update(`device ${mark} ${account}`).digest('base64url');
}
