import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { storageError } from '../storage-error.ts';
import { addressIn, addressOf, type Files, type KeptFile, notHere } from './files.ts';
import { receive } from './receive.ts';
import { askBucket, element, nameOf, PATIENCE, type Patience, refusal } from './s3-request.ts';
import { sizeOf, upload } from './s3-upload.ts';
import type { BucketSettings } from './settings.ts';
import { verified } from './verified.ts';

/**
 * Files in a bucket of an S3-compatible store, under `<prefix>/<org>/<first two>/<sha-256>`. A body is first written to
 * `spool`, because its name is its hash; a file that a library reads by path is fetched there. Both are removed after.
 * `page` is how many objects one answer lists, 1,000 at most.
 */
export function bucketFiles(
  settings: BucketSettings,
  local: {
    readonly spool: string;
    readonly newName: () => string;
    readonly patience?: Patience;
    readonly page?: number;
  },
): Files {
  const { patience = PATIENCE, page = 1000 } = local;
  const keyOf = (org: string, hash: string) =>
    [...(settings.prefix ? [settings.prefix] : []), ...addressOf(org, hash)].join('/');
  const at = (org: string, hash: string) => ({ settings, patience, key: keyOf(org, hash) });
  const stream = async (org: string, hash: string) => {
    const answer = await askBucket(settings, { method: 'GET', key: keyOf(org, hash) }, patience);
    if (answer.status === 404) throw await missing(settings, answer);
    if (!answer.ok || !answer.body) throw await refusal(settings, answer);
    return verified(answer.body, hash);
  };
  const spooled = async <T>(run: (path: string) => Promise<T>): Promise<T> => {
    const path = join(local.spool, local.newName());
    try {
      return await run(path);
    } catch (error) {
      throw storageError(error, 'The file');
    } finally {
      await rm(path, { force: true });
    }
  };
  return {
    place: nameOf(settings),
    stream,
    has: async (org, hash) => (await sizeOf(at(org, hash))) !== null,
    remove: async (org, hash) => {
      const answer = await askBucket(settings, { method: 'DELETE', key: keyOf(org, hash) }, patience);
      if (!answer.ok && answer.status !== 404) throw await refusal(settings, answer);
    },
    withPath: (org, hash, use) =>
      spooled(async (path) => {
        await receive(path, await stream(org, hash), Number.MAX_SAFE_INTEGER);
        return use(path);
      }),
    put: (org, body, limit) =>
      spooled(async (path) => {
        const stored = await receive(path, body, limit);
        await upload(at(org, stored.hash), path, stored);
        return stored;
      }),
    list: () => objectsOf(settings, { patience, page }),
  };
}

/** A key that is not there is one thing, a bucket that is not there another. */
async function missing(settings: BucketSettings, answer: Response) {
  const text = await answer.clone().text();
  return element(text, 'Code') === 'NoSuchBucket' ? refusal(settings, answer) : notHere();
}

async function* objectsOf(
  settings: BucketSettings,
  { patience, page }: { readonly patience: Patience; readonly page: number },
): AsyncGenerator<KeptFile> {
  const prefix = settings.prefix && `${settings.prefix}/`;
  let token: string | null = null;
  do {
    const query: Record<string, string> = {
      'list-type': '2',
      'max-keys': String(page),
      prefix,
      ...(token && { 'continuation-token': token }),
    };
    const answer = await askBucket(settings, { method: 'GET', key: '', query }, patience);
    if (!answer.ok) throw await refusal(settings, answer);
    const xml = await answer.text();
    for (const [, entry = ''] of xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
      const address = addressIn((element(entry, 'Key') ?? '').slice(prefix.length).split('/'));
      if (address)
        yield {
          ...address,
          size: Number(element(entry, 'Size')),
          modified: new Date(element(entry, 'LastModified') ?? 0),
        };
    }
    token = element(xml, 'IsTruncated') === 'true' ? element(xml, 'NextContinuationToken') : null;
  } while (token);
}
