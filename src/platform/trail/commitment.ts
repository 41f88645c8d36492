import { hash, randomFillSync } from 'node:crypto';
import { canonical } from '#kernel/canonical.ts';

/** Bytes of one salt (spine.md section 3). */
export const SALT_BYTES = 16;

/**
 * The commitment to one field: it says nothing about the value to whoever lacks the salt, and fixes it for
 * whoever has it.
 * @returns base64url(SHA-256(salt ‖ UTF-8 of RFC 8785(value))), 43 characters
 * @throws Error when the salt is not 16 bytes or the value has no canonical JSON
 */
export function commit(salt: Uint8Array, value: unknown): string {
  if (salt.length !== SALT_BYTES) throw new Error(`A salt has ${SALT_BYTES} bytes, not ${salt.length}.`);
  const text = canonical(value);
  // One UTF-16 unit takes at most 3 bytes of UTF-8.
  const needed = SALT_BYTES + text.length * 3;
  const buffer = needed <= scratch.length ? scratch : Buffer.allocUnsafe(needed);
  buffer.set(salt, 0);
  const end = SALT_BYTES + buffer.write(text, SALT_BYTES, 'utf8');
  return hash('sha256', buffer.subarray(0, end), 'base64url');
}

/**
 * Fresh salts for `count` fields, from the system's random source.
 * @returns `count` × 16 bytes of its own memory
 */
export function newSalts(count: number): Uint8Array {
  const length = count * SALT_BYTES;
  if (length > POOL_BYTES) return randomFillSync(new Uint8Array(length));
  if (poolAt + length > POOL_BYTES) {
    randomFillSync(pool);
    poolAt = 0;
  }
  const salts = pool.slice(poolAt, poolAt + length);
  // A salt that was handed out must not stay behind in the pool: erasing it elsewhere has to be enough.
  pool.fill(0, poolAt, poolAt + length);
  poolAt += length;
  return salts;
}

/**
 * The salt of the field at that place in the leaf's order.
 * @returns a view of 16 bytes, not a copy
 * @throws RangeError when there is none
 */
export function saltAt(salts: Uint8Array, index: number): Uint8Array {
  const start = index * SALT_BYTES;
  if (!Number.isInteger(index) || index < 0 || start + SALT_BYTES > salts.length) {
    throw new RangeError(`There is no salt number ${index} in ${salts.length} bytes.`);
  }
  return salts.subarray(start, start + SALT_BYTES);
}

/** True for a salt whose bytes were zeroed by an erasure (spine.md section 4). */
export function isErasedSalt(salt: Uint8Array): boolean {
  for (const byte of salt) if (byte !== 0) return false;
  return true;
}

const scratch = Buffer.allocUnsafeSlow(8192);

// One call for random bytes costs far more than the bytes: 4 KB at a time serve 256 fields.
const POOL_BYTES = 4096;
const pool = new Uint8Array(POOL_BYTES);
let poolAt = POOL_BYTES;
