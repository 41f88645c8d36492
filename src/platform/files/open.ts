import type { Files } from './files.ts';
import { folderFiles } from './folder.ts';
import { bucketFiles } from './s3.ts';
import type { FilesSettings } from './settings.ts';

/** The store of a place. `spool` is a folder on this machine for what a bucket cannot take or give directly. */
export function openFiles(
  settings: FilesSettings,
  local: { readonly spool: string; readonly newName: () => string },
): Files {
  return settings.kind === 'folder'
    ? folderFiles(settings.folder, local.newName)
    : bucketFiles(settings, local);
}
