import { createHmac } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Header } from 'tar';
import { syncFile } from '../durable.ts';
import { BLOCK } from './format.ts';

/** One entry of the archive. `body` must give exactly `bytes` bytes. */
export type Entry = {
  readonly path: string;
  readonly bytes: number;
  readonly body: () => AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>;
};

/** An entry of bytes that are at hand. */
export function inMemory(path: string, bytes: Uint8Array): Entry {
  return {
    path,
    bytes: bytes.byteLength,
    body: async function* () {
      yield bytes;
    },
  };
}

/** An entry that lies on disk. */
export function onDisk(path: string, file: string, bytes: number): Entry {
  return { path, bytes, body: () => createReadStream(file) };
}

/**
 * Writes a tar whose every byte is under a MAC at its end; any tar program reads it. One chunk is in memory at a time.
 * @throws Error when an entry is not as long as it said
 */
export async function writeArchive(
  target: string,
  archive: { readonly entries: Iterable<Entry>; readonly mac: Uint8Array; readonly at: Date },
): Promise<void> {
  const mac = createHmac('sha256', archive.mac);
  async function* all() {
    for await (const chunk of tarOf(archive.entries, archive.at)) {
      mac.update(chunk);
      yield chunk;
    }
    yield mac.digest();
  }
  await pipeline(all, createWriteStream(target, { mode: 0o600 }));
  await syncFile(target);
}

async function* tarOf(entries: Iterable<Entry>, mtime: Date): AsyncIterable<Uint8Array> {
  for (const entry of entries) {
    const block = Buffer.alloc(BLOCK);
    new Header({ path: entry.path, size: entry.bytes, mode: 0o600, mtime, type: 'File' }).encode(block);
    yield block;
    let written = 0;
    for await (const chunk of await entry.body()) {
      written += chunk.byteLength;
      yield chunk;
    }
    if (written !== entry.bytes)
      throw new Error(`${entry.path} has ${written} bytes instead of ${entry.bytes}`);
    const rest = written % BLOCK;
    if (rest > 0) yield Buffer.alloc(BLOCK - rest);
  }
  yield Buffer.alloc(2 * BLOCK);
}
