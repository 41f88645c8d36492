import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AppError } from '#kernel/errors.ts';

/**
 * Takes the data folder for this process. The lock is the operating system's, held through a small SQLite file, so
 * it is gone when the process is gone, however it ended.
 * @throws AppError `folder-locked`
 */
export function lockFolder(folder: string): { readonly release: () => void } {
  const db = new DatabaseSync(join(folder, 'lock.db'), { timeout: 0 });
  try {
    db.exec('pragma locking_mode = exclusive; begin exclusive');
  } catch {
    db.close();
    throw new AppError('folder-locked', `The data folder ${folder} is in use by another OpenAIMS process.`);
  }
  return { release: () => db.close() };
}
