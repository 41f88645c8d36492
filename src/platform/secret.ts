import { randomBytes } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#kernel/errors.ts';

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
  await writeFile(path, `${secret}\n`, { mode: 0o600, flag: 'wx' });
  await chmod(path, 0o600);
  return secret;
}
