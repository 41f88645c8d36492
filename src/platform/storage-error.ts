import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';

const FULL: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 13]);
/** SQLite: 8 cannot be written, 10 the disk refused, 14 the file cannot be opened. */
const REFUSED: ReadonlySet<unknown> = new Set(['EROFS', 'EACCES', 'EPERM', 'EIO', 8, 10, 14]);

/**
 * What the disk answered, in words for the user; any other error comes back as it is.
 * @param what what could not be written, such as "The file"
 */
export function storageError(error: unknown, what: string): unknown {
  const { code, errcode } = (error ?? {}) as { code?: string; errcode?: number };
  // SQLite's extended codes keep the kind in their lowest byte.
  const kind = errcode === undefined ? code : errcode % 256;
  if (FULL.has(kind))
    return new AppError('storage-full', t('{what} could not be written because the disk is full.', { what }));
  if (REFUSED.has(kind))
    return new AppError(
      'storage-refused',
      t('{what} cannot be written: the disk or its rights refuse it.', { what }),
    );
  return error;
}
