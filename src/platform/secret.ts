import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#kernel/errors.ts';
import { syncFolder, writeDurably } from './durable.ts';

/**
 * The instance's secret: `AIMS_SECRET`, else `secret` in the data folder, made on first use with mode 600.
 * It seals the organisations' signing keys and signs sessions; no backup contains it (spine.md section 5).
 * @throws AppError `invalid-input` when `AIMS_SECRET` is shorter than 32 characters
 */
export async function instanceSecret(folder: string, fromEnvironment: string | undefined): Promise<string> {
  if (fromEnvironment !== undefined) {
    if (fromEnvironment.length < 32)
      throw new AppError('invalid-input', 'AIMS_SECRET is too short.', {
        next: 'Use at least 32 characters, for example from: openssl rand -hex 32',
      });
    return fromEnvironment;
  }
  const path = join(folder, 'secret');
  const existing = await readFile(path, 'utf8').catch(() => null);
  if (existing) return existing.trim();
  const secret = randomBytes(32).toString('hex');
  // Whole and durable before anything is sealed with it: a power cut must not take it from keys that stay. A link
  // and no renaming, so that of two servers that start at once the second takes the secret of the first.
  const part = `${path}.${process.pid}.part`;
  await writeDurably(part, `${secret}\n`, 0o600);
  try {
    await link(part, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return (await readFile(path, 'utf8')).trim();
    // A disk without links, such as exFAT.
    await rename(part, path);
  } finally {
    await rm(part, { force: true });
    await syncFolder(folder);
  }
  return secret;
}
