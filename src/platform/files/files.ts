import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';

export type StoredFile = { readonly hash: string; readonly size: number };

/** A file as the store lists it. */
export type KeptFile = StoredFile & { readonly org: string; readonly modified: Date };

/**
 * The content-addressed store of evidence; an address means something only inside its organisation. Every store keeps
 * a file under `<org>/<first two>/<sha-256>`, and a stream of it ends well only when it is what was put.
 */
export type Files = {
  /** Where it is, in words: a folder's path or `s3://bucket/prefix`. */
  readonly place: string;
  /** Takes a body in, counting and hashing; keeps nothing when it is refused. @throws AppError `too-large`, `storage-full`, `file-store-refused`, `file-store-unreachable` */
  readonly put: (org: string, body: AsyncIterable<Uint8Array>, limit: number) => Promise<StoredFile>;
  /** The content; its end comes only when all of it was what was put. @throws AppError `not-found`, `file-altered` */
  readonly stream: (org: string, hash: string) => Promise<AsyncIterable<Uint8Array>>;
  /** Hands a path to a library that reads by path; the path is good until the promise is settled. @throws AppError `not-found` */
  readonly withPath: <T>(org: string, hash: string, use: (path: string) => Promise<T>) => Promise<T>;
  readonly has: (org: string, hash: string) => Promise<boolean>;
  readonly remove: (org: string, hash: string) => Promise<void>;
  /** Everything that lies there, in no order. */
  readonly list: () => AsyncIterable<KeptFile>;
};

/** One name for a file of whatever organisation. */
export function fileKey({ org, hash }: Pick<KeptFile, 'org' | 'hash'>): string {
  return `${org} ${hash}`;
}

/** How large everything in a store is, by `fileKey`. */
export async function sizesIn(files: Pick<Files, 'list'>): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  for await (const file of files.list()) sizes.set(fileKey(file), file.size);
  return sizes;
}

/** Names come from us, but a path is built from them: only letters, digits, dash and underscore pass. */
export function addressOf(org: string, hash: string): readonly [string, string, string] {
  for (const name of [org, hash])
    if (!/^[A-Za-z0-9_-]+$/.test(name))
      throw new AppError('invalid-input', t('This is not the name of a stored file.'));
  return [org, hash.slice(0, 2), hash];
}

/** What is there under an address that a store listed, or null for what is none of ours. */
export function addressIn(parts: readonly string[]): Pick<KeptFile, 'org' | 'hash'> | null {
  const [org = '', first, hash = '', ...more] = parts;
  if (more.length > 0 || !/^[0-9a-f]{64}$/.test(hash) || hash.slice(0, 2) !== first) return null;
  return /^[A-Za-z0-9_-]+$/.test(org) ? { org, hash } : null;
}

/** The answer to whoever asks for what is not there. */
export function notHere(): AppError {
  return new AppError('not-found', t('The content of this file is not here.'));
}
