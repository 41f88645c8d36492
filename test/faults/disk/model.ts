import { dirname } from 'node:path';
import type { DiskEvent } from './record.ts';

/** A change of a file's bytes that no completed sync covers yet. */
export type Loose = { readonly offset: number; readonly bytes: Buffer } | { readonly size: number };
/** A change of a name: which file it means from now on, or none. Folders are the file `FOLDER`. */
export type Name = { readonly folder: string; readonly path: string; readonly file: string | null };
export const FOLDER = 'folder';

export type Contents = { durable: Bytes; loose: Loose[]; settled: number };

/** What is for sure on the disk at a moment, and what may or may not be. */
export type Disk = {
  readonly contents: ReadonlyMap<string, Contents>;
  readonly names: ReadonlyMap<string, string>;
  readonly looseNames: readonly Name[];
};

/**
 * Follows a record of what was done to an empty folder. Only a sync of a file that has returned makes the bytes durable
 * that were written before it began; only a sync of a folder makes names in it durable. That is what POSIX promises;
 * most disks keep more.
 */
export function diskModel(folder: string) {
  const contents = new Map<string, Contents>();
  const names = new Map<string, string>();
  /** What a path means to the running system, durable or not. */
  const meant = new Map<string, string>();
  const folders = new Map<string, string>();
  const began = new Map<string, { readonly bytes: number; readonly names: ReadonlySet<Name> }>();
  let looseNames: Name[] = [];

  const of = (file: string) => contents.get(file) ?? fresh(file);
  function fresh(file: string): Contents {
    const made: Contents = { durable: emptyBytes(), loose: [], settled: 0 };
    contents.set(file, made);
    return made;
  }

  function name(path: string, file: string | null): void {
    if (file === null) meant.delete(path);
    else meant.set(path, file);
    looseNames.push({ folder: dirname(path), path, file });
  }

  function step(event: DiskEvent): void {
    const { kind, file, path, second, thread } = event;
    switch (kind) {
      case 'folder':
        contents.delete(file);
        folders.set(file, path);
        return;
      case 'mkdir':
        // The data folder itself is there before a server is told of it.
        if (path !== folder) name(path, FOLDER);
        return;
      case 'create':
        // A number of a file that is gone may be used again.
        folders.delete(file);
        fresh(file);
        name(path, file);
        return;
      case 'write':
        of(file).loose.push({ offset: event.offset, bytes: event.bytes });
        return;
      case 'size':
        of(file).loose.push({ size: event.offset });
        return;
      case 'rename':
      case 'link': {
        const moved = meant.get(path);
        if (moved === undefined) return;
        name(second, moved);
        if (kind === 'rename') name(path, null);
        return;
      }
      case 'unlink':
      case 'rmdir':
        name(path, null);
        return;
      case 'sync-begins': {
        const known = contents.get(file);
        const bytes = known ? known.settled + known.loose.length : 0;
        began.set(`${thread} ${file}`, { bytes, names: new Set(looseNames) });
        return;
      }
      case 'synced':
        settle(file, began.get(`${thread} ${file}`)!);
    }
  }

  function settle(
    file: string,
    covered: { readonly bytes: number; readonly names: ReadonlySet<Name> },
  ): void {
    const path = folders.get(file);
    if (path !== undefined) {
      const durable = (each: Name) => each.folder === path && covered.names.has(each);
      for (const each of looseNames.filter(durable)) keepName(names, each);
      looseNames = looseNames.filter((each) => !durable(each));
      return;
    }
    const one = of(file);
    for (const each of one.loose.splice(0, Math.max(0, covered.bytes - one.settled))) {
      apply(one.durable, each);
      one.settled += 1;
    }
  }

  return { step, disk: (): Disk => ({ contents, names, looseNames }) };
}

export function keepName(names: Map<string, string>, { path, file }: Name): void {
  if (file === null) names.delete(path);
  else names.set(path, file);
}

/** Bytes that grow at their end without being copied each time. */
export type Bytes = { data: Buffer; length: number };
const emptyBytes = (): Bytes => ({ data: Buffer.alloc(4096), length: 0 });

/** Makes a write or a change of size. */
export function apply(bytes: Bytes, change: Loose): void {
  if ('size' in change) {
    resize(bytes, change.size);
    return;
  }
  const end = change.offset + change.bytes.length;
  if (end > bytes.length) resize(bytes, end);
  change.bytes.copy(bytes.data, change.offset);
}

export function resize(bytes: Bytes, size: number): void {
  if (size > bytes.data.length) {
    const grown = Buffer.alloc(Math.max(size, bytes.data.length * 2));
    bytes.data.copy(grown, 0, 0, bytes.length);
    bytes.data = grown;
  }
  if (size < bytes.length) bytes.data.fill(0, size, bytes.length);
  bytes.length = size;
}
