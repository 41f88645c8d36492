import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const DAY = 86_400_000;

/**
 * Removes what a process that died left half-written: uploads that were still coming in, copies of the database made
 * for a backup. Nothing of it was ever answered for.
 * @param alone whether the folders are this process's alone; of shared ones only what nobody touched for a day goes
 */
export async function removeLeftovers(
  folders: { readonly data: string; readonly files: string },
  alone: boolean,
): Promise<void> {
  const left = [
    ...(await pathsIn(join(folders.files, 'incoming'), () => true)),
    ...(alone ? await pathsIn(folders.data, (name) => name.startsWith('aims.db.copy-')) : []),
  ];
  // The clock of the disk against that of the machine: an injected one says nothing of files.
  const before = Date.now() - DAY;
  for (const path of left) {
    const age = await stat(path).catch(() => null);
    if (age && (alone || age.mtimeMs < before)) await rm(path, { force: true });
  }
}

async function pathsIn(folder: string, wanted: (name: string) => boolean): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter(wanted).map((name) => join(folder, name));
}
