import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** An Ed25519 pair: the public key as 32 raw bytes (RFC 8032), the private one as PKCS #8 DER. */
export type KeyPair = { readonly publicKey: Uint8Array; readonly privateKey: Uint8Array };

/** A new random pair. */
export function newKeyPair(): KeyPair {
  const pair = generateKeyPairSync('ed25519');
  return {
    publicKey: rawPublicKey(pair.publicKey),
    privateKey: new Uint8Array(pair.privateKey.export({ format: 'der', type: 'pkcs8' })),
  };
}

/**
 * The private key as `node:crypto` wants it for signing.
 * @throws Error when the bytes are not an Ed25519 key in PKCS #8
 */
export function privateKeyFrom(pkcs8: Uint8Array): KeyObject {
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('This is not an Ed25519 key.');
  return key;
}

/** The 32 raw bytes of the public key that belongs to a private one. */
export function publicKeyOf(pkcs8: Uint8Array): Uint8Array {
  return rawPublicKey(createPublicKey(privateKeyFrom(pkcs8)));
}

/**
 * The 32 raw bytes of an Ed25519 public key.
 * @throws Error when the key is of another kind
 */
export function rawPublicKey(key: KeyObject): Uint8Array {
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('This is not an Ed25519 key.');
  return new Uint8Array(key.export({ format: 'der', type: 'spki' }).subarray(-RAW_BYTES));
}

/**
 * The public key as `node:crypto` wants it for checking.
 * @throws Error when it is not 32 bytes
 */
export function publicKeyFromRaw(raw: Uint8Array): KeyObject {
  if (raw.length !== RAW_BYTES) throw new Error(`An Ed25519 public key has ${RAW_BYTES} bytes.`);
  return createPublicKey({ key: Buffer.concat([SPKI_HEAD, raw]), format: 'der', type: 'spki' });
}

const RAW_BYTES = 32;
// The DER that precedes the 32 bytes of every Ed25519 public key (RFC 8410 section 4).
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');
