import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { AppError } from '#kernel/errors.ts';
import type { StoredFile } from './files.ts';
import { askBucket, element, nameOf, type Patience, refusal } from './s3-request.ts';
import type { BucketSettings } from './settings.ts';

/** Larger files go in parts of this many bytes, so that no upload needs more memory; S3 wants 5 MiB at least. */
const PART = 8 * 1024 * 1024;
/** A store that has the key already answers 412 instead of writing over it. */
const ONLY_NEW = { 'if-none-match': '*' };

type Upload = {
  readonly settings: BucketSettings;
  readonly patience: Patience;
  readonly key: string;
};

/**
 * Puts a file from the disk under a key that is its SHA-256. Each request is signed over the hash of its bytes.
 * @throws AppError `file-store-refused`, `file-store-unreachable`; nothing is under the key then
 */
export async function upload(to: Upload, path: string, stored: StoredFile): Promise<void> {
  const there = await sizeOf(to);
  if (there === stored.size) return;
  if (there !== null) throw another(to);
  const file = await open(path);
  try {
    if (stored.size <= PART) await putWhole(to, await pieceOf(file, 0, stored.size), stored.hash);
    else await putParts(to, file, stored.size);
  } finally {
    await file.close();
  }
  if ((await sizeOf(to)) !== stored.size) throw another(to);
}

/** The size of what is under the key, or null. */
export async function sizeOf({ settings, patience, key }: Upload): Promise<number | null> {
  const answer = await askBucket(settings, { method: 'HEAD', key }, patience);
  if (answer.status === 404) return null;
  if (!answer.ok) throw await refusal(settings, answer);
  return Number(answer.headers.get('content-length'));
}

async function putWhole(to: Upload, body: Uint8Array<ArrayBuffer>, sha256: string): Promise<void> {
  const put = (headers: Record<string, string>) =>
    askBucket(to.settings, { method: 'PUT', key: to.key, body, sha256, headers }, to.patience);
  let answer = await put(ONLY_NEW);
  // A store that knows no conditions: the key is the hash, so the same bytes would lie over themselves.
  if (answer.status === 501) answer = await put({});
  await settle(to, answer);
}

async function putParts(to: Upload, file: FileHandle, size: number): Promise<void> {
  const { settings, patience, key } = to;
  const ask = (request: Omit<Parameters<typeof askBucket>[1], 'key'>) =>
    askBucket(settings, { key, ...request }, patience);
  const begun = await ask({ method: 'POST', query: { uploads: '' } });
  const uploadId = begun.ok ? element(await begun.text(), 'UploadId') : null;
  if (!uploadId) throw await refusal(settings, begun);
  try {
    const tags: string[] = [];
    for (let from = 0; from < size; from += PART) {
      const body = await pieceOf(file, from, Math.min(PART, size - from));
      const query = { partNumber: String(tags.length + 1), uploadId };
      const answer = await ask({ method: 'PUT', query, body, sha256: sha256(body) });
      if (!answer.ok) throw await refusal(settings, answer);
      tags.push(answer.headers.get('etag') ?? '');
      await answer.body?.cancel();
    }
    const body = completion(tags);
    const finish = (headers: Record<string, string>) =>
      ask({ method: 'POST', query: { uploadId }, body, sha256: sha256(body), headers });
    let answer = await finish(ONLY_NEW);
    if (answer.status === 501) answer = await finish({});
    await settle(to, answer);
  } catch (error) {
    await ask({ method: 'DELETE', query: { uploadId } }).catch(() => {});
    throw error;
  }
}

/** Somebody who put the same content meanwhile is no fault: the sizes are compared afterwards. */
async function settle({ settings }: Upload, answer: Response): Promise<void> {
  if (answer.status === 412) return void (await answer.body?.cancel());
  if (!answer.ok) throw await refusal(settings, answer);
  const text = await answer.text();
  // The end of an upload in parts may answer 200 and still hold an error.
  const code = text.includes('<Error>') ? element(text, 'Code') : null;
  if (code)
    throw new AppError('file-store-refused', `The file store ${nameOf(settings)} refuses the file: ${code}.`);
}

function completion(tags: readonly string[]): Uint8Array<ArrayBuffer> {
  const parts = tags.map((tag, i) => `<Part><PartNumber>${i + 1}</PartNumber><ETag>${tag}</ETag></Part>`);
  return new TextEncoder().encode(`<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`);
}

async function pieceOf(file: FileHandle, from: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  let read = 0;
  while (read < length) {
    const { bytesRead } = await file.read(bytes, read, length - read, from + read);
    if (bytesRead === 0) throw new Error('The file became shorter while it was read');
    read += bytesRead;
  }
  return bytes;
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function another({ settings, key }: Upload): AppError {
  return new AppError(
    'file-altered',
    `In ${nameOf(settings)} lies something of another size under ${key.split('/').at(-1)!.slice(0, 12)}….`,
  );
}
