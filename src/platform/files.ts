import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '#kernel/errors.ts';
import { moveIntoPlace } from './durable.ts';
import { storageError } from './storage-error.ts';

export type StoredFile = { readonly hash: string; readonly size: number };

/** The content-addressed store of evidence; an address means something only inside its organisation. */
export type Files = {
  /** Streams a body to disk, counting and hashing; keeps nothing when it is refused. @throws AppError `too-large`, `storage-full` */
  readonly put: (org: string, body: AsyncIterable<Uint8Array>, limit: number) => Promise<StoredFile>;
  /** @throws AppError `not-found` */
  readonly stream: (org: string, hash: string) => Promise<AsyncIterable<Uint8Array>>;
  /** The path of a stored file, for libraries that read by path. */
  readonly path: (org: string, hash: string) => string;
  readonly has: (org: string, hash: string) => Promise<boolean>;
  readonly remove: (org: string, hash: string) => Promise<void>;
};

/** Files below a folder: `<folder>/<org>/<first two>/<sha-256>`, written beside and moved into place when complete. */
export function folderFiles(folder: string, newName: () => string): Files {
  const place = (org: string, hash: string) => join(folder, safe(org), hash.slice(0, 2), safe(hash));
  return {
    path: place,
    has: async (org, hash) => (await stat(place(org, hash)).catch(() => null)) !== null,
    remove: (org, hash) => rm(place(org, hash), { force: true }),
    stream: async (org, hash) => {
      const path = place(org, hash);
      if (!(await stat(path).catch(() => null)))
        throw new AppError('not-found', 'The content of this file is not here.');
      return createReadStream(path);
    },
    put: async (org, body, limit) => {
      const temporary = join(folder, 'incoming', newName());
      try {
        await mkdir(dirname(temporary), { recursive: true });
        const stored = await receive(temporary, body, limit);
        const path = place(org, stored.hash);
        await moveIntoPlace(temporary, path, folder);
        return stored;
      } catch (error) {
        throw storageError(error, 'The file');
      } finally {
        await rm(temporary, { force: true });
      }
    },
  };
}

async function receive(path: string, body: AsyncIterable<Uint8Array>, limit: number): Promise<StoredFile> {
  const hash = createHash('sha256');
  const file = await open(path, 'wx', 0o600);
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.byteLength;
      if (size > limit)
        throw new AppError(
          'too-large',
          `The file is larger than the limit of ${Math.round(limit / 1024 / 1024)} MB.`,
        );
      hash.update(chunk);
      // `write` may write a part and call that success; this goes on until all of it is there, or the disk is full.
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { hash: hash.digest('hex'), size };
}

/** Names come from us, but a path is built from them: only letters, digits, dash and underscore pass. */
function safe(name: string): string {
  if (!/^[A-Za-z0-9_-]+$/.test(name))
    throw new AppError('invalid-input', 'This is not the name of a stored file.');
  return name;
}
