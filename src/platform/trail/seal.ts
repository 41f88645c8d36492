import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, scrypt } from 'node:crypto';
import { t } from '#kernel/language.ts';

/**
 * Why a sealed key does not open. `wrong-secret`: another secret, passphrase or name, or changed bytes, which
 * cannot be told apart. `unreadable`: not the bytes of a sealed key.
 */
export type SealProblem = 'wrong-secret' | 'unreadable' | 'weak-secret';

export class SealError extends Error {
  readonly problem: SealProblem;

  constructor(problem: SealProblem, message: string) {
    super(message);
    this.name = 'SealError';
    this.problem = problem;
  }
}

/**
 * A private key encrypted for the database, so that a backup without the instance's secret cannot sign.
 * Bytes: 0x01, salt (16), nonce (12), AES-256-GCM of the key, tag (16); key by HKDF-SHA-256 from the secret.
 * @param secret at least 16 random bytes
 * @param name the key's name; when given, the sealed key opens under that name only
 * @throws SealError when the secret is too short
 */
export function sealKey(pkcs8: Uint8Array, secret: Uint8Array, name = ''): Uint8Array {
  const head = Buffer.concat([Uint8Array.of(BY_SECRET), randomBytes(SALT)]);
  return encrypt(pkcs8, { head, key: keyFromSecret(secret, head.subarray(1)), name });
}

/**
 * Opens what `sealKey` made.
 * @returns PKCS #8 bytes
 * @throws SealError
 */
export function openKey(sealed: Uint8Array, secret: Uint8Array, name = ''): Uint8Array {
  const head = headOf(sealed, BY_SECRET, 1 + SALT);
  const key = keyFromSecret(secret, head.subarray(1));
  return decrypt(sealed, {
    head,
    key,
    name,
    hint: t('Its instance secret (AIMS_SECRET, or the file secret) is another one'),
  });
}

/**
 * A private key encrypted for handing an organisation to another instance.
 * Bytes: 0x02, log2 N, r, p (one each), salt (16), nonce (12), AES-256-GCM of the key, tag (16); key by scrypt
 * (64 MB, about half a second) from the passphrase in Unicode form NFKC.
 * @param passphrase at least 12 characters
 * @throws SealError when the passphrase is too short
 */
export async function sealWithPassphrase(
  pkcs8: Uint8Array,
  passphrase: string,
  name = '',
): Promise<Uint8Array> {
  if ([...passphrase].length < MIN_PASSPHRASE) {
    throw new SealError('weak-secret', `The passphrase needs at least ${MIN_PASSPHRASE} characters.`);
  }
  const head = Buffer.concat([Uint8Array.of(BY_PASSPHRASE, LOG_N, R, P), randomBytes(SALT)]);
  return encrypt(pkcs8, { head, key: await keyFromPassphrase(passphrase, head), name });
}

/**
 * Opens what `sealWithPassphrase` made.
 * @returns PKCS #8 bytes
 * @throws SealError
 */
export async function openWithPassphrase(
  sealed: Uint8Array,
  passphrase: string,
  name = '',
): Promise<Uint8Array> {
  const head = headOf(sealed, BY_PASSPHRASE, 4 + SALT);
  const key = await keyFromPassphrase(passphrase, head);
  return decrypt(sealed, { head, key, name, hint: t('Its passphrase is another one') });
}

const BY_SECRET = 1;
const BY_PASSPHRASE = 2;
const SALT = 16;
const NONCE = 12;
const TAG = 16;
const MIN_SECRET = 16;
const MIN_PASSPHRASE = 12;
const LOG_N = 16;
const R = 8;
const P = 2;

type Lock = { readonly head: Buffer; readonly key: Buffer; readonly name: string };

function encrypt(plain: Uint8Array, { head, key, name }: Lock): Uint8Array {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.concat([head, Buffer.from(name)]));
  return new Uint8Array(
    Buffer.concat([head, nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]),
  );
}

function decrypt(
  sealed: Uint8Array,
  { head, key, name, hint }: Lock & { readonly hint: string },
): Uint8Array {
  const body = Buffer.from(sealed.subarray(head.length));
  const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, NONCE), { authTagLength: TAG });
  decipher.setAAD(Buffer.concat([head, Buffer.from(name)]));
  decipher.setAuthTag(body.subarray(-TAG));
  try {
    return new Uint8Array(Buffer.concat([decipher.update(body.subarray(NONCE, -TAG)), decipher.final()]));
  } catch {
    throw new SealError(
      'wrong-secret',
      `This key cannot be opened. ${hint}, or the sealed bytes were changed.`,
    );
  }
}

function headOf(sealed: Uint8Array, version: number, length: number): Buffer {
  if (sealed[0] !== version) throw new SealError('unreadable', 'This is not a key sealed in this way.');
  if (sealed.length <= length + NONCE + TAG)
    throw new SealError('unreadable', 'This sealed key is cut short.');
  return Buffer.from(sealed.subarray(0, length));
}

function keyFromSecret(secret: Uint8Array, salt: Uint8Array): Buffer {
  if (secret.length < MIN_SECRET) {
    throw new SealError('weak-secret', `The instance secret needs at least ${MIN_SECRET} bytes.`);
  }
  return Buffer.from(hkdfSync('sha256', secret, salt, 'openaims/log-key/1', 32));
}

function keyFromPassphrase(passphrase: string, head: Buffer): Promise<Buffer> {
  const [, logN = 0, r = 0, p = 0] = head;
  // The numbers come from a file somebody sent: more than this would be an attack on memory, not a key.
  if (logN < 14 || logN > 18 || r !== 8 || p < 1 || p > 4) {
    throw new SealError('unreadable', 'This sealed key asks for an unknown strength.');
  }
  const N = 2 ** logN;
  const options = { N, r, p, maxmem: 256 * N * r };
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), head.subarray(4), 32, options, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
