import { createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';
import { publicKeyFromRaw, rawPublicKey } from './keys.ts';

/** Who signs: the key's name (for a log its origin) and an Ed25519 private key. */
export type Signer = { readonly name: string; readonly privateKey: KeyObject };

/** A signature line: the key's name and its hash as 8 hexadecimal digits. */
export type NoteSignature = { readonly name: string; readonly keyHash: string };

/** Why a note was refused. `unknown-key`: none of its signatures is by a key that was given. */
export type NoteProblem = 'malformed' | 'unknown-key' | 'bad-signature' | 'bad-key';

export class NoteError extends Error {
  readonly problem: NoteProblem;

  constructor(problem: NoteProblem, message: string) {
    super(message);
    this.name = 'NoteError';
    this.problem = problem;
  }
}

/**
 * A signed note (C2SP signed-note, Ed25519): the text, an empty line, one line per signature.
 * @throws NoteError when the text does not end in a newline, holds control characters, or a name has spaces or +
 */
export function signNote(text: string, ...signers: readonly Signer[]): string {
  checkText(text);
  if (signers.length === 0) throw new NoteError('malformed', 'A note needs at least one signature.');
  return `${text}\n${signers.map((signer) => signatureLine(text, signer)).join('')}`;
}

/**
 * The note with one more signature, by another key (rotation, witnesses).
 * @throws NoteError when it is not a note
 */
export function addSignature(note: string, signer: Signer): string {
  return note + signatureLine(split(note).text, signer);
}

/**
 * Checks a note against the keys one trusts. Signatures by other keys are passed over, as the specification asks;
 * a wrong signature by a trusted key refuses the whole note.
 * @param verifierKeys in the form of `verifierKey`
 * @returns the text with its last newline, and the signatures that were checked
 * @throws NoteError
 */
export function openNote(
  note: string,
  verifierKeys: readonly string[],
): { readonly text: string; readonly signatures: readonly NoteSignature[] } {
  const keys = new Map(verifierKeys.map(parseVerifierKey).map((key) => [`${key.name}+${key.keyHash}`, key]));
  const { text, lines } = split(note);
  const found = new Map<string, NoteSignature>();
  for (const { name, keyHash, signature } of lines) {
    const id = `${name}+${keyHash}`;
    const key = keys.get(id);
    if (key === undefined) continue;
    if (!verify(null, Buffer.from(text), publicKeyFromRaw(key.publicKey), signature)) {
      throw new NoteError('bad-signature', `The signature of ${name} (${keyHash}) does not fit the text.`);
    }
    found.set(id, { name, keyHash });
  }
  if (found.size === 0) throw new NoteError('unknown-key', 'The note is signed by none of the keys given.');
  return { text, signatures: [...found.values()] };
}

/** Names and key hashes on a note's signature lines, unchecked: to find out which key to ask for. */
export function signersOf(note: string): readonly NoteSignature[] {
  return split(note).lines.map(({ name, keyHash }) => ({ name, keyHash }));
}

/** First 4 bytes of SHA-256(name ‖ "\n" ‖ 0x01 ‖ public key), as 8 hexadecimal digits. */
function keyHashOf(name: string, publicKey: Uint8Array): string {
  const bytes = Buffer.concat([Buffer.from(`${name}\n`), ED25519, publicKey]);
  return hash('sha256', bytes, 'hex').slice(0, 8);
}

/**
 * The public key as people pass it on: `name+hash+base64(0x01 ‖ key)`.
 * @param publicKey 32 bytes
 * @throws NoteError when the name is empty or has spaces or +
 */
export function verifierKey(name: string, publicKey: Uint8Array): string {
  checkName(name);
  const material = Buffer.concat([ED25519, publicKey]).toString('base64');
  return `${name}+${keyHashOf(name, publicKey)}+${material}`;
}

/**
 * Reads the form of `verifierKey`.
 * @throws NoteError when it is not an Ed25519 verifier key or its hash does not fit
 */
export function parseVerifierKey(text: string): NoteSignature & { readonly publicKey: Uint8Array } {
  const match = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text.trim());
  if (match === null) throw new NoteError('bad-key', 'This is not a verifier key (name+hash+key).');
  const [, name, keyHash, material] = match as unknown as readonly [string, string, string, string];
  checkName(name);
  const bytes = fromBase64(material);
  if (bytes?.length !== 33 || bytes[0] !== 1) {
    throw new NoteError('bad-key', `The key of ${name} is not an Ed25519 key.`);
  }
  const publicKey = new Uint8Array(bytes.subarray(1));
  if (keyHashOf(name, publicKey) !== keyHash) {
    throw new NoteError('bad-key', `The hash in the key of ${name} does not fit its name and key.`);
  }
  return { name, keyHash, publicKey };
}

const ED25519 = Uint8Array.of(1);
const MAX_SIGNATURES = 100;
const MAX_LENGTH = 1_000_000;

type SignatureLine = NoteSignature & { readonly signature: Uint8Array };

function signatureLine(text: string, signer: Signer): string {
  checkName(signer.name);
  const id = Buffer.from(keyHashOf(signer.name, rawPublicKey(createPublicKey(signer.privateKey))), 'hex');
  const signature = sign(null, Buffer.from(text), signer.privateKey);
  return `— ${signer.name} ${Buffer.concat([id, signature]).toString('base64')}\n`;
}

function split(note: string): { readonly text: string; readonly lines: readonly SignatureLine[] } {
  if (note.length > MAX_LENGTH) throw new NoteError('malformed', 'The note is too long.');
  checkText(note);
  const at = note.lastIndexOf('\n\n');
  if (at < 0) throw new NoteError('malformed', 'The note has no signatures after an empty line.');
  const lines = note.slice(at + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw new NoteError('malformed', 'The note has too many signatures.');
  return { text: note.slice(0, at + 1), lines: lines.map(parseLine) };
}

function parseLine(line: string): SignatureLine {
  const match = /^— (\S+) (\S+)$/u.exec(line);
  const bytes = match === null ? null : fromBase64(match[2]!);
  if (match === null || bytes === null || bytes.length < 5) {
    throw new NoteError('malformed', 'A signature line is not of the form "— name base64".');
  }
  checkName(match[1]!);
  return {
    name: match[1]!,
    keyHash: bytes.subarray(0, 4).toString('hex'),
    signature: bytes.subarray(4),
  };
}

function checkText(text: string): void {
  if (!text.endsWith('\n')) throw new NoteError('malformed', 'A note ends in a newline.');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the specification forbids exactly these
  if (/[\u0000-\u0009\u000b-\u001f]/.test(text) || !text.isWellFormed()) {
    throw new NoteError('malformed', 'A note holds no control characters other than newlines.');
  }
}

function checkName(name: string): void {
  if (name === '' || /[\s+]/u.test(name) || !name.isWellFormed()) {
    throw new NoteError('malformed', 'A key name is not empty and holds neither spaces nor +.');
  }
}

/** Node reads base64 generously; here only the one right spelling counts. */
function fromBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
}
