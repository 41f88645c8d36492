import { canonical } from '#kernel/canonical.ts';

/**
 * The SHA-256 of a JSON value's one text (RFC 8785), as 64 lower-case hexadecimal digits.
 * Runs in the browser too, which is why it is asynchronous.
 */
export async function digestOf(value: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(canonical(value));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
