import { createHash } from 'node:crypto';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';

/**
 * A body that ends well only when it hashes to what it should: the last piece is held back until then, so nobody ever
 * holds a whole file that was altered. The first piece is awaited, so a short one is refused before an answer begins.
 * @throws AppError `file-altered`, at once or when the reader comes to the end
 */
export async function verified(
  body: AsyncIterable<Uint8Array>,
  hash: string,
): Promise<AsyncIterable<Uint8Array>> {
  const pieces = held(body, hash);
  let first: IteratorResult<Uint8Array> | null = await pieces.next();
  const next = async () => {
    const one = first ?? (await pieces.next());
    first = null;
    return one;
  };
  return {
    [Symbol.asyncIterator]: () => ({ next, return: () => pieces.return(undefined) }),
  };
}

async function* held(body: AsyncIterable<Uint8Array>, hash: string): AsyncGenerator<Uint8Array, undefined> {
  const sum = createHash('sha256');
  let last: Uint8Array | null = null;
  for await (const chunk of body) {
    sum.update(chunk);
    if (last) yield last;
    last = chunk;
  }
  if (sum.digest('hex') !== hash)
    throw new AppError(
      'file-altered',
      t('The stored file {hash}… is not what was put there.', { hash: hash.slice(0, 12) }),
    );
  if (last) yield last;
}
