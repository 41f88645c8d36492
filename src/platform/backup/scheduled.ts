import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Runtime } from '../instance.ts';
import { createBackup } from './create.ts';
import { backupName, madeAt, superfluous } from './keep.ts';

export const BACKUP = 'instance.backup';
/** Makes a backup where the settings say, and only then removes those that need not stay. */
export async function scheduledBackup(runtime: Runtime): Promise<void> {
  const { backups } = runtime;
  if (!backups) return;
  await mkdir(backups.folder, { recursive: true, mode: 0o700 });
  const made = await createBackup(runtime, join(backups.folder, backupName(runtime.clock.now())));
  runtime.log.info({ file: made.file, bytes: made.bytes, rows: made.rows }, 'backup made');
  if (made.filesMissing > 0)
    runtime.log.error({ files: made.filesMissing, place: made.filesAt }, 'files of evidence are missing');
  for (const name of superfluous(await readdir(backups.folder), backups.keep))
    await rm(join(backups.folder, name), { force: true });
}

/** When the newest backup of the folder was made, or null. */
export async function newestBackup(folder: string): Promise<Date | null> {
  const names = await readdir(folder).catch(() => []);
  const made = names.flatMap((name) => madeAt(name) ?? []).sort((a, b) => b.getTime() - a.getTime());
  return made[0] ?? null;
}
