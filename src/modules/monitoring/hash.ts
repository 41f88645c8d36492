import { hash } from 'node:crypto';
import { canonical } from '#kernel/canonical.ts';

/** SHA-256 over the one text of a JSON value (RFC 8785), in hexadecimal: what `digestOf` of measure gives, at once. */
export function hashOf(value: unknown): string {
  return hash('sha256', canonical(value));
}
