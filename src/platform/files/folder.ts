import { createReadStream } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { moveIntoPlace, syncFolder } from '../durable.ts';
import { storageError } from '../storage-error.ts';
import { addressIn, addressOf, type Files, type KeptFile, notHere } from './files.ts';
import { receive } from './receive.ts';
import { verified } from './verified.ts';

/** Files below a folder: `<folder>/<org>/<first two>/<sha-256>`, written beside and moved into place when complete. */
export function folderFiles(folder: string, newName: () => string): Files {
  const pathOf = (org: string, hash: string) => join(folder, ...addressOf(org, hash));
  const here = async (org: string, hash: string) => {
    const path = pathOf(org, hash);
    if (!(await stat(path).catch(() => null))) throw notHere();
    return path;
  };
  return {
    place: folder,
    has: async (org, hash) => (await stat(pathOf(org, hash)).catch(() => null)) !== null,
    remove: async (org, hash) => {
      const path = pathOf(org, hash);
      await rm(path, { force: true });
      // Erased is erased: a power cut must not bring it back.
      await syncFolder(dirname(path)).catch(unlessMissing);
    },
    stream: async (org, hash) => verified(createReadStream(await here(org, hash)), hash),
    withPath: async (org, hash, use) => use(await here(org, hash)),
    put: async (org, body, limit) => {
      const temporary = join(folder, 'incoming', newName());
      try {
        const stored = await receive(temporary, body, limit);
        const path = pathOf(org, stored.hash);
        await moveIntoPlace(temporary, path, folder);
        return stored;
      } catch (error) {
        throw storageError(error, 'The file');
      } finally {
        await rm(temporary, { force: true });
      }
    },
    list: () => filesBelow(folder),
  };
}

function unlessMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

async function* filesBelow(folder: string): AsyncGenerator<KeptFile> {
  for (const org of await names(folder))
    for (const first of await names(join(folder, org)))
      for (const name of await names(join(folder, org, first))) {
        const address = addressIn([org, first, name]);
        const found = address && (await stat([folder, org, first, name].join(sep)).catch(() => null));
        if (address && found) yield { ...address, size: found.size, modified: found.mtime };
      }
}

const names = (folder: string) => readdir(folder).catch(() => [] as string[]);
