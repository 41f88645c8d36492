import { createHash } from 'node:crypto';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { StoredFile } from './files.ts';

/**
 * Writes a body into a new file, counting and hashing, and flushes it.
 * @throws AppError `too-large`; what the disk answers otherwise
 */
export async function receive(
  path: string,
  body: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<StoredFile> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  const file = await open(path, 'wx', 0o600);
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.byteLength;
      if (size > limit)
        throw new AppError(
          'too-large',
          t('The file is larger than the limit of {limit} MB.', { limit: Math.round(limit / 1024 / 1024) }),
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
