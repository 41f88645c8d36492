import { createHmac, timingSafeEqual } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Header } from 'tar';
import { AppError } from '#kernel/errors.ts';
import { openWithPassphrase, SealError } from '../trail/seal.ts';
import {
  BLOCK,
  FORMAT,
  MANIFEST,
  type Manifest,
  manifest,
  SEAL_NAME,
  type Sealed,
  sealed,
  TRAILER_BYTES,
} from './format.ts';

type Place = { readonly offset: number; readonly bytes: number };

/** A hand-over file that was found to be whole and unaltered. */
export type Archive = {
  readonly manifest: Manifest;
  readonly secrets: Sealed;
  /** The bytes of one entry. @throws AppError `invalid-input` when there is no such entry */
  readonly stream: (path: string) => AsyncIterable<Uint8Array>;
};

const MAX_SEAL = 1024 * 1024;
const MAX_MANIFEST = 256 * 1024 * 1024;

/**
 * Opens a hand-over file: passphrase, then every byte under the MAC, then the manifest. Nothing in it is believed before.
 * @throws AppError `invalid-input` for a wrong passphrase, another kind of file, or one altered or cut short;
 *   `newer-schema` for a newer format
 */
export async function openArchive(path: string, passphrase: string): Promise<Archive> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw new AppError('invalid-input', `The file cannot be opened: ${error.message}`);
  });
  try {
    const { size } = await file.stat();
    const secrets = await unseal(file, { size, passphrase });
    await authenticate(path, size, Buffer.from(secrets.mac, 'base64'));
    const places = await index(file, size - TRAILER_BYTES);
    const stream = (name: string): AsyncIterable<Uint8Array> => {
      const place = places.get(name);
      if (!place) throw damaged();
      if (place.bytes === 0) return (async function* () {})();
      return createReadStream(path, { start: place.offset, end: place.offset + place.bytes - 1 });
    };
    return { manifest: await readManifest(places, stream), secrets, stream };
  } finally {
    await file.close();
  }
}

async function unseal(
  file: FileHandle,
  { size, passphrase }: { readonly size: number; readonly passphrase: string },
): Promise<Sealed> {
  const head = await headerAt(file, 0);
  const version = /^seal-(\d{1,6})$/.exec(head?.path ?? '')?.[1];
  if (!head || version === undefined)
    throw new AppError(
      'invalid-input',
      'This is no hand-over file of OpenAIMS, or its beginning was changed.',
    );
  if (Number(version) > FORMAT)
    throw new AppError('newer-schema', 'This file was written by a newer OpenAIMS.', {
      next: 'Bring this instance to the version that wrote it, then import again.',
    });
  if (head.bytes > MAX_SEAL || BLOCK + head.bytes > size) throw damaged();
  const bytes = Buffer.alloc(head.bytes);
  await file.read(bytes, 0, head.bytes, BLOCK);
  try {
    const plain = await openWithPassphrase(bytes, passphrase, SEAL_NAME);
    return sealed.parse(JSON.parse(Buffer.from(plain).toString()));
  } catch (error) {
    if (error instanceof SealError && error.problem === 'wrong-secret')
      throw new AppError(
        'invalid-input',
        'The passphrase is another one, or the sealed part of the file was changed.',
        { next: 'Ask whoever made the file for its passphrase; it is nowhere in the file.' },
      );
    throw damaged();
  }
}

/** One pass over the whole file. @throws AppError `invalid-input` */
async function authenticate(path: string, size: number, key: Uint8Array): Promise<void> {
  const mac = createHmac('sha256', key);
  const end = size - TRAILER_BYTES;
  for await (const chunk of createReadStream(path, { end: end - 1, highWaterMark: 1024 * 1024 }))
    mac.update(chunk);
  const parts: Uint8Array[] = [];
  for await (const chunk of createReadStream(path, { start: end })) parts.push(chunk);
  const said = Buffer.concat(parts);
  const right = mac.digest();
  if (said.length !== right.length || !timingSafeEqual(said, right)) throw damaged();
}

/** Where each entry lies: read by hopping from header to header. */
async function index(file: FileHandle, end: number): Promise<ReadonlyMap<string, Place>> {
  const places = new Map<string, Place>();
  for (let at = 0; at < end; ) {
    const head = await headerAt(file, at);
    if (!head) break;
    places.set(head.path, { offset: at + BLOCK, bytes: head.bytes });
    at += BLOCK + Math.ceil(head.bytes / BLOCK) * BLOCK;
  }
  return places;
}

async function headerAt(
  file: FileHandle,
  at: number,
): Promise<{ readonly path: string; readonly bytes: number } | null> {
  const block = Buffer.alloc(BLOCK);
  const { bytesRead } = await file.read(block, 0, BLOCK, at);
  if (bytesRead < BLOCK || block.every((byte) => byte === 0)) return null;
  const header = new Header(block);
  if (
    !header.cksumValid ||
    header.path === undefined ||
    !Number.isSafeInteger(header.size) ||
    header.size! < 0
  )
    throw damaged();
  return { path: header.path, bytes: header.size! };
}

async function readManifest(
  places: ReadonlyMap<string, Place>,
  stream: Archive['stream'],
): Promise<Manifest> {
  if ((places.get(MANIFEST)?.bytes ?? 0) > MAX_MANIFEST) throw damaged();
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream(MANIFEST)) chunks.push(chunk);
  const result = manifest.safeParse(JSON.parse(Buffer.concat(chunks).toString()));
  if (!result.success) throw damaged();
  return result.data;
}

/** What is said of every file that is not byte for byte the one that was made. */
export function damaged(): AppError {
  return new AppError(
    'invalid-input',
    'The file is not what it was when it was made: it was altered or cut short.',
    {
      next: 'Copy it again from where it was made, or make a new one.',
    },
  );
}
