import { AppError } from '#kernel/errors.ts';
import { type Files, fileKey, type KeptFile, sizesIn } from './files.ts';

export type Moved = {
  readonly from: string;
  readonly to: string;
  readonly copied: number;
  readonly thereAlready: number;
  readonly bytes: number;
  /** How many were removed where they came from. */
  readonly removed: number;
};

/**
 * Copies every file of one store to another, each read to its end and hashed, then lists the other and holds the two
 * against each other. Stopped, it goes on where it was when run again. Files never change, so it may run while the
 * server serves from the first store, and once more when it stands.
 * @throws AppError `file-altered` naming the file; nothing is removed then
 */
export async function moveFiles(
  from: Files,
  to: Files,
  options: { readonly removeSource: boolean },
): Promise<Moved> {
  if (from.place === to.place) throw new AppError('invalid-input', `The files are in ${to.place} already.`);
  const there = await sizesIn(to);
  const moved = { copied: 0, thereAlready: 0, bytes: 0 };
  const files: KeptFile[] = [];
  for await (const file of from.list()) {
    files.push(file);
    if (there.get(fileKey(file)) === file.size) moved.thereAlready += 1;
    else {
      await to.put(file.org, await from.stream(file.org, file.hash), file.size);
      moved.copied += 1;
      moved.bytes += file.size;
    }
  }
  const after = await sizesIn(to);
  const lost = files.filter((file) => after.get(fileKey(file)) !== file.size);
  if (lost.length > 0)
    throw new AppError(
      'file-store-refused',
      `${to.place} does not list ${lost.length} of the files put there.`,
      {
        next: 'Nothing was removed. Run it again.',
      },
    );
  if (options.removeSource) for (const file of files) await from.remove(file.org, file.hash);
  return { from: from.place, to: to.place, ...moved, removed: options.removeSource ? files.length : 0 };
}
