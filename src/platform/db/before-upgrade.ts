import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { AppError } from '#kernel/errors.ts';

const COPY = /^before-upgrade-.*\.db$/;
/** So many copies of earlier versions stay beside the database. */
const KEPT = 3;

/**
 * Copies the database file before migrations change it, and holds the copy to be sound.
 * @returns the path of the copy
 * @throws AppError `upgrade-failed` when the copy is not sound: nothing was changed
 */
export async function copyBeforeUpgrade(folder: string, now: Date): Promise<string> {
  const copy = join(folder, `before-upgrade-${now.toISOString().slice(0, 19).replaceAll(':', '-')}Z.db`);
  const raw = new DatabaseSync(join(folder, 'aims.db'), { readOnly: true });
  try {
    await backup(raw, copy);
  } finally {
    raw.close();
  }
  expectSound(copy);
  const copies = (await readdir(folder)).filter((name) => COPY.test(name)).sort();
  for (const name of copies.slice(0, -KEPT)) await rm(join(folder, name), { force: true });
  return copy;
}

function expectSound(path: string): void {
  const db = new DatabaseSync(path);
  try {
    // One file and nothing beside it, as whoever copies it further expects.
    db.exec('pragma journal_mode = delete');
    const [row] = db.prepare('pragma quick_check(1)').all() as { quick_check: string }[];
    if (row?.quick_check !== 'ok')
      throw new AppError(
        'upgrade-failed',
        `The database is damaged: ${row?.quick_check}. Nothing was changed.`,
      );
  } finally {
    db.close();
  }
}
